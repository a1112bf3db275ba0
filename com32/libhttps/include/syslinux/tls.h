/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * syslinux/tls.h - TLS over a socket, for modules
 *
 * A module that is linked with libhttps.c32 has these. The server's certificate
 * is always checked, against the host's name and the trust anchors of
 * libhttps.c32; sockets.txt has more.
 */
#ifndef _SYSLINUX_TLS_H
#define _SYSLINUX_TLS_H

#include <errno.h>
#include <stddef.h>
#include <sys/types.h>

/* What errno says besides what sockets say; files have these, too */
#define TLS_EANCHORS	ENOKEY		/* nobody is trusted */
#define TLS_EISSUER	EKEYREJECTED	/* nobody who is trusted vouches for it */
#define TLS_ENAME	ENOTNAM		/* it is somebody else's certificate */
#define TLS_EDATE	EKEYEXPIRED	/* ...or out of date */
#define TLS_ECLOCK	ETIME		/* the clock cannot be right */
#define TLS_EWEAK	EKEYREVOKED	/* ...or weak, or for something else */
#define TLS_ESHARED	ENOPROTOOPT	/* no protocol or cipher in common */
#define TLS_EALERT	ECONNABORTED	/* the server has broken off */
#define TLS_ERANDOM	ENODATA		/* no random numbers for keys */
#define TLS_EBROKEN	EBADMSG		/* the server does not speak TLS */
#define TLS_EREDIRECT	EPERM		/* from https to something else */

/*
 * Make the handshake over a socket that is connected, and check that the server
 * is `host`, a name or an address. A number for the functions below, or -1 with
 * errno set. The socket stays the caller's.
 */
extern int tls_connect(int socket, const char *host);

/* As write() of all of it */
extern ssize_t tls_write(int tls, const void *buf, size_t len);

/* As read(); 0 is what the server has said is the end, and ECONNRESET if the
   connection ended without that */
extern ssize_t tls_read(int tls, void *buf, size_t len);

/* Give everything back but the socket */
extern int tls_close(int tls);

/* The last failure in words */
extern const char *tls_reason(void);

#endif /* _SYSLINUX_TLS_H */
