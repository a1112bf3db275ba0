/* SPDX-License-Identifier: GPL-2.0-or-later */
/* version.h - what the build of the tree makes of its version file */
#define VERSION_STR	"6.04"
