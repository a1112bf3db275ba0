/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform_com32.c - what COM32 gives deterboot, whatever the firmware is
 */
#include <errno.h>
#include <string.h>
#include <sys/module.h>
#include <sys/times.h>
#include <syslinux/config.h>
#include <syslinux/httpssettings.h>
#include <syslinux/loadfile.h>
#include <syslinux/pxe.h>
#include <syslinux/sysappend.h>
#include <unistd.h>
#include <x86/cpu.h>

#include "platform.h"
#include "schedule.h"

/* Weak: the libcom32.c32 of another build does not have it, and that is told in
   a line that would hide passwords, too */
extern __typeof__(hide_passwords) hide_passwords __weak;

int platform_is_pxelinux(void)
{
    return syslinux_version()->filesystem == SYSLINUX_FS_PXELINUX;
}

static int cached_packet(int type, void **packet, size_t *len)
{
    return pxe_get_cached_info(type, packet, len) ? -ENODATA : 0;
}

int platform_dhcp_ack(void **packet, size_t *len)
{
    return cached_packet(PXENV_PACKET_TYPE_DHCP_ACK, packet, len);
}

int platform_boot_reply(void **packet, size_t *len)
{
    return cached_packet(PXENV_PACKET_TYPE_CACHED_REPLY, packet, len);
}

int platform_dhcp_discover(void **packet, size_t *len)
{
    return cached_packet(PXENV_PACKET_TYPE_DHCP_DISCOVER, packet, len);
}

const char *platform_ip_option(void)
{
    const char *option = syslinux_ipappend_strings()->ptr[SYSAPPEND_IP];

    return option ? option : "";
}

uint32_t platform_ms(void)
{
    return times(NULL);
}

uint32_t platform_seed(const uint8_t *hwaddr, size_t len)
{
    const uint32_t moment[] = { rdtscl(), platform_ms() };

    return schedule_seed(schedule_seed(SCHEDULE_SEED, moment, sizeof(moment)),
			 hwaddr, len);
}

const char *platform_loader(void)
{
    return syslinux_version()->version_string;
}

void platform_hide_passwords(char *text)
{
    /* An address would not tell: a missing function binds to a trap */
    if (global_find_symbol("hide_passwords", NULL))
	hide_passwords(text, false);
}

/* Found by its name, once libhttps.c32 is loaded */
extern struct https_settings https_settings;
__attribute__((visibility("default"))) struct https_settings https_settings;

void platform_https(const char *trust, int use_build)
{
    strlcpy(https_settings.trust, trust, sizeof(https_settings.trust));
    https_settings.use_build_date = use_build;
}

void platform_sleep_ms(uint32_t ms)
{
    msleep(ms);
}
