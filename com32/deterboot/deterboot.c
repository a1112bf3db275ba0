/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * deterboot.c - ask boss what to boot, and boot it
 */
#include <errno.h>
#include <klibc/compiler.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "action.h"
#include "boot.h"
#include "dhcp.h"
#include "findboss.h"
#include "net.h"
#include "options.h"
#include "platform.h"
#include "policy.h"
#include "screen.h"

struct node {
    struct config config;
    struct dhcp_lease lease;
    struct bosses bosses;
    struct net net;
    struct policy policy;
    struct policy_event event;
    struct action action;
    uint32_t random;			/* state of schedule_random() */
};

/* One byte more than a datagram has, so that a longer one is noticed */
#define RECEIVE_SIZE	(BOOTINFO_PACKET_SIZE + 1)

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

static enum error get_lease(struct dhcp_lease *lease, struct config *config)
{
    void *packet;
    size_t len;
    int rc;

    if (platform_dhcp_ack(&packet, &len))
	return ERR_NO_LEASE;
    rc = dhcp_decode(lease, packet, len);
    if (!rc)
	get_key(config, packet, len);
    free(packet);
    return rc ? ERR_NO_LEASE : ERR_NONE;
}

/* The answer cannot be followed: tell when boss is asked again */
static void ask_later(struct node *node)
{
    char seconds[SECONDS_SIZE];
    uint32_t delay_ms = policy_failed(&node->policy, platform_ms(),
				      schedule_random(&node->random));

    say("asking boss again in %s s", seconds_format(seconds, delay_ms));
}

/* Do what was planned; -EIO if it was to boot something and did not */
static int carry_out(struct node *node)
{
    const struct policy_event *event = &node->event;
    struct action *action = &node->action;

    switch (action->kind) {
    case ACTION_WAIT:
    case ACTION_ASK:
	return 0;
    case ACTION_REBOOT:
	net_close(&node->net);
	platform_reboot();
    case ACTION_REFUSE:
	say_error(action->error, NULL);
	break;
    case ACTION_RUN:
    case ACTION_MFS:
	boot(action, &node->config, &node->lease, event->boss_ip,
	     event->what.cmdline, &node->net);
	break;
    }
    return -EIO;
}

static void act(struct node *node)
{
    action_plan(&node->action, &node->event.what);
    say_answer(&node->event, &node->action);
    if (carry_out(node))
	ask_later(node);
}

/* Boss cannot be had; 1 if pxelinux is to go on */
static int fall_back(struct node *node)
{
    const struct fallback *fallback = &node->config.fallback;
    char seconds[SECONDS_SIZE];

    say_error(ERR_GAVE_UP, NULL);
    if (fallback->kind == FALLBACK_PROMPT)
	return 1;
    node->event.boss_ip = node->policy.boss[0].ip;
    node->event.what = fallback->what;
    action_plan(&node->action, &fallback->what);
    say("falling back: %s%s%s", node->action.says,
	node->action.does[0] ? "; " : "", node->action.does);
    carry_out(node);
    say("asking boss again in %s s",
	seconds_format(seconds, policy_gave_up(&node->policy, platform_ms(),
					schedule_random(&node->random))));
    return 0;
}

static void receive(struct node *node, uint32_t ip, uint16_t port,
		    const void *packet, size_t len)
{
    struct policy_event *event = &node->event;
    char source[IPV4_TEXT_SIZE + 8], text[IPV4_TEXT_SIZE];
    char seconds[SECONDS_SIZE], error[ERROR_TEXT_SIZE];

    policy_receive(&node->policy, platform_ms(),
		   schedule_random(&node->random), ip, port, packet, len,
		   event);
    switch (event->result) {
    case POLICY_IGNORED:
	snprintf(source, sizeof(source), "%s:%u", ipv4_format(text, ip), port);
	if (event->first)
	    say_error(event->reason, source);
	break;
    case POLICY_REFUSED:
	say("%s; asking again in %s s",
	    error_format(error, ERR_REFUSED, NULL),
	    seconds_format(seconds, event->wait_ms));
	break;
    case POLICY_ANSWERED:
	act(node);
	break;
    }
}

static void ask(struct node *node, const struct policy_step *step)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    char ip[IPV4_TEXT_SIZE];
    int rc;

    say("asking boss %s what to boot (try %u)", ipv4_format(ip, step->boss.ip),
	step->try);
    policy_question(&node->policy, packet);
    rc = net_send(&node->net, step->boss.ip, step->boss.port, packet,
		  sizeof(packet));
    if (rc)
	say_error(ERR_SEND, strerror(-rc));
}

/* Nothing works without the socket: try again for ever, slower and slower */
static void open_socket(struct node *node)
{
    char seconds[SECONDS_SIZE];
    unsigned int step = 0;
    uint32_t delay_ms;
    int rc;

    while ((rc = net_open(&node->net))) {
	delay_ms = schedule_delay_ms(&policy_trouble_schedule, step++,
				     schedule_random(&node->random));
	say_error(ERR_SOCKET, strerror(-rc));
	say("trying again in %s s", seconds_format(seconds, delay_ms));
	platform_sleep_ms(delay_ms);
    }
}

