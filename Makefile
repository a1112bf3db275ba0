# SPDX-License-Identifier: GPL-2.0-or-later
#
# deterboot: a patched pxelinux.0 and deterboot.c32, and what proves them
#
#	make run		a node boots in QEMU, asks a boss, lands in an MFS
#	make check		all tests
#
#	make			build/tftp, everything a TFTP root needs; what it needs
#				itself it names, and `make deps` installs (make
#				deps-check: what all tests need)
#	make install		put it into $(DESTDIR)$(TFTPROOT), and the documents
#				into $(DESTDIR)$(DOCDIR)
#	make sdk		build/sdk, what other modules are built with
#	make install-sdk	put that into $(DESTDIR)$(PREFIX)/lib/deterboot-sdk
#	make dist		build/dist: a source tarball that builds without a
#				network, and a binary one, the same bytes anywhere
#	make check-dist		build the one from the other, and boot a node
#	make check-host		unit tests of the module and the boss
#	make check-core		unit tests of the patched syslinux, on this machine
#	make check-lwip		lwIP's own unit tests, as the core configures it
#	make check-tls		whom libhttps accepts, against OpenSSL
#	make check-efi		the UEFI driver, on firmware that is made up
#	make check-symbols	is all there that a module needs?
#	make check-headers	the socket headers, as C99 and as C++
#	make mutate		do the unit tests notice small deliberate faults?
#	make check-fuzz		a short run of every fuzz target (`make fuzz`: long)
#	make check-boot		nodes boot in QEMU
#	make check-long		those that take too long for each change
#	make soak		many of them in a row, with varied troubles
#	make soak-loss		the same with every fifth packet lost
#	make soak-arp		the same with ARP without an answer at first
#	make soak-sockets	64 MB each way over TCP, with loss and reordering
#	make soak-failures	2000 failed boots of each kind keep no memory, nor do
#				1000 failed handshakes of TLS
#	make check-random	what many boots take at random shows no pattern
#	make simulate		1000 nodes ask one boss: the load over time
#	make lint		patches, white space, codes of messages, options
#	make check-series	build the core and the modules after every patch, boot
#				the end of every topic
#	make refresh		write core-patches/*/*.patch anew from the tree, and
#				the messages in README.md from the manual page
#	make bench		how fast loaders load, side by side
#	make clean		remove what was built, keep what was fetched
#	make distclean		remove build/
#
# Variables:
#	O=FOLDER		instead of build/
#	FIRMWARE=bios		or efi64: build for, and test, one of them only
#	TRUST=FILE		certificates (PEM) of who is believed over https
#	SYSLINUX_SOURCE=FOLDER	has the source packages, nothing is fetched
#	TFTPROOT, DOCDIR, PREFIX, DESTDIR	for `make install`, `make install-sdk`
#	V=1			show every command
# tests/boot.mk, tests/host.mk and tests/bench.mk have more.

VERSION	:= 0.1.0

# make takes blanks for the ends of words
define no_blanks
ifneq ($$(words x$$($(1))x),1)
$$(error The path in $(1) has a blank, which make cannot handle: $$($(1)))
endif
endef
$(foreach path,CURDIR O SYSLINUX_SOURCE DESTDIR TFTPROOT,\
	$(eval $(call no_blanks,$(path))))

O	?= build
firmwares := bios efi64
FIRMWARE ?= $(firmwares)
override O := $(abspath $(O))
# That of a release has the source packages
SYSLINUX_SOURCE	?= $(abspath $(wildcard .source))
DESTDIR		?=
TFTPROOT	?= /srv/tftp
PREFIX		?= /usr/local
DOCDIR		?= $(PREFIX)/share/doc/deterboot
V		?=

tree	:= $(O)/syslinux
objects	:= $(O)/objects
tftp	:= $(O)/tftp
stock	:= $(O)/stock
logs	:= $(O)/logs
sdk	:= $(O)/sdk

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

