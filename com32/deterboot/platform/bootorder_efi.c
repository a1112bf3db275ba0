/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bootorder_efi.c - keep UEFI booting what has booted this node
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bootvar.h"
#include "efivar.h"
#include "platform.h"

/* The entry that the firmware has started, which is ours */
static int boot_current(uint16_t *number)
{
    size_t len;
    void *value = efivar_read("BootCurrent", &len, 0);
    int rc = value && len == sizeof(*number) ? 0 : -ENOENT;

    if (!rc)
	memcpy(number, value, sizeof(*number));
    free(value);
    return rc;
}

static int put_first(uint16_t number, char *entry)
{
    size_t len, count;
    uint16_t *order = efivar_read("BootOrder", &len, sizeof(*order));
    int rc = 0;

    if (!order)
	return -ENOENT;
    count = bootvar_put_first(order, len / sizeof(*order), number);
    if (count)
	rc = efivar_write("BootOrder", order, count * sizeof(*order));
    if (count && !rc)
	bootvar_name(entry, number);
    free(order);
    return rc;
}

/*
 * Whoever changes BootOrder while something else runs changes what boots next,
 * and we were not asked: so BootNext is set, too, which is used up by one boot.
 */
int platform_boot_again(char entry[PLATFORM_TEXT_SIZE])
{
    uint16_t number;
    int rc = boot_current(&number);

    entry[0] = '\0';
    if (!rc)
	rc = put_first(number, entry);
    if (!rc)
	rc = efivar_write("BootNext", &number, sizeof(number));
    return rc;
}
