/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * world.h - what a node sees of the world: a clock, a network, a console
 *
 * The whole module runs in it, from main() on. Every function of platform.h,
 * net.h and keyboard.h that it calls is here; time passes only in them, and as
 * output goes to a serial line. A story is told in advance: what comes at which
 * time; world_run() runs the module until an end, and then the tests look at
 * what it printed, sent and started.
 *
 * Times are milliseconds since the module was started, but the module's clock
 * starts at `clock_ms`.
 */
#ifndef DETERBOOT_TEST_WORLD_H
#define DETERBOOT_TEST_WORLD_H

#include <stdio.h>

#include "bootinfo.h"
#include "disk.h"
#include "sizes.h"
#include "test.h"

#define NODE_IP		ip(10, 0, 2, 15)
#define BOSS		ip(10, 0, 2, 2)
#define OTHER		ip(10, 0, 2, 3)

#define PACKET_MAX	600		/* bytes of a datagram */
#define QUEUE_MAX	32		/* datagrams that lwIP keeps for a socket
					   (DEFAULT_UDP_RECVMBOX_SIZE) */
#define SILENT		0xffffffff	/* of a boss's delay: it never answers */
#define FOREVER		0xffffffff
#define DEEDS_MAX	4000
#define LIVE_MAX	65536
#define STAMPS_MAX	1000000
#define SOCKET_BOSS	1		/* 0 is the console */
#define SOCKET_DHCP	2

/* Something that comes at a time: keys, a datagram */
struct coming {
    uint32_t at_ms;
    uint32_t period_ms, until_ms;	/* again and again until then; 0 = once */
    uint32_t ip;			/* 0 = keys */
    uint16_t port;
    int fd;				/* socket that it comes to */
    size_t len;
    uint8_t bytes[PACKET_MAX];
};

/* Something that the node did */
enum deed_kind {
    DEED_SENT,				/* a question to boss */
    DEED_ASKED_DHCP,			/* a DISCOVER or REQUEST */
    DEED_TOLD,				/* a state, over TCP */
    DEED_LOOKED_UP,			/* a name */
    DEED_OPENED,			/* a file */
    DEED_RAN,				/* a command */
};

struct deed {
    enum deed_kind kind;
    uint32_t at_ms;
    uint32_t ip;
    uint16_t port;
    char text[COMMAND_SIZE];		/* or bytes, as sent */
};

/* A name that resolves to `ip`, from `from_ms` to `until_ms`; it may have
   several */
struct known_name {
    const char *name;
    uint32_t ip;
    uint32_t from_ms, until_ms;
};

enum ending {
    ENDED_IN_TIME,			/* the story was over first */
    ENDED_IN_SHELL,			/* main() has returned */
    ENDED_IN_RESET,
};

struct world {
    /* What it is like; to be set before the run */
    uint32_t clock_ms;			/* what the clock shows at the start */
    uint8_t ack[PACKET_MAX], dhcp_reply[PACKET_MAX]; /* world_lease(): of the */
    size_t ack_len, dhcp_reply_len;	/* ROM, and what RESTART gets */
    uint32_t dhcp_delay_ms;		/* how long that takes; SILENT */
    struct bootinfo_message answer;	/* BOSS's to a question */
    uint32_t boss_delay_ms;		/* how long it takes; SILENT */
    size_t answer_len;			/* cut to so many bytes; 0 = whole */
    unsigned int losses;		/* questions that get lost first */
    unsigned int answers;		/* and then so many are answered; 0 =
					   all */
    struct known_name names[4];
    const char *files[4];		/* all that there are */
    uint32_t load_ms;			/* how long a command runs */
    int run_errno;			/* why it comes back */
    int send_errno, receive_errno, open_errno; /* while the network is... */
    uint32_t broken_from_ms, broken_until_ms; /* ...broken */
    int echoes;				/* the console echoes all output */
    unsigned int noise_per_s;		/* random bytes from it */
    uint32_t noise_until_ms;
    unsigned int disks;
    int no_screen;			/* but on a serial line */
    const char *boot_entry;		/* has to be made the first again; NULL */
    int boot_entry_rc;			/* what comes of it, 0 or -errno */
    int has_tmcd;			/* somebody takes reports */

    /* What came of it */
    enum ending ending;
    struct deed deed[DEEDS_MAX];
    unsigned int deeds;
    char *printed;			/* all of it */
    size_t printed_len;
    char live[LIVE_MAX];		/* and the live line, as it was drawn */
    unsigned int lost;			/* datagrams that found the queue full */
    size_t stack_min, stack_max;	/* in use when DHCP was asked; bytes */
    uint32_t stamp[STAMPS_MAX];		/* when each byte of `printed` was, ms */

    /* Its own */
    uint64_t now_us, noise_us;
    uint32_t end_ms, random;
    struct coming coming[64];
    unsigned int comings;
    struct coming queue[2 * QUEUE_MAX];
    unsigned int queued, answered;
    int open;				/* sockets: 1 << number */
    void *stack_base;			/* frame of world_run() */
    size_t flown;			/* output that has passed the line */
    uint8_t keys[4096];			/* typed ahead; a ring */
    unsigned int keys_in, keys_out;
};

extern struct world world;

/* A world with a lease, BOSS that says WAIT, and nobody at the console */
void world_begin(void);

/* Write a DHCP reply: of this type, with BOSS as router and server id, this
   next-server, and option 66 unless NULL */
size_t world_lease(uint8_t packet[PACKET_MAX], uint8_t type, uint32_t node_ip,
		   uint32_t next_server, const char *option66);

/* Boss's answer from now on */
void world_answer(uint16_t type, uint32_t number);

/* Something is typed */
void world_keys(uint32_t at_ms, const char *keys);

/* A message of boss comes; a type of 0 is FAIL. Returns it, to be varied */
struct coming *world_message(uint32_t at_ms, uint16_t opcode, uint16_t type,
			     uint32_t number);

/* Run the module until a time; options as in pxelinux.cfg, ended by NULL */
void world_run(uint32_t end_ms, ...) __attribute__((sentinel));

/* How often this was printed */
unsigned int world_printed(const char *text);

/* How many lines were, between two times */
unsigned int world_lines_between(uint32_t from_ms, uint32_t until_ms);

/* When this was printed for the n-th time, counted from 0; or FOREVER */
uint32_t world_when(const char *text, unsigned int n);

/* Number of deeds of a kind, between two times */
unsigned int world_deeds(enum deed_kind kind, uint32_t from_ms,
			 uint32_t until_ms);

/* The n-th deed of a kind; fails the test if there is none */
const struct deed *world_deed(enum deed_kind kind, unsigned int n);

/* Fails the test, and shows the screen, unless this was printed */
void world_expect(const char *text);
void world_expect_not(const char *text);

/* Free what the run has left */
void world_end(void);

#endif /* DETERBOOT_TEST_WORLD_H */
