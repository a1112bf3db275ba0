/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tlsconn.c - one connection of TLS over whatever carries bytes
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/ssl.h>
#include <wolfssl/error-ssl.h>
#include <wolfssl/wolfcrypt/error-crypt.h>
#include <syslinux/tls.h>

#include "anchors.h"
#include "certname.h"
#include "suites.h"
#include "tlsconn.h"
#include "verify.h"

struct tls_conn {
    WOLFSSL *ssl;
    struct tls_carrier carrier;
    struct verify verify;
    struct tls_reason reason;
    uint32_t begin_ms;			/* of what is being waited for */
    int ended;				/* no more bytes come */
    char host[CERT_HOST_MAX + 1];
};

/* --- Bytes for wolfSSL */

static int receive(WOLFSSL *ssl, char *buf, int size, void *context)
{
    struct tls_conn *conn = context;
    int len;

    (void)ssl;
    if (tls_ms() - conn->begin_ms >= TLS_WAIT_MS) {
	reason_set(&conn->reason, ETIMEDOUT, "the server takes too long");
	return WOLFSSL_CBIO_ERR_GENERAL;
    }
    len = conn->carrier.recv(conn->carrier.handle, buf, size);
    if (len > 0) {
	tls_event();
	return len;
    }
    if (len < 0) {
	reason_set(&conn->reason, errno ? errno : EIO,
		   errno == ETIMEDOUT ? "the server says nothing" :
		   "the connection broke off");
	return WOLFSSL_CBIO_ERR_GENERAL;
    }
    conn->ended = 1;
    return WOLFSSL_CBIO_ERR_CONN_CLOSE;
}

static int transmit(WOLFSSL *ssl, char *buf, int size, void *context)
{
    struct tls_conn *conn = context;

    (void)ssl;
    if (!conn->carrier.send(conn->carrier.handle, buf, size))
	return size;
    reason_set(&conn->reason, errno ? errno : EIO, "the connection broke off");
    return WOLFSSL_CBIO_ERR_GENERAL;
}

/* --- Reasons */

static WOLFSSL_ALERT_HISTORY alerts(struct tls_conn *conn)
{
    WOLFSSL_ALERT_HISTORY history = { { -1, -1 }, { -1, -1 } };

    wolfSSL_get_alert_history(conn->ssl, &history);
    return history;
}

/* The alert of the server's that has ended it, -1 if none has */
static int fatal_alert(struct tls_conn *conn)
{
    WOLFSSL_ALERT_HISTORY history = alerts(conn);

    return history.last_rx.level == alert_fatal ? history.last_rx.code : -1;
}

static int has_said_end(struct tls_conn *conn)
{
    return alerts(conn).last_rx.code == close_notify;
}

/* A server that knows 1.3 marks its random number for an older one (RFC 8446,
   section 4.1.3), which wolfSSL answers with this alert */
static int was_downgraded(struct tls_conn *conn, int error)
{
    return error == VERSION_ERROR &&
	alerts(conn).last_tx.code == illegal_parameter;
}

/* Why a call of wolfSSL has failed, if nobody has said it yet */
static void explain(struct tls_conn *conn, int result)
{
    struct tls_reason *reason = &conn->reason;
    int error = wolfSSL_get_error(conn->ssl, result);
    int alert = fatal_alert(conn);

    if (alert == handshake_failure || alert == protocol_version ||
	alert == insufficient_security)
	reason_set(reason, TLS_ESHARED, "the server says %s",
		   reason_alert(alert));
    if (alert >= 0)
	reason_set(reason, TLS_EALERT, "the server says %s",
		   reason_alert(alert));
    if (was_downgraded(conn, error))
	reason_set(reason, TLS_EBROKEN, "somebody on the way has made it an"
		   " older protocol");
    if (conn->ended)
	reason_set(reason, ECONNRESET, "the server has closed the connection");
    switch (error) {
    case MEMORY_E:
    case MEMORY_ERROR:
	reason_set(reason, ENOMEM, "not enough memory");
	break;
    case RNG_FAILURE_E:
	reason_set(reason, TLS_ERANDOM, "no random numbers");
	break;
    case VERSION_ERROR:
    case MATCH_SUITE_ERROR:
    case UNSUPPORTED_SUITE:
    case ECC_CURVE_ERROR:
	reason_set(reason, TLS_ESHARED, "no protocol or cipher in common");
	break;
    case MAX_CHAIN_ERROR:
	reason_set(reason, TLS_EISSUER, "the server sends too many"
		   " certificates");
	break;
    case HANDSHAKE_SIZE_ERROR:
	reason_set(reason, TLS_EBROKEN, "the server sends a message that is"
		   " too long");
	break;
    case WOLFSSL_ERROR_ZERO_RETURN:
	reason_set(reason, TLS_EALERT, "the server says close_notify");
	break;
    case NO_PEER_CERT:
	reason_set(reason, TLS_EISSUER, "the server has no certificate");
	break;
    default:
	reason_set(reason, TLS_EBROKEN, "what the server sends is not TLS, or"
		   " was changed on its way (%d)", error);
    }
}

