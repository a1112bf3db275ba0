/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine_efi.c - the clock and the random numbers of UEFI
 */
#include <string.h>

#include "efisys.h"
#include "entropy.h"
#include "machine.h"

/* UEFI 2.10, 37.5; gnu-efi may not have it */
#define RNG_GUID							\
    { 0x3152bca5, 0xeade, 0x433d,					\
      { 0x86, 0x2e, 0xc0, 0x1c, 0xdc, 0x29, 0x1f, 0x44 } }

struct rng {
    EFI_STATUS (EFIAPI *get_info)(struct rng *, UINTN *, EFI_GUID *);
    EFI_STATUS (EFIAPI *get_rng)(struct rng *, EFI_GUID *, UINTN, UINT8 *);
};

#define RNG_BYTES	32		/* that it is asked for */

int machine_date(struct cert_date *date)
{
    EFI_TIME time;

    if (efi_runtime()->GetTime(&time, NULL) != EFI_SUCCESS)
	return -1;
    date->year = time.Year;
    date->month = time.Month;
    date->day = time.Day;
    date->hour = time.Hour;
    date->minute = time.Minute;
    date->second = time.Second;
    /* UTC = local time + TimeZone, in minutes */
    if (time.TimeZone != EFI_UNSPECIFIED_TIMEZONE)
	cert_date_from_seconds(date, cert_date_seconds(date) +
			       time.TimeZone * 60);
    return 0;
}

void machine_noise(void)
{
    EFI_GUID guid = RNG_GUID;
    struct rng *rng = NULL;
    uint8_t bytes[RNG_BYTES];

    if (efi_boot()->LocateProtocol(&guid, NULL, (void **)&rng) ==
	EFI_SUCCESS &&
	rng->get_rng(rng, NULL, sizeof(bytes), bytes) == EFI_SUCCESS)
	entropy_add(bytes, sizeof(bytes), 4 * sizeof(bytes));
    memset(bytes, 0, sizeof(bytes));
}
