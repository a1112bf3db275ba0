/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * errors.c - what can go wrong, as the operator sees it
 */
#include <errno.h>
#include <stdio.h>

#include "errors.h"

static const struct {
    const char *code;
    const char *sentence;
} errors[ERR_COUNT] = {
    [ERR_NONE] = { "", "no error" },

    [ERR_NO_SOCKETS] = { "D01", "this pxelinux.0 has no network sockets" },
    [ERR_NOT_PXELINUX] = { "D02", "not started by pxelinux" },
    [ERR_NO_LEASE] = { "D03", "no usable DHCP reply from the boot ROM" },
    [ERR_OPTION] = { "D04", "mistake in the configuration" },
    [ERR_NO_BOSS] = { "D05", "no boss: no next-server and no boss= option" },
    [ERR_BOSS_NAME] = { "D06", "the name of boss cannot be resolved" },
    [ERR_SOCKET] = { "D07", "cannot open UDP port 9696" },
    [ERR_SEND] = { "D08", "cannot send to boss" },

    [ERR_FROM_ADDRESS] = { "D11", "ignored: not from boss's address" },
    [ERR_FROM_PORT] = { "D12", "ignored: not from boss's port" },
    [ERR_LENGTH] = { "D13", "ignored: wrong length" },
    [ERR_VERSION] = { "D14", "ignored: unknown protocol version" },
    [ERR_OPCODE] = { "D15", "ignored: neither a reply nor an order" },
    [ERR_STATUS] = { "D16", "ignored: unknown status" },
    [ERR_TYPE] = { "D17", "ignored: unknown type of answer" },
    [ERR_STRING] = { "D18", "ignored: control character in a string" },
    [ERR_UNASKED] = { "D19", "ignored: a reply that was not asked for" },
    [ERR_REPEATED] = { "D20", "ignored: the same order again" },

    [ERR_REFUSED] = { "D21", "boss refused (status FAIL)" },
    [ERR_SYSID] = { "D22", "no such partition type" },
    [ERR_DISK] = { "D24", "no such disk number" },
    [ERR_PARTITION] = { "D25", "no such partition number" },
    [ERR_PATH_EMPTY] = { "D26", "the path is empty" },
    [ERR_PATH_CHARACTER] = { "D27", "the path has a character that a command"
				    " line cannot carry" },
    [ERR_PATH_SCHEME] = { "D28", "the URL is not https, http, ftp or"
			    " tftp" },
    [ERR_PATH_HOST] = { "D29", "the path names no valid host" },
    [ERR_NAME_LONG] = { "D30", "file name longer than 2047 characters" },
    [ERR_COMMAND_LONG] = { "D31", "the kernel arguments are too long" },
    [ERR_MB_SERVER] = { "D32", "the multiboot image has no server" },
    [ERR_MB_FIRMWARE] = { "D96", "UEFI boots no multiboot image" },

    [ERR_RESOLVE] = { "D41", "host name cannot be resolved" },
    [ERR_NO_KERNEL] = { "D42", "kernel not found" },
    [ERR_NO_INITRD] = { "D43", "initrd not found" },
    [ERR_NO_IMAGE] = { "D44", "image not found" },
    [ERR_NO_DISK] = { "D45", "this machine has no such disk" },
    [ERR_RETURNED] = { "D46", "the boot failed" },

    [ERR_FILE_ACCESS] = { "D50", "the server denies access to the file" },
    [ERR_FILE_SERVER] = { "D51", "the server reports an error of its own" },
    [ERR_FILE_PROTOCOL] = { "D52", "the server's answer makes no sense" },
    [ERR_FILE_REFUSED] = { "D53", "connection refused by the server" },
    [ERR_FILE_RESET] = { "D54", "connection broken off by the server" },
    [ERR_FILE_TIMEOUT] = { "D55", "no answer from the server" },
    [ERR_FILE_ROUTE] = { "D56", "no way to the server" },
    [ERR_FILE_OTHER] = { "D57", "the file cannot be opened" },
    [ERR_FILE_SCHEME] = { "D33", "redirected to a protocol that pxelinux does"
				 " not have" },
    [ERR_FILE_LOOP] = { "D34", "redirected more than ten times" },
    [ERR_FILE_LONG] = { "D35", "the name or the redirect is too long" },
    [ERR_FILE_CHANGED] = { "D36", "the file changed while it was loaded" },

    [ERR_TLS_ANCHORS] = { "D102", "no trust anchors, so no server is believed"
			   "" },
    [ERR_TLS_ISSUER] = { "D103", "no trust anchor vouches for the server" },
    [ERR_TLS_NAME] = { "D104", "the certificate is another server's" },
    [ERR_TLS_DATE] = { "D105", "the certificate is out of date" },
    [ERR_TLS_CLOCK] = { "D106", "the clock of this machine is wrong" },
    [ERR_TLS_WEAK] = { "D107", "the certificate is weak, or not for servers" },
    [ERR_TLS_SHARED] = { "D108", "no protocol or cipher in common with the"
			   " server" },
    [ERR_TLS_ALERT] = { "D109", "the server broke off the handshake" },
    [ERR_TLS_RANDOM] = { "D110", "no random numbers for keys" },
    [ERR_TLS_BROKEN] = { "D111", "what the server sends is not TLS" },
    [ERR_TLS_REDIRECT] = { "D112", "redirected from https to something else" },
    [ERR_REQUIRE] = { "D113", "not https, which require=https demands" },

    [ERR_GAVE_UP] = { "D58", "nothing to boot from boss in so many rounds" },
    [ERR_NO_KEY] = { "D59", "no usable key in the DHCP option" },

    [ERR_DHCP_SILENT] = { "D60", "no DHCP server makes an offer" },
    [ERR_DHCP_NO_ACK] = { "D61", "the DHCP server does not confirm its offer" },
    [ERR_DHCP_NAK] = { "D62", "the DHCP server takes its offer back" },
    [ERR_DHCP_SOCKET] = { "D63", "cannot use UDP port 68" },
    [ERR_ADDRESS] = { "D64", "pxelinux does not take the new address" },
    [ERR_NO_NBP] = { "D65", "boot program not found" },

    [ERR_REPORT] = { "D66", "boss does not take state reports" },

    [ERR_DISK_READ] = { "D70", "the disk cannot be read" },
    [ERR_NO_TABLE] = { "D71", "the disk has no partition table" },
    [ERR_TABLE] = { "D72", "the partition table is broken" },
    [ERR_NO_PARTITION] = { "D73", "the disk has no such partition" },
    [ERR_NO_TYPE] = { "D74", "the disk has no partition of that type" },
    [ERR_NO_GPT_TYPE] = { "D75", "the disk has a GPT, where no type matches" },
    [ERR_NO_SIGNATURE] = { "D76", "no boot signature (55AA) there" },
    [ERR_NO_CODE] = { "D77", "no boot code there" },
    [ERR_NO_LOADER] = { "D97", "no loader there" },
    [ERR_NOT_EFI] = { "D98", "not an EFI application for x86-64" },
    [ERR_SECURE_BOOT] = { "D99", "Secure Boot refuses the program" },
    [ERR_EXITED] = { "D100", "the EFI program has ended" },
    [ERR_BOOT_ORDER] = { "D101", "the firmware does not keep its boot order" },

    [ERR_COMMAND] = { "D80", "no such command, help lists them" },
    [ERR_ARGUMENT] = { "D81", "the command cannot be understood" },
    [ERR_LINE_LONG] = { "D82", "the line is longer than 511 characters" },
    [ERR_NO_ANSWER] = { "D83", "boss did not answer" },
    [ERR_BOSS_UNKNOWN] = { "D84", "it is not known yet who is boss" },

    [ERR_MEMORY] = { "D90", "not enough memory for the files" },
    [ERR_NOT_BOOTABLE] = { "D91", "the file is no kernel" },
    [ERR_FILE_SHORT] = { "D92", "a file ended too early" },
    [ERR_MEMORY_TAKEN] = { "D93", "the memory where the image has to lie is"
				  " not free" },
};

