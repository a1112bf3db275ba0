/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_ftp.c - the replies of an FTP server, and its listing
 *
 * Nothing is left behind, and the data comes from the server that was asked.
 */
#include "fuzz.h"
#include "fake_net.h"

/* RS (0x1e) parts the replies from the file, or the listing */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct fake_server server[2];
    static char data[8192];
    uint8_t *copy = fuzz_copy(bytes, size);
    const char *rs = size ? memchr(copy, 0x1e, size) : NULL;
    size_t replies = rs ? rs - (const char *)copy : size;
    bool listing = replies & 1;
    struct file file;

    server[0] = (struct fake_server) {
	.reply = replies ? (const char *)copy : NULL, .len = replies, .piece = 1 + size % 97,
    };
    server[1] = (struct fake_server) {
	.reply = size > replies + 1 ? rs + 1 : NULL,
	.len = rs ? size - replies - 1 : 0,
	.piece = 1 + size % 89,
    };
    fake_net(server, 2);
    if (!fake_open(&file, "ftp://u:w@h/d/f", listing ? O_DIRECTORY : O_RDONLY)) {
	require(server[1].ip == FAKE_IP && server[1].port);
	if (listing)
	    fake_list(&file, data, sizeof(data));
	else
	    fake_read(&file, data, sizeof(data));
    }
    fake_close(&file);
    require(server[0].closed && server[1].connected == server[1].closed);
    require(!strstr(server[0].sent, "w@h"));
    free(copy);
    return 0;
}
