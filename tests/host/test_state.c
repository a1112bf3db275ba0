/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_state.c - the states that are reported to boss
 */
#include "state.h"
#include "test.h"

static void states_of_answers(void **state)
{
    static const struct {
	uint16_t type;
	const char *answer, *order;
    } table[] = {
	{ BOOTINFO_PART, "BOOTING", "BOOTING" },
	{ BOOTINFO_SYSID, "BOOTING", "BOOTING" },
	{ BOOTINFO_MB, "BOOTING", "BOOTING" },
	{ BOOTINFO_MFS, "BOOTING", "BOOTING" },
	{ BOOTINFO_DISKPART, "BOOTING", "BOOTING" },
	{ BOOTINFO_WAIT, "PXEWAIT", "PXEWAIT" },
	{ BOOTINFO_REBOOT, "SHUTDOWN", "SHUTDOWN" },
	{ BOOTINFO_AUTO, "", "PXEWAKEUP" },
	{ BOOTINFO_RESTART, "", "PXEWAKEUP" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	struct bootinfo_what what = { .type = table[i].type };
	const char *row = bootinfo_type_name(what.type);

	check_str(row, state_name(state_of_answer(&what, 0)), table[i].answer);
	check_str(row, state_name(state_of_answer(&what, 1)), table[i].order);
    }
    assert_string_equal(state_name(STATE_NONE), "");
}

/* The longest one fits, with its NUL */
static void lines(void **state)
{
    char line[STATE_LINE_SIZE];
    int s;

    (void)state;
    assert_int_equal(state_line(line, STATE_WAITING), 25);
    assert_string_equal(line, "VERSION=37 state PXEWAIT\n");
    for (s = STATE_NONE + 1; s <= STATE_REBOOTING; s++) {
	size_t len = state_line(line, s);

	assert_in_range(len, 20, STATE_LINE_SIZE - 1);
	assert_int_equal(line[len - 1], '\n');
	assert_int_equal(line[len], '\0');
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(states_of_answers),
	cmocka_unit_test(lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
