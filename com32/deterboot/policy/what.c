/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * what.c - what to boot, as a person writes it
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ipv4.h"
#include "what.h"

/* What is left to parse */
struct cursor {
    const char *pos;
    const char *end;
};

/* One word of the text; len 0 when there is none */
struct word {
    const char *text;
    size_t len;
};

/* Longest number is 10 decimal digits; more is out of range anyway */
#define NUMBER_MAX	12

/* How the text of each type looks, beyond what bootinfo_kinds[] tells */
static const struct syntax {
    int cmdline;			/* "-- cmdline" may follow */
    const char *why;			/* said when the arguments are wrong */
} syntaxes[] = {
    [BOOTINFO_PART] = { 1, "PART needs one number: PART n [-- cmdline]" },
    [BOOTINFO_SYSID] = { 0, "SYSID needs one number: SYSID n" },
    [BOOTINFO_MB] = { 1, "MB needs an address and a file: "
		      "MB ip:/file [-- cmdline]" },
    [BOOTINFO_WAIT] = { 0, "WAIT takes no argument" },
    [BOOTINFO_REBOOT] = { 0, "REBOOT takes no argument" },
    [BOOTINFO_AUTO] = { 0, "AUTO takes no argument" },
    [BOOTINFO_MFS] = { 1, "MFS needs a path of at most 256 characters: "
		       "MFS path [-- cmdline]" },
    [BOOTINFO_RESTART] = { 0, "RESTART takes no argument" },
    [BOOTINFO_DISKPART] = { 0, "DISKPART needs two numbers: DISKPART disk n" },
};

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void skip_blanks(struct cursor *in)
{
    while (in->pos < in->end && is_blank(*in->pos))
	in->pos++;
}

static struct word next_word(struct cursor *in)
{
    struct word word;

    skip_blanks(in);
    word.text = in->pos;
    while (in->pos < in->end && !is_blank(*in->pos))
	in->pos++;
    word.len = (size_t)(in->pos - word.text);
    return word;
}

static int word_is(struct word word, const char *text)
{
    return word.len == strlen(text) &&
	   strncasecmp(word.text, text, word.len) == 0;
}

/* Copy a word into a string of `size` bytes; 0 if it is empty or too long */
static int word_copy(struct word word, char *string, size_t size)
{
    if (word.len == 0 || word.len >= size)
	return 0;
    memcpy(string, word.text, word.len);
    string[word.len] = '\0';
    return 1;
}

/* A whole word as an unsigned number of 32 bits, decimal or 0x hexadecimal */
static int word_number(struct word word, uint32_t *value)
{
    char text[NUMBER_MAX + 1];
    const char *digits = text;
    unsigned int base = 10;
    uint64_t sum = 0;

    if (!word_copy(word, text, sizeof(text)))
	return 0;
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
	base = 16;
	digits = text + 2;
    }
    if (*digits == '\0')
	return 0;
    for (; *digits; digits++) {
	unsigned int digit;

	if (*digits >= '0' && *digits <= '9')
	    digit = (unsigned int)(*digits - '0');
	else if (*digits >= 'a' && *digits <= 'f')
	    digit = (unsigned int)(*digits - 'a') + 10;
	else if (*digits >= 'A' && *digits <= 'F')
	    digit = (unsigned int)(*digits - 'A') + 10;
	else
	    return 0;
	if (digit >= base)
	    return 0;
	sum = sum * base + digit;
    }
    if (sum > UINT32_MAX)
	return 0;
    *value = (uint32_t)sum;
    return 1;
}

/* ip:/file, as in MB 192.0.2.1:/tftpboot/kernel */
static int word_file(struct word word, struct bootinfo_what *what)
{
    const char *colon = memchr(word.text, ':', word.len);
    struct word file;

    if (!colon || ipv4_parse(&what->tftp_ip, word.text,
			     (size_t)(colon - word.text)))
	return 0;
    file.text = colon + 1;
    file.len = word.len - (size_t)(file.text - word.text);
    return word_copy(file, what->path, sizeof(what->path));
}

