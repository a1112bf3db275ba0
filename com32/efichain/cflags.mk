# SPDX-License-Identifier: GPL-2.0-or-later
#
# Flags of deterboot's, efichain's and libhttps' own objects. All headers of
# others are system headers, so that their warnings are not ours; they must come
# before the compiler's. Those of the core are left out. gnu-efi's are for UEFI
# only; its characters have 16 bits.

EFIINC ?= /usr/include/efi
FIRMWARE_FLAGS_EFI = -isystem $(EFIINC) -isystem $(EFIINC)/x86_64 -fshort-wchar

CFLAGS := $(filter-out -iwithprefix include -I$(core)/include,$(CFLAGS))
CFLAGS := $(patsubst -I%,-isystem %,$(CFLAGS)) \
	  $(FIRMWARE_FLAGS_$(FWCLASS)) -iwithprefix include
CFLAGS += -Wall -Wextra -Wshadow -Wundef -Wcast-qual -Wmissing-prototypes \
	  -Wvla -Wstrict-prototypes -Werror -fvisibility=hidden
