/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * answer.c - what the reference boss says to a node, as a person writes it
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "answer.h"

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

/* Forms of an answer's arguments */
enum form {
    FORM_NONE,				/* no argument */
    FORM_NUMBER,			/* n */
    FORM_DISK,				/* disk n */
    FORM_FILE,				/* ip:/file */
    FORM_PATH,				/* path */
};

/* Longest number is 10 decimal digits; more is out of range anyway */
#define NUMBER_MAX	12

static const struct syntax {
    uint16_t type;
    enum form form;
    bool cmdline;			/* "-- cmdline" may follow */
    const char *why;			/* said when the arguments are wrong */
} syntaxes[] = {
    { BOOTINFO_PART, FORM_NUMBER, true,
      "PART needs one number: PART n [-- cmdline]" },
    { BOOTINFO_SYSID, FORM_NUMBER, false, "SYSID needs one number: SYSID n" },
    { BOOTINFO_MB, FORM_FILE, true,
      "MB needs an address and a file: MB ip:/file [-- cmdline]" },
    { BOOTINFO_WAIT, FORM_NONE, false, "WAIT takes no argument" },
    { BOOTINFO_REBOOT, FORM_NONE, false, "REBOOT takes no argument" },
    { BOOTINFO_AUTO, FORM_NONE, false, "AUTO takes no argument" },
    { BOOTINFO_MFS, FORM_PATH, true,
      "MFS needs a path of at most 256 characters: MFS path [-- cmdline]" },
    { BOOTINFO_RESTART, FORM_NONE, false, "RESTART takes no argument" },
    { BOOTINFO_DISKPART, FORM_DISK, false,
      "DISKPART needs two numbers: DISKPART disk n" },
};

static bool is_blank(char c)
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

static bool word_is(struct word word, const char *text)
{
    return word.len == strlen(text) &&
	   strncasecmp(word.text, text, word.len) == 0;
}

/* Copy a word into a string of `size` bytes; false if it is empty or too long */
static bool word_copy(struct word word, char *string, size_t size)
{
    if (word.len == 0 || word.len >= size)
	return false;
    memcpy(string, word.text, word.len);
    string[word.len] = '\0';
    return true;
}

/* A whole word as an unsigned number of 32 bits, decimal or 0x hexadecimal */
static bool word_number(struct word word, uint32_t *value)
{
    char text[NUMBER_MAX + 1];
    const char *digits = text;
    unsigned int base = 10;
    uint64_t sum = 0;

    if (!word_copy(word, text, sizeof(text)))
	return false;
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
	base = 16;
	digits = text + 2;
    }
    if (*digits == '\0')
	return false;
    for (; *digits; digits++) {
	unsigned int digit;

	if (*digits >= '0' && *digits <= '9')
	    digit = (unsigned int)(*digits - '0');
	else if (*digits >= 'a' && *digits <= 'f')
	    digit = (unsigned int)(*digits - 'a') + 10;
	else if (*digits >= 'A' && *digits <= 'F')
	    digit = (unsigned int)(*digits - 'A') + 10;
	else
	    return false;
	if (digit >= base)
	    return false;
	sum = sum * base + digit;
    }
    if (sum > UINT32_MAX)
	return false;
    *value = (uint32_t)sum;
    return true;
}

/* ip:/file, as in MB 192.0.2.1:/tftpboot/kernel */
static bool word_file(struct word word, struct bootinfo_what *what)
{
    const char *colon = memchr(word.text, ':', word.len);
    struct word address, file;
    char text[INET_ADDRSTRLEN];
    struct in_addr ip;

    if (!colon)
	return false;
    address.text = word.text;
    address.len = (size_t)(colon - word.text);
    file.text = colon + 1;
    file.len = word.len - address.len - 1;
    if (!word_copy(address, text, sizeof(text)) ||
	inet_pton(AF_INET, text, &ip) != 1)
	return false;
    what->tftp_ip = ip.s_addr;
    return word_copy(file, what->path, sizeof(what->path));
}

static bool parse_arguments(enum form form, struct cursor *in,
			    struct bootinfo_what *what)
{
    uint32_t number;