/* The arguments of an answer; 0 if they are wrong */
static int parse_arguments(enum bootinfo_layout layout, struct cursor *in,
			   struct bootinfo_what *what)
{
    switch (layout) {
    case BOOTINFO_HAS_NOTHING:
	return 1;
    case BOOTINFO_HAS_PARTITION:
	return word_number(next_word(in), &what->partition);
    case BOOTINFO_HAS_SYSID:
	return word_number(next_word(in), &what->sysid);
    case BOOTINFO_HAS_DISK:
	return word_number(next_word(in), &what->disk) &&
	       word_number(next_word(in), &what->partition);
    case BOOTINFO_HAS_FILE:
	return word_file(next_word(in), what);
    case BOOTINFO_HAS_PATH:
	return word_copy(next_word(in), what->path, sizeof(what->path));
    }
    return 0;
}

/* [-- cmdline] up to the end; the blanks within the command line are kept */
static int parse_cmdline(const struct syntax *syntax, struct cursor *in,
			 struct bootinfo_what *what, const char **why)
{
    struct word word = next_word(in);
    size_t len;

    if (word.len == 0)
	return 0;
    if (!word_is(word, "--")) {
	*why = syntax->why;
	return -EINVAL;
    }
    if (!syntax->cmdline) {
	*why = "this answer takes no command line";
	return -EINVAL;
    }
    skip_blanks(in);
    len = (size_t)(in->end - in->pos);
    if (len > BOOTINFO_CMDLINE_MAX) {
	*why = "the command line is longer than 223 characters";
	return -EINVAL;
    }
    if (memchr(in->pos, '\t', len)) {
	*why = "a tab in the command line, which no node takes";
	return -EINVAL;
    }
    memcpy(what->cmdline, in->pos, len);
    return 0;
}

int what_parse(struct bootinfo_what *what, const char *text, size_t len,
	       const char **why)
{
    struct cursor in = { text, text + len };
    struct word word;
    size_t i;

    memset(what, 0, sizeof(*what));
    for (i = 0; i < len; i++) {
	if ((unsigned char)text[i] < ' ' ? text[i] != '\t' : text[i] == 0x7f) {
	    *why = "a control character";
	    return -EINVAL;
	}
    }
    while (in.end > in.pos && is_blank(in.end[-1]))
	in.end--;

    word = next_word(&in);
    for (i = 0; i < BOOTINFO_KINDS; i++) {
	const struct bootinfo_kind *kind = &bootinfo_kinds[i];

	if (!word_is(word, kind->name))
	    continue;
	what->type = kind->type;
	if (!parse_arguments(kind->layout, &in, what)) {
	    *why = syntaxes[kind->type].why;
	    return -EINVAL;
	}
	return parse_cmdline(&syntaxes[kind->type], &in, what, why);
    }
    *why = word.len ? "unknown answer" : "an answer is missing";
    return -EINVAL;
}

char *what_format(char text[WHAT_TEXT_SIZE], const struct bootinfo_what *what)
{
    const struct bootinfo_kind *kind = bootinfo_kind(what->type);
    const char *name = kind ? kind->name : "?";
    char ip[IPV4_TEXT_SIZE];

    switch (kind ? kind->layout : BOOTINFO_HAS_NOTHING) {
    case BOOTINFO_HAS_NOTHING:
	snprintf(text, WHAT_TEXT_SIZE, "%s", name);
	break;
    case BOOTINFO_HAS_PARTITION:
	snprintf(text, WHAT_TEXT_SIZE, "%s %u", name,
		 (unsigned int)what->partition);
	break;
    case BOOTINFO_HAS_SYSID:
	snprintf(text, WHAT_TEXT_SIZE, "%s %u", name,
		 (unsigned int)what->sysid);
	break;
    case BOOTINFO_HAS_DISK:
	snprintf(text, WHAT_TEXT_SIZE, what->disk < BIOS_FIRST_DISK ?
		 "%s %u %u" : "%s 0x%x %u", name, (unsigned int)what->disk,
		 (unsigned int)what->partition);
	break;
    case BOOTINFO_HAS_FILE:
	snprintf(text, WHAT_TEXT_SIZE, "%s %s:%s", name,
		 ipv4_format(ip, what->tftp_ip), what->path);
	break;
    case BOOTINFO_HAS_PATH:
	snprintf(text, WHAT_TEXT_SIZE, "%s %s", name, what->path);
	break;
    }
    return text;
}
