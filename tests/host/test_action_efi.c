/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_action_efi.c - from boss's answer to the command, where UEFI boots
 */
#include "action.h"
#include "dhcpask.h"
#include "test.h"

static const struct row {
    struct bootinfo_what what;
    enum error error;
    const char *command, *does;
} rows[] = {
    { { .type = BOOTINFO_PART, .partition = 1 }, ERR_NONE,
      "efichain.c32 hd0 1", "booting partition 1 of hd0" },
    { { .type = BOOTINFO_PART, .partition = 0 }, ERR_NONE,
      "efichain.c32 hd0 0", "booting hd0 through its EFI system partition" },
    { { .type = BOOTINFO_DISKPART, .disk = 0xff, .partition = 255 }, ERR_NONE,
      "efichain.c32 hd127 255", "booting partition 255 of hd127" },
    { { .type = BOOTINFO_DISKPART, .disk = 0xff, .partition = 0 }, ERR_NONE,
      "efichain.c32 hd127 0",
      "booting hd127 through its EFI system partition" },
    { { .type = BOOTINFO_MB, .tftp_ip = 0x0202000a, .path = "/xen.efi",
	.cmdline = "-- dom0" }, ERR_NONE,
      "efichain.c32 10.0.2.2::/xen.efi -- dom0", "booting an EFI program" },
    { { .type = BOOTINFO_MB, .tftp_ip = 0x0202000a, .path = "/XEN.EFI" },
      ERR_NONE, "efichain.c32 10.0.2.2::/XEN.EFI",
      "booting an EFI program" },
    { { .type = BOOTINFO_MB, .tftp_ip = 0x0202000a, .path = "/xen" },
      ERR_MB_FIRMWARE, "", "" },
    { { .type = BOOTINFO_MB, .tftp_ip = 0x0202000a, .path = ".efi" },
      ERR_MB_FIRMWARE, "", "" },
    { { .type = BOOTINFO_MB, .path = "/xen.efi" }, ERR_MB_SERVER, "", "" },
};

static void answers_become_commands(void **state)
{
    struct action action;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	action_plan(&action, &rows[i].what);
	check_int(action.says, action.kind,
		  rows[i].error ? ACTION_REFUSE : ACTION_RUN);
	check_int(action.says, action.error, rows[i].error);
	assert_string_equal(action.command, rows[i].command);
	assert_string_equal(action.does, rows[i].does);
    }
}

static void options_name_loaders(void **state)
{
    const struct bootinfo_what what = {
	.type = BOOTINFO_PART, .partition = 2,
    };
    char command[COMMAND_SIZE];
    struct action action;

    (void)state;
    action_plan(&action, &what);
    action_disk_command(command, &action, "", 0);
    assert_string_equal(command, "efichain.c32 hd0 2");
    action_disk_command(command, &action, "\\a.efi,\\b.efi", 0);
    assert_string_equal(command, "efichain.c32 hd0 2 file=\\a.efi,\\b.efi");
    action_disk_command(command, &action, "/a.efi", 1);
    assert_string_equal(command, "efichain.c32 hd0 2 file=/a.efi strict");
    action_disk_command(command, &action, "", 1);
    assert_string_equal(command, "efichain.c32 hd0 2 strict");
}

/* Without the ROM's DISCOVER the DHCP server sees an x86-64 UEFI client */
static void client_is_efi(void **state)
{
    static const uint8_t want[] = {
	60, 32, 'P', 'X', 'E', 'C', 'l', 'i', 'e', 'n', 't', ':', 'A', 'r',
	'c', 'h', ':', '0', '0', '0', '0', '7', ':', 'U', 'N', 'D', 'I', ':',
	'0', '0', '3', '0', '0', '0', 93, 2, 0, 7, 94, 3, 1, 3, 0,
    };
    struct dhcp_lease lease = { .hwtype = 1, .hwaddr_len = 6 };
    struct dhcp_identity identity;

    (void)state;
    dhcp_identify(&identity, &lease, NULL, 0);
    check_int("identity", identity.options_len, sizeof(want));
    assert_memory_equal(identity.options, want, sizeof(want));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(answers_become_commands),
	cmocka_unit_test(options_name_loaders),
	cmocka_unit_test(client_is_efi),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
