/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * efivar.c - variables of the firmware's
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "efisys.h"
#include "efivar.h"

static EFI_GUID global_guid = EFI_GLOBAL_VARIABLE;

static CHAR16 *widen(CHAR16 wide[EFIVAR_NAME_SIZE], const char *name)
{
    size_t i;

    for (i = 0; i < EFIVAR_NAME_SIZE - 1 && name[i]; i++)
	wide[i] = (unsigned char)name[i];
    wide[i] = 0;
    return wide;
}

void *efivar_read(const char *name, size_t *len, size_t extra)
{
    CHAR16 wide[EFIVAR_NAME_SIZE];
    UINTN size = 0;
    void *value;

    if (efi_runtime()->GetVariable(widen(wide, name), &global_guid, NULL, &size,
				   NULL) != EFI_BUFFER_TOO_SMALL)
	return NULL;
    value = malloc(size + extra);
    if (value && efi_runtime()->GetVariable(wide, &global_guid, NULL, &size,
					    value) != EFI_SUCCESS) {
	free(value);
	value = NULL;
    }
    *len = size;
    return value;
}

int efivar_write(const char *name, const void *value, size_t len)
{
    CHAR16 wide[EFIVAR_NAME_SIZE];

    return efi_runtime()->SetVariable(widen(wide, name), &global_guid,
				      EFI_VARIABLE_NON_VOLATILE |
				      EFI_VARIABLE_BOOTSERVICE_ACCESS |
				      EFI_VARIABLE_RUNTIME_ACCESS, len,
				      (void *)(uintptr_t)value) == EFI_SUCCESS ?
	   0 : -EIO;
}
