/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_vars.c - variables that DHCP sets and downloads read
 */
#include "core/fs/pxe/pxe.h"
#include <lwip/opt.h>

struct syslinux_ipinfo IPInfo;
uint8_t DHCPMagic;
char ConfigName[PATHNAME_MAX];
uint32_t dns_server[DNS_MAX_SERVERS];
uint16_t net_mtu;
