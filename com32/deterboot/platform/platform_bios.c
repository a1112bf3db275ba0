/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform_bios.c - what deterboot needs of a PC with a BIOS
 */
#include <com32.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslinux/boot.h>
#include <syslinux/disk.h>
#include <syslinux/pxe.h>
#include <syslinux/reboot.h>

#include "platform.h"

#define COLD_BOOT	0		/* syslinux_reboot(): with memory test */
#define BIOS_FIRST_DISK	0x80		/* INT 13h number of the first disk */

/* A boot sector that gives up calls this interrupt (BIOS Boot Specification).
   Its vector, segment in the upper half, is where it is in real mode. */
#define BIOS_GIVE_UP	0x18
#define PC_RESET	0xf000fff0	/* vector to where a PC begins */

/* INT 15h, ACPI 6.5 section 15.1 */
#define E820_CALL	0xe820
#define E820_SIGNATURE	0x534d4150	/* "SMAP" */
#define E820_SIZE	20		/* bytes of a range */
#define E820_USABLE	1
#define E820_MAX	256		/* ranges that are looked at (policy) */

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

char *platform_nic(char text[PLATFORM_TEXT_SIZE])
{
    t_PXENV_UNDI_GET_NIC_TYPE nic;

    memset(&nic, 0, sizeof(nic));
    strcpy(text, "unknown");
    if (pxe_get_nic_type(&nic))
	return text;
    if (nic.NicType == PCI_NIC || nic.NicType == CardBus_NIC)
	snprintf(text, PLATFORM_TEXT_SIZE, "PCI %04x:%04x at %02x:%02x.%x",
		 nic.info.pci.Vendor_ID, nic.info.pci.Dev_ID,
		 nic.info.pci.BusDevFunc >> 8,
		 nic.info.pci.BusDevFunc >> 3 & 0x1f,
		 nic.info.pci.BusDevFunc & 7);
    else
	snprintf(text, PLATFORM_TEXT_SIZE, "type %u", nic.NicType);
    return text;
}

/* INT 15h AX=E820h (ACPI 6.5, 15.1): usable memory, above 4 GB too */
uint64_t platform_memory(void)
{
    struct {
	uint64_t start, size;
	uint32_t type;
    } *range = lzalloc(sizeof(*range));
    com32sys_t in, out;
    uint64_t bytes = 0;
    int left = E820_MAX;

    if (!range)
	return 0;
    memset(&in, 0, sizeof(in));
    do {
	in.eax.l = E820_CALL;
	in.edx.l = E820_SIGNATURE;
	in.ecx.l = E820_SIZE;
	in.es = SEG(range);
	in.edi.w[0] = OFFS(range);
	__intcall(0x15, &in, &out);
	if (out.eflags.l & EFLAGS_CF || out.eax.l != E820_SIGNATURE)
	    break;
	if (range->type == E820_USABLE)
	    bytes += range->size;
	in.ebx.l = out.ebx.l;
    } while (in.ebx.l && --left);
    lfree(range);
    return bytes;
}

static volatile uint32_t *give_up_vector(void)
{
    volatile uint32_t *vector = MK_PTR(0, BIOS_GIVE_UP * sizeof(*vector));

    asm("" : "+r" (vector));	/* gcc takes low addresses for mistakes */
    return vector;
}

/*
 * A boot sector that gives up would let the BIOS boot its next device, which
 * nobody has asked for: it resets the machine instead. chain.c32 leaves no
 * reason behind.
 */
enum error platform_run_disk(const char *command)
{
    uint32_t before = *give_up_vector();

    *give_up_vector() = PC_RESET;
    syslinux_run_command(command);
    *give_up_vector() = before;
    return ERR_RETURNED;
}

char *platform_firmware(char text[PLATFORM_TEXT_SIZE])
{
    return strcpy(text, "BIOS");
}

char *platform_disk_name(char text[PLATFORM_TEXT_SIZE],
			 const struct disk *disk)
{
    (void)disk;
    return strcpy(text, "");
}

void platform_reboot(void)
{
    syslinux_reboot(COLD_BOOT);
}
