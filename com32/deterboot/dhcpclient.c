/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dhcpclient.c - get a new lease from the DHCP server (RFC 2131)
 */
#include <string.h>

#include "dhcpclient.h"
#include "ipv4.h"

/* Faster than RFC 2131 section 4.1 has it (4 s first): the cable is known to
   work, and boss waits */
const struct schedule dhcp_client_schedule = {
    .first_ms = 1000, .max_ms = 8000, .factor = 2, .jitter_percent = 25,
};

/* How good an offer is; the best one is not waited for */
enum {
    RANK_NAMES_SERVER = 2,		/* it tells whom to boot from */
    RANK_KNOWN_SERVER = 1,		/* it is from the server of before */
    RANK_BEST = RANK_NAMES_SERVER | RANK_KNOWN_SERVER,
};

/* Look for a server (again): with a new id, so that late replies to what was
   asked before do not count */
static void select_server(struct dhcp_client *client, uint32_t now_ms,
			  uint32_t delay_ms, uint32_t random)
{
    client->state = DHCP_CLIENT_SELECTING;
    client->xid = random;
    client->asked = 0;
    client->pause_from_ms = now_ms;
    client->pause_ms = delay_ms;
    client->requests = 0;
    client->has_offer = 0;
    client->offer_rank = 0;
}

void dhcp_client_init(struct dhcp_client *client,
		      const struct dhcp_identity *identity,
		      uint32_t known_server, uint32_t now_ms, uint32_t random)
{
    memset(client, 0, sizeof(*client));
    client->identity = *identity;
    client->known_server = known_server;
    client->begin_ms = now_ms;
    client->error = ERR_DHCP_SILENT;
    select_server(client, now_ms, 0, random);
}

static void send(struct dhcp_client *client, uint32_t now_ms, uint32_t random,
		 struct dhcp_client_step *step)
{
    struct dhcp_ask ask;
    unsigned int *count = &client->discovers;

    memset(&ask, 0, sizeof(ask));
    ask.type = DHCP_DISCOVER;
    ask.xid = client->xid;
    ask.secs = (uint16_t)((now_ms - client->begin_ms) / 1000);
    if (client->state == DHCP_CLIENT_REQUESTING) {
	count = &client->requests;
	ask.type = DHCP_REQUEST;
	ask.ip = client->offer_ip;
	ask.server_id = client->offer_server;
    }
    client->pause_from_ms = now_ms;
    client->pause_ms = schedule_delay_ms(&dhcp_client_schedule, (*count)++,
					 random);
    client->asked = 1;
    step->verb = DHCP_CLIENT_SEND;
    step->type = ask.type;
    step->try = *count;
    step->len = dhcp_ask_encode(step->packet, &ask, &client->identity);
}

/* Move on where the time has come; 1 if a question is to be sent */
static int advance(struct dhcp_client *client, uint32_t now_ms,
		   uint32_t random)
{
    if (!time_left_ms(now_ms, client->begin_ms, DHCP_CLIENT_TIME_MS)) {
	client->state = DHCP_CLIENT_FAILED;
	return 0;
    }
    if (client->state == DHCP_CLIENT_SELECTING && client->has_offer) {
	if (time_left_ms(now_ms, client->offer_ms, client->choice_ms))
	    return 0;
	client->state = DHCP_CLIENT_REQUESTING;
	client->error = ERR_DHCP_NO_ACK;
	return 1;
    }
    if (time_left_ms(now_ms, client->pause_from_ms, client->pause_ms))
	return 0;
    if (client->state == DHCP_CLIENT_REQUESTING &&
	client->requests == DHCP_CLIENT_REQUESTS)
	select_server(client, now_ms, 0, random);
    if (client->state == DHCP_CLIENT_SELECTING &&
	client->discovers == DHCP_CLIENT_DISCOVERS) {
	client->state = DHCP_CLIENT_FAILED;
	return 0;
    }
    return 1;
}

