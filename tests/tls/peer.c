/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * peer.c - a server of OpenSSL's in this process
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "peer.h"
#include "test.h"

struct peer {
    struct peer_script script;
    SSL_CTX *ctx;
    SSL *ssl;
    BIO *in, *out;			/* out: to the client */
    int answered, ended;
    size_t sent;			/* bytes that the client got */
    uint32_t random;
    char agreed[128];
};

static int send_alert(SSL *ssl, int *alert, void *arg)
{
    const struct peer *peer = arg;

    (void)ssl;
    *alert = peer->script.alert;
    return SSL_CLIENT_HELLO_ERROR;
}

static void configure(struct peer *peer, const char *folder)
{
    const struct peer_script *script = &peer->script;
    char path[512];
    const char *certs = script->certs ? script->certs : "good";

    /* What a server of today would not do is what is tested */
    SSL_CTX_set_security_level(peer->ctx, 0);
    snprintf(path, sizeof(path), "%s/%s.pem", folder, certs);
    assert_int_equal(SSL_CTX_use_certificate_chain_file(peer->ctx, path), 1);
    snprintf(path, sizeof(path), "%s/%s.key", folder, certs);
    assert_int_equal(SSL_CTX_use_PrivateKey_file(peer->ctx, path,
						 SSL_FILETYPE_PEM), 1);
    SSL_CTX_set_min_proto_version(peer->ctx, script->lowest);
    SSL_CTX_set_max_proto_version(peer->ctx, script->highest);
    SSL_CTX_set_num_tickets(peer->ctx, (size_t)script->tickets);
    if (script->suites)
	assert_int_equal(SSL_CTX_set_ciphersuites(peer->ctx, script->suites),
			 1);
    if (script->ciphers)
	assert_int_equal(SSL_CTX_set_cipher_list(peer->ctx, script->ciphers),
			 1);
    if (script->groups)
	assert_int_equal(SSL_CTX_set1_groups_list(peer->ctx, script->groups),
			 1);
    SSL_CTX_set_verify(peer->ctx, script->asks, NULL);
    if (script->alert)
	SSL_CTX_set_client_hello_cb(peer->ctx, send_alert, peer);
}

struct peer *peer_new(const char *folder, const struct peer_script *script)
{
    struct peer *peer = calloc(1, sizeof(*peer));

    assert_non_null(peer);
    peer->script = *script;
    peer->ctx = SSL_CTX_new(TLS_server_method());
    assert_non_null(peer->ctx);
    configure(peer, folder);
    peer_accept(peer);
    return peer;
}

void peer_accept(struct peer *peer)
{
    SSL_free(peer->ssl);
    peer->ssl = SSL_new(peer->ctx);
    peer->in = BIO_new(BIO_s_mem());
    peer->out = BIO_new(BIO_s_mem());
    assert_true(peer->ssl && peer->in && peer->out);
    SSL_set_bio(peer->ssl, peer->in, peer->out);
    SSL_set_accept_state(peer->ssl);
    peer->answered = peer->ended = 0;
    peer->sent = 0;
    peer->random = peer->script.pieces;
    peer->agreed[0] = '\0';
    if (peer->script.raw) {
	BIO_write(peer->out, peer->script.raw, (int)peer->script.raw_len);
	peer->ended = peer->script.end != END_SILENT;
    }
}

static void update_keys(struct peer *peer, int how)
{
    SSL_key_update(peer->ssl, how);
    SSL_do_handshake(peer->ssl);
}

static void answer(struct peer *peer)
{
    const struct peer_script *script = &peer->script;
    uint8_t data[4096];
    size_t at, len, i;
    int update;

    for (update = 0; update < script->key_updates; update++)
	update_keys(peer, update & 1 ? SSL_KEY_UPDATE_REQUESTED :
		    SSL_KEY_UPDATE_NOT_REQUESTED);
    if (script->renegotiate) {
	SSL_renegotiate(peer->ssl);
	SSL_do_handshake(peer->ssl);
    }
    for (at = 0; at < script->answer; at += len) {
	len = script->answer - at < sizeof(data) ? script->answer - at :
	    sizeof(data);
	for (i = 0; i < len; i++)
	    data[i] = peer_byte(at + i);
	SSL_write(peer->ssl, data, (int)len);
    }
    peer->answered = 1;
    if (script->end == END_NOTIFY)
	SSL_shutdown(peer->ssl);
    peer->ended = script->end != END_SILENT;
}

/* Work with what has come from the client */
static void work(struct peer *peer)
{
    char request[4096];
    int result;

    if (peer->ended || peer->script.raw)
	return;
    if (!SSL_is_init_finished(peer->ssl)) {
	result = SSL_do_handshake(peer->ssl);
	if (result != 1) {
	    peer->ended = SSL_get_error(peer->ssl, result) !=
		SSL_ERROR_WANT_READ;
	    ERR_clear_error();
	    return;
	}
	snprintf(peer->agreed, sizeof(peer->agreed), "%s %s %s",
		 SSL_get_version(peer->ssl), SSL_get_cipher_name(peer->ssl),
		 OBJ_nid2sn(SSL_get_negotiated_group(peer->ssl)));
    }
    result = SSL_read(peer->ssl, request, sizeof(request));
    if (result > 0 && !peer->answered)
	answer(peer);
    else if (result <= 0 && SSL_get_error(peer->ssl, result) !=
	     SSL_ERROR_WANT_READ)
	peer->ended = 1;
    else if (peer->answered && peer->script.flood)
	update_keys(peer, SSL_KEY_UPDATE_NOT_REQUESTED);
    ERR_clear_error();
}

static int peer_send(void *handle, const void *data, size_t len)
{
    struct peer *peer = handle;

    BIO_write(peer->in, data, (int)len);
    return 0;
}

/* How much comes at once */
static size_t piece(struct peer *peer)
{
    if (!peer->script.pieces)
	return peer->script.piece_max ? peer->script.piece_max : SIZE_MAX;
    peer->random = peer->random * 1103515245 + 12345;
    return 1 + (peer->random >> 8) % peer->script.piece_max;
}

static int peer_recv(void *handle, void *buf, size_t len)
{
    struct peer *peer = handle;
    const struct peer_script *script = &peer->script;
    size_t most = piece(peer);
    int got;

    if (len > most)
	len = most;
    if (script->cut_at && len > script->cut_at - peer->sent)
	len = script->cut_at - peer->sent;
    if (!len)
	return 0;
    if (!BIO_pending(peer->out))
	work(peer);
    got = BIO_read(peer->out, buf, (int)len);
    if (got <= 0) {
	errno = ETIMEDOUT;
	return peer->ended ? 0 : -1;
    }
    if (script->change_at > peer->sent &&
	script->change_at <= peer->sent + (size_t)got)
	((uint8_t *)buf)[script->change_at - peer->sent - 1] ^= 1;
    peer->sent += (size_t)got;
    return got;
}

struct tls_carrier peer_carrier(struct peer *peer)
{
    return (struct tls_carrier){ peer_recv, peer_send, peer };
}

const char *peer_agreed(const struct peer *peer)
{
    return peer->agreed;
}

size_t peer_sent(const struct peer *peer)
{
    return peer->sent;
}

void peer_free(struct peer *peer)
{
    SSL_free(peer->ssl);
    SSL_CTX_free(peer->ctx);
    free(peer);
}
