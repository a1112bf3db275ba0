/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * groups.h - the groups of tests
 */
#ifndef SOCKTEST_GROUPS_H
#define SOCKTEST_GROUPS_H

void test_arguments(void);	/* what each call refuses */
void test_pointers(void);	/* NULL */
void test_names(void);		/* addresses and names */
void test_udp(void);
void test_tcp(void);		/* as a client */
void test_server(void);		/* as a server */
void test_options(void);
void test_portable(void);	/* more of what programs use */
void test_times(void);		/* time-outs */
void test_wait(void);		/* poll(), select() */
void test_messages(void);	/* sendmsg(), recvmsg() */
void test_limits(void);		/* very many sockets, very large datagrams */

void test_exhaustion(void);	/* all sockets that there are */
void test_leave(void);		/* sockets that nobody closes */
void test_operator(void);	/* waits that a key ends */

/* A file that is read in pieces; its CRC as text */
void test_file(const char *name, const char *crc);

/* The same sockets before and after another program runs, and no more */
void test_inner(const char *command);

/* End, after everything was reported: "exit", "abort", "run:COMMAND", "stay" */
void leave(const char *how);

/* megabytes in each direction, over TCP */
void test_bulk(int megabytes);

#endif /* SOCKTEST_GROUPS_H */
