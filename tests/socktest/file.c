/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * file.c - sockets while a file is being fetched
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

/* A connection, to and fro, between two pieces of the file */
static bool talk(int s, uint32_t number)
{
    uint32_t answer = 0;

    return send_all(s, &number, sizeof(number)) &&
	recv_all(s, &answer, sizeof(answer)) && answer == number;
}

void test_file(const char *name, const char *crc)
{
    static char piece[4096];
    uint32_t got_crc = 0, rounds = 0, good = 0;
    int s = connect_peer(PORT_ECHO);
    FILE *file = fopen(name, "r");
    size_t len;

    if (ok(file != NULL, "file: open")) {
	while ((len = fread(piece, 1, sizeof(piece), file)) > 0) {
	    got_crc = crc32_add(got_crc, piece, len);
	    good += talk(s, ++rounds);
	}
	fclose(file);
    }
    ok(rounds > 10, "file: it has some length");
    is((long)good, (long)rounds, "file: the connection works meanwhile");
    is((long)got_crc, (long)(uint32_t)strtoul(crc, NULL, 16), "file: its CRC");
    closesocket(s);
}
