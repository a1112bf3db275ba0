/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dhcpclient.h - get a new lease from the DHCP server (RFC 2131)
 *
 * A state machine without clock or socket, as policy.h is: the caller tells it
 * the time and random numbers, sends what it is told to send from port 68 to
 * port 67 of everybody, and hands in every datagram that comes.
 *
 * It ends within DHCP_CLIENT_TIME_MS whatever comes. The protocol has no
 * secret; the transaction id keeps out those who cannot see the broadcast.
 */
#ifndef DETERBOOT_DHCPCLIENT_H
#define DETERBOOT_DHCPCLIENT_H

#include <stddef.h>
#include <stdint.h>

#include "dhcp.h"
#include "dhcpask.h"
#include "errors.h"
#include "schedule.h"

#define DHCP_SERVER_PORT	67	/* RFC 2131 section 4.1 */
#define DHCP_CLIENT_PORT	68

/* Site policy, documented in deterboot.txt */
#define DHCP_CLIENT_DISCOVERS	6	/* until there is no server */
#define DHCP_CLIENT_REQUESTS	4	/* until the server has gone */
#define DHCP_CLIENT_CHOICE_MS	1000	/* for a better offer to come */
#define DHCP_CLIENT_TIME_MS	60000	/* for all of it */

extern const struct schedule dhcp_client_schedule;

enum dhcp_client_state {
    DHCP_CLIENT_SELECTING,		/* DISCOVER sent, or due */
    DHCP_CLIENT_REQUESTING,		/* REQUEST sent, or due */
    DHCP_CLIENT_BOUND,
    DHCP_CLIENT_FAILED,
};

struct dhcp_client {
    enum dhcp_client_state state;
    struct dhcp_identity identity;
    uint32_t known_server;		/* who gave the lease before */
    uint32_t xid;			/* of this exchange */
    int asked;				/* it has been sent */
    uint32_t begin_ms;			/* start of everything */
    uint32_t pause_from_ms;		/* the next question comes... */
    uint32_t pause_ms;			/* ...so long after that */
    unsigned int discovers, requests;	/* how many were sent */
    int has_offer;			/* there is an offer, ... */
    uint32_t offer_ms;			/* ... the first came then, ... */
    uint32_t choice_ms;			/* ... and so long after it one is
					   taken */
    unsigned int offer_rank;
    uint32_t offer_ip;			/* network byte order */
    uint32_t offer_server;
    enum error error;			/* FAILED: why */
    uint8_t ack[DHCP_ANSWER_SIZE];	/* BOUND: the reply, and its length */
    size_t ack_len;
};

enum dhcp_client_verb {
    DHCP_CLIENT_SEND,			/* send `packet` to everybody */
    DHCP_CLIENT_LISTEN,			/* wait for a datagram, wait_ms at most */
    DHCP_CLIENT_DONE,			/* there is a lease, in `ack` */
    DHCP_CLIENT_GIVE_UP,		/* there is none, see `error` */
};

struct dhcp_client_step {
    enum dhcp_client_verb verb;
    uint8_t type;			/* SEND: DHCP_DISCOVER or DHCP_REQUEST */
    unsigned int try;			/* SEND: 1, 2, ... */
    uint32_t wait_ms;			/* LISTEN */
    uint8_t packet[DHCP_ASK_SIZE];	/* SEND */
    size_t len;
};

/**
 * Start; the first question is due at once
 *
 * @v client	Receives the state
 * @v identity	Who asks
 * @v known_server	Server of the lease before, network byte order; its
 *		offer is preferred
 * @v now_ms	Time
 * @v random	Any random number
 */
void dhcp_client_init(struct dhcp_client *client,
		      const struct dhcp_identity *identity,
		      uint32_t known_server, uint32_t now_ms, uint32_t random);

/**
 * What to do now
 *
 * @v client	State
 * @v now_ms	Time
 * @v random	Any random number
 * @v step	Receives what to do
 */
void dhcp_client_next(struct dhcp_client *client, uint32_t now_ms,
		      uint32_t random, struct dhcp_client_step *step);

/**
 * A datagram came
 *
 * @v client	State
 * @v now_ms	Time
 * @v random	Any random number
 * @v port	Its source port, host byte order
 * @v packet	Its bytes
 * @v len	How many
 * @ret 1	It is part of the exchange
 * @ret 0	It changes nothing
 */
int dhcp_client_receive(struct dhcp_client *client, uint32_t now_ms,
			uint32_t random, uint16_t port, const void *packet,
			size_t len);

#endif /* DETERBOOT_DHCPCLIENT_H */
