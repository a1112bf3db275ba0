/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.c - the words after deterboot.c32 in pxelinux.cfg
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "template.h"

/* Words that SYSAPPEND adds (com32/include/syslinux/sysappend.h), those of the
   network first */
static const char *const sysappend_words[] = {
    "ip=", "BOOTIF=",
    "SYSUUID=", "CPU=", "SYSVENDOR=", "SYSPRODUCT=",
    "SYSVERSION=", "SYSSERIAL=", "SYSSKU=", "SYSFAMILY=", "MBVENDOR=",
    "MBPRODUCT=", "MBVERSION=", "MBSERIAL=", "MBASSET=", "BIOSVENDOR=",
    "BIOSVERSION=", "SYSFF=", "FSUUID=",
};

#define OPTION_NAME_SIZE 41		/* as much of a word as is told (policy) */
#define UNKNOWN_LETTER	"% must be followed by one of i m M h b p %"

#define N_NETWORK 2			/* of those, the first ones */
#define N_SYSAPPEND (sizeof(sysappend_words) / sizeof(sysappend_words[0]))

/* The words of main(), taken one by one */
struct words {
    char *const *word;
    int count;
    int next;
};

static int complain(char *why, const char *option, const char *problem)
{
    snprintf(why, OPTION_ERROR_SIZE, "%s: %s", option, problem);
    return -EINVAL;
}

/* The same of a word that is no option of ours: the URL in it may have a
   password */
static int complain_of_word(char *why, const char *word, const char *problem)
{
    size_t len = strstr(word, "://") ? strcspn(word, "=:") : strlen(word);
    char name[OPTION_NAME_SIZE];

    snprintf(name, sizeof(name), "%.*s%s", (int)len, word,
	     word[len] == '=' ? "=" : "");
    return complain(why, name, problem);
}

/* Value of a word that begins with `option` (such as "boss="), or NULL */
static const char *value_of(const char *word, const char *option)
{
    size_t len = strlen(option);

    return strncmp(word, option, len) ? NULL : word + len;
}

/* Append a word of `len` characters, after a blank where needed */
static int add_word(char *line, const char *word, size_t len)
{
    size_t used = strlen(line);

    if (!len)
	return 0;
    if (used && used < COMMAND_SIZE - 1)
	line[used++] = ' ';
    if (len > COMMAND_SIZE - 1 - used)
	return -ENAMETOOLONG;
    memcpy(line + used, word, len);
    line[used + len] = '\0';
    return 0;
}

/* Append a value; one that starts with a quote goes on to the closing one */
static int add_value(char *line, struct words *words, const char *option,
		     const char *value, char *why)
{
    int quoted = value[0] == '"';

    if (quoted)
	value++;
    for (;;) {
	size_t len = strlen(value);
	int last = !quoted;

	if (quoted && len && value[len - 1] == '"') {
	    last = 1;
	    len--;
	}
	if (add_word(line, value, len))
	    return complain(why, option, "too long");
	if (last)
	    return 0;
	if (words->next == words->count)
	    return complain(why, option, "no closing quote");
	value = words->word[words->next++];
    }
}

/* A decimal number from 1 to 65535, a port or a count */
static int parse_number(uint16_t *number, const char *text)
{
    uint32_t value = 0;
    size_t i;

    for (i = 0; text[i] >= '0' && text[i] <= '9' && i < 5; i++)
	value = value * 10 + (uint32_t)(text[i] - '0');
    if (!i || text[i] || !value || value > 65535)
	return -EINVAL;
    *number = (uint16_t)value;
    return 0;
}

/* Seconds, 0 to 600 with tenths: "3", "0.5" */
static int parse_window(struct config *config, const char *value, char *why)
{
    uint32_t tenths = 0;
    size_t i;

    for (i = 0; value[i] >= '0' && value[i] <= '9' && i < 3; i++)
	tenths = tenths * 10 + (uint32_t)(value[i] - '0');
    tenths *= 10;
    if (i && value[i] == '.' && value[i + 1] >= '0' && value[i + 1] <= '9') {
	tenths += (uint32_t)(value[i + 1] - '0');
	i += 2;
    }
    if (!i || value[i] || tenths > 6000)
	return complain(why, "window=", "not a number from 0 to 600");
    config->window_ms = tenths * 100;
    return 0;
}

static int parse_idle(struct config *config, const char *value, char *why)
{
    uint16_t seconds;

    if (parse_number(&seconds, value))
	return complain(why, "idle=", "not a number from 1 to 65535");
    config->idle_ms = seconds * 1000U;
    return 0;
}

