/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_http_listing.c - the index of an HTTP server
 */
#include "fuzz.h"
#include "fake_net.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char header[] = "HTTP/1.0 200 OK\n\n";
    static struct fake_server server;
    static char names[65536];
    char *reply = malloc(sizeof(header) - 1 + size);
    struct file file;

    require(reply);
    memcpy(reply, header, sizeof(header) - 1);
    memcpy(reply + sizeof(header) - 1, data, size);
    server = (struct fake_server) {
	.reply = reply, .len = sizeof(header) - 1 + size,
	.piece = 1 + size % 97,
    };
    http_bake_cookies();
    fake_net(&server, 1);
    require(!fake_open(&file, "http://h/", O_DIRECTORY));
    fake_list(&file, names, sizeof(names));
    fake_close(&file);
    require(server.closed);
    free(reply);
    return 0;
}
