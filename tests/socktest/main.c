/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * main.c - socktest: is this a sockets API as POSIX and Linux have it?
 *
 *	socktest peer=ADDRESS nonce=TEXT [run=GROUP,...] [bulk=MEGABYTES]
 *		[file=NAME crc=HEX] [inner=COMMAND]
 *		[leave=exit|abort|stay|run:COMMAND]
 *
 * Runs on Linux, where it has to pass, and as a COM32 module.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

static const struct {
    const char *name;
    void (*run)(void);
} groups[] = {
    { "arguments", test_arguments },
    { "pointers", test_pointers },
    { "names", test_names },
    { "udp", test_udp },
    { "tcp", test_tcp },
    { "server", test_server },
    { "options", test_options },
    { "portable", test_portable },
    { "times", test_times },
    { "wait", test_wait },
    { "messages", test_messages },
    { "limits", test_limits },
    /* Only when they are asked for: */
    { "exhaustion", test_exhaustion },
    { "leave", test_leave },
    { "operator", test_operator },
};
#define EXTRAS	3

static const char *value_of(int argc, char *argv[], const char *name)
{
    const size_t len = strlen(name);
    int i;

    for (i = 1; i < argc; i++)
	if (!strncmp(argv[i], name, len) && argv[i][len] == '=')
	    return argv[i] + len + 1;
    return NULL;
}

/* Is the name among those of a list with commas? */
static int listed(const char *list, const char *name)
{
    const size_t len = strlen(name);

    for (; list; list = strchr(list, ',')) {
	if (*list == ',')
	    list++;
	if (!strncmp(list, name, len) && (!list[len] || list[len] == ','))
	    return 1;
    }
    return 0;
}

int main(int argc, char *argv[])
{
    const char *peer = value_of(argc, argv, "peer");
    const char *nonce = value_of(argc, argv, "nonce");
    const char *run = value_of(argc, argv, "run");
    const char *bulk = value_of(argc, argv, "bulk");
    const char *file = value_of(argc, argv, "file");
    const char *crc = value_of(argc, argv, "crc");
    const char *inner = value_of(argc, argv, "inner");
    const char *how = value_of(argc, argv, "leave");
    const size_t count = sizeof(groups) / sizeof(groups[0]);
    size_t i;
    int failures;

    if (!peer || !nonce || !inet_aton(peer, &peer_ip)) {
	printf("usage: socktest peer=ADDRESS nonce=TEXT [run=GROUP,...] "
	       "[bulk=MEGABYTES]\n");
	return 2;
    }
    shim_start();
    for (i = 0; i < count; i++) {
	if (run ? !listed(run, groups[i].name) : i >= count - EXTRAS)
	    continue;
	note("%s", groups[i].name);
	groups[i].run();
    }
    if (bulk)
	test_bulk(atoi(bulk));
    if (file && crc)
	test_file(file, crc);
    if (inner)
	test_inner(inner);
    failures = tap_end();
    note("socktest %s: %d failures", nonce, failures);
    if (how)
	leave(how);
    return failures ? 1 : 0;
}
