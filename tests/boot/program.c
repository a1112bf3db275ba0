/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * program.c - an EFI program for the tests: it tells its mark, which a test has
 * written into it, and its LoadOptions, and ends with the status that they ask
 * for ("exit=N", one digit)
 */
#include <efi.h>

#define MARK	"MARK----------------------------------------------------------"

/* Not const: the compiler would take its characters from here */
static volatile char mark[] = MARK;

static EFI_SYSTEM_TABLE *table;

static void put(CHAR16 c)
{
    CHAR16 text[] = { c, 0 };

    table->ConOut->OutputString(table->ConOut, text);
}

static void puts8(const volatile char *text)
{
    for (; *text; text++)
	put((CHAR16)*text);
}

EFI_STATUS efi_main(EFI_HANDLE handle, EFI_SYSTEM_TABLE *system)
{
    EFI_GUID guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    EFI_LOADED_IMAGE *image;
    EFI_STATUS status = EFI_SUCCESS;
    const CHAR16 *options;
    UINTN i, n;

    table = system;
    if (table->BootServices->HandleProtocol(handle, &guid, (void **)&image))
	return EFI_ABORTED;
    options = image->LoadOptions;
    n = image->LoadOptionsSize / sizeof(*options);

    puts8("program: ");
    puts8(mark);
    puts8(" options=[");
    for (i = 0; i < n && options[i]; i++) {
	put(options[i]);
	if (i >= 5 && options[i - 1] == '=' && options[i - 2] == 't' &&
	    options[i - 5] == 'e' && options[i] != '0')
	    status = EFIERR((UINTN)(options[i] - '0'));
    }
    puts8("]\r\n");
    return status;
}
