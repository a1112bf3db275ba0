/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * answer.c - what the reference boss says to a node, as a person writes it
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "answer.h"
#include "what.h"

/* True if the text is this word, with blanks around it or not */
static int is_word(const char *text, size_t len, const char *word)
{
    while (len && (*text == ' ' || *text == '\t')) {
	text++;
	len--;
    }
    while (len && (text[len - 1] == ' ' || text[len - 1] == '\t'))
	len--;
    return len == strlen(word) && !strncasecmp(text, word, len);
}

int boss_answer_parse(struct boss_answer *answer, const char *text, size_t len,
		      const char **why)
{
    memset(answer, 0, sizeof(*answer));
    if (is_word(text, len, "FAIL") || is_word(text, len, "NONE")) {
	answer->kind = is_word(text, len, "FAIL") ? BOSS_FAIL : BOSS_NONE;
	return 0;
    }
    answer->kind = BOSS_SUCCESS;
    return what_parse(&answer->what, text, len, why);
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
