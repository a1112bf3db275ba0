# SPDX-License-Identifier: GPL-2.0-or-later
# The benchmark; included by the top Makefile.
#
#   make bench                          a quick choice
#   make bench BENCH_CASES='http-*-64-lan' BENCH_ROUNDS=5 BENCH_LOADERS='*ipxe'
#   make bench-question                 boot program to first question, BIOS and
#                                       UEFI
#
# bench.py has the variables, which may also come from the environment.

BENCH_VARIABLES := BENCH_ROUNDS BENCH_CASES BENCH_LOADERS BENCH_COUNT \
	PROFILE_CASE PROFILE_LINES
export $(BENCH_VARIABLES)

bench_out := $(O)/bench
bench_lists := $(boot_lists) tests/bench/packages.txt

.PHONY: bench bench-question profile bench-tools packages-bench

packages-bench:
	@$(need) $(bench_lists)

$(bench_out)/count.so: tests/bench/count.c | packages-bench
	@mkdir -p $(@D)
	gcc -O2 -Wall -Wextra -Werror -shared -fPIC -fvisibility=hidden \
		-o $@ $<

$(bench_out)/wire: tests/bench/wire.c | packages-bench
	@mkdir -p $(@D)
	gcc -O2 -Wall -Wextra -Werror -o $@ $<

bench-tools: $(bench_out)/count.so $(bench_out)/wire

bench: tftp stock-tftp bossd boot-assets bench-tools
	@$(BOOT_ENV) $(BOOT_PYTHON) tests/bench/bench.py

bench-question: tftp bossd boot-assets
	@$(BOOT_ENV) $(BOOT_PYTHON) tests/bench/question.py

profile: tftp bossd boot-assets bench-tools
	@$(BOOT_ENV) $(BOOT_PYTHON) tests/bench/profile.py
