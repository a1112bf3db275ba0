# SPDX-License-Identifier: GPL-2.0-or-later
#
# module.mk - build a COM32 module outside of syslinux's tree
#
# A Makefile needs three lines:
#
#	MODULE = mymodule
#	OBJS = mymodule.o other.o
#	include FOLDER-OF-THE-SDK/module.mk
#
# It makes bios/mymodule.c32 or, with FIRMWARE=efi64, efi64/mymodule.c32, for the
# pxelinux.0 or syslinux.efi and the libraries of the build that the SDK is of:
# modules of one build do not run on another. VPATH, CFLAGS and LDLIBS of the
# Makefile are honoured; CROSS is a prefix of the tools (gcc; for a BIOS, 32 bits:
# Debian's gcc-multilib).

sdk := $(dir $(lastword $(MAKEFILE_LIST)))
FIRMWARE ?= $(firstword $(notdir $(wildcard $(sdk)lib/bios $(sdk)lib/efi64)))
CC := $(CROSS)gcc
LD := $(CROSS)ld
OBJCOPY := $(CROSS)objcopy

# As the core and its libraries were compiled: code that runs at any address; for
# a BIOS arguments in registers and a stack of words; under UEFI interrupts of the
# firmware use the same stack
sdk_flags_bios := -m32 -march=i386 -mregparm=3 -DREGPARM=3 \
	-mpreferred-stack-boundary=2 -D__FIRMWARE_BIOS__
sdk_flags_efi64 := -m64 -march=x86-64 -mno-red-zone -D__FIRMWARE_EFI64__
sdk_flags := $(sdk_flags_$(FIRMWARE)) -std=gnu99 -Os -fomit-frame-pointer \
	-fno-stack-protector -fwrapv -freg-struct-return -fno-exceptions \
	-fno-asynchronous-unwind-tables -fPIC -fcommon -D__COM32__ \
	-DDYNAMIC_MODULE -nostdinc -isystem $(sdk)include \
	-isystem $(sdk)include/sys -iwithprefix include
sdk_format_bios := elf_i386
sdk_format_efi64 := elf_x86_64
sdk_lib := $(sdk)lib/$(FIRMWARE)/
sdk_libraries := $(addprefix $(sdk_lib),libhttps.c32 libutil.c32 libgpl.c32 \
	libcom32.c32)
sdk_objects := $(OBJS:%=$(FIRMWARE)/%)

all: $(FIRMWARE)/$(MODULE).c32

$(FIRMWARE)/$(MODULE).c32: $(FIRMWARE)/$(MODULE).elf
	$(OBJCOPY) --strip-debug --strip-unneeded $< $@

$(FIRMWARE)/$(MODULE).elf: $(sdk_objects) $(sdk_libraries)
	$(LD) -m $(sdk_format_$(FIRMWARE)) -shared --hash-style=gnu \
		-T $(sdk_lib)elf.ld --as-needed -o $@ $(sdk_objects) $(LDLIBS) \
		$(sdk_libraries)

$(FIRMWARE)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(sdk_flags) $(CFLAGS) -MMD -MP -c -o $@ $<

clean:
	rm -rf bios efi64

.PHONY: all clean
-include $(sdk_objects:.o=.d)