    switch (form) {
    case FORM_NONE:
	return true;
    case FORM_NUMBER:
	if (!word_number(next_word(in), &number))
	    return false;
	if (what->type == BOOTINFO_SYSID)
	    what->sysid = number;
	else
	    what->partition = number;
	return true;
    case FORM_DISK:
	return word_number(next_word(in), &what->disk) &&
	       word_number(next_word(in), &what->partition);
    case FORM_FILE:
	return word_file(next_word(in), what);
    case FORM_PATH:
	return word_copy(next_word(in), what->path, sizeof(what->path));
    }
    return false;
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

int boss_answer_parse(struct boss_answer *answer, const char *text, size_t len,
		      const char **why)
{
    struct cursor in = { text, text + len };
    struct word word;
    size_t i;

    memset(answer, 0, sizeof(*answer));
    for (i = 0; i < len; i++) {
	if ((unsigned char)text[i] < ' ' ? text[i] != '\t' : text[i] == 0x7f) {
	    *why = "a control character";
	    return -EINVAL;
	}
    }
    while (in.end > in.pos && is_blank(in.end[-1]))
	in.end--;

    word = next_word(&in);
    if (word_is(word, "FAIL") || word_is(word, "NONE")) {
	answer->kind = word_is(word, "FAIL") ? BOSS_FAIL : BOSS_NONE;
	if (next_word(&in).len) {
	    *why = "FAIL and NONE take no argument";
	    return -EINVAL;
	}
	return 0;
    }
    for (i = 0; i < sizeof(syntaxes) / sizeof(syntaxes[0]); i++) {
	if (!word_is(word, bootinfo_type_name(syntaxes[i].type)))
	    continue;
	answer->kind = BOSS_SUCCESS;
	answer->what.type = syntaxes[i].type;
	if (!parse_arguments(syntaxes[i].form, &in, &answer->what)) {
	    *why = syntaxes[i].why;
	    return -EINVAL;
	}
	return parse_cmdline(&syntaxes[i], &in, &answer->what, why);
    }
    *why = word.len ? "unknown answer" : "an answer is missing";
    return -EINVAL;
}

/* Append to the text, cutting at its end; unprintable bytes become \xNN */
static void append(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);

    for (; *more; more++) {
	unsigned char c = (unsigned char)*more;
	size_t need = c >= ' ' && c < 0x7f ? 1 : 4;

	if (size - used <= need)
	    return;
	if (need == 1)
	    text[used] = (char)c;
	else
	    snprintf(text + used, size - used, "\\x%02x", c);
	used += need;
	text[used] = '\0';
    }
}

void boss_answer_describe(const struct boss_answer *answer, char *text,
			  size_t size)
{
    const struct bootinfo_what *what = &answer->what;
    const char *name = bootinfo_type_name(what->type);
    char number[40] = "", ip[INET_ADDRSTRLEN];
    struct in_addr addr = { .s_addr = what->tftp_ip };

    text[0] = '\0';
    if (answer->kind != BOSS_SUCCESS) {
	append(text, size, answer->kind == BOSS_FAIL ? "FAIL" : "NONE");
	return;
    }
    append(text, size, name ? name : "unknown type");
    if (what->type == BOOTINFO_PART)
	snprintf(number, sizeof(number), " %u", (unsigned int)what->partition);
    else if (what->type == BOOTINFO_SYSID)
	snprintf(number, sizeof(number), " %u", (unsigned int)what->sysid);
    else if (what->type == BOOTINFO_DISKPART)
	snprintf(number, sizeof(number), " 0x%x %u", (unsigned int)what->disk,
		 (unsigned int)what->partition);
    else if (what->type == BOOTINFO_MB &&
	     inet_ntop(AF_INET, &addr, ip, sizeof(ip)))
	snprintf(number, sizeof(number), " %s:", ip);
    else if (what->type == BOOTINFO_MFS)
	snprintf(number, sizeof(number), " ");
    append(text, size, number);
    append(text, size, what->path);
    if (what->cmdline[0]) {
	append(text, size, " \"");
	append(text, size, what->cmdline);
	append(text, size, "\"");
    }
}
