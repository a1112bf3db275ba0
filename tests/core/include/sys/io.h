/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sys/io.h - ports that nothing is behind
 */
#ifndef DETERBOOT_CORE_SYS_IO_H
#define DETERBOOT_CORE_SYS_IO_H

#include <stdint.h>

static inline uint8_t inb(uint16_t port)
{
    (void)port;
    return 0xff;
}

static inline void outb(uint8_t value, uint16_t port)
{
    (void)value;
    (void)port;
}

#endif /* DETERBOOT_CORE_SYS_IO_H */
