/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * starter.c - an EFI program for the tests, which a node loads by PXE: it loads
 * efi64/syslinux.efi in turn, by the firmware's TFTP, and starts it with its
 * mark as LoadOptions, as a shell or an entry of the boot manager does
 *
 * If the mark begins with "pause", it waits before for 3 seconds, in which a
 * cable may be pulled out. If it is "strict", it is on firmware as OVMF is not:
 *
 * All memory that syslinux.efi, its modules and a kernel's stub ask for without
 * saying where is above 4 GB, and none is used twice; OVMF gives memory below 2
 * GB, where no pointer is cut. And only code runs: memory of the type
 * EfiLoaderData does not, nor do sections of the image that are data, and what
 * is code there is not written to.
 */
#include <efi.h>

#define MARK	"MARK----------------------------------------------------------"
#define SYSLINUX	((UINT8 *)"efi64/syslinux.efi")

#define HIGH		0x100000000ULL
#define ZONE		0x30000000ULL	/* for code, and as much for data */
#define HIGH_END	(HIGH + 2 * ZONE)
#define PAGE		4096

#define NO_RUN		EFI_MEMORY_XP
#define NO_WRITE	0x20000ULL	/* EFI_MEMORY_RO */

/* Not const: the compiler would take its characters from here */
static volatile char mark[] = MARK;

static EFI_SYSTEM_TABLE *table;
static EFI_BOOT_SERVICES *bs;
static UINT64 next[2];			/* of what is free: for code, for data */

/* UEFI Platform Initialization 1.7, volume 2, 12.3 */
static struct cpu {
    VOID *not_used[7];
    EFI_STATUS (EFIAPI *set_memory_attributes)(struct cpu *, UINT64 begin,
					       UINT64 size, UINT64 attributes);
} *cpu;

static EFI_ALLOCATE_POOL allocate_pool;
static EFI_FREE_POOL free_pool;
static EFI_ALLOCATE_PAGES allocate_pages;
static EFI_FREE_PAGES free_pages;

static BOOLEAN ours(EFI_MEMORY_TYPE type)
{
    return type == EfiLoaderCode || type == EfiLoaderData;
}

static BOOLEAN is_high(UINT64 address)
{
    return address >= HIGH && address < HIGH_END;
}

static EFI_STATUS protect(UINT64 begin, UINTN size, UINT64 attributes)
{
    return cpu->set_memory_attributes(cpu, begin, (size + PAGE - 1) &
				      ~(UINTN)(PAGE - 1), attributes);
}

