/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_tftp.c - a file from a TFTP server that says anything, and from others
 * who may send from its address
 *
 * The input is what comes in answer to each packet of ours. What is read of the
 * file lies in the buffer for a block, no socket stays open, and a file that
 * cannot be opened or read has a reason.
 */
#include "fuzz.h"
#include "fake_udp.h"
#include "core/fs/pxe/pxe.h"
#include "core/fs/pxe/tftp.h"
#include "core/fs/pxe/url.h"

#define SERVER		0x0202000a	/* 10.0.2.2 */
#define STRANGER	0x4202000a
#define TID		4000
#define ANSWERS_MAX	4
#define PACKET_MAX	1500

/* What an answer begins with; then bytes of the input, or zeros */
enum { RAW, OACK, NEXT_DATA, ERROR, KINDS };

static struct fuzz_input input;

int LLVMFuzzerInitialize(int *argc, char ***argv);

static void answer(uint16_t acked)
{
    static const uint16_t opcodes[KINDS] = { 0, 6, 3, 5 };
    const uint8_t how = fuzz_take(&input), from = fuzz_take(&input);
    const int kind = how % KINDS;
    size_t size = fuzz_take(&input) << 3 | (from & 7), at = 0, i;
    uint8_t packet[PACKET_MAX] = { 0 };

    if (size > sizeof packet)
	size = sizeof packet;
    if (kind != RAW)
	packet[1] = opcodes[kind];
    at = kind == RAW ? 0 : 2;
    if (kind == NEXT_DATA) {
	packet[2] = (acked + 1) >> 8;
	packet[3] = acked + 1;
	at = 4;
    }
    /* Data need no bytes of their own */
    for (i = at; i < size && kind != NEXT_DATA; i++)
	packet[i] = fuzz_take(&input);
    fake_udp_reply(from & 0x80 ? STRANGER : SERVER, TID + (from >> 3 & 3),
		   how >> 6, packet, size);
}

static void server(const uint8_t *packet, size_t size, uint32_t ip,
		   uint16_t port)
{
    int answers;

    require(size >= 4 && size < PACKET_MAX);
    require(ip == SERVER);
    (void)port;
    if (packet[1] == 5)
	return;
    for (answers = fuzz_take(&input) % (ANSWERS_MAX + 1); answers; answers--)
	answer(packet[1] == 4 ? packet[2] << 8 | packet[3] : 0);
}

/* What it tells the user of each strange server is not looked at */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    require(freopen("/dev/null", "w", stdout));
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct {
	struct inode inode;
	struct pxe_pvt_inode pvt;
    } file;
    struct pxe_pvt_inode *socket = PVT(&file.inode);
    char path[] = "file";
    struct url_info url = { .type = URL_OLD_TFTP, .path = path, .ip = SERVER };
    char upload[700] = "";

    memset(&file, 0, sizeof file);
    input = (struct fuzz_input){ data, size };
    fake_udp_start(server);
    if (fuzz_take(&input) & 1) {
	tftp_put(&url, 0, &file.inode, NULL, upload, sizeof upload);
	require(!fake_udp.opened);
	return 0;
    }

    errno = 0;
    tftp_open(&url, 0, &file.inode, NULL);
    if (!file.inode.size) {
	require(!fake_udp.opened);
	free(socket->tftp_pktbuf);
	return 0;
    }
    for (;;) {
	require(socket->tftp_bytesleft <= socket->tftp_blksize);
	while (socket->tftp_bytesleft) {	/* ASan looks at each byte */
	    upload[0] ^= *socket->tftp_dataptr++;
	    socket->tftp_bytesleft--;
	}
	if (socket->tftp_goteof || socket->tftp_failed)
	    break;
	socket->ops->fill_buffer(&file.inode);
    }
    require(!socket->tftp_goteof || file.inode.size == socket->tftp_filepos ||
	    !socket->tftp_filepos);
    if (!socket->tftp_goteof)
	socket->ops->close(&file.inode);
    free(socket->tftp_pktbuf);
    require(!fake_udp.opened);
    return 0;
}
