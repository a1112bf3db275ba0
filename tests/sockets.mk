# SPDX-License-Identifier: GPL-2.0-or-later
# socktest: the same tests of sockets as a Linux program and as a COM32
# module; included by the top Makefile. tests/boot/test_sockets.py runs both.
#
#	socktest		build both
#	failures		build failures.c32, another module for tests
#	check-headers		the headers of com32, as C99 and as C++

SOCKTEST_SRC := $(wildcard tests/socktest/*.c) tests/socktest/linux/shim.c
SOCKTEST_ALL := $(wildcard tests/socktest/* tests/socktest/*/*)

.PHONY: socktest failures check-headers

socktest: $(O)/tests/socktest $(FIRMWARE:%=$(O)/tests/%/socktest.c32)

$(O)/tests/socktest: $(SOCKTEST_ALL) tests/sockets.mk | packages-check
	@mkdir -p $(@D)
	$(call host_say,CC $@)$(CC) $(HOST_CFLAGS) -D_GNU_SOURCE -O1 \
		$(HOST_SANITIZE) -Itests/socktest -Itests/socktest/linux \
		-o $@ $(SOCKTEST_SRC)

# A module for each firmware, in a folder of its own
com32_bios  := ARCH=i386 FIRMWARE=BIOS FWCLASS=BIOS
com32_efi64 := ARCH=x86_64 FIRMWARE=EFI64 FWCLASS=EFI

$(firmwares:%=$(O)/tests/%/socktest.c32): $(O)/tests/%/socktest.c32: \
		$(SOCKTEST_ALL) $(O)/.built-%
	@mkdir -p $(@D)
	$(call host_say,COM32 $@)$(MAKE) --no-print-directory -C $(@D) \
		-f $(CURDIR)/tests/socktest/Makefile SRC=$(CURDIR)/tests/socktest \
		topdir=$(tree) objdir=$(objects)/$* MAKEDIR=$(tree)/mk \
		$(com32_$*) $(if $(V),,> $(O)/tests/com32-$*.log)

# What commands that fail cost; tests/boot/test_memory.py runs it
failures: $(O)/tests/failures.c32

$(O)/tests/failures.c32: tests/failures/failures.c tests/socktest/Makefile \
		$(O)/.built-bios
	@mkdir -p $(O)/tests/failures
	$(call host_say,COM32 $@)$(MAKE) --no-print-directory \
		-C $(O)/tests/failures -f $(CURDIR)/tests/socktest/Makefile \
		NAME=failures OBJS=failures.o SRC=$(CURDIR)/tests/failures \
		topdir=$(tree) objdir=$(objects)/bios MAKEDIR=$(tree)/mk \
		ARCH=i386 FIRMWARE=BIOS FWCLASS=BIOS $(if $(V),,> $(O)/tests/failures.log)
	@cp -p $(O)/tests/failures/failures.c32 $@

check-headers: $(tree)/.prepared | packages-check
	@tests/socktest/check-headers $(tree)/com32/include
