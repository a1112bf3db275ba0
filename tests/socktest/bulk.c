/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bulk.c - many megabytes each way, with checksums
 */
#include <stdio.h>
#include <string.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

#define MEGABYTE	1048576

static uint8_t data[65536];

static void report(const char *what, uint64_t bytes, uint64_t start_us)
{
    const uint64_t us = shim_clock_us() - start_us;

    note("%s: %u kB in %u ms", what, (unsigned int)(bytes / 1024),
	 (unsigned int)(us / 1000));
}

static void test_upload(uint64_t bytes)
{
    const uint64_t start = shim_clock_us();
    int s = connect_peer(PORT_SINK);
    uint64_t sent;
    uint32_t crc = 0;
    char text[64], answer[64];
    bool good = s >= 0;

    for (sent = 0; good && sent < bytes; sent += sizeof(data)) {
	pattern_fill(data, sizeof(data), sent);
	crc = crc32_add(crc, data, sizeof(data));
	good = send_all(s, data, sizeof(data));
    }
    ok(good, "bulk: all is sent");
    shutdown(s, SHUT_WR);
    snprintf(text, sizeof(text), "%lu %08x\n", (unsigned long)sent,
	     (unsigned int)crc);
    ok(recv_text(s, answer, sizeof(answer)) > 0 && !strcmp(answer, text),
       "bulk: the peer has all, and its CRC is right");
    closesocket(s);
    report("sent", sent, start);
}

static void test_download(uint64_t bytes)
{
    const uint64_t start = shim_clock_us();
    int s = connect_peer(PORT_SOURCE);
    uint32_t got_crc = 0, crc = 0;
    uint64_t got = 0, offset;
    char line[32];
    ssize_t rv;

    snprintf(line, sizeof(line), "%lu\n", (unsigned long)bytes);
    send_all(s, line, strlen(line));
    while ((rv = recv(s, data, sizeof(data), 0)) > 0) {
	got_crc = crc32_add(got_crc, data, (size_t)rv);
	got += (uint64_t)rv;
    }
    is(rv, 0, "bulk: to the end");
    closesocket(s);
    report("received", got, start);
    for (offset = 0; offset < bytes; offset += sizeof(data)) {
	pattern_fill(data, sizeof(data), offset);
	crc = crc32_add(crc, data, sizeof(data));
    }
    ok(got == bytes && got_crc == crc, "bulk: all came, and the CRC is right");
}

void test_bulk(int megabytes)
{
    note("bulk, %d MB each way", megabytes);
    test_upload((uint64_t)megabytes * MEGABYTE);
    test_download((uint64_t)megabytes * MEGABYTE);
}
