# SPDX-License-Identifier: GPL-2.0-or-later
#
# tls.mk - libhttps on the build host: wolfSSL with the module's own settings, and
# the module's own code, against OpenSSL in the same process
#
#	check-tls	whom it accepts, what misbehaving servers and wires do to
#			it, memory that fails, in 64 bits; what wolfSSL makes of
#			dates, and its own test of what it computes, in both
#	check-fuzz	runs tests/tls/fuzz_*.c, too (`fuzz`: long)
#
# Certificates are made once, by tests/tls/certs.py. Included by the top
# Makefile, after core.mk.

.PHONY: tls-tests check-tls

# Not before there is a module
ifeq ($(wildcard com32/libhttps/tlsconn.c),)
check-tls:
else

tls_module := com32/libhttps
tls_out := $(host_out)/tls
TLS_TESTS := $(patsubst tests/tls/test_%.c,%,$(wildcard tests/tls/test_*.c))
TLS_HELPERS := client machine peer

# What the module is made of, as its Makefile has it
tls_list = $(shell sed -n ':a; /\\$$/ { N; s/\\\n//; ba }; s/^$(1) *=//p' \
	$(tls_module)/Makefile)
# noise.o needs a machine, which test_noise makes up
TLS_OURS := $(filter-out noise.o,$(call tls_list,PURE_OBJS) \
	$(call tls_list,TLS_OBJS))
TLS_CRYPT64 := $(patsubst %,wc_%,$(call tls_list,WOLFCRYPT_OBJS) \
	$(call tls_list,WOLFCRYPT_OBJS_EFI))
TLS_CRYPT32 := $(patsubst %,wc_%,$(call tls_list,WOLFCRYPT_OBJS) \
	$(call tls_list,WOLFCRYPT_OBJS_BIOS))
TLS_THEIRS := $(patsubst %,ws_%,$(call tls_list,WOLFSSL_OBJS)) $(TLS_CRYPT64)

# Their code is theirs: only what goes wrong with memory is looked at
TLS_CFLAGS := -std=gnu99 -g -O1 -DWOLFSSL_USER_SETTINGS \
	-fno-omit-frame-pointer -I$(tls_module) -I$(tls_module)/include
TLS_OUR_CFLAGS := $(TLS_CFLAGS) -Wall -Wextra -Wno-unused-parameter \
	-Wno-sign-compare -Werror $(HOST_SANITIZE) -I$(tls_module)/check \
	-Itests/tls -Itests/host -Itests/fuzz -isystem $(tree)/wolfssl \
	-include tests/tls/machine.h
TLS_WRAP := $(patsubst %,-Wl$(,)--wrap=%,malloc calloc realloc free)

# $(1): host64 or fuzz; $(2): compiler; $(3): flags of its own
define tls_objects
$(tls_out)/$(1)/ws_%.o: $(tls_module)/user_settings.h tests/tls.mk \
		$(tree)/.prepared | packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,TLS-$(1) wolfssl $$*.c)$(2) $(3) $(TLS_CFLAGS) -w \
		-fsanitize=address -I$(tree)/wolfssl -c -o $$@ \
		$(tree)/wolfssl/src/$$*.c

$(tls_out)/$(1)/wc_%.o: $(tls_module)/user_settings.h tests/tls.mk \
		$(tree)/.prepared | packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,TLS-$(1) wolfcrypt $$*.c)$(2) $(3) $(TLS_CFLAGS) -w \
		-fsanitize=address -I$(tree)/wolfssl -c -o $$@ \
		$(tree)/wolfssl/wolfcrypt/src/$$*.c

$(tls_out)/$(1)/%.o: $(tls_module)/%.c tests/tls.mk $(tree)/.prepared | \
		packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,TLS-$(1) $$<)$(2) $(3) $(TLS_OUR_CFLAGS) -MMD -MP \
		-c -o $$@ $$<

$(tls_out)/$(1)/%.o: $(tls_module)/check/%.c tests/tls.mk $(tree)/.prepared | \
		packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,TLS-$(1) $$<)$(2) $(3) $(TLS_OUR_CFLAGS) -MMD -MP \
		-c -o $$@ $$<

$(tls_out)/$(1)/%.o: tests/tls/%.c tests/tls.mk $(tree)/.prepared | \
		packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,TLS-$(1) $$<)$(2) $(3) $(TLS_OUR_CFLAGS) -MMD -MP \
		-c -o $$@ $$<
endef

