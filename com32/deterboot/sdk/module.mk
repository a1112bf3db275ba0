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
# It makes mymodule.c32, for the pxelinux.0 and the libraries of the build that
# the SDK is of: modules of one build do not run on another. VPATH, CFLAGS and
# LDLIBS of the Makefile are honoured; CROSS is a prefix of the tools (gcc for
# 32 bits, Debian's gcc-multilib).

sdk := $(dir $(lastword $(MAKEFILE_LIST)))
CC := $(CROSS)gcc
LD := $(CROSS)ld
OBJCOPY := $(CROSS)objcopy

# Arguments in registers, a stack of words, code that runs at any address: as
# the core and its libraries were compiled
sdk_flags := -std=gnu99 -m32 -march=i386 -mregparm=3 -DREGPARM=3 \
	-mpreferred-stack-boundary=2 -Os -fomit-frame-pointer \
	-fno-stack-protector -fwrapv -freg-struct-return -fno-exceptions \
	-fno-asynchronous-unwind-tables -fPIC -fcommon \
	-D__COM32__ -D__FIRMWARE_BIOS__ -DDYNAMIC_MODULE -nostdinc \
	-isystem $(sdk)include -isystem $(sdk)include/sys -iwithprefix include
sdk_libraries := $(addprefix $(sdk)lib/,libhttps.c32 libutil.c32 \
	libgpl.c32 libcom32.c32)

all: $(MODULE).c32

$(MODULE).c32: $(MODULE).elf
	$(OBJCOPY) --strip-debug --strip-unneeded $< $@

$(MODULE).elf: $(OBJS) $(sdk_libraries)
	$(LD) -m elf_i386 -shared --hash-style=gnu -T $(sdk)lib/elf.ld \
		--as-needed -o $@ $(OBJS) $(LDLIBS) $(sdk_libraries)

%.o: %.c
	$(CC) $(sdk_flags) $(CFLAGS) -MMD -MP -c -o $@ $<

clean:
	rm -f $(MODULE).c32 $(MODULE).elf $(OBJS) $(OBJS:.o=.d)

.PHONY: all clean
-include $(OBJS:.o=.d)