const char *error_code(enum error error)
{
    return errors[error].code;
}

char *error_format(char text[ERROR_TEXT_SIZE], enum error error,
		   const char *detail)
{
    snprintf(text, ERROR_TEXT_SIZE, "%s [%s]%s%s", errors[error].sentence,
	     errors[error].code, detail ? ": " : "", detail ? detail : "");
    return text;
}

/* What libhttps.c32 says (its syslinux/tls.h), and the core of a redirect */
static enum error error_of_tls(int errnum)
{
    switch (errnum) {
    case ENOKEY:
	return ERR_TLS_ANCHORS;
    case EKEYREJECTED:
	return ERR_TLS_ISSUER;
    case ENOTNAM:
	return ERR_TLS_NAME;
    case EKEYEXPIRED:
	return ERR_TLS_DATE;
    case ETIME:
	return ERR_TLS_CLOCK;
    case EKEYREVOKED:
	return ERR_TLS_WEAK;
    case ENOPROTOOPT:
	return ERR_TLS_SHARED;
    case ECONNABORTED:
	return ERR_TLS_ALERT;
    case ENODATA:
	return ERR_TLS_RANDOM;
    case EBADMSG:
	return ERR_TLS_BROKEN;
    case EXDEV:
	return ERR_TLS_REDIRECT;
    default:
	return ERR_FILE_OTHER;
    }
}