static void listen_for_boss(struct node *node, uint32_t wait_ms)
{
    uint8_t packet[RECEIVE_SIZE];
    uint32_t ip;
    uint16_t port;
    int rc;

    rc = net_receive(&node->net, wait_ms, packet, sizeof(packet), &ip, &port);
    if (rc >= 0) {
	receive(node, ip, port, packet, (size_t)rc);
    } else if (rc != -EAGAIN) {
	say_error(ERR_SOCKET, strerror(-rc));
	net_close(&node->net);
	ask_later(node);
    }
}

/* Boot the partition that DHCP names; boss is asked only if that fails */
static void edgeboot(struct node *node)
{
    const struct dhcp_lease *lease = &node->lease;

    if (!node->config.edgeboot)
	return;
    if (!lease->has_edgeboot) {
	say("DHCP option 147 names no partition, asking boss");
	return;
    }
    memset(&node->event, 0, sizeof(node->event));
    node->event.what.type = BOOTINFO_PART;
    node->event.what.partition = lease->edgeboot_partition;
    action_plan(&node->action, &node->event.what);
    say("DHCP option 147 says: %s%s%s", node->action.says,
	node->action.does[0] ? "; " : "", node->action.does);
    carry_out(node);
    say("asking boss instead");
}

/* A server whose name had to be looked up joins the others once they are
   silent: a name server that does not answer must not hold up a boot */
static void look_for_more(struct node *node)
{
    if (find_named_boss(&node->bosses, &node->config, &node->lease))
	policy_set_bosses(&node->policy, node->bosses.boss,
			  node->bosses.count);
}

/* Talk to boss until something boots; ends only for the fallback "prompt" */
static void run(struct node *node)
{
    char seconds[SECONDS_SIZE];
    struct policy_step step;

    for (;;) {
	if (node->net.fd == NET_CLOSED)
	    open_socket(node);
	policy_next(&node->policy, platform_ms(),
		    schedule_random(&node->random), &step);
	switch (step.verb) {
	case POLICY_ASK:
	    ask(node, &step);
	    break;
	case POLICY_SILENCE:
	    say("no answer yet, asking again in %s s",
		seconds_format(seconds, step.wait_ms));
	    look_for_more(node);
	    break;
	case POLICY_GIVE_UP:
	    if (fall_back(node))
		return;
	    break;
	case POLICY_LISTEN:
	    listen_for_boss(node, step.wait_ms);
	    break;
	}
    }
}

/* Everything that must be right before boss can be asked */
static enum error prepare(struct node *node, int argc, char *argv[])
{
    char why[OPTION_ERROR_SIZE];
    enum error error;

    if (!platform_is_pxelinux())
	return ERR_NOT_PXELINUX;
    if (net_missing())
	return ERR_NO_SOCKETS;
    if (options_parse(&node->config, argc, argv, why)) {
	say_error(ERR_OPTION, why);
	return ERR_OPTION;
    }
    error = get_lease(&node->lease, &node->config);
    if (error)
	return error;
    if (!hostname_valid(node->lease.hostname, strlen(node->lease.hostname)))
	node->lease.hostname[0] = '\0';
    if (!node->lease.hostname[0] && options_use(&node->config, 'h')) {
	say_error(ERR_OPTION, "%h: the DHCP reply has no host name");
	return ERR_OPTION;
    }
    node->net.fd = NET_CLOSED;
    node->random = platform_seed(node->lease.hwaddr, node->lease.hwaddr_len);
    return ERR_NONE;
}

/* Tell what is wrong and what to do, and go back to pxelinux */
static int give_up(enum error error)
{
    if (error != ERR_OPTION && error != ERR_GAVE_UP)
	say_error(error, error == ERR_NO_SOCKETS ? net_missing() : NULL);
    switch (error) {
    case ERR_NO_SOCKETS:
	say("the node has loaded other files than deterboot's own");
	say("serve deterboot's pxelinux.0, with the *.c32 files beside it");
	break;
    case ERR_NOT_PXELINUX:
	say("boot this node over the network, from deterboot's pxelinux.0");
	break;
    case ERR_OPTION:
	say("correct the APPEND line of deterboot.c32 in pxelinux.cfg");
	break;
    case ERR_NO_BOSS:
	say("set next-server in the DHCP server, or boss= in pxelinux.cfg");
	break;
    default:
	break;
    }
    say("nothing was booted, back to pxelinux");
    return EXIT_FAILURE;
}

__export int main(int argc, char *argv[])
{
    struct node *node;
    enum error error;

    printf("deterboot %s\n", DETERBOOT_VERSION);
    node = calloc(1, sizeof(*node));
    if (!node) {
	say("out of memory");
	return EXIT_FAILURE;
    }
    error = prepare(node, argc, argv);
    if (!error) {
	say_who(&node->lease);
	edgeboot(node);
	error = find_bosses(&node->bosses, &node->config, &node->lease,
			    &node->random);
    }
    if (!error) {
	policy_init(&node->policy, node->bosses.boss, node->bosses.count,
		    node->config.key, platform_ms());
	policy_set_limit(&node->policy, node->config.rounds);
	run(node);
	net_close(&node->net);
	error = ERR_GAVE_UP;
    }
    free(node);
    return give_up(error);
}