.PHONY: all check check-series check-symbols check-dist dist run install sdk install-sdk
.PHONY: lint refresh clean distclean tftp tftp-bios tftp-efi64 stock-tftp
.PHONY: deps deps-check packages packages-boot packages-check

all: tftp

include tests/host.mk
include tests/core.mk
include tests/tls.mk
include tests/boot.mk
include tests/sockets.mk
include tests/efi.mk

# --- Packages: what runs something installs those that are missing, what only
# --- builds says which

build_lists := core-patches/packages.txt
boot_lists  := $(build_lists) tests/boot/packages.txt
check_lists := $(boot_lists) tests/host/packages.txt

include tests/bench.mk

installing := deps deps-check run check check-% soak soak-% bench bench-% \
	profile fuzz simulate mutate
need := tests/install-packages.sh \
	$(if $(filter $(installing),$(MAKECMDGOALS)),,--missing)

deps: packages

deps-check: packages-check

packages:
	@$(need) $(build_lists)

packages-boot:
	@$(need) $(boot_lists)

packages-check:
	@$(need) $(check_lists)

# --- Source and tree

$(O)/source/.verified: core-patches/UPSTREAM core-patches/source.py \
		core-patches/private_apt.py | packages
	@core-patches/source.py $< $(@D) $(SYSLINUX_SOURCE)
	@touch $@