static int parse_boss(struct config *config, const char *value, char *why)
{
    size_t len = strcspn(value, ":");
    uint32_t ip;

    if (ipv4_parse(&ip, value, len) ? !hostname_valid(value, len) :
	!ipv4_is_host(ip))
	return complain(why, "boss=",
			"neither the address nor the name of a host");
    if (value[len] && parse_number(&config->port, value + len + 1))
	return complain(why, "boss=", "the port is not a number from 1 to 65535");
    memcpy(config->boss, value, len);
    config->boss[len] = '\0';
    return 0;
}

static int parse_file(char *file, const char *option, const char *value,
		      char *why)
{
    if (!value[0])
	return complain(why, option, "empty");
    if (strlen(value) >= NAME_SIZE)
	return complain(why, option, "too long");
    if (strchr(value, ','))
	return complain(why, option, "a comma cannot be part of the name");
    if (!template_valid(value, TEMPLATE_LETTERS))
	return complain(why, option, UNKNOWN_LETTER);
    strcpy(file, value);
    return 0;
}

/* A list of files; "none" stands for an empty one */
static int parse_initrd(struct config *config, const char *value, char *why)
{
    char file[NAME_SIZE];
    const char *next = value;
    int rc = 0;

    config->initrd_is_default = 0;
    config->initrd[0] = '\0';
    if (!strcmp(value, "none"))
	return 0;
    if (strlen(value) >= NAME_SIZE)
	return complain(why, "initrd=", "too long");
    while (!rc && next) {
	size_t len = strcspn(next, ",");

	memcpy(file, next, len);
	file[len] = '\0';
	rc = parse_file(config->initrd, "initrd=", file, why);
	next = next[len] ? next + len + 1 : NULL;
    }
    strcpy(config->initrd, value);
    return rc;
}

static int parse_key(struct config *config, const char *value, char *why)
{
    if (!value[0])
	return complain(why, "key=", "empty");
    if (strlen(value) > BOOTINFO_KEY_MAX)
	return complain(why, "key=", "longer than 129 characters");
    strcpy(config->key, value);
    return 0;
}

static int parse_key_option(struct config *config, const char *value, char *why)
{
    uint16_t code;

    if (parse_number(&code, value) || code > 254)
	return complain(why, "key-option=", "not a number from 1 to 254");
    config->key_option = (uint8_t)code;
    return 0;
}

static int parse_fallback(struct config *config, const char *value, char *why)
{
    const char *problem = fallback_parse(&config->fallback, value);

    return problem ? complain(why, "fallback=", problem) : 0;
}

/* No name: to look one up could take longer than a report may */
static int parse_report(struct config *config, const char *value, char *why)
{
    size_t len = strcspn(value, ":");

    config->report = 1;
    if (ipv4_parse(&config->report_ip, value, len) ||
	!ipv4_is_host(config->report_ip))
	return complain(why, "report=", "not the address of a host");
    if (value[len] && parse_number(&config->report_port, value + len + 1))
	return complain(why, "report=",
			"the port is not a number from 1 to 65535");
    return 0;
}

/* Files on a disk, as in efichain.c32's file= */
static int parse_loader(struct config *config, const char *value, char *why)
{
    const char *next = value;
    size_t len;

    if (strlen(value) >= LOADER_SIZE)
	return complain(why, "efi-loader=", "too long");
    do {
	len = strcspn(next, ",");
	if (!len)
	    return complain(why, "efi-loader=", "a name is empty");
	next += len;
    } while (*next++);
    strcpy(config->efi_loader, value);
    return 0;
}

static int is_sysappend(const char *word, size_t first)
{
    size_t i;

    for (i = first; i < N_SYSAPPEND; i++)
	if (value_of(word, sysappend_words[i]))
	    return 1;
    return 0;
}

/* Append a word that is no template: the machine's maker may have put a % into
   its name */
static int add_literal(char *line, const char *word, char *why)
{
    char literal[COMMAND_SIZE + 1];
    size_t used = 0;
    const char *p;

    for (p = word; *p && used < sizeof(literal) - 2; p++) {
	if (*p == '%')
	    literal[used++] = '%';
	literal[used++] = *p;
    }
    if (*p || add_word(line, literal, used))
	return complain_of_word(why, word, "too long");
    return 0;
}

/* Mistakes that only show when all words are there */
static int check_all(const struct config *config, char *why)
{
    if (!template_valid(config->args, TEMPLATE_LETTERS))
	return complain(why, "args=, append= or --", UNKNOWN_LETTER);
    if (!template_valid(config->run, TEMPLATE_RUN_LETTERS))
	return complain(why, "run=", UNKNOWN_LETTER " k r a c");
    if (config->fallback.kind && !config->rounds)
	return complain(why, "fallback=", "rounds= is missing");
    if (config->rounds && !config->fallback.kind)
	return complain(why, "rounds=", "fallback= is missing");
    return 0;
}

