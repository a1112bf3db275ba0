/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * node_names.c - a node and the names of its files: passwords in them, and long
 * ones
 */
#include "world.h"

#define URL		"http://joe:secret@10.0.2.2/mfs"
#define SHOWN		"http://joe@10.0.2.2/mfs"
#define URL_LONG	900		/* three of them are too many for a command */

/* The screen has no password, but the commands and the servers get it */
static void nobody_reads_passwords(void **state)
{
    static const struct {
	const char *name;
	uint16_t type;			/* boss's answer; 0 = FAIL */
	const char *option, *keys, *shown, *ran;
    } table[] = {
	{ "MFS", BOOTINFO_MFS, "args=x", "",
	  "kernel not found [D42]: " SHOWN "/bzImage\n",
	  "linux.c32 " URL "/bzImage initrd=" URL "/rootfs.cpio x" },
	{ "kernel=", BOOTINFO_MFS, "kernel=ftp://ann:secret@10.0.2.3/k", "",
	  "kernel ftp://ann@10.0.2.3/k, initrd " SHOWN "/rootfs.cpio\n",
	  "linux.c32 ftp://ann:secret@10.0.2.3/k initrd=" },
	{ "initrd=", BOOTINFO_MFS, "initrd=a,ftp://ann:secret@10.0.2.3/i", "",
	  "initrd " SHOWN "/a,ftp://ann@10.0.2.3/i\n",
	  "initrd=" URL "/a,ftp://ann:secret@10.0.2.3/i " },
	{ "run=", BOOTINFO_MFS, "run=pxechn.c32 %p/boot", "",
	  "running: pxechn.c32 " SHOWN "/boot\n",
	  "pxechn.c32 " URL "/boot" },
	{ "run= with a kernel", BOOTINFO_MFS, "run=x.c32 %k", "",
	  "kernel not found [D42]: " SHOWN "/bzImage\n", NULL },
	{ "MB", BOOTINFO_MB, "args=x", "",
	  "says: MB 10.0.2.2:" SHOWN ", arguments \"", "mboot.c32 10.0.2.2::" },
	{ "fallback=", 0, "fallback=mfs:" URL, "",
	  "falling back: MFS " SHOWN "\n", "linux.c32 " URL "/bzImage " },
	{ "boot", BOOTINFO_WAIT, "args=x", "\003boot MFS " URL "\r",
	  "operator says: MFS " SHOWN "\n", "linux.c32 " URL "/bzImage " },
	{ "query", BOOTINFO_MFS, "window=9", "\003query\r",
	  "would say: MFS " SHOWN ", arguments \"ks=" SHOWN "/ks\"\n", NULL },
	{ "a mistake", BOOTINFO_WAIT, "krenel=" URL, "",
	  "[D04]: krenel=: no such option\n", NULL },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].name;

	world_begin();
	world_answer(table[i].type, 0);
	if (table[i].type == BOOTINFO_MFS || table[i].type == BOOTINFO_MB) {
	    strcpy(world.answer.what.path, URL);
	    strcpy(world.answer.what.cmdline, "ks=" URL "/ks");
	    world.answer.what.tftp_ip = BOSS;
	}
	world.has_tmcd = 1;
	world_keys(500, table[i].keys);
	world_run(60000, table[i].option, "report", table[i].type ? NULL :
		  "rounds=1", NULL);
	world_expect(table[i].shown);
	/* What an operator types is on the screen, as he typed it */
	check_int(row, world_printed("secret"), table[i].keys[0] == 3 &&
		  strstr(table[i].keys, "secret") != NULL);
	if (table[i].ran)
	    check_true(row, strstr(world_deed(DEED_RAN, 0)->text,
				   table[i].ran) != NULL);
	check_int(row, table[i].ran != NULL,
		  world_deeds(DEED_RAN, 0, FOREVER) != 0);
	if (world_deeds(DEED_TOLD, 0, FOREVER))
	    check_true(row, !strstr(world_deed(DEED_TOLD, 0)->text, "://"));
	world_end();
    }
}

/* A URL as long as signed ones are */
static void set_long(char option[COMMAND_SIZE], const char *name, char letter)
{
    int len = sprintf(option, "%shttp://joe:secret@10.0.2.2/", name);

    memset(option + len, letter, URL_LONG);
    strcpy(option + len + URL_LONG, "?sig=1");
}

static void long_names(void **state)
{
    char kernel[COMMAND_SIZE], initrd[COMMAND_SIZE], args[COMMAND_SIZE];
    char command[3 * COMMAND_SIZE];

    (void)state;
    set_long(kernel, "kernel=", 'k');
    set_long(initrd, "initrd=", 'i');
    set_long(args, "args=x=", 'a');
    snprintf(command, sizeof(command), "linux.c32 %s %s x", kernel + 7, initrd);
    world_begin();
    world_answer(BOOTINFO_MFS, 0);
    strcpy(world.answer.what.path, "/mfs");
    world.files[0] = kernel + 7;
    world_run(3000, kernel, initrd, "args=x", NULL);
    assert_string_equal(world_deed(DEED_RAN, 0)->text, command);
    world_expect("iiii?sig=1\ndeterboot: running: linux.c32 http://joe@10.0");
    world_expect("initrd not found [D43]: http://joe@10.0.2.2/iiii");
    world_expect_not("secret");
    world_end();

    /* Three are more than a kernel can be told */
    world_begin();
    world_answer(BOOTINFO_MFS, 0);
    strcpy(world.answer.what.path, "/mfs");
    world_run(3000, kernel, initrd, args, NULL);
    world_expect("the kernel arguments are too long [D31]\n");
    assert_int_equal(world_deeds(DEED_RAN, 0, FOREVER), 0);
    world_end();

    /* The names of a fallback are those of options */
    set_long(args, "fallback=mfs:", 'm');
    snprintf(command, sizeof(command), "linux.c32 %s/k ", args + 13);
    world_begin();
    world_answer(0, 0);
    world_run(30000, "kernel=k", "initrd=none", args, "rounds=1", NULL);
    assert_memory_equal(world_deed(DEED_RAN, 0)->text, command,
			strlen(command));
    world_expect("mmm?sig=1\ndeterboot: booting MFS: kernel http://joe@10.0.");
    world_expect_not("secret");
    world_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(nobody_reads_passwords),
	cmocka_unit_test(long_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
