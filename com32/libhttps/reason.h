/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * reason.h - why there is no connection, as a number and in words
 */
#ifndef LIBHTTPS_REASON_H
#define LIBHTTPS_REASON_H

#define TLS_REASON_SIZE	400		/* bytes, with names and dates (policy) */

struct tls_reason {
    int error;				/* as errno; 0 = none */
    char text[TLS_REASON_SIZE];
};

/**
 * Give a reason, unless there is one: the first says most
 *
 * @v reason	Where it is kept
 * @v error	One of TLS_E... in syslinux/tls.h, or an errno of the network
 * @v format	As for printf()
 */
void reason_set(struct tls_reason *reason, int error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/**
 * The name of an alert, RFC 8446 section 6 and RFC 5246
 */
const char *reason_alert(int code);

#endif /* LIBHTTPS_REASON_H */
