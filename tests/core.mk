# SPDX-License-Identifier: GPL-2.0-or-later
#
# core.mk - files of the prepared syslinux tree, unchanged, on the build host
#
#	check-core	table tests, in 64 and 32 bits
#	check-fuzz	runs their fuzz targets, too (`fuzz`: long), in 64 bits
#
# A target NAME is a line core_NAME below with the files of the tree that it is
# made of, and tests/core/test_NAME.c (cmocka), tests/core/fuzz_NAME.c
# (libFuzzer, seeds in tests/fuzz/corpus/NAME) or both. A test or a fuzz target
# may #include a file of the tree to reach what is static in it; it is not in the
# line then, and the line may be empty.
#
# What these files call and nobody defines comes from tests/core/fake_*.c, of
# which the linker takes only what is missing. Their headers are those of the
# host first, then those of the tree, except what is in tests/core/include.
#
# Included by the top Makefile, after host.mk.

core_files := $(addprefix core/fs/pxe/,core.c ftp.c ftp_readdir.c http.c \
	http_readdir.c pxe.c tcp.c urlparse.c urlscheme.c urlstream.c) \
	com32/lib/strlcpy.c com32/lib/strlcat.c
core_http := $(core_files)
core_http_again := $(core_files)
core_http_listing := $(core_files)
core_ftp := $(core_files)
core_dnsresolv := $(core_files)
core_netconfig := $(core_files) core/fs/pxe/netconfig.c
core_hidepasswords := com32/lib/syslinux/hidepasswords.c
core_strl := com32/lib/strlcpy.c com32/lib/strlcat.c
core_maps := $(addprefix com32/lib/syslinux/,zonelist.c addlist.c freelist.c)

core_linux := $(core_maps) com32/lib/suffix_number.c \
	$(addprefix com32/lib/syslinux/,initramfs.c load_linux.c)
core_module :=
core_mboot := $(core_maps)
core_memcpy :=
core_chain := com32/lib/zlib/crc32.c \
	$(addprefix com32/deterboot/disk/,gpt.c mbr.c partition.c parttype.c)
core_args := core/elflink/load_env32.c com32/lib/skipspace.c com32/lib/strlcpy.c
core_config := com32/lib/skipspace.c
core_dhcp_option := core/fs/pxe/dhcp_option.c core/fs/pxe/dhcp_route.c
core_dns := core/lwip/src/core/def.c core/lwip/src/core/ipv4/ip4_addr.c
core_nicif := core/fs/pxe/nicif.c
core_nicpoll := core/fs/pxe/nicpoll.c
core_sockkeep := core/fs/pxe/sockkeep.c
core_tftp := $(addprefix core/fs/pxe/,tftp.c tftpoack.c urlparse.c)
core_tftpoack := core/fs/pxe/tftpoack.c
core_udp := $(core_files)
core_undi := $(addprefix core/lwip/src/netif/,undiif.c undiack.c)
core_urlparse := core/fs/pxe/urlparse.c
core_urlresolve := core/fs/pxe/urlparse.c
core_urlscheme := core/fs/pxe/urlscheme.c
core_urlstream := $(core_files)
core_vfprintf :=

CORE_TESTS := $(patsubst tests/core/test_%.c,%,$(wildcard tests/core/test_*.c))
CORE_FUZZ := $(filter $(FUZZ_TARGETS),\
	$(patsubst tests/core/fuzz_%.c,%,$(wildcard tests/core/fuzz_*.c)))
CORE_NAMES := $(sort $(CORE_TESTS) $(CORE_FUZZ))
CORE_FAKES := hex $(patsubst tests/core/%.c,%,$(wildcard tests/core/fake_*.c))

# Of the tree's own code only what goes wrong at run time is looked at; it is
# built to wrap integers and to alias pointers
CORE_CFLAGS := -std=gnu99 -fcommon -fwrapv -fno-strict-aliasing \
	-D__SYSLINUX_CORE__ -D__FIRMWARE_BIOS__ -DLDLINUX='"ldlinux.c32"' \
	-include tests/core/include/host.h -Itests/core/include -Itests/core \
	-Itests/host -Itests/fuzz -I$(tree) -idirafter $(tree)/core/include \
	-idirafter $(tree)/com32/include -idirafter $(tree)/com32/include/sys \
	-idirafter $(tree)/com32/lib -idirafter $(tree)/core/lwip/src/include \
	-idirafter $(tree)/core/fs/pxe -idirafter $(tree)/com32/libutil/include \
	-idirafter $(tree)/com32/lib/sys/module -idirafter $(tree)/com32/gpllib \
	-idirafter $(tree)/core/thread/i386 \
	-idirafter $(module)/common -idirafter $(module)/disk
