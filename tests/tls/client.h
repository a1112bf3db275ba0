/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * client.h - a client that asks one thing of a server, with libhttps' own code
 */
#ifndef TLS_CLIENT_H
#define TLS_CLIENT_H

#include "anchors.h"
#include "peer.h"
#include "reason.h"

struct outcome {
    struct tls_reason reason;		/* error 0: all went well */
    int shaken;				/* the server was accepted */
    size_t bytes;			/* of the answer, each as it should be */
};

/** The folder with certificates, from the environment: TLS_CERTS */
const char *client_folder(void);

/** Trust what a file of that folder has */
void client_load(struct tls_anchors *anchors, const char *file);

/** Trust what another has besides */
void client_add(struct tls_anchors *anchors, const char *file);

/** The same; fails the test if that is nobody */
void client_trust(struct tls_anchors *anchors, const char *file);

/**
 * Come to a server, ask, and read the answer up to its end
 *
 * @v anchors	Whom to trust
 * @v host	As in the URL; NULL is that of "good"
 */
struct outcome client_ask(struct tls_anchors *anchors, struct peer *peer,
			  const char *host);

/**
 * Try each line of a list that certs.py has made: a name, what has to come of it,
 * and the host that is asked for
 *
 * @v list	File of that folder
 * @v least	How many lines there have to be
 * @v faults_of	How much of what came of one is wrong; all of it fails the test
 */
void client_cases(const char *list, unsigned int least,
		  unsigned int (*faults_of)(const char *name, const char *want,
					    const char *host));

/* What most tests trust: ca.pem. To be set up and torn down once in a program. */
extern struct tls_anchors client_anchors;
int client_begin(void **state);
int client_end(void **state);

/** One connection to a new server, for the host of "good" */
struct outcome client_once(const struct peer_script *script);

#endif /* TLS_CLIENT_H */
