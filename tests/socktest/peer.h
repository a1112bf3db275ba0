/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * peer.h - the other end: peers.py on the host, and how to use it
 */
#ifndef SOCKTEST_PEER_H
#define SOCKTEST_PEER_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* Ports of peers.py, which has them too. TCP: */
#define PORT_CONTROL	7001	/* "connect PORT HOW": connects to us */
#define PORT_RESET	7002	/* takes one byte, then resets */
#define PORT_BYE	7003	/* sends "bye" and closes */
#define PORT_MUTE	7004	/* neither reads nor sends */
#define PORT_DRIP	7006	/* five bytes, each 100 ms after the other */
#define PORT_ECHO	7007	/* sends back what it gets; UDP too */
#define PORT_SINK	7009	/* reads to the end, then "BYTES CRC\n" */
#define PORT_SOURCE	7019	/* takes "BYTES\n", sends so many */
#define PORT_CLOSED	7099	/* nobody listens */
/* UDP: */
#define PORT_OTHER	7008	/* answers from another port */
#define PORT_GIVE	7010	/* "give BYTES", or else "BYTES CRC" */
#define PORT_FLOOD	7011	/* 500 datagrams in a second */
/* Real servers */
#define PORT_HTTP	8080	/* nginx */
#define PORT_REAL_ECHO	7	/* socat, TCP and UDP */

/* An address behind the peer that swallows what is sent to it */
#define IP_VOID		"10.66.6.6"

/* Where the peer is: main() sets it */
extern struct in_addr peer_ip;

/* No test waits longer than this for anything, milliseconds */
#define PATIENCE_MS	20000

/**
 * Address of a port of the peer
 *
 * @v port	Port, host byte order
 * @ret address
 */
struct sockaddr_in peer_address(int port);

/**
 * Address with any IP
 *
 * @v ip	Network byte order
 * @v port	Host byte order
 * @ret address
 */
struct sockaddr_in address(in_addr_t ip, int port);

/**
 * A socket that waits PATIENCE_MS at most
 *
 * @v type	SOCK_*
 * @ret s	Socket, or -1, which is also reported as a failed test
 */
int open_socket(int type);

/**
 * A TCP connection to a port of the peer; as open_socket()
 */
int connect_peer(int port);

/**
 * A TCP socket that listens on any port
 *
 * @v backlog	For listen()
 * @v port	Receives the port, host byte order
 * @ret s	Socket, or -1
 */
int listen_any(int backlog, int *port);

/**
 * Tell the peer to do something
 *
 * @v line	Command, with its \n
 * @ret done	It has said "ok"
 */
bool tell_peer(const char *line);

int connect_to(int s, const struct sockaddr_in *sin);
int bind_to(int s, const struct sockaddr_in *sin);

/**
 * Send all bytes, receive exactly so many
 *
 * @ret done	Every byte went, or came
 */
bool send_all(int s, const void *data, size_t len);
bool recv_all(int s, void *data, size_t len);

/**
 * Receive to the end of the stream
 *
 * @ret len	Bytes, at most size - 1; a NUL is put behind them. -1: failed
 */
long recv_text(int s, char *text, size_t size);

/**
 * Wait for events
 *
 * @v events	POLL*
 * @v timeout_ms For poll()
 * @ret revents	POLL*, 0 if none came in time
 */
int wait_for(int s, short events, int timeout_ms);

int set_int(int s, int level, int name, int value);
int get_int(int s, int level, int name);
int set_timeout(int s, int name, int ms);
int set_nonblocking(int s, bool on);

/* Byte number `offset` of what the peer sends, and of what we send to it */
void pattern_fill(uint8_t *data, size_t len, uint64_t offset);
uint32_t crc32_add(uint32_t crc, const void *data, size_t len);

#endif /* SOCKTEST_PEER_H */
