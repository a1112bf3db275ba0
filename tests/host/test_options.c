/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_options.c - the words after deterboot.c32 in pxelinux.cfg
 */
#include <errno.h>

#include "options.h"
#include "test.h"

#define WORDS_MAX	16

/* Parse a line as syslinux splits it: at every blank, quotes mean nothing */
static int parse(struct config *config, const char *line, char *why)
{
    char copy[4 * COMMAND_SIZE], *argv[WORDS_MAX + 1], *word;
    int argc = 0, rc;

    snprintf(copy, sizeof(copy), "deterboot.c32 %s", line);
    for (word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
	assert_in_range(argc, 0, WORDS_MAX - 1);
	argv[argc++] = word;
    }
    argv[argc] = NULL;
    memset(config, 0xff, sizeof(*config));
    memset(why, 'x', OPTION_ERROR_SIZE);
    rc = options_parse(config, argc, argv, why);
    assert_non_null(memchr(why, '\0', OPTION_ERROR_SIZE));
    return rc;
}

static void good_lines(void **state)
{
    static const struct {
	const char *line;
	const char *boss;
	unsigned int port;
	const char *kernel, *initrd;
	int initrd_is_default;
	const char *args, *key;
    } table[] = {
	{ "", "", 6969, "bzImage", "rootfs.cpio", 1,
	  "BOOT=live console=tty1 quiet", "" },
	{ "boss=10.0.2.2", "10.0.2.2", 6969, "bzImage", "rootfs.cpio", 1,
	  DEFAULT_ARGS, "" },
	{ "boss=10.0.2.2:7070", "10.0.2.2", 7070, "bzImage", "rootfs.cpio", 1,
	  DEFAULT_ARGS, "" },
	{ "boss=boss.lab boss=b", "b", 6969, "bzImage", "rootfs.cpio", 1,
	  DEFAULT_ARGS, "" },
	{ "boss=boss.lab port=65535", "boss.lab", 65535, "bzImage",
	  "rootfs.cpio", 1, DEFAULT_ARGS, "" },
	{ "port=9099", "", 9099, "bzImage", "rootfs.cpio", 1, DEFAULT_ARGS, "" },
	{ "kernel=vmlinuz initrd=initrd.img", "", 6969, "vmlinuz",
	  "initrd.img", 0, DEFAULT_ARGS, "" },
	{ "initrd=rootfs.cpio", "", 6969, "bzImage", "rootfs.cpio", 0,
	  DEFAULT_ARGS, "" },
	{ "args=quiet", "", 6969, "bzImage", "rootfs.cpio", 1, "quiet", "" },
	{ "args=\"a b=c d\" port=1", "", 1, "bzImage", "rootfs.cpio", 1,
	  "a b=c d", "" },
	{ "args=\"\"", "", 6969, "bzImage", "rootfs.cpio", 1, "", "" },
	{ "args=", "", 6969, "bzImage", "rootfs.cpio", 1, "", "" },
	{ "-- a b=c boss=1", "", 6969, "bzImage", "rootfs.cpio", 1,
	  "a b=c boss=1", "" },
	{ "--", "", 6969, "bzImage", "rootfs.cpio", 1, "", "" },
	{ "-- ip=%i a SYSVENDOR=100%_ours", "", 6969, "bzImage", "rootfs.cpio",
	  1, "ip=%i a SYSVENDOR=100%%_ours", "" },
	{ "append=debug", "", 6969, "bzImage", "rootfs.cpio", 1,
	  DEFAULT_ARGS " debug", "" },
	{ "append=\"a b\" append=c args=x", "", 6969, "bzImage",
	  "rootfs.cpio", 1, "x a b c", "" },
	{ "BOOTIF=01-52-54 ip=10.0.2.15:10.0.2.2", "", 6969, "bzImage",
	  "rootfs.cpio", 1, DEFAULT_ARGS " BOOTIF=01-52-54 "
	  "ip=10.0.2.15:10.0.2.2", "" },
	{ "key=secret", "", 6969, "bzImage", "rootfs.cpio", 1, DEFAULT_ARGS,
	  "secret" },
    };
    char why[OPTION_ERROR_SIZE];
    struct config config;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].line;

	check_int(row, parse(&config, row, why), 0);
	check_str(row, why, "");
	check_str(row, config.boss, table[i].boss);
	check_int(row, config.port, table[i].port);
	check_str(row, config.kernel, table[i].kernel);
	check_str(row, config.initrd, table[i].initrd);
	check_int(row, config.initrd_is_default, table[i].initrd_is_default);
	check_str(row, config.args, table[i].args);
	check_str(row, config.key, table[i].key);
    }
}

