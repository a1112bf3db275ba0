# SPDX-License-Identifier: GPL-2.0-or-later
#
# host.mk - what runs on the build host: reference boss, unit tests, fuzzing
#
#	bossd		the reference boss and its order command
#	host-tests	build the unit tests, in 64 and 32 bits
#	check-host	run them
#	check-lwip	lwIP's own unit tests, with our lwipopts.h
#	simulate	print the load of 1000 nodes on boss over time
#	check-fuzz	a short run of every fuzz target
#	fuzz		a long one: FUZZ_RUNS inputs for each of FUZZ_TARGETS
#
# Included by the top Makefile, which prepares the tree that check-host and
# check-lwip take files from; where it is there, `make -f tests/host.mk
# check-host` from the top folder works too. Everything is built below $(O).
#
# Debian packages: tests/host/packages.txt. The 32-bit cmocka comes by
# tests/host/get-cmocka32 (once, through apt).

O ?= $(CURDIR)/build
FUZZ_RUNS ?= 10000000
FUZZ_SHORT_RUNS ?= 5000
FUZZ_CC ?= clang

# What the tests share
HOST_HELPERS := certmake gpt_image hex image lab node sim

# Files of these folders of the module need no COM32: they compile here unchanged
module := com32/deterboot
files_of = $(patsubst %.c,%,$(notdir $(wildcard $(1:%=$(module)/%/*.c))))
PURE_ROOMS := common wire disk policy
ALL_ROOMS := $(PURE_ROOMS) platform node operator
HOST_PURE := $(call files_of,$(PURE_ROOMS))
# And of efichain
HOST_EFICHAIN := args bootvar devpath pe
# And of libhttps: what judges certificates, without the TLS library
HOST_CHECK := $(patsubst %.c,%,$(notdir $(wildcard com32/libhttps/check/*.c)))
HOST_BOSS := answer config server
HOST_TESTS := $(patsubst tests/host/test_%.c,%,$(wildcard tests/host/test_*.c))

# The whole module in a faked world (tests/node/world.h): all its files but
# those that are faked
NODE_FAKED := keyboard net
NODE_FILES := deterboot firmware_bios \
	$(filter-out $(NODE_FAKED),$(call files_of,node operator))
NODE_HELPERS := fake flow hidepasswords world
NODE_TESTS := $(patsubst tests/node/%.c,%,$(wildcard tests/node/node_*.c))
NODE_CFLAGS := -Itests/node -isystem tests/node/com32 -Dmain=deterboot_main \
	-Dfopen=world_fopen -Dwrite=world_write -DDETERBOOT_VERSION=\"host\"
# Those of tests/core are built by tests/core.mk, and run here
FUZZ_TARGETS ?= $(patsubst fuzz_%.c,%,$(notdir $(wildcard tests/fuzz/fuzz_*.c) \
	$(if $(tree),$(wildcard tests/core/fuzz_*.c tests/lwip/frames/fuzz_*.c) \
	$(if $(wildcard com32/libhttps/tlsconn.c),\
	$(wildcard tests/tls/fuzz_*.c)))))

HOST_INCLUDES := $(ALL_ROOMS:%=-I$(module)/%) -Icom32/efichain \
	-Icom32/libhttps/check -Itests/boss -Itests/host
HOST_CFLAGS := -std=gnu99 -Wall -Wextra -Wshadow -Wundef -Wcast-qual \
	-Wmissing-prototypes -Wvla -Wstrict-prototypes -Werror $(HOST_INCLUDES)
HOST_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
# Compiling and linking them takes longer than running them. With -O1 a compiler
# warns of more, which is enough in 64 bits.
HOST_QUICK := -g1 -O0
HOST_DEBUG_32 := $(HOST_QUICK)
HOST_DEBUG_64 := -g1 -O1
HOST_LINK := $(HOST_SANITIZE) -fuse-ld=gold
HOST_ENV := ASAN_OPTIONS=abort_on_error=0:detect_stack_use_after_return=1 \
	UBSAN_OPTIONS=print_stacktrace=1

host_out := $(O)/tests
vpath %.c $(module) $(ALL_ROOMS:%=$(module)/%) com32/efichain \
	com32/libhttps/check tests/boss tests/host tests/fuzz
, := ,
host_say = $(if $(V),,@echo '  $(1)';)
host_q = $(if $(V),,@)

.PHONY: bossd host-tests check-host mutate simulate check-lwip check-fuzz fuzz \
	packages packages-check

# Compilers and libraries come first; the top Makefile knows how
ifeq ($(firstword $(MAKEFILE_LIST)),tests/host.mk)
packages packages-check:
	@tests/install-packages.sh tests/host/packages.txt
endif

# --- Reference boss: without sanitizers, as a user would run it. It has all
# --- that it needs in itself, for a boss that is no Debian machine

bossd: $(host_out)/bossd $(host_out)/bossorder

$(host_out)/boss/%.o: %.c tests/host.mk | packages
	$(host_q)mkdir -p $(@D)
	$(call host_say,CC $<)$(CC) $(HOST_CFLAGS) -g -O2 \
		-ffile-prefix-map=$(CURDIR)=. -MMD -MP -c -o $@ $<

$(host_out)/bossd: $(addprefix $(host_out)/boss/,bossd.o answer.o config.o \
		server.o bootinfo.o ipv4.o what.o)
	$(call host_say,LD $@)$(CC) -static -o $@ $^

$(host_out)/bossorder: $(addprefix $(host_out)/boss/,bossorder.o answer.o \
		bootinfo.o ipv4.o what.o)
	$(call host_say,LD $@)$(CC) -static -o $@ $^

# --- Unit tests, once for each word size

$(host_out)/cmocka32/libcmocka.so.0: tests/host/get-cmocka32 | packages-check
	$(call host_say,GET libcmocka0:i386)PYTHONDONTWRITEBYTECODE=1 tests/host/get-cmocka32 $(@D)

# What takes the passwords out of the lines of the faked node is the tree's own
$(O)/syslinux/com32/lib/syslinux/hidepasswords.c: $(O)/syslinux/.prepared

# $(1): bits; $(2): cmocka library; $(3): flags to link with it
define host_rules
$(host_out)/host$(1)/%.o: %.c tests/host.mk | packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,CC$(1) $$<)$$(CC) -m$(1) $$(HOST_CFLAGS) \
		$$(HOST_DEBUG_$(1)) $$(HOST_SANITIZE) -MMD -MP -c -o $$@ $$<

$(host_out)/host$(1)/node/%.o: %.c tests/host.mk | packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,CC$(1) $$<)$$(CC) -m$(1) $$(HOST_CFLAGS) $$(NODE_CFLAGS) \
		$$(HOST_DEBUG_$(1)) $$(HOST_SANITIZE) -MMD -MP -c -o $$@ $$<

$(host_out)/host$(1)/world/%.o: tests/node/%.c tests/host.mk | packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,CC$(1) $$<)$$(CC) -m$(1) $$(HOST_CFLAGS) -Itests/node \
		-isystem tests/node/com32 $$(HOST_DEBUG_$(1)) $$(HOST_SANITIZE) \
		-MMD -MP -c -o $$@ $$<

$(host_out)/host$(1)/world/hidepasswords.o: \
		$(O)/syslinux/com32/lib/syslinux/hidepasswords.c tests/host.mk | \
		packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,CC$(1) $$(<F))$$(CC) -m$(1) $$(HOST_CFLAGS) \
		-isystem tests/node/com32 $$(HOST_DEBUG_$(1)) $$(HOST_SANITIZE) \
		-MMD -MP -c -o $$@ $$<

$(host_out)/host$(1)/node_%: $(host_out)/host$(1)/world/node_%.o \
		$(NODE_FILES:%=$(host_out)/host$(1)/node/%.o) \
		$(NODE_HELPERS:%=$(host_out)/host$(1)/world/%.o) \
		$(HOST_PURE:%=$(host_out)/host$(1)/%.o) $(2)
	$$(call host_say,LD$(1) $$@)$$(CC) -m$(1) $$(HOST_LINK) -o $$@ \
		$$(filter %.o,$$^) $(3)

$(host_out)/host$(1)/test_%: $(host_out)/host$(1)/test_%.o \
		$(HOST_PURE:%=$(host_out)/host$(1)/%.o) \
		$(HOST_EFICHAIN:%=$(host_out)/host$(1)/%.o) \
		$(HOST_CHECK:%=$(host_out)/host$(1)/%.o) \
		$(HOST_BOSS:%=$(host_out)/host$(1)/%.o) \
		$(HOST_HELPERS:%=$(host_out)/host$(1)/%.o) \
		$(host_out)/host$(1)/firmware_bios.o $(2)
	$$(call host_say,LD$(1) $$@)$$(CC) -m$(1) $$(HOST_LINK) -o $$@ \
		$$(filter %.o,$$^) $(3)

# With the words of UEFI
$(host_out)/host$(1)/test_%_efi: $(host_out)/host$(1)/test_%_efi.o \
		$(HOST_PURE:%=$(host_out)/host$(1)/%.o) \
		$(HOST_EFICHAIN:%=$(host_out)/host$(1)/%.o) \
		$(HOST_CHECK:%=$(host_out)/host$(1)/%.o) \
		$(HOST_BOSS:%=$(host_out)/host$(1)/%.o) \
		$(HOST_HELPERS:%=$(host_out)/host$(1)/%.o) \
		$(host_out)/host$(1)/firmware_efi.o $(2)
	$$(call host_say,LD$(1) $$@)$$(CC) -m$(1) $$(HOST_LINK) -o $$@ \
		$$(filter %.o,$$^) $(3)
endef

$(eval $(call host_rules,64,,-lcmocka))
$(eval $(call host_rules,32,$(host_out)/cmocka32/libcmocka.so.0,\
	$(host_out)/cmocka32/libcmocka.so.0 -Wl$(,)-rpath$(,)$(host_out)/cmocka32))

# The simulation takes half a minute in an emulator, and has no width of its own
HOST_TESTS_64 := $(HOST_TESTS)
HOST_TESTS_32 := $(filter-out sim,$(HOST_TESTS))
host_programs := $(foreach bits,64 32,\
	$(HOST_TESTS_$(bits):%=$(host_out)/host$(bits)/test_%) \
	$(NODE_TESTS:%=$(host_out)/host$(bits)/%))

# What deterboot finds on a disk image
$(host_out)/host64/listdisk: $(host_out)/host64/listdisk.o \
		$(addprefix $(host_out)/host64/,errors.o gpt.o mbr.o \
		partition.o parttype.o)
	$(call host_say,LD64 $@)$(CC) -m64 $(HOST_LINK) -o $@ $^

host-tests: $(host_programs) bossd $(host_out)/host64/listdisk

check-host: host-tests
	$(host_q)$(HOST_ENV) HOST_OUT=$(host_out) PYTHONDONTWRITEBYTECODE=1 \
		tests/host/run-tests $(host_out)/host-logs \
		tests/host/test_disks.py tests/host/test_bossd.py \
		tests/host/test_packages.py tests/host/test_walls.py \
		tests/host/test_series.py tests/host/test_symbols.py \
		$(host_programs)

# --- Do they notice small deliberate faults? Only in 64 bits: it is the tests
# --- that are tested here. survivors has what no test can notice.

MUTATE ?= $(wildcard $(PURE_ROOMS:%=$(module)/%/*.c)) \
	$(HOST_EFICHAIN:%=com32/efichain/%.c) \
	$(HOST_CHECK:%=com32/libhttps/check/%.c)
MUTANTS ?= 300
MUTATE_SEED ?= 1
MUTATE_JOBS ?= $(shell nproc)

mutate: $(HOST_TESTS:%=$(host_out)/host64/test_%)
	$(host_q)$(HOST_ENV) PYTHONDONTWRITEBYTECODE=1 tests/host/mutate \
		--cc='$(CC)' --cflags='-m64 $(HOST_CFLAGS) $(HOST_DEBUG_64) $(HOST_SANITIZE)' \
		--ldflags='-fuse-ld=gold -lcmocka' --objects=$(host_out)/host64 \
		--out=$(host_out)/mutate --count=$(MUTANTS) \
		--seed=$(MUTATE_SEED) --jobs=$(MUTATE_JOBS) $(MUTATE)

# --- lwIP as the core has it, patches and all; its tests come with its source

lwip_out := $(host_out)/lwip
lwip_source := $(O)/syslinux/core/lwip/src
lwip_tests := $(O)/syslinux/lwip/test/unit
LWIP_CFLAGS := -std=gnu99 $(HOST_QUICK) $(HOST_LINK) -Itests/lwip \
	-I$(lwip_tests) -I$(lwip_source)/include -I$(lwip_out)
# The checksum loads words from any address, as x86 can
LWIP_STRICT := -Wall -Wextra -Wno-unused-parameter -Werror \
	-fno-sanitize=alignment \
	-I$(O)/syslinux/core -I$(O)/syslinux/core/include \
	-I$(O)/syslinux/core/lwip/src -idirafter $(O)/syslinux/com32/include
LWIP_SUITES := api arch core etharp ip4 tcp udp
LWIP_OURS := run_lwip connection test_netrandom test_chksum test_newreno \
	test_acks test_ports test_route test_arp test_take

# One command, as which files there are is known only when the tree is there
check-lwip: $(O)/syslinux/.prepared | packages-check
	$(host_q)mkdir -p $(lwip_out)
	$(host_q)touch $(lwip_out)/config.h
	$(call host_say,CC lwIP and its unit tests)for file in $(LWIP_OURS); \
		do $(CC) $(LWIP_CFLAGS) $(LWIP_STRICT) -c -o \
		$(lwip_out)/$$file.o tests/lwip/$$file.c || exit 1; done
	$(host_q)$(CC) $(LWIP_CFLAGS) -w -o $(lwip_out)/run_lwip \
		$(LWIP_OURS:%=$(lwip_out)/%.o) \
		$(LWIP_SUITES:%=$(lwip_tests)/%/*.c) \
		$(lwip_source)/api/*.c $(lwip_source)/core/*.c \
		$(lwip_source)/core/ipv4/*.c $(lwip_source)/netif/ethernet.c \
		$$(pkg-config --libs check)
	$(host_q)cd $(lwip_out) && CK_DEFAULT_TIMEOUT=60 $(HOST_ENV) ./run_lwip

# --- Simulation: not a test, which is test_sim.c

$(host_out)/simulate: tests/host/simulate.c tests/host/sim.c tests/host/sim.h \
		$(addprefix $(host_out)/boss/,policy.o hear.o judge.o round.o \
		schedule.o bootinfo.o)
	$(call host_say,LD $@)$(CC) $(HOST_CFLAGS) -O2 -o $@ $(filter %.c %.o,$^)

simulate: $(host_out)/simulate
	$(host_q)$(host_out)/simulate

# --- Fuzzing

FUZZ_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
FUZZ_CFLAGS := $(HOST_CFLAGS) -Itests/fuzz -g1 -O1 $(FUZZ_SANITIZE) \
	-fsanitize=fuzzer-no-link

fuzz_programs := $(FUZZ_TARGETS:%=$(host_out)/fuzz/fuzz_%)

$(host_out)/fuzz/%.o: %.c tests/host.mk | packages-check
	$(host_q)mkdir -p $(@D)
	$(call host_say,FUZZ-CC $<)$(FUZZ_CC) $(FUZZ_CFLAGS) -MMD -MP -c -o $@ $<

$(host_out)/fuzz/fuzz_%: $(host_out)/fuzz/fuzz_%.o \
		$(HOST_PURE:%=$(host_out)/fuzz/%.o) \
		$(HOST_EFICHAIN:%=$(host_out)/fuzz/%.o) \
		$(HOST_CHECK:%=$(host_out)/fuzz/%.o) \
		$(host_out)/fuzz/firmware_bios.o \
		$(HOST_BOSS:%=$(host_out)/fuzz/%.o)
	$(call host_say,FUZZ-LD $@)$(FUZZ_CC) $(FUZZ_SANITIZE) \
		-fsanitize=fuzzer -o $@ $^

# Frames go through lwIP as the core has it; its unit tests bring a sys_arch.c
frames_files = $(lwip_source)/core/*.c $(lwip_source)/core/ipv4/*.c \
	$(addprefix $(lwip_source)/,netif/ethernet.c netif/undijoin.c \
	arch/newreno.c arch/arpqueue.c arch/route.c arch/chksum.c) \
	$(O)/syslinux/core/fs/pxe/nictake.c \
	$(lwip_tests)/arch/sys_arch.c

$(host_out)/fuzz/fuzz_frames: $(wildcard tests/lwip/frames/*) \
		lwipopts/lwipopts.h $(O)/syslinux/.prepared | packages-check
	$(host_q)mkdir -p $(@D)
	$(call host_say,FUZZ-CC lwIP)$(FUZZ_CC) -std=gnu99 -g -O1 -w \
		$(FUZZ_SANITIZE) -fno-sanitize=alignment -fsanitize=fuzzer \
		-Itests/lwip/frames -Itests/lwip -Itests/fuzz -I$(lwip_tests) \
		-I$(lwip_source)/include -I$(lwip_source) \
		-idirafter $(O)/syslinux/core/include \
		-idirafter $(O)/syslinux/com32/include -o $@ \
		tests/lwip/frames/fuzz_frames.c $(frames_files)

# Seeds are read from tests/fuzz/corpus/; what a run finds new goes to build/
check-fuzz: $(fuzz_programs)
	$(host_q)tests/fuzz/run-fuzz $(host_out)/fuzz/short $(FUZZ_SHORT_RUNS) \
		$(fuzz_programs)

fuzz: $(fuzz_programs)
	$(host_q)tests/fuzz/run-fuzz $(host_out)/fuzz/long $(FUZZ_RUNS) \
		$(fuzz_programs)

.SECONDARY:
-include $(wildcard $(host_out)/boss/*.d $(host_out)/host*/*.d \
	$(host_out)/host*/node/*.d $(host_out)/host*/world/*.d $(host_out)/fuzz/*.d)
