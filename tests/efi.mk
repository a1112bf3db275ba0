# SPDX-License-Identifier: GPL-2.0-or-later
# Files of syslinux.efi on the build host, with firmware that is made up;
# included by the top Makefile.
#
#	check-efi		the driver of the network card

efi_out := $(O)/tests/efi
EFI_TESTS := nicmnp nicsnp
# As gnu-efi's headers and the core's want it
EFI_CFLAGS := -std=gnu99 $(HOST_QUICK) -Wall -Wextra -Werror -Wno-strict-prototypes \
	-fshort-wchar -DEFI_FUNCTION_WRAPPER -Itests/efi -Itests/efi/include -I$(tree) \
	-I$(tree)/core/include -isystem /usr/include/efi \
	-isystem /usr/include/efi/x86_64

.PHONY: check-efi

# The tree is there only when this runs
check-efi: $(tree)/.prepared | packages-check
	$(host_q)mkdir -p $(efi_out)
	$(call host_say,CC tests of EFI)for test in $(EFI_TESTS); do \
		$(CC) $(EFI_CFLAGS) $(HOST_LINK) \
		-o $(efi_out)/test_$$test tests/efi/test_$$test.c tests/efi/nictest.c \
		$(tree)/efi/$$test.c -lcmocka || exit 1; \
		$(HOST_ENV) $(efi_out)/test_$$test || exit 1; done