/* A mistake is refused, and the message begins with the option's name */
static void mistakes_name_the_option(void **state)
{
    static const struct {
	const char *line, *option;
    } table[] = {
	{ "bos=10.0.2.2", "bos=10.0.2.2: " },
	{ "boss", "boss: " },
	{ "BOSS=10.0.2.2", "BOSS=10.0.2.2: " },
	{ "quiet", "quiet: " },
	{ "---", "---: " },
	{ "boss=", "boss=: " },
	{ "boss=:6969", "boss=: " },
	{ "boss=10.0.2.300", "boss=: " },
	{ "boss=10.0.2.2:", "boss=: " },
	{ "boss=10.0.2.2:0", "boss=: " },
	{ "boss=10.0.2.2:65536", "boss=: " },
	{ "boss=10.0.2.2:69x", "boss=: " },
	{ "boss=10.0.2.2:1:2", "boss=: " },
	{ "boss=a/b", "boss=: " },
	{ "boss=0.0.0.0", "boss=: " },
	{ "boss=255.255.255.255:6969", "boss=: " },
	{ "port=", "port=: " },
	{ "port=0", "port=: " },
	{ "port=65536", "port=: " },
	{ "port=4294968297", "port=: " },
	{ "port=000080", "port=: " },
	{ "port=-1", "port=: " },
	{ "port=69a", "port=: " },
	{ "kernel=", "kernel=: " },
	{ "initrd=", "initrd=: " },
	{ "initrd=a,", "initrd=: " },
	{ "initrd=,a", "initrd=: " },
	{ "initrd=a,,b", "initrd=: " },
	{ "initrd=a,%x", "initrd=: " },
	{ "kernel=a,b", "kernel=: " },
	{ "kernel=%", "kernel=: " },
	{ "kernel=%k", "kernel=: " },
	{ "args=%x", "args=, append= or --: " },
	{ "-- 100%", "args=, append= or --: " },
	{ "run=\"a %x\"", "run=: " },
	{ "args=a args=b", "args=: " },
	{ "args=a -- b", "--: " },
	{ "args=\"a b", "args=: " },
	{ "args=\"", "args=: " },
	{ "append=\"a b", "append=: " },
	{ "key=", "key=: " },
	{ "key-option=", "key-option=: " },
	{ "key-option=0", "key-option=: " },
	{ "key-option=255", "key-option=: " },
	{ "edgeboot=1", "edgeboot=1: " },
	{ "fallback=local", "fallback=: " },
	{ "rounds=3", "rounds=: " },
	{ "rounds=0 fallback=local", "rounds=: " },
	{ "rounds=65536 fallback=local", "rounds=: " },
	{ "rounds=3 fallback=disk", "fallback=: " },
	{ "window=", "window=: " },
	{ "window=-1", "window=: " },
	{ "window=.5", "window=: " },
	{ "window=1.", "window=: " },
	{ "window=1.a", "window=: " },
	{ "window=1./", "window=: " },
	{ "window=1.55", "window=: " },
	{ "window=3s", "window=: " },
	{ "window=600.1", "window=: " },
	{ "window=1000", "window=: " },
	{ "idle=", "idle=: " },
	{ "idle=0", "idle=: " },
	{ "idle=1.5", "idle=: " },
	{ "idle=65536", "idle=: " },
	{ "efi-loader=", "efi-loader=: " },
	{ "efi-bootorder=", "efi-bootorder=: " },
	{ "efi-bootorder=disk", "efi-bootorder=: " },
	{ "require=http", "require=: " },
	{ "require=", "require=: " },
	{ "trust=", "trust=: " },
	{ "https-time=ignore", "https-time=: " },
	{ "efi-loader=/a,,/b", "efi-loader=: " },
	{ "efi-loader=/a,", "efi-loader=: " },
	{ "report=", "report=: " },
	{ "report=boss.example.net", "report=: " },
	{ "report=0.0.0.0", "report=: " },
	{ "report=224.0.0.1", "report=: " },
	{ "report=10.0.2.300", "report=: " },
	{ "report=10.0.2.2:", "report=: " },
	{ "report=10.0.2.2:0", "report=: " },
	{ "report=10.0.2.2:65536", "report=: " },
	{ "reports", "reports: " },
	{ "krenel=http://u:secret@h/k", "krenel=: " },
	{ "http://u:secret@h/k", "http: " },
	{ "a/long/word/of/more/than/forty/characters", "a/long/word/of/more/"
	  "than/forty/character: " },
    };
    char why[OPTION_ERROR_SIZE];
    struct config config;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].line;
	size_t len = strlen(table[i].option);

	check_int(row, parse(&config, row, why), -EINVAL);
	check_true(row, strncmp(why, table[i].option, len) == 0);
	check_true(row, strlen(why) > len);
	check_true(row, !strstr(why, "secret"));
    }
}

