/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * client.c - a client that asks one thing of a server
 */
#include <stdio.h>
#include <string.h>

#include "client.h"
#include "test.h"

const char *client_folder(void)
{
    const char *folder = getenv("TLS_CERTS");

    if (!folder)
	fail_msg("TLS_CERTS does not name the folder of certificates");
    return folder;
}

void client_add(struct tls_anchors *anchors, const char *file)
{
    struct tls_reason reason = { 0, "" };
    static char text[65536];
    char path[512];
    size_t len;
    FILE *in;

    snprintf(path, sizeof(path), "%s/%s", client_folder(), file);
    in = fopen(path, "r");
    assert_non_null(in);
    len = fread(text, 1, sizeof(text), in);
    fclose(in);
    if (anchors_add(anchors, text, len, file, &reason))
	fail_msg("%s: %s", file, reason.text);
}

void client_load(struct tls_anchors *anchors, const char *file)
{
    struct tls_reason reason = { 0, "" };

    if (anchors_begin(anchors, &reason))
	fail_msg("%s: %s", file, reason.text);
    client_add(anchors, file);
}

void client_trust(struct tls_anchors *anchors, const char *file)
{
    client_load(anchors, file);
    assert_true(anchors->count > 0);
}

struct outcome client_ask(struct tls_anchors *anchors, struct peer *peer,
			  const char *host)
{
    static const char request[] = "GET / HTTP/1.1\r\n\r\n";
    struct tls_carrier carrier = peer_carrier(peer);
    struct outcome outcome = { { 0, "" }, 0, 0 };
    struct tls_conn *conn;
    uint8_t data[3000];
    int got = 0, i;

    peer_accept(peer);
    conn = tls_conn_open(anchors, &carrier, host ? host : "www.example.test",
			 &outcome.reason);
    if (!conn) {
	assert_true(outcome.reason.error);
	return outcome;
    }
    outcome.shaken = 1;
    if (!tls_conn_write(conn, request, sizeof(request) - 1))
	while ((got = tls_conn_read(conn, data, sizeof(data))) > 0)
	    for (i = 0; i < got; i++, outcome.bytes++)
		if (data[i] != peer_byte(outcome.bytes))
		    fail_msg("byte %u is not what the server has sent",
			     (unsigned int)outcome.bytes);
    outcome.reason = *tls_conn_reason(conn);
    tls_conn_close(conn);
    return outcome;
}

void client_cases(const char *list, unsigned int least,
		  unsigned int (*faults_of)(const char *name, const char *want,
					    const char *host))
{
    char path[512], name[64], want[32], host[64];
    unsigned int count = 0, faults = 0;
    FILE *cases;

    snprintf(path, sizeof(path), "%s/%s", client_folder(), list);
    cases = fopen(path, "r");
    assert_non_null(cases);
    while (fscanf(cases, "%63s %31s %63s", name, want, host) == 3) {
	faults += faults_of(name, want, host);
	count++;
    }
    fclose(cases);
    assert_true(count >= least);
    assert_int_equal(faults, 0);
}

struct tls_anchors client_anchors;

int client_begin(void **state)
{
    (void)state;
    client_trust(&client_anchors, "ca.pem");
    return 0;
}

int client_end(void **state)
{
    (void)state;
    anchors_end(&client_anchors);
    return 0;
}

struct outcome client_once(const struct peer_script *script)
{
    struct peer *peer = peer_new(client_folder(), script);
    struct outcome outcome = client_ask(&client_anchors, peer, NULL);

    peer_free(peer);
    return outcome;
}
