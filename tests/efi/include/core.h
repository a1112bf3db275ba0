/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What efi/efi.h needs of the core's header, on the build host */
#ifndef CORE_H
#define CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum syslinux_filesystem { SYSLINUX_FS_NONE };

#endif
