/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lease.c - the node's DHCP lease: the boot ROM's, or a new one
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpclient.h"
#include "ipv4.h"
#include "lease.h"
#include "net.h"
#include "platform.h"
#include "schedule.h"
#include "screen.h"

/* One byte more than an answer has, so that a longer one is noticed */
#define RECEIVE_SIZE	(DHCP_ANSWER_SIZE + 1)
#define IP_OPTION_SIZE	80		/* "ip=" and four addresses */
#define EVERYBODY	0xffffffff	/* 255.255.255.255 */

/* The key that DHCP gives, in place of the key= option */
static void get_key(struct config *config, const void *packet, size_t len)
{
    char key[DHCP_TEXT_SIZE], option[16];

    if (!config->key_option)
	return;
    snprintf(option, sizeof(option), "%u", config->key_option);
    if (dhcp_find_text(key, packet, len, config->key_option) ||
	strlen(key) > BOOTINFO_KEY_MAX)
	say_error(ERR_NO_KEY, option);
    else
	strcpy(config->key, key);
}

/* Read a lease, and see whether the options can be filled in with it */
static enum error read_lease(struct dhcp_lease *lease,
			     const struct config *config, const void *packet,
			     size_t len)
{
    if (dhcp_decode(lease, packet, len))
	return ERR_NO_LEASE;
    if (!hostname_valid(lease->hostname, strlen(lease->hostname)))
	lease->hostname[0] = '\0';
    if (!lease->hostname[0] && options_use(config, 'h')) {
	say_error(ERR_OPTION, "%h: the DHCP reply has no host name");
	return ERR_OPTION;
    }
    return ERR_NONE;
}

/* Where the address and the boot program came from different servers */
static void read_boot_reply(struct dhcp_lease *lease)
{
    struct dhcp_lease reply;
    void *packet;
    size_t len;

    if (platform_boot_reply(&packet, &len))
	return;
    if (!dhcp_decode(&reply, packet, len))
	dhcp_add_boot(lease, &reply);
    free(packet);
}

enum error lease_of_rom(struct dhcp_lease *lease, struct config *config)
{
    enum error error;
    void *packet;
    size_t len;

    if (platform_dhcp_ack(&packet, &len))
	return ERR_NO_LEASE;
    error = read_lease(lease, config, packet, len);
    if (!error) {
	get_key(config, packet, len);
	read_boot_reply(lease);
    }
    free(packet);
    return error;
}

static void identify(struct dhcp_identity *identity,
		     const struct dhcp_lease *lease)
{
    void *packet = NULL;
    size_t len = 0;

    if (platform_dhcp_discover(&packet, &len))
	packet = NULL;
    dhcp_identify(identity, lease, packet, len);
    free(packet);
}

static void ask(const struct net *net, const struct dhcp_client *client,
		const struct dhcp_client_step *step)
{
    char server[IPV4_TEXT_SIZE];
    int rc;

    if (step->type == DHCP_REQUEST)
	say("taking the offer of DHCP server %s (try %u)",
	    ipv4_format(server, client->offer_server), step->try);
    else
	say("asking for a DHCP lease (try %u)", step->try);
    rc = net_send(net, EVERYBODY, DHCP_SERVER_PORT, step->packet, step->len);
    if (rc)
	say_error(ERR_DHCP_SOCKET, strerror(-rc));
}

static int listen(const struct net *net, struct dhcp_client *client,
		  uint32_t wait_ms, uint32_t *random)
{
    uint8_t packet[RECEIVE_SIZE];
    uint32_t ip;
    uint16_t port;
    int rc = net_receive(net, wait_ms, packet, sizeof(packet), &ip, &port);

    if (rc < 0)
	return rc == -EAGAIN ? 0 : rc;
    dhcp_client_receive(client, platform_ms(), schedule_random(random), port,
			packet, (size_t)rc);
    return 0;
}

/* Talk to the DHCP server; the reply is in client->ack then */
static int exchange(struct dhcp_client *client, uint32_t *random,
		    int (*stop)(void *context), void *context)
{
    struct dhcp_client_step step;
    struct net net;
    int rc = net_open_dhcp(&net);

    step.verb = DHCP_CLIENT_LISTEN;
    while (!rc) {
	if (stop(context)) {
	    net_close(&net);
	    return -EINTR;
	}
	dhcp_client_next(client, platform_ms(), schedule_random(random),
			 &step);
	if (step.verb == DHCP_CLIENT_SEND)
	    ask(&net, client, &step);
	else if (step.verb == DHCP_CLIENT_LISTEN)
	    rc = listen(&net, client, step.wait_ms < LEASE_STOP_MS ?
			step.wait_ms : LEASE_STOP_MS, random);
	else
	    break;
    }
    net_close(&net);
    if (rc) {
	say_error(ERR_DHCP_SOCKET, strerror(-rc));
	return -EIO;
    }
    if (step.verb == DHCP_CLIENT_GIVE_UP) {
	say_error(client->error, NULL);
	return -EIO;
    }
    return 0;
}

/* The machine has another address: the word of SYSAPPEND that tells the
   kernel of it was put in for the old one */
static void replace_ip_option(const char *old, int argc, char *argv[])
{
    char *now;
    int i;

    for (i = 1; old[0] && i < argc; i++) {
	if (strcmp(argv[i], old))
	    continue;
	now = strdup(platform_ip_option());
	if (now)
	    argv[i] = now;
    }
}

static int take(struct dhcp_lease *lease, struct config *config, int argc,
		char *argv[], const void *packet, size_t len)
{
    char why[OPTION_ERROR_SIZE], old_option[IP_OPTION_SIZE];
    struct dhcp_lease renewed;
    struct config reread;
    int rc;

    if (read_lease(&renewed, config, packet, len))
	return -EIO;
    snprintf(old_option, sizeof(old_option), "%s", platform_ip_option());
    rc = net_configure(&renewed);
    if (rc) {
	say_error(ERR_ADDRESS, strerror(-rc));
	return -EIO;
    }
    *lease = renewed;
    replace_ip_option(old_option, argc, argv);
    if (!options_parse(&reread, argc, argv, why))
	*config = reread;
    get_key(config, packet, len);
    return 0;
}

int lease_renew(struct dhcp_lease *lease, struct config *config, int argc,
		char *argv[], uint32_t *random, int (*stop)(void *context),
		void *context)
{
    struct dhcp_client client;
    struct dhcp_identity identity;
    int rc;

    identify(&identity, lease);
    dhcp_client_init(&client, &identity, lease->server_id, platform_ms(),
		     schedule_random(random));
    rc = exchange(&client, random, stop, context);
    return rc ? rc : take(lease, config, argc, argv, client.ack,
			  client.ack_len);
}
