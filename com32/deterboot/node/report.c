/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.c - tell boss over TCP what happens, never for long
 */
#include <stdio.h>
#include <string.h>

#include "ipv4.h"
#include "net.h"
#include "platform.h"
#include "report.h"
#include "screen.h"

#define DETAIL_SIZE	96

static void say_failure(enum state state, uint32_t ip, uint16_t port, int rc)
{
    char detail[DETAIL_SIZE], text[IPV4_TEXT_SIZE];

    snprintf(detail, sizeof(detail), "%s to %s:%u: %s", state_name(state),
	     ipv4_format(text, ip), port, strerror(-rc));
    say_error(ERR_REPORT, detail);
}

void report_refill(struct report *report)
{
    report->left_ms = REPORT_TIME_MS;
}

void report_state(struct report *report, const struct config *config,
		  uint32_t boss_ip, enum state state)
{
    uint32_t ip = config->report_ip ? config->report_ip : boss_ip;
    uint32_t begin_ms = platform_ms();
    uint32_t gone_ms;
    char line[STATE_LINE_SIZE];
    int rc;

    if (!config->report || state == STATE_NONE || !report->left_ms)
	return;
    rc = net_tell(ip, config->report_port, line, state_line(line, state),
		  report->left_ms);
    gone_ms = platform_ms() - begin_ms;
    report->left_ms -= gone_ms < report->left_ms ? gone_ms : report->left_ms;
    if (rc && !report->failing)
	say_failure(state, ip, config->report_port, rc);
    report->failing = rc != 0;
}