/* Each option with the longest value that it takes, and one more */
static void longest_values(void **state)
{
    static const struct {
	const char *option;
	size_t longest;
    } table[] = {
	{ "boss=", HOSTNAME_MAX },
	{ "kernel=", NAME_SIZE - 1 },
	{ "initrd=", NAME_SIZE - 1 },
	{ "key=", BOOTINFO_KEY_MAX },
	{ "efi-loader=", LOADER_SIZE - 1 },
	{ "trust=", TRUST_SIZE - 1 },
	{ "args=", COMMAND_SIZE - 1 },
	{ "append=", COMMAND_SIZE - 2 - (sizeof(DEFAULT_ARGS) - 1) },
	{ "-- ", COMMAND_SIZE - 1 },
	{ "args= ip=", COMMAND_SIZE - 1 - 3 },
	{ "rounds=1 fallback=mfs:", NAME_SIZE - 1 },
    };
    char line[2 * COMMAND_SIZE], why[OPTION_ERROR_SIZE];
    struct config config;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].option;
	size_t len = strlen(row);

	strcpy(line, row);
	memset(line + len, 'a', table[i].longest);
	line[len + table[i].longest] = '\0';
	check_int(row, parse(&config, line, why), 0);
	strcat(line, "a");
	check_int(row, parse(&config, line, why), -EINVAL);
    }
}

static void times(void **state)
{
    static const struct {
	const char *line;
	uint32_t window_ms, idle_ms;
    } table[] = {
	{ "", 0, 300000 },
	{ "window=0", 0, 300000 },
	{ "window=3", 3000, 300000 },
	{ "window=0.5", 500, 300000 },
	{ "window=600 idle=1", 600000, 1000 },
	{ "window=600.0 idle=65535", 600000, 65535000 },
	{ "window=3 window=0.0", 0, 300000 },
    };
    char why[OPTION_ERROR_SIZE];
    struct config config;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].line;

	check_int(row, parse(&config, row, why), 0);
	check_int(row, config.window_ms, table[i].window_ms);
	check_int(row, config.idle_ms, table[i].idle_ms);
    }
}

