/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_command.c - what an operator may say at the prompt
 */
#include "action.h"
#include "command.h"
#include "test.h"

static void good_lines(void **state)
{
    static const struct {
	const char *text;
	enum command_verb verb;
	const char *says;		/* of COMMAND_BOOT */
    } table[] = {
	{ "", COMMAND_NOTHING, NULL },
	{ " \t ", COMMAND_NOTHING, NULL },
	{ "help", COMMAND_HELP, NULL },
	{ "?", COMMAND_HELP, NULL },
	{ " INFO ", COMMAND_INFO, NULL },
	{ "ask", COMMAND_ASK, NULL },
	{ "query", COMMAND_QUERY, NULL },
	{ "reboot", COMMAND_REBOOT, NULL },
	{ "shell", COMMAND_SHELL, NULL },
	{ "continue", COMMAND_CONTINUE, NULL },
	{ "local", COMMAND_BOOT, "DISKPART 0 0" },
	{ "local 1", COMMAND_BOOT, "DISKPART 1 0" },
	{ "local 1 5", COMMAND_BOOT, "DISKPART 1 5" },
	{ "local\t0x81\t0x5\t", COMMAND_BOOT, "DISKPART 0x81 5" },
	{ "local 0x00000081 1                   ", COMMAND_BOOT,
	  "DISKPART 0x81 1" },
	{ "boot PART 1", COMMAND_BOOT, "PART 1" },
	{ "BOOT part 0", COMMAND_BOOT, "PART 0" },
	{ "boot  SYSID  165", COMMAND_BOOT, "SYSID 165" },
	{ "boot DISKPART 0x80 2", COMMAND_BOOT, "DISKPART 0x80 2" },
	{ "boot WAIT", COMMAND_BOOT, "WAIT" },
	{ "boot REBOOT", COMMAND_BOOT, "REBOOT" },
	{ "boot AUTO", COMMAND_BOOT, "AUTO" },
	{ "boot RESTART", COMMAND_BOOT, "RESTART" },
	{ "boot MFS http://10.0.0.1/mfs -- a  b", COMMAND_BOOT,
	  "MFS http://10.0.0.1/mfs, arguments \"a  b\"" },
	{ "boot MB 10.0.0.1:/file -- args", COMMAND_BOOT,
	  "MB 10.0.0.1:/file, arguments \"args\"" },
    };
    struct command command;
    struct action action;
    const char *why;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].text;

	memset(&command, 0xff, sizeof(command));
	check_int(row, command_parse(&command, row, &why), ERR_NONE);
	check_int(row, command.verb, table[i].verb);
	if (!table[i].says)
	    continue;
	action_plan(&action, &command.what);
	check_str(row, action.says, table[i].says);
    }
}

static void mistakes(void **state)
{
    static const struct {
	const char *text;
	enum error error;
	const char *why;
    } table[] = {
	{ "infos", ERR_COMMAND, "infos" },
	{ " PART 1", ERR_COMMAND, "PART 1" },
	{ "i", ERR_COMMAND, "i" },
	{ "??", ERR_COMMAND, "??" },
	{ "info all", ERR_ARGUMENT, "this command stands alone" },
	{ "reboot now", ERR_ARGUMENT, "this command stands alone" },
	{ "boot", ERR_ARGUMENT, "an answer is missing" },
	{ "boot up", ERR_ARGUMENT, "unknown answer" },
	{ "boot FAIL", ERR_ARGUMENT, "unknown answer" },
	{ "boot NONE", ERR_ARGUMENT, "unknown answer" },
	{ "boot PART", ERR_ARGUMENT,
	  "PART needs one number: PART n [-- cmdline]" },
	{ "boot PART 1 2", ERR_ARGUMENT,
	  "PART needs one number: PART n [-- cmdline]" },
	{ "boot MFS /mfs \x01", ERR_ARGUMENT, "a control character" },
	{ "boot SYSID 1 -- x", ERR_ARGUMENT,
	  "this answer takes no command line" },
	{ "local x", ERR_ARGUMENT, NULL }, { "local 1 x", ERR_ARGUMENT, NULL },
	{ "local 1 2 3", ERR_ARGUMENT, NULL },
	{ "local -- x", ERR_ARGUMENT, NULL },
	{ "local 0 -- x", ERR_ARGUMENT, NULL },
	{ "local 0 1 -- x", ERR_ARGUMENT, NULL },
	{ "local -1", ERR_ARGUMENT, NULL },
	{ "local 99999999999999", ERR_ARGUMENT, NULL },
	{ "local 00000000001", ERR_ARGUMENT, NULL },
	{ "local 0 1                    ", ERR_ARGUMENT, NULL },
	{ "local 1 999999999999999999999999", ERR_ARGUMENT, NULL },
    };
    struct command command;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].text, *why = NULL;

	check_int(row, command_parse(&command, row, &why), table[i].error);
	check_str(row, why, table[i].why ? table[i].why :
		  "local takes a disk and a partition: local 0 1");
    }
}

/* The help fits the screen, with its indent and the prompt below it, and names
   every command */
static void help_fits(void **state)
{
    static const char *const names[] = {
	"info", "ask", "query", "boot", "local", "reboot", "shell",
	"continue", "help",
    };
    char text[COMMAND_HELP_SIZE];
    unsigned int i, rows;
    size_t found = 0;

    (void)state;
    for (rows = 0; command_help(text, rows); rows++) {
	check_true(text, strlen(text) <= 77);
	for (i = 0; i < ARRAY_SIZE(names); i++)
	    found += strncmp(text, names[i], strlen(names[i])) == 0;
    }
    assert_int_equal(found, ARRAY_SIZE(names));
    assert_in_range(rows, 9, 22);
    assert_null(command_help(text, rows + 1000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(good_lines),
	cmocka_unit_test(mistakes),
	cmocka_unit_test(help_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