const struct tls_reason *tls_conn_reason(const struct tls_conn *conn)
{
    return &conn->reason;
}

/* --- Connections */

static int prepare(struct tls_conn *conn, struct tls_anchors *anchors,
		   const char *host)
{
    struct cert_host name;

    if (strlcpy(conn->host, host, sizeof(conn->host)) >= sizeof(conn->host)) {
	reason_set(&conn->reason, TLS_ENAME, "the host's name is too long");
	return -1;
    }
    if (!anchors->count) {
	reason_set(&conn->reason, TLS_EANCHORS, "no trust anchors");
	return -1;
    }
    conn->ssl = wolfSSL_new(anchors->ctx);
    if (!conn->ssl) {
	reason_set(&conn->reason, ENOMEM, "not enough memory");
	return -1;
    }
    wolfSSL_SSLSetIORecv(conn->ssl, receive);
    wolfSSL_SSLSetIOSend(conn->ssl, transmit);
    wolfSSL_SetIOReadCtx(conn->ssl, conn);
    wolfSSL_SetIOWriteCtx(conn->ssl, conn);
    verify_begin(&conn->verify, conn->ssl, conn->host, anchors->limits,
		 &conn->reason);

    /* RFC 6066, section 3: names only */
    cert_host_read(&name, conn->host);
    if (name.kind == CERT_HOST_NAME &&
	wolfSSL_UseSNI(conn->ssl, WOLFSSL_SNI_HOST_NAME, name.name,
		       strlen(name.name)) != WOLFSSL_SUCCESS) {
	reason_set(&conn->reason, ENOMEM, "not enough memory");
	return -1;
    }
    if (suites_exchange(conn->ssl)) {
	reason_set(&conn->reason, TLS_ERANDOM, "no random numbers, or not"
		   " enough memory");
	return -1;
    }
    return 0;
}

static int shake_hands(struct tls_conn *conn)
{
    int result;

    conn->begin_ms = tls_ms();
    result = wolfSSL_connect(conn->ssl);
    if (result != WOLFSSL_SUCCESS) {
	explain(conn, result);
	return -1;
    }
    if (!conn->verify.good) {
	reason_set(&conn->reason, TLS_EISSUER, "the server was not checked");
	return -1;
    }
    return 0;
}

/* Who has no anchor for a server would like to know which were left out */
static void give_reason(const struct tls_reason *from,
			const struct tls_anchors *anchors,
			struct tls_reason *to)
{
    if (from->error == TLS_EISSUER && anchors->refused)
	reason_set(to, from->error, "%s (%u trust anchors of %u were left out,"
		   " the first of them as %s)", from->text, anchors->refused,
		   anchors->refused + anchors->count, anchors->fault);
    else
	reason_set(to, from->error, "%s", from->text);
}

struct tls_conn *tls_conn_open(struct tls_anchors *anchors,
			       const struct tls_carrier *carrier,
			       const char *host, struct tls_reason *reason)
{
    struct tls_conn *conn = calloc(1, sizeof(*conn));
    int failed;

    if (!conn) {
	reason_set(reason, ENOMEM, "not enough memory");
	return NULL;
    }
    conn->carrier = *carrier;
    failed = prepare(conn, anchors, host) || shake_hands(conn);
    anchors_forget(anchors);
    if (failed) {
	give_reason(&conn->reason, anchors, reason);
	wolfSSL_free(conn->ssl);
	free(conn);
	return NULL;
    }
    return conn;
}

int tls_conn_write(struct tls_conn *conn, const void *data, size_t len)
{
    int result;

    if (conn->reason.error)
	return -1;
    conn->begin_ms = tls_ms();
    result = len ? wolfSSL_write(conn->ssl, data, len) : 0;
    if (result == (int)len)
	return 0;
    explain(conn, result);
    return -1;
}

int tls_conn_read(struct tls_conn *conn, void *buf, size_t len)
{
    int result;

    if (conn->reason.error)
	return -1;
    conn->begin_ms = tls_ms();
    result = wolfSSL_read(conn->ssl, buf, len);
    if (result > 0)
	return result;
    if (!conn->reason.error && has_said_end(conn))
	return 0;
    explain(conn, result);
    return -1;
}

void tls_conn_close(struct tls_conn *conn)
{
    /* Who has failed says nothing more, and nobody waits for an answer */
    if (!conn->reason.error)
	wolfSSL_shutdown(conn->ssl);
    tls_conn_drop(conn);
}

void tls_conn_drop(struct tls_conn *conn)
{
    wolfSSL_free(conn->ssl);
    free(conn);
}
