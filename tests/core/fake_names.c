/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_names.c - names that have one address, and no file system
 */
#include "core/fs/pxe/pxe.h"

const struct fs_ops pxe_fs_ops;

uint32_t pxe_dns_alive(uint32_t ip)
{
    return ip;
}

bool pxe_dns_next(uint32_t *ip, int *tried)
{
    (void)ip, (void)tried;
    return false;
}

bool pxe_dns_has_next(uint32_t ip, int tried)
{
    (void)ip, (void)tried;
    return false;
}
