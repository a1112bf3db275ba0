# SPDX-License-Identifier: GPL-2.0-or-later
# Boot tests and `make run`; included by the top Makefile, which defines O and
# the targets tftp, stock-tftp and bossd.
#
#   make check-boot                     all boot tests
#   make check-boot BOOT_TESTS=test_disk.py
#   make check-boot BOOT_TESTS='-k "wait and tap"'
#   make check-long                     those that take too long for each change
#   make check-random BOOTS=50          what is random in that many boots
#   make soak BOOTS=100 SEED=1          boots with varied troubles, in a row; with
#                                       FIRMWARE=efi64 nodes with UEFI, one of
#                                       which waits for ten minutes
#   make soak-loss BOOTS=20             every fifth packet is lost
#   make soak-loss FIRMWARE=efi64       the same of nodes with UEFI; soak and
#                                       soak-arp, too
#   make soak-arp BOOTS=60              ARP has no answer for 3 s, three cards
#   make soak-sockets BULK=64           so many MB each way over TCP, with loss
#                                       and reordering
#   make soak-failures TIMES=2000       so many failed boots of each kind in one
#                                       boot, none of which keeps memory, and
#                                       1000 (HANDSHAKES=) handshakes of TLS
#   make run                            an MFS over HTTP, on this terminal
#   make run ANSWER='PART 1'            what boss answers instead
#   make run FIRMWARE=efi64             a node with UEFI

BOOT_PYTHON	?= /usr/bin/python3
BOOT_TESTS	?=
DETERBOOT_ACCEL	?= tcg
# More than half of a boot is waiting; a node takes up to 1 GB
DETERBOOT_JOBS	?= $(shell awk -v processors=$$(nproc) '/^MemAvailable/ { \
	jobs = 4 * processors; room = int($$2 / 2 ^ 20); \
	print room < 1 ? 1 : room < jobs ? room : jobs }' /proc/meminfo)
ANSWER		?=
BOOTS		?= 50
SEED		?= 1
BULK		?= 64
TIMES		?= 2000
HANDSHAKES	?= 1000

BOOT_ENV = DETERBOOT_O='$(O)' DETERBOOT_ACCEL='$(DETERBOOT_ACCEL)' \
	DETERBOOT_FIRMWARE='$(FIRMWARE)' \
	PYTHONDONTWRITEBYTECODE=1 PATH="$$PATH:/usr/sbin:/sbin"
# Where all nodes have the same one
SOAK_ENV = $(BOOT_ENV) DETERBOOT_FIRMWARE=$(firstword $(FIRMWARE))

.PHONY: boot-assets boot-needs check-boot check-long check-random soak \
	packages-long soak-loss soak-arp soak-sockets soak-failures run

boot-assets: $(O)/assets/.made

$(O)/assets/.made: tests/boot/assets.py tests/boot/grubdisk.py tests/boot/init \
		tests/boot/efidisk.py tests/boot/program.c tests/boot/starter.c
	@mkdir -p $(O)/assets
	$(BOOT_ENV) $(BOOT_PYTHON) tests/boot/assets.py $(O)/assets
	@touch $@

# What takes the network first
boot-needs: boot-assets tftp stock-tftp bossd socktest sdk failures

check-long: packages-long
check-boot check-long: boot-needs
	cd tests/boot && $(BOOT_ENV) DETERBOOT_LONG=$(if $(filter %-long,$@),1) \
		$(BOOT_PYTHON) -m pytest -p harness.schedule \
		-n $(DETERBOOT_JOBS) $(BOOT_TESTS)

packages-long: packages-boot
	@$(need) tests/boot/packages-long.txt

check-random: tftp stock-tftp bossd failures boot-assets
	cd tests/boot && $(BOOT_ENV) DETERBOOT_BOOTS=$(BOOTS) \
		$(BOOT_PYTHON) -m pytest -p no:xdist -s test_random.py

soak: tftp bossd boot-assets
	@$(SOAK_ENV) $(BOOT_PYTHON) tests/boot/soak.py $(BOOTS) $(SEED)

soak-loss: tftp bossd boot-assets
	@$(SOAK_ENV) $(BOOT_PYTHON) tests/boot/soak.py $(BOOTS) $(SEED) \
		loss loss_mfs

soak-arp: tftp bossd boot-assets
	@$(SOAK_ENV) $(BOOT_PYTHON) tests/boot/soak.py $(BOOTS) $(SEED) \
		late_arp_e1000 late_arp_virtio late_arp_vmxnet3

soak-sockets: tftp stock-tftp bossd socktest sdk boot-assets
	cd tests/boot && $(BOOT_ENV) DETERBOOT_BULK=$(BULK) $(BOOT_PYTHON) \
		-m pytest -p no:xdist -s test_sockets.py -k test_bulk_lossy

soak-failures: tftp bossd failures boot-assets
	cd tests/boot && $(BOOT_ENV) DETERBOOT_TIMES=$(TIMES) $(BOOT_PYTHON) \
		-m pytest -p no:xdist -s test_memory.py
	cd tests/boot && $(BOOT_ENV) DETERBOOT_HANDSHAKES=$(HANDSHAKES) \
		DETERBOOT_LONG=1 $(BOOT_PYTHON) -m pytest -p no:xdist -s \
		test_handshakes.py -k failed

run: tftp bossd boot-assets
	@$(SOAK_ENV) ANSWER='$(ANSWER)' $(BOOT_PYTHON) tests/run.py
