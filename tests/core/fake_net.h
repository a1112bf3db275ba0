/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_net.h - the servers that core/fs/pxe talks to, out of a script
 *
 * Connections are made in the order of the script. What a server sends is there
 * at once, in pieces as large as the test says; it does not listen, but what it
 * was sent is kept.
 */
#ifndef DETERBOOT_FAKE_NET_H
#define DETERBOOT_FAKE_NET_H

#include <lwip/api.h>
#include "fake_printf.h"
#include "pxe.h"

#define FAKE_IP		0x0202000a	/* of every name: 10.0.2.2 */

struct fake_server {
    const char *reply;
    size_t len;			/* of the reply in bytes, 0: it is a string */
    size_t piece;		/* bytes that come at once, 0: all */
    err_t end;			/* after the reply; ERR_OK: closed in order */
    err_t refuse;		/* of the connection */
    /* What the test looks at */
    uint32_t ip;		/* network byte order */
    uint16_t port;
    int connected, closed;
    size_t sent_len;
    char sent[16384];		/* always with a NUL */
};

extern unsigned int fake_tftp_opens;	/* how often TFTP was asked */
extern unsigned int fake_slept_ms;	/* by msleep() */

extern const struct fs_ops pxe_fs_ops;	/* in pxe.c */

/* Begin a test with `n` servers */
void fake_net(struct fake_server *servers, size_t n);

/* Connections made */
size_t fake_connections(void);

/*
 * Open a file as a module does, 0 or errno; read all of it into `buf`, its bytes
 * or -errno; close it
 */
int fake_open(struct file *file, const char *name, int flags);
int fake_read(struct file *file, char *buf, size_t size);
void fake_close(struct file *file);

/* The names in a directory, blanks between them; "/" for a folder, "@" for a link,
   "|" for a fifo */
void fake_list(struct file *dir, char *names, size_t size);

#endif /* DETERBOOT_FAKE_NET_H */