$(eval $(call tls_objects,host64,$$(CC),-m64))
$(eval $(call tls_objects,host32,$$(CC),-m32))
$(eval $(call tls_objects,fuzz,$$(FUZZ_CC),-m64 -fsanitize=fuzzer-no-link))

$(tls_out)/host64/test_noise: $(addprefix $(tls_out)/host64/,test_noise.o \
		$(HOST_CHECK:%=%.o) jitter.o machine.o memory.o noise.o \
		wolftime.o $(TLS_THEIRS))
	$(call host_say,LD64 $@)$(CC) -m64 $(HOST_SANITIZE) $(TLS_WRAP) -o $@ \
		$(filter %.o,$^) -lcmocka

$(tls_out)/host64/test_%: $(tls_out)/host64/test_%.o \
		$(TLS_HELPERS:%=$(tls_out)/host64/%.o) \
		$(HOST_CHECK:%=$(tls_out)/host64/%.o) \
		$(addprefix $(tls_out)/host64/,$(TLS_OURS) $(TLS_THEIRS))
	$(call host_say,LD64 $@)$(CC) -m64 $(HOST_SANITIZE) $(TLS_WRAP) -o $@ \
		$(filter %.o,$^) -lcmocka -lssl -lcrypto

# $(1): bits; $(2): cmocka library; $(3): flags to link with it
define tls_both
$(tls_out)/host$(1)/theirs_%.o: tests/tls/theirs/user_settings.h \
		$(tls_module)/user_settings.h tests/tls.mk $(tree)/.prepared | \
		packages-check
	$$(host_q)mkdir -p $$(@D)
	$$(call host_say,TLS-host$(1) wolfcrypt $$*.c for its test)$$(CC) -m$(1) \
		-Itests/tls/theirs $(TLS_CFLAGS) -w -fsanitize=address \
		-I$(tree)/wolfssl -c -o $$@ \
		$(tree)/wolfssl/wolfcrypt/$$(if $$(filter test,$$*),test,src)/$$*.c

$(tls_out)/host$(1)/run_wolfcrypt: $(addprefix $(tls_out)/host$(1)/,\
		run_wolfcrypt.o theirs_test.o theirs_ecc.o machine.o memory.o \
		no_anchors.o wolftime.o certdate.o der.o \
		$(filter-out wc_ecc.o,$(TLS_CRYPT$(1))))
	$$(call host_say,LD$(1) $$@)$$(CC) -m$(1) $$(HOST_SANITIZE) \
		$$(TLS_WRAP) -o $$@ $$^

$(tls_out)/host$(1)/test_dates: $(addprefix $(tls_out)/host$(1)/,test_dates.o \
		machine.o memory.o no_anchors.o wolftime.o certdate.o der.o \
		$(TLS_CRYPT$(1))) $(2)
	$$(call host_say,LD$(1) $$@)$$(CC) -m$(1) $$(HOST_SANITIZE) \
		$$(TLS_WRAP) -o $$@ $$(filter %.o,$$^) $(3)
endef

$(eval $(call tls_both,64,,-lcmocka))
$(eval $(call tls_both,32,$(core_cmocka32),\
	$(core_cmocka32) -Wl$(,)-rpath$(,)$(dir $(core_cmocka32))))

$(host_out)/fuzz/fuzz_tls: $(tls_out)/fuzz/fuzz_tls.o \
		$(tls_out)/fuzz/machine.o \
		$(HOST_CHECK:%=$(tls_out)/fuzz/%.o) \
		$(addprefix $(tls_out)/fuzz/,$(TLS_OURS) $(TLS_THEIRS))
	$(host_q)mkdir -p $(@D)
	$(call host_say,FUZZ-LD $@)$(FUZZ_CC) $(FUZZ_SANITIZE) $(TLS_WRAP) \
		-fsanitize=fuzzer -o $@ $(filter %.o,$^)

$(tls_out)/certs/cases: $(wildcard tests/tls/*.py) | packages-check
	$(call host_say,CERTS $(@D))PYTHONDONTWRITEBYTECODE=1 tests/tls/certs.py $(@D)

tls_programs := $(TLS_TESTS:%=$(tls_out)/host64/test_%) \
	$(tls_out)/host32/test_dates \
	$(foreach bits,64 32,$(tls_out)/host$(bits)/run_wolfcrypt)

tls-tests: $(tls_programs)

check-tls: $(tls_programs) $(tls_out)/certs/cases
	$(host_q)$(HOST_ENV) TLS_CERTS=$(tls_out)/certs tests/host/run-tests \
		$(tls_out)/logs $(tls_programs)

-include $(wildcard $(tls_out)/*/*.d)

endif
