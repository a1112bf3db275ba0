/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform_bios.c - what deterboot needs of a PC with a BIOS
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/times.h>
#include <syslinux/config.h>
#include <syslinux/disk.h>
#include <syslinux/pxe.h>
#include <syslinux/reboot.h>
#include <unistd.h>
#include <x86/cpu.h>

#include "platform.h"

#define COLD_BOOT	0		/* syslinux_reboot(): with memory test */
#define BIOS_FIRST_DISK	0x80		/* INT 13h number of the first disk */

int platform_is_pxelinux(void)
{
    return syslinux_version()->filesystem == SYSLINUX_FS_PXELINUX;
}

int platform_dhcp_ack(void **packet, size_t *len)
{
    if (pxe_get_cached_info(PXENV_PACKET_TYPE_DHCP_ACK, packet, len))
	return -ENODATA;
    return 0;
}

uint32_t platform_ms(void)
{
    return times(NULL);
}

/* One step of FNV-1a (RFC 9923), 32 bits */
static uint32_t hash_byte(uint32_t hash, uint8_t byte)
{
    return (hash ^ byte) * 16777619;
}

static uint32_t hash_word(uint32_t hash, uint32_t word)
{
    int shift;

    for (shift = 0; shift < 32; shift += 8)
	hash = hash_byte(hash, (uint8_t)(word >> shift));
    return hash;
}

uint32_t platform_seed(const uint8_t *hwaddr, size_t len)
{
    uint32_t hash = 2166136261U;
    size_t i;

    hash = hash_word(hash, rdtscl());
    hash = hash_word(hash, platform_ms());
    for (i = 0; i < len; i++)
	hash = hash_byte(hash, hwaddr[i]);
    return hash;
}

static int read_sector(const struct disk *disk, uint64_t lba, void *sector)
{
    const struct disk_info info = {
	.disk = BIOS_FIRST_DISK + disk->number,
	.ebios = disk->has_lba,
	.cbios = 1,
	.bps = disk->sector_size,
	.lbacnt = disk->sectors,
	.head = disk->heads,
	.spt = disk->track_sectors,
    };
    void *data;

    if (lba >= disk->sectors)
	return -ENXIO;
    data = disk_read_sectors(&info, lba, 1);
    if (!data)
	return -EIO;
    memcpy(sector, data, disk->sector_size);
    free(data);
    return 0;
}

int platform_disk(struct disk *disk, int number)
{
    struct disk_info info;

    if (disk_get_params(BIOS_FIRST_DISK + number, &info))
	return -ENODEV;
    memset(disk, 0, sizeof(*disk));
    disk->sector_size = info.bps;
    disk->sectors = info.lbacnt;
    disk->read = read_sector;
    disk->number = number;
    disk->has_lba = info.ebios;
    disk->heads = info.head;
    disk->track_sectors = info.spt;
    return 0;
}

void platform_sleep_ms(uint32_t ms)
{
    msleep(ms);
}

void platform_reboot(void)
{
    syslinux_reboot(COLD_BOOT);
}