enum error error_of_file(int errnum, enum error missing)
{
    switch (errnum) {
    case ENOENT:
	return missing;
    case EACCES:
	return ERR_FILE_ACCESS;
    case EREMOTEIO:
	return ERR_FILE_SERVER;
    case EPROTO:
	return ERR_FILE_PROTOCOL;
    case ECONNREFUSED:
	return ERR_FILE_REFUSED;
    case ECONNRESET:
	return ERR_FILE_RESET;
    case ETIMEDOUT:
	return ERR_FILE_TIMEOUT;
    case EHOSTUNREACH:
	return ERR_FILE_ROUTE;
    case EPROTONOSUPPORT:
	return ERR_FILE_SCHEME;
    case ELOOP:
	return ERR_FILE_LOOP;
    case ENAMETOOLONG:
	return ERR_FILE_LONG;
    case ESTALE:
	return ERR_FILE_CHANGED;
    default:
	return error_of_tls(errnum);
    }
}

enum error error_of_boot(int errnum)
{
    enum error error;

    switch (errnum) {
    case ENOMEM:
	return ERR_MEMORY;
    case ENOEXEC:
	return ERR_NOT_BOOTABLE;
    case EIO:
	return ERR_FILE_SHORT;
    case EFAULT:
	return ERR_MEMORY_TAKEN;
    case EPERM:
	return ERR_SECURE_BOOT;
    default:
	error = error_of_file(errnum, ERR_RETURNED);
	return error == ERR_FILE_OTHER ? ERR_RETURNED : error;
    }
}

enum error error_of_loader(int errnum)
{
    switch (errnum) {
    case ENODEV:
	return ERR_NO_DISK;
    case ENXIO:
	return ERR_NO_PARTITION;
    case ENOENT:
	return ERR_NO_LOADER;
    case ENOEXEC:
	return ERR_NOT_EFI;
    case EPERM:
	return ERR_SECURE_BOOT;
    case EIO:
	return ERR_DISK_READ;
    case ENOMEM:
	return ERR_MEMORY;
    case EINTR:
	return ERR_EXITED;
    default:
	return ERR_RETURNED;
    }
}

enum error error_of_program(int errnum)
{
    switch (errnum) {
    case ENOEXEC:
	return ERR_NOT_EFI;
    case EINTR:
	return ERR_EXITED;
    default:
	return error_of_boot(errnum);
    }
}

enum error error_of_load(int errnum, enum error missing)
{
    enum error error = errnum == ENOENT ? missing : error_of_boot(errnum);

    return error == ERR_RETURNED ? ERR_FILE_OTHER : error;
}