/* Replace the default arguments, once */
static int start_args(struct config *config, int *args_given,
		      const char *option, char *why)
{
    if (*args_given)
	return complain(why, option, "the arguments are given twice");
    *args_given = 1;
    config->args[0] = '\0';
    return 0;
}

/* One word, or several within quotes; what goes behind the arguments is
   collected in `extra` */
static int parse_word(struct config *config, struct words *words,
		      int *args_given, char *extra, char *why)
{
    const char *word = words->word[words->next++];
    const char *value;
    int rc;

    if ((value = value_of(word, "boss=")))
	return parse_boss(config, value, why);
    if ((value = value_of(word, "port="))) {
	if (parse_number(&config->port, value))
	    return complain(why, "port=", "not a number from 1 to 65535");
	return 0;
    }
    if ((value = value_of(word, "kernel=")))
	return parse_file(config->kernel, "kernel=", value, why);
    if ((value = value_of(word, "initrd=")))
	return parse_initrd(config, value, why);
    if ((value = value_of(word, "run="))) {
	config->run[0] = '\0';
	return add_value(config->run, words, "run=", value, why);
    }
    if ((value = value_of(word, "key=")))
	return parse_key(config, value, why);
    if ((value = value_of(word, "key-option=")))
	return parse_key_option(config, value, why);
    if (!strcmp(word, "edgeboot")) {
	config->edgeboot = 1;
	return 0;
    }
    if ((value = value_of(word, "fallback=")))
	return parse_fallback(config, value, why);
    if ((value = value_of(word, "rounds="))) {
	if (parse_number(&config->rounds, value))
	    return complain(why, "rounds=", "not a number from 1 to 65535");
	return 0;
    }
    if ((value = value_of(word, "window=")))
	return parse_window(config, value, why);
    if ((value = value_of(word, "idle=")))
	return parse_idle(config, value, why);
    if (!strcmp(word, "report")) {
	config->report = 1;
	return 0;
    }
    if ((value = value_of(word, "report=")))
	return parse_report(config, value, why);
    if ((value = value_of(word, "efi-loader=")))
	return parse_loader(config, value, why);
    if (!strcmp(word, "efi-strict")) {
	config->efi_strict = 1;
	return 0;
    }
    if ((value = value_of(word, "append=")))
	return add_value(extra, words, "append=", value, why);
    if ((value = value_of(word, "args="))) {
	rc = start_args(config, args_given, "args=", why);
	return rc ? rc : add_value(config->args, words, "args=", value, why);
    }
    if (!strcmp(word, "--")) {
	rc = start_args(config, args_given, "--", why);
	while (!rc && words->next < words->count) {
	    word = words->word[words->next++];
	    /* An ip= may well be a template of the site's */
	    if (is_sysappend(word, N_NETWORK))
		rc = add_literal(config->args, word, why);
	    else if (add_word(config->args, word, strlen(word)))
		rc = complain(why, "--", "too long");
	}
	return rc;
    }
    if (is_sysappend(word, 0))
	return add_literal(extra, word, why);
    return complain_of_word(why, word, "no such option");
}

int options_parse(struct config *config, int argc, char *const argv[],
		  char why[OPTION_ERROR_SIZE])
{
    struct words words = { argv, argc, 1 };
    char extra[COMMAND_SIZE] = "";
    int args_given = 0;
    int rc;

    memset(config, 0, sizeof(*config));
    config->port = BOOTINFO_SERVER_PORT;
    config->report_port = DEFAULT_REPORT_PORT;
    strcpy(config->kernel, DEFAULT_KERNEL);
    strcpy(config->initrd, DEFAULT_INITRD);
    config->initrd_is_default = 1;
    strcpy(config->args, DEFAULT_ARGS);
    config->window_ms = DEFAULT_WINDOW_MS;
    config->idle_ms = DEFAULT_IDLE_MS;
    why[0] = '\0';

    while (words.next < words.count) {
	rc = parse_word(config, &words, &args_given, extra, why);
	if (rc)
	    return rc;
    }
    if (add_word(config->args, extra, strlen(extra)))
	return complain(why, "append=", "too long");
    return check_all(config, why);
}

int options_use(const struct config *config, char letter)
{
    return template_uses(config->kernel, letter) ||
	   template_uses(config->initrd, letter) ||
	   template_uses(config->args, letter) ||
	   template_uses(config->run, letter);
}
