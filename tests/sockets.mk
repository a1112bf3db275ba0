# SPDX-License-Identifier: GPL-2.0-or-later
# socktest: the same tests of sockets as a Linux program and as a COM32
# module; included by the top Makefile. tests/boot/test_sockets.py runs both.
#
#	socktest		build both
#	failures		build failures.c32, tlsfailures.c32 and connections.c32,
#				other modules for tests
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

# What commands that fail cost, also with libhttps.c32 loaded, and many
# connections; tests/boot/test_memory.py and test_handshakes.py run them
failures_modules := failures tlsfailures connections
objects_failures := failures.o
objects_tlsfailures := failures.o hold.o
objects_connections := connections.o
failures: $(foreach name,$(failures_modules),$(FIRMWARE:%=$(O)/tests/%/$(name).c32))

# $(1): module; $(2): a firmware
define failures_module
$(O)/tests/$(2)/$(1).c32: $(objects_$(1):%.o=tests/failures/%.c) \
		tests/socktest/Makefile $(O)/.built-$(2)
	@mkdir -p $(O)/tests/$(1)-$(2)
	$$(call host_say,COM32 $$@)$$(MAKE) --no-print-directory \
		-C $(O)/tests/$(1)-$(2) -f $(CURDIR)/tests/socktest/Makefile \
		NAME=$(1) OBJS="$(objects_$(1))" SRC=$(CURDIR)/tests/failures \
		topdir=$(tree) objdir=$(objects)/$(2) MAKEDIR=$(tree)/mk \
		$(com32_$(2)) $$(if $(V),,> $(O)/tests/$(1)-$(2).log)
	@mkdir -p $$(@D)
	@cp -p $(O)/tests/$(1)-$(2)/$(1).c32 $$@
endef

$(foreach name,$(failures_modules),$(foreach firmware,$(firmwares),\
	$(eval $(call failures_module,$(name),$(firmware)))))

check-headers: $(tree)/.prepared | packages-check
	@tests/socktest/check-headers $(tree)/com32/include
