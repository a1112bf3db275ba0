/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the words after deterboot.c32 in pxelinux.cfg
 */
#ifndef DETERBOOT_OPTIONS_H
#define DETERBOOT_OPTIONS_H

#include <stdint.h>

#include "bootinfo.h"
#include "fallback.h"
#include "ipv4.h"
#include "sizes.h"

#define DEFAULT_KERNEL		"bzImage"
#define DEFAULT_INITRD		"rootfs.cpio"
#define DEFAULT_INITRD_GZ	"rootfs.cpio.gz"
#define DEFAULT_ARGS		"BOOT=live console=tty1 quiet"
#define DEFAULT_REPORT_PORT	7777	/* Emulab's tmcd */
#define LOADER_SIZE		256	/* efi-loader=, policy */
#define TRUST_SIZE		256	/* trust=, as libhttps.c32 has it */

struct config {
    char boss[HOSTNAME_MAX + 1];	/* address or name; "" = next-server */
    uint32_t port;			/* boss's UDP port, host byte order */
    /* All four are templates, see template.h */
    char kernel[NAME_SIZE];		/* file below an MFS path */
    char initrd[NAME_SIZE];		/* same, several with commas between;
					   "" = none */
    char args[COMMAND_SIZE];		/* kernel arguments, before boss's */
    char run[COMMAND_SIZE];		/* command instead of linux.c32, or "" */
    int initrd_is_default;		/* rootfs.cpio.gz is fine too */
    char key[BOOTINFO_KEY_MAX + 1];	/* "" = ask by address, not by key */
    uint32_t key_option;		/* DHCP option with the key, or 0 */
    int edgeboot;			/* boot the partition of option 147 */
    uint32_t window_ms;			/* for a key before the first question;
					   0 = none */
    uint32_t idle_ms;			/* how long the prompt waits for a key */
    struct fallback fallback;		/* what to do after ... */
    uint32_t rounds;			/* ... so many rounds without a boot;
					   0 = ask for ever */
    int report;				/* tell boss over TCP what happens */
    uint32_t report_ip;			/* whom to tell instead, network byte
					   order; 0 = the boss that is asked */
    uint32_t report_port;		/* TCP port, host byte order */
    char efi_loader[LOADER_SIZE];	/* UEFI: files that are tried on a disk,
					   with commas between; "" = default */
    int efi_strict;			/* UEFI: no loader but the partition's */
    int efi_bootorder;			/* UEFI: the network stays first in it */
    int require_https;			/* boss may say nothing else */
    char trust[TRUST_SIZE];		/* file with certificates; "" = none */
    int https_build;			/* https: the build's date is the time */
};

/* Site policy. A second in each boot of each node is too much for the few that
   somebody wants to stop: Ctrl-C counts also if it is pressed before. */
#define DEFAULT_WINDOW_MS	0
#define DEFAULT_IDLE_MS		300000

#define OPTION_ERROR_SIZE	128

/**
 * Read the options
 *
 *     boss=HOST[:PORT] port=N kernel=FILE initrd=FILE[,FILE]... run="COMMAND"
 *     args="WORDS" append="WORDS" key=STRING
 *     key-option=N edgeboot fallback=WHAT rounds=N window=SECONDS idle=SECONDS
 *     report[=ADDRESS[:PORT]] efi-loader=FILE[,FILE]... efi-strict
 *     efi-bootorder=network require=https trust=FILE https-time=build
 *     [-- ARGUMENTS]
 *
 * syslinux has split the line at blanks; words between double quotes are put
 * together again. Words that SYSAPPEND adds (ip=..., BOOTIF=...) become kernel
 * arguments, and no template.
 *
 * @v config	Receives the options, defaults where nothing was said
 * @v argc	As in main(); argv[0] is the module
 * @v argv	As in main()
 * @v why	Receives what is wrong, with the name of the option
 * @ret 0	Done
 * @ret -EINVAL	A mistake: *config may not be used, `why` tells it
 */
int options_parse(struct config *config, int argc, char *const argv[],
		  char why[OPTION_ERROR_SIZE]);

/**
 * Whether a template of the options has this %-letter
 */
int options_use(const struct config *config, char letter);

#endif /* DETERBOOT_OPTIONS_H */
