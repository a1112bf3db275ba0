/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * nictest.c - what the tests of all drivers of network cards need
 */
#include "nictest.h"

/* What gnu-efi and the core have */
EFI_BOOT_SERVICES *BS;
EFI_HANDLE image_handle = (EFI_HANDLE)0x77;

VOID ZeroMem(VOID *to, UINTN size)
{
    memset(to, 0, size);
}

EFI_STATUS nictest_send(const struct nic_driver *nic, UINTN length)
{
    void *buffer = nic->buffer();

    assert_non_null(buffer);
    memset(buffer, 0xee, FRAME_MOST);
    return nic->send(buffer, length);
}

void nictest_is_padded(const UINT8 *sent, UINTN size)
{
    unsigned int i;

    assert_int_equal(size, 60);
    for (i = 0; i < 60; i++)
	assert_int_equal(sent[i], i < 42 ? 0xee : 0);
}