/* How long there is nothing to do, if nothing comes */
static uint32_t wait_ms(const struct dhcp_client *client, uint32_t now_ms)
{
    uint32_t end_ms = time_left_ms(now_ms, client->begin_ms,
				   DHCP_CLIENT_TIME_MS);
    uint32_t next_ms = time_left_ms(now_ms, client->pause_from_ms,
				    client->pause_ms);

    if (client->state == DHCP_CLIENT_SELECTING && client->has_offer)
	next_ms = time_left_ms(now_ms, client->offer_ms, client->choice_ms);
    return next_ms < end_ms ? next_ms : end_ms;
}

void dhcp_client_next(struct dhcp_client *client, uint32_t now_ms,
		      uint32_t random, struct dhcp_client_step *step)
{
    int due = 0;

    memset(step, 0, sizeof(*step));
    if (client->state == DHCP_CLIENT_SELECTING ||
	client->state == DHCP_CLIENT_REQUESTING)
	due = advance(client, now_ms, random);
    if (client->state == DHCP_CLIENT_BOUND) {
	step->verb = DHCP_CLIENT_DONE;
    } else if (client->state == DHCP_CLIENT_FAILED) {
	step->verb = DHCP_CLIENT_GIVE_UP;
    } else if (due) {
	send(client, now_ms, random, step);
    } else {
	step->verb = DHCP_CLIENT_LISTEN;
	step->wait_ms = wait_ms(client, now_ms);
    }
}

static unsigned int rank(const struct dhcp_client *client,
			 const struct dhcp_lease *offer)
{
    unsigned int result = 0;

    if (offer->next_server || offer->tftp_server[0] || offer->bootinfo_server)
	result |= RANK_NAMES_SERVER;
    if (offer->server_id == client->known_server)
	result |= RANK_KNOWN_SERVER;
    return result;
}

static int take_offer(struct dhcp_client *client, uint32_t now_ms,
		      const struct dhcp_lease *offer)
{
    unsigned int offer_rank = rank(client, offer);

    if (!ipv4_is_host(offer->ip))
	return 0;
    if (client->has_offer && offer_rank <= client->offer_rank)
	return 0;
    if (!client->has_offer) {
	client->offer_ms = now_ms;
	client->choice_ms = DHCP_CLIENT_CHOICE_MS;
    }
    if (offer_rank == RANK_BEST)
	client->choice_ms = 0;
    client->has_offer = 1;
    client->offer_rank = offer_rank;
    client->offer_ip = offer->ip;
    client->offer_server = offer->server_id;
    return 1;
}

int dhcp_client_receive(struct dhcp_client *client, uint32_t now_ms,
			uint32_t random, uint16_t port, const void *packet,
			size_t len)
{
    const struct dhcp_identity *identity = &client->identity;
    struct dhcp_lease reply;

    if (port != DHCP_SERVER_PORT || !client->asked ||
	dhcp_decode(&reply, packet, len) || reply.xid != client->xid ||
	reply.hwaddr_len != identity->hwaddr_len ||
	memcmp(reply.hwaddr, identity->hwaddr, reply.hwaddr_len) ||
	!ipv4_is_host(reply.server_id))
	return 0;

    if (client->state == DHCP_CLIENT_SELECTING && reply.type == DHCP_OFFER)
	return take_offer(client, now_ms, &reply);
    if (client->state != DHCP_CLIENT_REQUESTING ||
	reply.server_id != client->offer_server)
	return 0;
    if (reply.type == DHCP_NAK) {
	client->error = ERR_DHCP_NAK;
	select_server(client, now_ms,
		      schedule_delay_ms(&dhcp_client_schedule,
					client->discovers, random), random);
	return 1;
    }
    if (reply.type != DHCP_ACK || !ipv4_is_host(reply.ip) ||
	len > sizeof(client->ack))
	return 0;
    memcpy(client->ack, packet, len);
    client->ack_len = len;
    client->state = DHCP_CLIENT_BOUND;
    return 1;
}
