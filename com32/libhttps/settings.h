/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * settings.h - whom to trust, and when it is, as the site says
 */
#ifndef LIBHTTPS_SETTINGS_H
#define LIBHTTPS_SETTINGS_H

#include "anchors.h"

/**
 * Have everything ready for a handshake: trust anchors, the time, and random
 * numbers
 *
 * @v reason	Receives why not
 * @ret anchors	To be used at once, and not given back; NULL on failure
 */
struct tls_anchors *settings_ready(struct tls_reason *reason);

/**
 * Give everything back
 */
void settings_end(void);

#endif /* LIBHTTPS_SETTINGS_H */
