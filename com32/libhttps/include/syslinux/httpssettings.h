/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * syslinux/httpssettings.h - what a site says about https
 *
 * Who has settings exports one of these as https_settings, or writes to the one
 * that there is; libhttps.c32 looks at it before each handshake.
 */
#ifndef _SYSLINUX_HTTPSSETTINGS_H
#define _SYSLINUX_HTTPSSETTINGS_H

struct https_settings {
    char trust[256];			/* a PEM bundle; "" = the build's only */
    int use_build_date;			/* instead of the clock */
};

#endif /* _SYSLINUX_HTTPSSETTINGS_H */
