/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bossorder.c - send one ORDER to a node, as boss does
 *
 *	bossorder [-a SRC_IP] [-p SRC_PORT] [-r PORT] NODE_IP ANSWER
 *
 * One datagram from port 6970 to port 9696 of the node. ANSWER is one of those
 * of answer.h, as one word or several: `bossorder 10.0.2.15 PART 1`.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answer.h"

/* Longest answer given on the command line, in characters */
#define TEXT_MAX	1023

static const char usage_text[] =
    "usage: bossorder [-a SRC_IP] [-p SRC_PORT] [-r PORT] NODE_IP ANSWER\n"
    "\n"
    "Send one ORDER to a node that waits.\n"
    "\n"
    "  -a SRC_IP    send from this address\n"
    "  -p SRC_PORT  send from this UDP port (default 6970; 0 = any free one)\n"
    "  -r PORT      send to this port of the node (default 9696)\n"
    "  -h           this help\n"
    "\n"
    "ANSWER: PART n, SYSID n, MB ip:/file, WAIT, REBOOT, AUTO, MFS path, RESTART,\n"
    "DISKPART disk n or FAIL; after PART, MB and MFS may stand '-- cmdline'.\n";

static int parse_port(const char *text, in_port_t *port)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);

    if (*text < '0' || *text > '9' || *end || value > 65535) {
	fprintf(stderr, "bossorder: not a port: %s\n", text);
	return -EINVAL;
    }
    *port = htons((uint16_t)value);
    return 0;
}

static int parse_address(const char *text, struct in_addr *ip)
{
    if (inet_pton(AF_INET, text, ip) == 1)
	return 0;
    fprintf(stderr, "bossorder: not an IPv4 address: %s\n", text);
    return -EINVAL;
}

/* The words of the command line joined by blanks, as one answer */
static int parse_answer(char **words, struct boss_answer *answer)
{
    char text[TEXT_MAX + 1] = "";
    const char *why;
    size_t used = 0;

    for (; *words; words++) {
	int more = snprintf(text + used, sizeof(text) - used, "%s%s",
			    used ? " " : "", *words);

	used += (size_t)more;
	if (used > TEXT_MAX) {
	    fprintf(stderr, "bossorder: the answer is too long\n");
	    return -EINVAL;
	}
    }
    if (boss_answer_parse(answer, text, used, &why)) {
	fprintf(stderr, "bossorder: %s: %s\n", text, why);
	return -EINVAL;
    }
    if (answer->kind == BOSS_NONE) {
	fprintf(stderr, "bossorder: NONE is no order\n");
	return -EINVAL;
    }
    return 0;
}

static int send_order(const struct sockaddr_in *from,
		      const struct sockaddr_in *to,
		      const struct boss_answer *answer)
{
    struct bootinfo_message msg;
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    int fd, one = 1, rc = -1;

    memset(&msg, 0, sizeof(msg));
    msg.version = BOOTINFO_VERSION;
    msg.opcode = BOOTINFO_ORDER;
    msg.status = answer->kind == BOSS_FAIL ? BOOTINFO_FAIL : BOOTINFO_SUCCESS;
    msg.what = answer->what;
    bootinfo_encode(packet, &msg);

    /* Several orders to several nodes may be under way at once */
    fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 &&
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0 &&
	bind(fd, (const struct sockaddr *)from, sizeof(*from)) == 0 &&
	sendto(fd, packet, sizeof(packet), 0, (const struct sockaddr *)to,
	       sizeof(*to)) == (ssize_t)sizeof(packet))
	rc = 0;
    if (rc)
	fprintf(stderr, "bossorder: %s\n", strerror(errno));
    if (fd >= 0)
	close(fd);
    return rc;
}

int main(int argc, char **argv)
{
    struct sockaddr_in from = { .sin_family = AF_INET }, to = from;
    char description[BOSS_DESCRIPTION_SIZE];
    struct boss_answer answer;
    int option, rc = 0;

    from.sin_port = htons(BOOTINFO_ORDER_PORT);
    to.sin_port = htons(BOOTINFO_CLIENT_PORT);
    /* '+': options end at the node, `--` belongs to the answer */
    while ((option = getopt(argc, argv, "+a:p:r:h")) != -1) {
	if (option == 'a')
	    rc |= parse_address(optarg, &from.sin_addr);
	else if (option == 'p')
	    rc |= parse_port(optarg, &from.sin_port);
	else if (option == 'r')
	    rc |= parse_port(optarg, &to.sin_port);
	else if (option == 'h')
	    return fputs(usage_text, stdout) < 0;
	else
	    rc = -EINVAL;
    }
    if (rc == 0 && argc - optind < 2) {
	fputs(usage_text, stderr);
	return 2;
    }
    if (rc || parse_address(argv[optind], &to.sin_addr) ||
	parse_answer(argv + optind + 1, &answer))
	return 2;
    if (send_order(&from, &to, &answer))
	return EXIT_FAILURE;
    boss_answer_describe(&answer, description, sizeof(description));
    printf("bossorder: ORDER %s to %s port %u\n", description, argv[optind],
	   ntohs(to.sin_port));
    return EXIT_SUCCESS;
}