CORE_SANITIZE := $(HOST_SANITIZE) -fno-sanitize=alignment
CORE_WARN := -Wall -Wextra -Wno-sign-compare -Wno-unused-parameter \
	-Wno-pointer-to-int-cast -Wno-void-pointer-to-int-cast \
	-Wno-missing-field-initializers -Werror

.PHONY: core-tests check-core

# The files are there as soon as the tree is
$(sort $(foreach name,$(CORE_NAMES),$(core_$(name):%=$(tree)/%))): \
	$(tree)/.prepared ;

# $(1): host64, host32 or fuzz; $(2): compiler; $(3): flags of its own
define core_objects
$(host_out)/core/$(1)/tree/%.o: $(tree)/%.c tests/core.mk | packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,CORE-$(1) $$*.c)$(2) $(3) $$(CORE_CFLAGS) \
		-Dprintf=core_printf $$(CORE_SANITIZE) -w -MMD -MP -c -o $$@ $$<

$(host_out)/core/$(1)/%.o: tests/core/%.c tests/core.mk $(tree)/.prepared | \
		packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,CORE-$(1) $$<)$(2) $(3) $$(CORE_CFLAGS) \
		$$(CORE_SANITIZE) $$(CORE_WARN) -MMD -MP -c -o $$@ $$<

$(host_out)/core/$(1)/hex.o: tests/host/hex.c tests/core.mk $(tree)/.prepared | \
		packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,CORE-$(1) $$<)$(2) $(3) $$(CORE_CFLAGS) \
		$$(CORE_SANITIZE) $$(CORE_WARN) -MMD -MP -c -o $$@ $$<

$(host_out)/core/$(1)/fakes.a: $(CORE_FAKES:%=$(host_out)/core/$(1)/%.o)
	$$(host_q)rm -f $$@; for object in $$^; do \
		objcopy $$$$(nm -f posix --defined-only $$$$object | \
			sed -n 's/^\(.*\) T .*/--weaken-symbol=\1/p') \
			$$$$object || exit; \
	done && ar rcs $$@ $$^
endef

$(eval $(call core_objects,host64,$$(CC),-m64 $(HOST_QUICK)))
$(eval $(call core_objects,host32,$$(CC),-m32 $(HOST_QUICK)))
$(eval $(call core_objects,fuzz,$$(FUZZ_CC),-g1 -O1 -fsanitize=fuzzer-no-link))

# What a test or the tree defines goes before what a fake does, whose functions
# are weak (fakes.a).
# $(1): folder; $(2): test_NAME or fuzz_NAME; $(3): NAME; $(4): linker and its
# flags; $(5): libraries; $(6): the program
define core_program
$(6): $(host_out)/core/$(1)/$(2).o \
		$(patsubst %.c,$(host_out)/core/$(1)/tree/%.o,$(core_$(3))) \
		$(host_out)/core/$(1)/fakes.a $(filter /%,$(5))
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,LD $$@)$(4) $$(CORE_SANITIZE) -o $$@ \
		$$(filter %.o,$$^) $(host_out)/core/$(1)/fakes.a $(5)
endef

core_cmocka32 := $(host_out)/cmocka32/libcmocka.so.0
$(foreach name,$(CORE_TESTS),\
	$(eval $(call core_program,host64,test_$(name),$(name),$$(CC) -m64 -fuse-ld=gold,\
	-lcmocka,$(host_out)/core/host64/test_$(name))) \
	$(eval $(call core_program,host32,test_$(name),$(name),$$(CC) -m32 -fuse-ld=gold,\
	$(core_cmocka32) -Wl$(,)-rpath$(,)$(dir $(core_cmocka32)),\
	$(host_out)/core/host32/test_$(name))))
$(foreach name,$(CORE_FUZZ),\
	$(eval $(call core_program,fuzz,fuzz_$(name),$(name),\
	$$(FUZZ_CC) -fsanitize=fuzzer,,$(host_out)/fuzz/fuzz_$(name))))

core_programs := $(foreach bits,64 32,\
	$(CORE_TESTS:%=$(host_out)/core/host$(bits)/test_%))

core-tests: $(core_programs)

check-core: core-tests
	$(host_q)$(HOST_ENV) tests/host/run-tests $(host_out)/core/logs \
		$(core_programs)

-include $(shell find $(host_out)/core -name '*.d' 2> /dev/null)
