/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_errno.c - the core's errno, see host.h
 */

int core_errno;
