/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * conns.c - the connections that there are, by number
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <klibc/compiler.h>
#include <syslinux/tls.h>

#include "conns.h"
#include "settings.h"

static struct {
    int number;
    struct tls_conn *conn;		/* NULL: free */
    void *room;				/* the caller's */
} table[CONNS_MAX];

static int last_number;
static struct tls_reason last;

__export const char *tls_reason(void)
{
    return last.text;
}

/* Names come from servers */
static void keep(const struct tls_reason *reason)
{
    char *p;

    last = *reason;
    for (p = last.text; *p; p++)
	if (*p < 0x20 || *p >= 0x7f)
	    *p = '?';
    errno = last.error;
}

int conns_fail(const struct tls_conn *conn)
{
    keep(tls_conn_reason(conn));
    return -1;
}

static struct tls_conn *connect_to(const struct tls_carrier *carrier,
				   const char *host, struct tls_reason *reason)
{
    struct tls_anchors *anchors = settings_ready(reason);

    return anchors ? tls_conn_open(anchors, carrier, host, reason) : NULL;
}

int conns_open(const struct tls_carrier *carrier, const char *host, size_t room)
{
    struct tls_reason reason = { 0, "" };
    int i;

    for (i = 0; i < CONNS_MAX && table[i].conn; i++)
	;
    if (i == CONNS_MAX || last_number == INT_MAX) {
	errno = ENFILE;
	return -1;
    }
    table[i].room = malloc(room);
    if (!table[i].room)
	reason_set(&reason, ENOMEM, "not enough memory");
    else
	table[i].conn = connect_to(carrier, host, &reason);
    if (table[i].conn)
	return table[i].number = ++last_number;
    free(table[i].room);
    keep(&reason);
    printf("\nhttps: %.253s: %s\n", host, last.text);
    errno = reason.error;
    return -1;
}

static int find(int number)
{
    int i;

    for (i = 0; i < CONNS_MAX; i++)
	if (table[i].conn && table[i].number == number)
	    return i;
    errno = EBADF;
    return -1;
}

struct tls_conn *conns_find(int number)
{
    int i = find(number);

    return i < 0 ? NULL : table[i].conn;
}

void *conns_room(int number)
{
    int i = find(number);

    return i < 0 ? NULL : table[i].room;
}

void conns_close(int number)
{
    int i = find(number);

    if (i < 0)
	return;
    tls_conn_close(table[i].conn);
    table[i].conn = NULL;
    free(table[i].room);
}

/* Without a word to the servers: what carries them may be gone */
void conns_close_all(void)
{
    int i;

    for (i = 0; i < CONNS_MAX; i++)
	if (table[i].conn) {
	    tls_conn_drop(table[i].conn);
	    free(table[i].room);
	}
    memset(table, 0, sizeof(table));
}