$(tree)/.prepared: $(O)/source/.verified core-patches/prepare.sh \
		core-patches/lwip.sh core-patches/wolfssl.sh core-patches/series.py \
		core-patches/quiltrc core-patches/series \
		$(wildcard core-patches/*/*.patch) lwipopts/lwipopts.h
	@echo "  TREE    $(tree)"
	@rm -rf $(objects)
	@core-patches/prepare.sh $(O)/source $(tree) > $(tree).log || \
		{ cat $(tree).log >&2; exit 1; }
	@touch $@

# --- Build. syslinux's own make finds out what has to be built; its output,
# --- with the warnings of its old code, goes to a log. The same bytes come out
# --- in any folder.

# Of everything that is built, in seconds since 1970
date := 0x5c5a1d80

# The day of the release, 2026-11-28, in seconds since 1970: no clock that says
# an earlier one is right. Part of the release, so that all build the same.
BUILD_DATE := 1795824000

# What libhttps.c32 has of TRUST; empty without it
trust := $(O)/trust.pem

# (gcc_ok: syslinux asks the compiler for each option, in each folder, whether it
# knows it, by compiling; the one of Debian 12 knows all that are no misprints.)
syslinux_vars := ISUBDIRS= FIRMWARE= DEB_HOST_ARCH=amd64 \
	DATE="deterboot-$(VERSION)" HEXDATE=$(date) \
	DETERBOOT_VERSION=$(VERSION) PYTHON=/usr/bin/python3 \
	BUILD_DATE=$(BUILD_DATE) TRUST=$(trust) \
	gcc_ok='$$(filter -f% -m% -s%,$$(1))'
syslinux_make = $(MAKE) --no-print-directory -C $(tree) $* O=$(objects) \
	CC="gcc -ffile-prefix-map=$(tree)/=" BSUBDIRS="$(subdirs_$*)" \
	SUBDIRS="$(com32_subdirs)" $(syslinux_vars)

# What goes out, and no more: check-series builds all of it
subdirs_bios  := codepage com32 lzo core
subdirs_efi64 := codepage com32 lzo core efi
com32_subdirs := tools lib libutil gpllib elflink/ldlinux modules mboot menu cmenu \
	lua/src chain deterboot efichain libhttps

# Both firmwares have modules of the same names; what calls the BIOS is only
# built for it
modules := $(addprefix com32/,lib/libcom32.c32 libutil/libutil.c32 \
	gpllib/libgpl.c32 cmenu/libmenu/libmenu.c32 chain/chain.c32 \
	deterboot/deterboot.c32 libhttps/https.c32 libhttps/libhttps.c32 \
	lua/src/liblua.c32 mboot/mboot.c32 menu/menu.c32 menu/vesamenu.c32) \
	$(addprefix com32/modules/,cat.c32 config.c32 host.c32 linux.c32 ls.c32 \
	meminfo.c32 pxechn.c32 reboot.c32)
modules_bios  := $(modules) com32/elflink/ldlinux/ldlinux.c32 \
	com32/modules/poweroff.c32
modules_efi64 := $(modules) com32/efichain/efichain.c32 \
	com32/elflink/ldlinux/ldlinux.e64 efi/syslinux.efi

$(trust): FORCE
	@mkdir -p $(@D)
	@cat $(TRUST) /dev/null > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

# That make takes its time even where it finds nothing: it is called if a file
# that it could look at has changed. Here, too, patches are worked on in $(tree).
changed = [ ! -e $@ ] || [ ! -d $(objects)/$* ] || \
	[ -n "$$(find Makefile com32 $(tree) $(trust) ! -type d -newer $@ -print -quit)" ]

$(firmwares:%=$(O)/.built-%): $(O)/.built-%: $(tree)/.prepared $(trust) FORCE
	@mkdir -p $(objects) $(logs)
	+@if $(changed); then \
		echo "  BUILD   loader and modules for $* (log: $(logs)/build-$*.log)"; \
		$(syslinux_make) $(if $(V),,> $(logs)/build-$*.log 2>&1) || \
		{ $(if $(V),,grep -E -B2 -A6 'error:|\*\*\*|undefined' \
		$(logs)/build-$*.log >&2;) exit 1; }; touch $@; fi

.PHONY: FORCE
FORCE:

# One pxelinux.cfg serves both
tftp: $(FIRMWARE:%=tftp-%)
	@install -d $(tftp)/pxelinux.cfg
	@install -p -m 644 com32/deterboot/pxelinux.cfg $(tftp)/pxelinux.cfg/default

tftp-bios: $(O)/.built-bios
	@install -d $(tftp)
	@install -p -m 644 $(objects)/bios/core/lpxelinux.0 $(tftp)/pxelinux.0
	@install -p -m 644 $(modules_bios:%=$(objects)/bios/%) $(tftp)

tftp-efi64: $(O)/.built-efi64
	@install -d $(tftp)/efi64
	@install -p -m 644 $(modules_efi64:%=$(objects)/efi64/%) $(tftp)/efi64
	@ln -sfn ../pxelinux.cfg $(tftp)/efi64/pxelinux.cfg

# What goes out: no file that another FIRMWARE or an older version has left, and
# no pxelinux.cfg
tftp_files = $(if $(filter bios,$(FIRMWARE)),pxelinux.0 $(notdir $(modules_bios))) \
	$(if $(filter efi64,$(FIRMWARE)),$(addprefix efi64/,$(notdir $(modules_efi64))))

# What Debian ships, to test against
stock-tftp: packages-boot
	@mkdir -p $(stock)
	@install -p -m 644 /usr/lib/PXELINUX/lpxelinux.0 \
		/usr/lib/PXELINUX/pxelinux.0 \
		/usr/lib/syslinux/modules/bios/*.c32 $(stock)

# A pxelinux.cfg that is there already is the operator's
install: tftp
	install -d $(DESTDIR)$(TFTPROOT)/pxelinux.cfg
	cd $(tftp) && for file in $(tftp_files); do \
		install -D -m 644 $$file $(DESTDIR)$(TFTPROOT)/$$file || exit; done
	[ -z "$(filter efi64,$(FIRMWARE))" ] || \
		[ -e $(DESTDIR)$(TFTPROOT)/efi64/pxelinux.cfg ] || \
		ln -s ../pxelinux.cfg $(DESTDIR)$(TFTPROOT)/efi64/pxelinux.cfg
	[ -e $(DESTDIR)$(TFTPROOT)/pxelinux.cfg/default ] || \
		install -m 644 $(tftp)/pxelinux.cfg/default \
		$(DESTDIR)$(TFTPROOT)/pxelinux.cfg
	install -d $(DESTDIR)$(DOCDIR)
	install -m 644 com32/deterboot/*.txt com32/efichain/*.txt \
		com32/libhttps/*.txt $(DESTDIR)$(DOCDIR)

# --- What an author of another module needs, without our tree

sdk: $(FIRMWARE:%=$(sdk)/example/%/httpget.c32)

$(sdk)/module.mk: $(FIRMWARE:%=$(O)/.built-%) com32/deterboot/sdk/module.mk \
		com32/deterboot/sdk/Makefile com32/deterboot/sockets.txt \
		com32/deterboot/examples/httpget.c \
		com32/deterboot/examples/httpsget.c
	@rm -rf $(sdk)
	@mkdir -p $(sdk)/include $(sdk)/example
	@cp -r $(tree)/com32/include/. $(tree)/com32/libutil/include/. \
		$(tree)/com32/gplinclude/. com32/libhttps/include/. $(sdk)/include
	@cp com32/deterboot/sdk/Makefile com32/deterboot/examples/httpget.c \
		com32/deterboot/examples/httpsget.c $(sdk)/example
	@cp com32/deterboot/sockets.txt com32/deterboot/sdk/module.mk $(sdk)

modules_of_sdk := libhttps/libhttps.c32 lib/libcom32.c32 \
	libutil/libutil.c32 gpllib/libgpl.c32
script_bios  := i386
script_efi64 := x86_64

$(firmwares:%=$(sdk)/lib/%/elf.ld): $(sdk)/lib/%/elf.ld: $(sdk)/module.mk \
		$(O)/.built-%
	@mkdir -p $(@D)
	@cp $(modules_of_sdk:%=$(objects)/$*/com32/%) \
		$(tree)/com32/lib/$(script_$*)/elf.ld $(@D)

