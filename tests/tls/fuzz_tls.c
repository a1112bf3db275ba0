/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_tls.c - anything that a server sends, in pieces of any length
 *
 * The first byte is how much comes at once at most, the second one tells whether
 * the host is another one than the certificates name. Random numbers are the
 * same each time, so that a handshake that was recorded goes on to where the
 * server's Finished depends on what the client has sent.
 */
#include <errno.h>

#include "anchors.h"
#include "fuzz.h"
#include "machine.h"
#include "tlsconn.h"

#define ANCHOR	"tests/tls/anchor.pem"

struct wire {
    struct fuzz_input in;
    size_t most;
};

static struct tls_anchors anchors;

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct tls_reason reason = { 0, "" };
    char text[4096];
    FILE *in = fopen(ANCHOR, "r");
    size_t len;

    (void)argc;
    (void)argv;
    require(in);
    len = fread(text, 1, sizeof(text), in);
    fclose(in);
    require(!anchors_begin(&anchors, &reason));
    require(!anchors_add(&anchors, text, len, ANCHOR, &reason));
    require(anchors.count == 1);
    return 0;
}

static int wire_recv(void *handle, void *buf, size_t len)
{
    struct wire *wire = handle;
    size_t i;

    if (len > wire->most)
	len = wire->most;
    if (len > wire->in.left)
	len = wire->in.left;
    for (i = 0; i < len; i++)
	((uint8_t *)buf)[i] = fuzz_take(&wire->in);
    return (int)len;
}

static int wire_send(void *handle, const void *buf, size_t len)
{
    (void)handle;
    (void)buf;
    (void)len;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wire wire = { { data, size }, 0 };
    struct tls_carrier carrier = { wire_recv, wire_send, &wire };
    struct tls_reason reason = { 0, "" };
    struct tls_conn *conn;
    long before = machine_blocks;
    char buffer[100];
    int other, got;

    wire.most = fuzz_take(&wire.in) + 1u;
    other = fuzz_take(&wire.in) & 1;
    machine_seed = 1;
    conn = tls_conn_open(&anchors, &carrier,
			 other ? "other.test" : "www.example.test", &reason);
    /* Only what was recorded has the signatures for these random numbers */
    require(!conn || !other);
    require(conn || (reason.error && strlen(reason.text)));
    if (conn) {
	while ((got = tls_conn_read(conn, buffer, sizeof(buffer))) > 0)
	    ;
	require(!got || tls_conn_reason(conn)->error);
	tls_conn_close(conn);
    }
    require(machine_blocks == before);
    return 0;
}