/* Whole pages, so that nothing lies beside anything else */
static EFI_STATUS take(EFI_MEMORY_TYPE type, UINTN size, UINT64 *address)
{
    UINTN zone = type == EfiLoaderData;

    size = (size + PAGE - 1) & ~(UINTN)(PAGE - 1);
    if (size > HIGH + (zone + 1) * ZONE - next[zone])
	return EFI_OUT_OF_RESOURCES;
    *address = next[zone];
    next[zone] += size;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI strict_pool(EFI_MEMORY_TYPE type, UINTN size,
				     VOID **pool)
{
    if (!ours(type))
	return allocate_pool(type, size, pool);
    return take(type, size, (UINT64 *)pool);
}

static EFI_STATUS EFIAPI strict_free_pool(VOID *pool)
{
    return is_high((UINTN)pool) ? EFI_SUCCESS : free_pool(pool);
}

static EFI_STATUS EFIAPI strict_pages(EFI_ALLOCATE_TYPE how,
				      EFI_MEMORY_TYPE type, UINTN pages,
				      EFI_PHYSICAL_ADDRESS *memory)
{
    EFI_STATUS status;

    if (how == AllocateAnyPages && ours(type))
	return take(type, pages * PAGE, memory);
    status = allocate_pages(how, type, pages, memory);
    if (!EFI_ERROR(status) && type == EfiLoaderData)
	protect(*memory, pages * PAGE, NO_RUN);
    return status;
}

static EFI_STATUS EFIAPI strict_free_pages(EFI_PHYSICAL_ADDRESS memory,
					   UINTN pages)
{
    if (is_high(memory))
	return EFI_SUCCESS;
    protect(memory, pages * PAGE, 0);
    return free_pages(memory, pages);
}

static void say(CHAR16 *text)
{
    table->ConOut->OutputString(table->ConOut, text);
}

static EFI_STATUS be_strict(void)
{
    EFI_GUID guid = { 0x26baccb1, 0x6f42, 0x11d4,
		      { 0xbc, 0xe7, 0x00, 0x80, 0xc7, 0x3c, 0x88, 0x81 } };
    EFI_PHYSICAL_ADDRESS code = HIGH, data = HIGH + ZONE;

    if (bs->LocateProtocol(&guid, NULL, (VOID **)&cpu) ||
	bs->AllocatePages(AllocateAddress, EfiLoaderCode, ZONE / PAGE, &code) ||
	bs->AllocatePages(AllocateAddress, EfiLoaderData, ZONE / PAGE, &data) ||
	protect(data, ZONE, NO_RUN))
	return EFI_UNSUPPORTED;
    next[0] = code;
    next[1] = data;
    allocate_pool = bs->AllocatePool;
    free_pool = bs->FreePool;
    allocate_pages = bs->AllocatePages;
    free_pages = bs->FreePages;
    bs->AllocatePool = strict_pool;
    bs->FreePool = strict_free_pool;
    bs->AllocatePages = strict_pages;
    bs->FreePages = strict_free_pages;
    return EFI_SUCCESS;
}

static UINT32 get32(const UINT8 *p)
{
    return p[0] | p[1] << 8 | p[2] << 16 | (UINT32)p[3] << 24;
}

/* Each section of a PE image is what its header says (Microsoft, "PE Format") */
static EFI_STATUS protect_image(const UINT8 *image)
{
    const UINT8 *pe = image + get32(image + 0x3c);
    const UINT8 *section = pe + 24 + (get32(pe + 20) & 0xffff);
    UINTN count = get32(pe + 4) >> 16;
    EFI_STATUS status = EFI_SUCCESS;

    for (; count-- && !EFI_ERROR(status); section += 40) {
	UINT32 rights = get32(section + 36);

	if (get32(section + 12) % PAGE)
	    return EFI_UNSUPPORTED;
	status = protect((UINTN)image + get32(section + 12), get32(section + 8),
			 (rights & 1U << 29 ? 0 : NO_RUN) |
			 (rights & 1U << 31 ? 0 : NO_WRITE));
    }
    return status;
}

/* syslinux.efi, by the firmware's PXE base code */
static EFI_STATUS fetch(EFI_HANDLE device, VOID **image, UINT64 *size)
{
    EFI_GUID guid = EFI_PXE_BASE_CODE_PROTOCOL_GUID;
    EFI_PXE_BASE_CODE_PROTOCOL *pxe;
    EFI_IP_ADDRESS server = { { 0 } };
    UINTN block = 512;
    EFI_STATUS status;
    UINTN i;

    status = bs->HandleProtocol(device, &guid, (VOID **)&pxe);
    if (EFI_ERROR(status))
	return status;
    for (i = 0; i < 4; i++)
	server.v4.Addr[i] = pxe->Mode->DhcpAck.Dhcpv4.BootpSiAddr[i];
    status = pxe->Mtftp(pxe, EFI_PXE_BASE_CODE_TFTP_GET_FILE_SIZE, NULL, FALSE,
			size, &block, &server, SYSLINUX, NULL, FALSE);
    if (!EFI_ERROR(status))
	status = bs->AllocatePool(EfiBootServicesData, *size, image);
    if (EFI_ERROR(status))
	return status;
    block = 1408;
    return pxe->Mtftp(pxe, EFI_PXE_BASE_CODE_TFTP_READ_FILE, *image, FALSE,
		      size, &block, &server, SYSLINUX, NULL, FALSE);
}

static EFI_STATUS start(EFI_HANDLE parent, VOID *data, UINTN size)
{
    static CHAR16 options[sizeof(MARK)];
    EFI_GUID loaded = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    EFI_GUID path = EFI_DEVICE_PATH_PROTOCOL_GUID;
    EFI_LOADED_IMAGE *self, *image;
    EFI_DEVICE_PATH *device;
    EFI_HANDLE handle = NULL;
    EFI_STATUS status;
    UINTN i;

    if (bs->HandleProtocol(parent, &loaded, (VOID **)&self) ||
	bs->HandleProtocol(self->DeviceHandle, &path, (VOID **)&device))
	return EFI_ABORTED;
    status = bs->LoadImage(FALSE, parent, device, data, size, &handle);
    if (EFI_ERROR(status))
	return status;
    if (bs->HandleProtocol(handle, &loaded, (VOID **)&image))
	return EFI_ABORTED;
    for (i = 0; mark[i]; i++)
	options[i] = mark[i];
    image->DeviceHandle = self->DeviceHandle;
    image->LoadOptions = options;
    image->LoadOptionsSize = (i + 1) * sizeof(*options);
    if (mark[0] == 'p') {
	say(L"starter: pausing\r\n");
	bs->Stall(3000000);
    }
    if (cpu) {
	if (protect_image(image->ImageBase)) {
	    say(L"starter: the image cannot be protected\r\n");
	    return EFI_UNSUPPORTED;
	}
	say(L"starter: all memory is above 4 GB, and only code runs\r\n");
    }
    return bs->StartImage(handle, NULL, NULL);
}

EFI_STATUS efi_main(EFI_HANDLE handle, EFI_SYSTEM_TABLE *system)
{
    EFI_GUID guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    EFI_LOADED_IMAGE *self;
    EFI_STATUS status;
    UINT64 size = 0;
    VOID *data = NULL;

    table = system;
    bs = table->BootServices;
    if (bs->HandleProtocol(handle, &guid, (VOID **)&self))
	return EFI_ABORTED;
    status = fetch(self->DeviceHandle, &data, &size);
    if (EFI_ERROR(status)) {
	say(L"starter: syslinux.efi cannot be loaded\r\n");
	return status;
    }
    if (mark[0] == 's' && be_strict()) {
	say(L"starter: this firmware cannot be made strict\r\n");
	return EFI_UNSUPPORTED;
    }
    status = start(handle, data, size);
    say(EFI_ERROR(status) ? L"starter: syslinux.efi has failed\r\n" :
	L"starter: syslinux.efi has ended\r\n");
    return status;
}
