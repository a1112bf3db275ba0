/* SPDX-License-Identifier: GPL-2.0-or-later */
/* efi/efi.h includes it and needs nothing of it, on the build host */
