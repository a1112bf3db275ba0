/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * efisys.h - the firmware's tables, for a COM32 module
 */
#ifndef EFICHAIN_EFISYS_H
#define EFICHAIN_EFISYS_H

#define GNU_EFI_USE_MS_ABI	1	/* call the firmware as it is */
#include <efi.h>
#include <syslinux/efi.h>

static inline EFI_SYSTEM_TABLE *efi_table(void)
{
    return syslinux_efi_system_table();
}

static inline EFI_BOOT_SERVICES *efi_boot(void)
{
    return efi_table()->BootServices;
}

static inline EFI_RUNTIME_SERVICES *efi_runtime(void)
{
    return efi_table()->RuntimeServices;
}

/**
 * An interface of a handle, or NULL
 */
static inline void *efi_interface(EFI_HANDLE handle, EFI_GUID *guid)
{
    void *interface = NULL;

    return efi_boot()->HandleProtocol(handle, guid, &interface) ==
	   EFI_SUCCESS ? interface : NULL;
}

/**
 * All handles that have an interface
 *
 * @v guid	The interface
 * @v count	Receives how many
 * @ret handles	To be given to FreePool(); NULL if there are none
 */
static inline EFI_HANDLE *efi_handles(EFI_GUID *guid, UINTN *count)
{
    EFI_HANDLE *handles = NULL;

    *count = 0;
    if (efi_boot()->LocateHandleBuffer(ByProtocol, guid, NULL, count,
				       &handles) != EFI_SUCCESS)
	return NULL;
    return handles;
}

#endif /* EFICHAIN_EFISYS_H */
