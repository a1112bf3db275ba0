/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * network.h - what DHCP options say of the network: the same rows for the
 * module (test_dhcproute.c) and for the core (core/test_dhcp_option.c)
 */
#ifndef DETERBOOT_NETWORK_H
#define DETERBOOT_NETWORK_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NETWORK_TEXT_SIZE	2048

/* Options behind the magic cookie; NULL stands for 0.0.0.0 and for "" */
struct network_row {
    const char *name;
    const char *options;
    const char *gateway;
    const char *routes;			/* as network_add_route() writes them */
    const char *search;
    unsigned int mtu;
};

static const struct network_row network_rows[] = {
    { .name = "none of them",
      .options = "01 04 ffffff00 ff" },
    { .name = "one router",
      .options = "03 04 0a000202 ff",
      .gateway = "10.0.2.2" },
    { .name = "the first of two routers",
      .options = "03 08 0a000202 0a000203 ff",
      .gateway = "10.0.2.2" },
    { .name = "the first of 63 routers",
      .options = "03 fc 0a000202 0b*248 ff",
      .gateway = "10.0.2.2" },
    { .name = "router of 3 bytes",
      .options = "03 03 0a0002 ff" },
    { .name = "router of 5 bytes",
      .options = "03 05 0a00020202 ff" },
    { .name = "router of no bytes",
      .options = "03 00 ff" },
    { .name = "two routers in two options",
      .options = "03 04 0a000202 03 04 0a000203 ff",
      .gateway = "10.0.2.2" },
    { .name = "a router cut into two pieces",
      .options = "03 02 0a00 03 02 0202 ff",
      .gateway = "10.0.2.2" },

    { .name = "a classless route",
      .options = "79 07 10 0a01 0a000203 ff",
      .routes = "10.1.0.0/255.255.0.0 10.0.2.3;" },
    { .name = "routers are ignored then",
      .options = "03 04 0a000202 79 07 10 0a01 0a000203 ff",
      .routes = "10.1.0.0/255.255.0.0 10.0.2.3;" },
    { .name = "the other way round",
      .options = "79 07 10 0a01 0a000203 03 04 0a000202 ff",
      .routes = "10.1.0.0/255.255.0.0 10.0.2.3;" },
    { .name = "so are static routes",
      .options = "21 08 0a020000 0a000204"
		"79 07 10 0a01 0a000203 ff",
      .routes = "10.1.0.0/255.255.0.0 10.0.2.3;" },
    { .name = "the gateway among classless routes",
      .options = "03 04 0a000202 79 0c 10 0a01 0a000203 00 0a000204 ff",
      .gateway = "10.0.2.4",
      .routes = "10.1.0.0/255.255.0.0 10.0.2.3;" },
    { .name = "all widths",
      .options = "79 28 20 0a010203 0a000203 1f 0a010205 0a000203"
		"09 0aff 0a000203 08 0b 0a000203 19 0a01ffff 0a000203 ff",
      .routes = "10.1.2.3/255.255.255.255 10.0.2.3;"
		"10.1.2.4/255.255.255.254 10.0.2.3;"
		"10.128.0.0/255.128.0.0 10.0.2.3;11.0.0.0/255.0.0.0 10.0.2.3;"
		"10.1.255.128/255.255.255.128 10.0.2.3;" },
    { .name = "a route on the link",
      .options = "79 07 10 0a01 00000000 ff",
      .routes = "10.1.0.0/255.255.0.0 0.0.0.0;" },
    { .name = "a router that is none",
      .options = "79 0e 10 0a01 ffffffff 10 0a02 e0000001 ff" },
    { .name = "33 bits",
      .options = "03 04 0a000202 79 0a 21 0a01020304 0a000203 ff",
      .gateway = "10.0.2.2" },
    { .name = "255 bits",
      .options = "03 04 0a000202 79 02 ff 0a ff",
      .gateway = "10.0.2.2" },
    { .name = "no room for the router",
      .options = "03 04 0a000202 79 06 10 0a01 0a0002 ff",
      .gateway = "10.0.2.2" },
    { .name = "no room for the destination",
      .options = "03 04 0a000202 79 02 18 0a ff",
      .gateway = "10.0.2.2" },
    { .name = "the second route is broken",
      .options = "03 04 0a000202 79 08 10 0a01 0a000203 10 ff",
      .gateway = "10.0.2.2" },
    { .name = "an empty option 121",
      .options = "03 04 0a000202 79 00 ff",
      .gateway = "10.0.2.2" },
    { .name = "classless routes in two pieces",
      .options = "79 03 10 0a01 03 04 0a000202 79 04 0a000203 ff",
      .routes = "10.1.0.0/255.255.0.0 10.0.2.3;" },

    { .name = "static routes of all classes",
      .options = "03 04 0a000202"
		"21 20 0a000000 0a000203 ac100000 0a000203 c0a80100 0a000203"
		"c0a80201 0a000203 ff",
      .gateway = "10.0.2.2",
      .routes = "10.0.0.0/255.0.0.0 10.0.2.3;172.16.0.0/255.255.0.0 10.0.2.3;"
		"192.168.1.0/255.255.255.0 10.0.2.3;"
		"192.168.2.1/255.255.255.255 10.0.2.3;" },
    { .name = "a static default route is not legal",
      .options = "21 08 00000000 0a000203 ff" },
    { .name = "static routes of 12 bytes",
      .options = "21 0c 0a000000 0a000203 0b000000 ff" },
    { .name = "static routes of 4 bytes",
      .options = "21 04 0a000000 ff" },
    { .name = "a static route, and 121 is broken",
      .options = "21 08 0a000000 0a000203 79 01 10 ff",
      .routes = "10.0.0.0/255.0.0.0 10.0.2.3;" },

    { .name = "an MTU",
      .options = "1a 02 0578 ff",
      .mtu = 1400 },
    { .name = "the smallest MTU",
      .options = "1a 02 0240 ff",
      .mtu = 576 },
    { .name = "a smaller MTU",
      .options = "1a 02 023f ff" },
    { .name = "MTU 0",
      .options = "1a 02 0000 ff" },
    { .name = "the largest MTU",
      .options = "1a 02 ffff ff",
      .mtu = 65535 },
    { .name = "an MTU of 1 byte",
      .options = "1a 01 ff ff" },
    { .name = "an MTU of 4 bytes",
      .options = "1a 04 00000578 ff" },

    { .name = "a domain",
      .options = "77 05 036c616200 ff",
      .search = "lab" },
    { .name = "two domains",
      .options = "77 0a 036c616200 0162016300 ff",
      .search = "lab b.c" },
    { .name = "one that goes on in the other",
      .options = "77 0d 0161036c616200 0162c002 c000 ff",
      .search = "a.lab b.lab a.lab" },
    { .name = "one that goes on at itself",
      .options = "77 07 036c6162c000 00 ff" },
    { .name = "one that goes on further on",
      .options = "77 07 0161c004016200 ff" },
    { .name = "a pointer at the end",
      .options = "77 03 0161c0 ff" },
    { .name = "a pointer out of the option",
      .options = "77 09 036c616200 0161c0ff ff",
      .search = "lab" },
    { .name = "a label that is too long",
      .options = "77 42 40 61*64 00 ff" },
    { .name = "a label past the end",
      .options = "77 04 056c6162 ff" },
    { .name = "no end",
      .options = "77 04 036c6162 ff" },
    { .name = "a blank in a label",
      .options = "77 06 0461206200 00 ff" },
    { .name = "a NUL in a label",
      .options = "77 06 0461006200 00 ff" },
    { .name = "an escape in a label",
      .options = "77 05 03611b6200 ff" },
    { .name = "a broken one behind a good one",
      .options = "77 0a 036c616200 0361206200 ff",
      .search = "lab" },
    { .name = "a search list in two pieces",
      .options = "77 03 036c61 77 02 6200 ff",
      .search = "lab" },
};

/* Add "DEST/NETMASK ROUTER;" to a text; addresses in network byte order */
static inline void network_add_route(char text[NETWORK_TEXT_SIZE],
				     uint32_t dest, uint32_t netmask,
				     uint32_t router)
{
    const uint32_t ip[3] = { dest, netmask, router };
    size_t used = strlen(text);
    uint8_t b[4];
    int i;

    for (i = 0; i < 3; i++) {
	memcpy(b, &ip[i], sizeof(b));
	used += (size_t)snprintf(text + used, NETWORK_TEXT_SIZE - used,
				 "%u.%u.%u.%u%c", b[0], b[1], b[2], b[3],
				 "/ ;"[i]);
    }
}

#endif /* DETERBOOT_NETWORK_H */