$(firmwares:%=$(sdk)/example/%/httpget.c32): $(sdk)/example/%/httpget.c32: \
		$(sdk)/lib/%/elf.ld
	@echo "  SDK     $(sdk) for $*"
	@$(MAKE) --no-print-directory -C $(sdk)/example FIRMWARE=$* \
		$(if $(V),,> $(logs)/sdk-$*.log)
	@$(MAKE) --no-print-directory -C $(sdk)/example FIRMWARE=$* \
		MODULE=httpsget OBJS=httpsget.o $(if $(V),,>> $(logs)/sdk-$*.log)

install-sdk: sdk
	$(MAKE) --no-print-directory -C $(sdk)/example clean
	install -d $(DESTDIR)$(PREFIX)/lib/deterboot-sdk
	cp -r $(sdk)/. $(DESTDIR)$(PREFIX)/lib/deterboot-sdk

# --- Releases

dist	:= $(O)/dist
release	:= deterboot-$(VERSION)

pack = cd $(dist) && tar --format=gnu --sort=name --owner=0 --group=0 \
	--numeric-owner --mtime=@$$(($(date))) --mode=u=rwX,go=rX -c $1 | \
	gzip -9n > $1.tar.gz && rm -r $1

# Git knows what belongs to the source; in a release all does
sources = $(if $(wildcard .git),git ls-files,find . -path ./build -prune -o \
	-path ./.source -prune -o -name __pycache__ -prune -o ! -type d -print)

