/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What undijoin.c needs of the core */
#include <stdbool.h>