static void newer_options(void **state)
{
    char why[OPTION_ERROR_SIZE];
    struct config config;

    (void)state;
    assert_int_equal(parse(&config, "", why), 0);
    assert_int_equal(config.fallback.kind, FALLBACK_NONE);
    assert_int_equal(config.rounds, 0);
    assert_int_equal(parse(&config, "rounds=3 fallback=local:1,2", why), 0);
    assert_int_equal(config.fallback.kind, FALLBACK_BOOT);
    assert_int_equal(config.fallback.what.disk, 1);
    assert_int_equal(config.rounds, 3);
    assert_int_equal(config.edgeboot, 0);
    assert_int_equal(parse(&config, "key-option=254 edgeboot", why), 0);
    assert_int_equal(config.key_option, 254);
    assert_int_equal(config.edgeboot, 1);

    assert_int_equal(config.report, 0);
    assert_int_equal(parse(&config, "report", why), 0);
    assert_int_equal(config.report, 1);
    assert_int_equal(config.report_ip, 0);
    assert_int_equal(config.report_port, 7777);
    assert_int_equal(parse(&config, "report=10.0.2.2", why), 0);
    assert_int_equal(config.report, 1);
    assert_int_equal(config.report_ip, ip(10, 0, 2, 2));
    assert_int_equal(config.report_port, 7777);
    assert_int_equal(parse(&config, "report=10.0.2.2:65535", why), 0);
    assert_int_equal(config.report_port, 65535);

    assert_int_equal(parse(&config, "initrd=none", why), 0);
    assert_string_equal(config.initrd, "");
    assert_int_equal(parse(&config, "initrd=a,%h/b run=\"x %k --- %c\"", why),
		     0);
    assert_string_equal(config.initrd, "a,%h/b");
    assert_string_equal(config.run, "x %k --- %c");
    assert_int_equal(options_use(&config, 'h'), 1);
    assert_int_equal(options_use(&config, 'm'), 0);
    assert_int_equal(parse(&config, "args= SYSPRODUCT=100%x", why), 0);
    assert_string_equal(config.args, "SYSPRODUCT=100%%x");
}

/* No words at all, not even the module's own name */
static void no_words(void **state)
{
    char *argv[] = { NULL };
    char why[OPTION_ERROR_SIZE];
    struct config config;

    (void)state;
    assert_int_equal(options_parse(&config, 0, argv, why), 0);
    assert_string_equal(config.kernel, "bzImage");
}

/* %h must have a host name: in whichever option it stands, that is known */
static void letters_in_use(void **state)
{
    static const char *const lines[] = {
	"kernel=%h", "initrd=%h", "initrd=a,b/%h.gz", "args=%h",
	"args=\"a b=%h\"", "append=%h", "run=\"x %k %h\"", "run=%h", "-- a %h",
	"-- ip=%h",
    };
    char why[OPTION_ERROR_SIZE];
    struct config config;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(lines); i++) {
	check_int(lines[i], parse(&config, lines[i], why), 0);
	check_int(lines[i], options_use(&config, 'h'), 1);
	check_int(lines[i], options_use(&config, 'i'), 0);
    }
    assert_int_equal(parse(&config, "run=\"x %%h\" kernel=%%h", why), 0);
    assert_int_equal(options_use(&config, 'h'), 0);
    assert_int_equal(parse(&config, "SYSVENDOR=%h", why), 0);
    assert_int_equal(options_use(&config, 'h'), 0);
}

/* A line that is full to its last character takes nothing more */
static void full_lines(void **state)
{
    static const char *const options[] = { "args=", "run=\"", "append=\"" };
    char line[2 * COMMAND_SIZE], why[OPTION_ERROR_SIZE];
    struct config config;
    size_t i, len;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(options); i++) {
	snprintf(line, sizeof(line), "%s%s", i == 2 ? "args= " : "",
		 options[i]);
	len = strlen(line);
	memset(line + len, 'a', COMMAND_SIZE - 1);
	strcpy(line + len + COMMAND_SIZE - 1, i ? "\"" : "");
	check_int(options[i], parse(&config, line, why), 0);
	strcpy(line + len + COMMAND_SIZE - 1, i ? " b\"" : " append=b");
	check_int(options[i], parse(&config, line, why), -EINVAL);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(good_lines),
	cmocka_unit_test(mistakes_name_the_option),
	cmocka_unit_test(longest_values),
	cmocka_unit_test(newer_options),
	cmocka_unit_test(times),
	cmocka_unit_test(no_words),
	cmocka_unit_test(letters_in_use),
	cmocka_unit_test(full_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
