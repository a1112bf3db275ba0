# SPDX-License-Identifier: GPL-2.0-or-later
# Files of syslinux.efi on the build host, with firmware that is made up;
# included by the top Makefile.
#
#	check-efi		the driver of the network card

efi_out := $(O)/tests/efi
EFI_TESTS := nicmnp nicsnp
efi_nicmnp := nicmnp.c
efi_nicsnp := nicsnp.c nickeep.c
# As gnu-efi's headers and the core's want it
EFI_CFLAGS := -std=gnu99 $(HOST_QUICK) -Wall -Wextra -Werror -Wno-strict-prototypes \
	-fshort-wchar -DEFI_FUNCTION_WRAPPER -Itests/efi -Itests/efi/include -I$(tree) \
	-I$(tree)/core/include -isystem /usr/include/efi \
	-isystem /usr/include/efi/x86_64

.PHONY: check-efi

# $(1): a test
define efi_test
$(CC) $(EFI_CFLAGS) $(HOST_LINK) -o $(efi_out)/test_$(1) \
	tests/efi/test_$(1).c tests/efi/nictest.c \
	$(efi_$(1):%=$(tree)/efi/%) -lcmocka || exit 1; \
$(HOST_ENV) $(efi_out)/test_$(1) || exit 1;
endef

# The tree is there only when this runs
check-efi: $(tree)/.prepared | packages-check
	$(host_q)mkdir -p $(efi_out)
	$(call host_say,CC tests of EFI)$(foreach test,$(EFI_TESTS),\
		$(call efi_test,$(test)))