dist: tftp bossd
	@rm -rf $(dist)
	@mkdir -p $(dist)/$(release)/.source $(dist)/$(release)-bin/bin \
		$(dist)/$(release)-bin/doc
	@$(sources) | xargs -d '\n' cp -P --parents -t $(dist)/$(release)
	@cp $(O)/source/*.dsc $(O)/source/*.tar.* $(dist)/$(release)/.source
	@mkdir $(dist)/$(release)-bin/tftp
	@cd $(tftp) && cp -P --parents -t $(dist)/$(release)-bin/tftp \
		pxelinux.cfg/default $(tftp_files) \
		$(if $(filter efi64,$(FIRMWARE)),efi64/pxelinux.cfg)
	@cp com32/deterboot/*.txt com32/efichain/*.txt com32/libhttps/*.txt \
		COPYING CHANGELOG.md \
		$(dist)/$(release)-bin/doc
	@cp $(O)/tests/bossd $(O)/tests/bossorder $(dist)/$(release)-bin/bin
	@$(call pack,$(release))
	@$(call pack,$(release)-bin)
	@cd $(dist) && sha256sum *.tar.gz > SHA256SUMS && cat SHA256SUMS

# Another folder, no network and no git: the same bytes; then a node boots
check-dist: dist boot-assets
	@rm -rf $(O)/redist
	@mkdir -p $(O)/redist
	tar -xzf $(dist)/$(release).tar.gz -C $(O)/redist
	cd $(O)/redist/$(release) && \
		unshare $$([ $$(id -u) = 0 ] || echo --map-root-user) --net \
		env -u MAKEFLAGS -u MAKEOVERRIDES -u MAKELEVEL \
		$(MAKE) FIRMWARE='$(FIRMWARE)' dist
	cmp $(dist)/SHA256SUMS $(O)/redist/$(release)/build/dist/SHA256SUMS
	tar -xzf $(dist)/$(release)-bin.tar.gz -C $(O)/redist
	cd tests/boot && $(BOOT_ENV) $(BOOT_PYTHON) -m pytest -p no:xdist \
		dist_boot.py

# --- Tests

boot-assets $(O)/assets/.made: | packages-boot

# What needs no node runs side by side, and beside it what nodes need is made;
# nodes have the machine for themselves
jobs = $(if $(findstring --jobserver,$(MAKEFLAGS)),,-j$(shell nproc))
checks := lint check-host check-core check-lwip check-efi check-headers check-fuzz \
	check-tls check-symbols

check: packages-check
	+@$(MAKE) --no-print-directory --output-sync=target $(jobs) boot-needs \
		$(checks)
	+@$(MAKE) --no-print-directory $(jobs) check-boot
	@echo "deterboot: all tests passed"

# Every state of the series builds, and every topic ends with one that boots.
# From the environment: JOBS=N, and FROM=TOPIC/PATCH, the first one to be built
check-series: $(O)/source/.verified $(trust) boot-assets
	@core-patches/check-series.sh $(O)/source $(O)/series "$(FIRMWARE)" \
		$(syslinux_vars)
	cd tests/boot && $(BOOT_ENV) $(BOOT_PYTHON) -m pytest -p no:xdist \
		series_boot.py

lint: $(tree)/.prepared
	@core-patches/series.py check
	@core-patches/lint.sh $(tree)
	@tests/messages.py check
	@tests/walls.py
	@tests/options.py

# Is all there that a module needs?
core_bios  := $(objects)/bios/core/lpxelinux.elf
core_efi64 := $(objects)/efi64/efi/syslinux.so

check-symbols: tftp
	@$(foreach firmware,$(FIRMWARE),tests/symbols.py $(firmware) \
		$(core_$(firmware)) $(tftp)$(filter-out /bios,/$(firmware)) &&) true

refresh: $(tree)/.prepared
	core-patches/refresh.sh $(tree)
	@touch $(tree)/.prepared
	tests/messages.py write

# --- Clean

clean:
	rm -rf $(tree) $(tree).log $(objects) $(tftp) $(stock) $(logs) $(sdk) \
		$(O)/series $(O)/.built-* $(O)/tests $(O)/boot $(dist) $(O)/redist

distclean:
	rm -rf $(O)
