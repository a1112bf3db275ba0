/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * judge.c - which datagrams are believed
 */
#include <errno.h>
#include <string.h>

#include "judge.h"

/* Reason to ignore a datagram that bootinfo_decode() did not take */
static enum error reason_of(int rc)
{
    switch (rc) {
    case -EMSGSIZE:
	return ERR_LENGTH;
    case -EPROTONOSUPPORT:
	return ERR_VERSION;
    case -EOPNOTSUPP:
	return ERR_OPCODE;
    case -EPROTO:
	return ERR_STATUS;
    case -EINVAL:
	return ERR_TYPE;
    default:
	return ERR_STRING;
    }
}

int judge_is_same(const struct bootinfo_what *a, const struct bootinfo_what *b)
{
    return a->type == b->type && a->partition == b->partition &&
	   a->sysid == b->sysid && a->disk == b->disk &&
	   a->tftp_ip == b->tftp_ip && !strcmp(a->path, b->path) &&
	   !strcmp(a->cmdline, b->cmdline);
}

/*
 * Judge a reply that came from boss. Replies have no number that tells which
 * question they belong to, and need none: the last word of boss counts. So a
 * reply is taken while a question is open, and for some time after it if it
 * says something else than the one before; the copy of a reply is not. After
 * query none is: it may be the answer to that.
 */
static enum error judge_reply(const struct policy *policy, uint32_t now_ms,
			      const struct bootinfo_message *msg)
{
    uint16_t type = msg->what.type;

    if (policy->open)
	return ERR_NONE;
    if (!policy->ever_asked || policy->queried || msg->status != BOOTINFO_SUCCESS ||
	type == BOOTINFO_AUTO ||
	!time_left_ms(now_ms, policy->asked_ms, POLICY_REPLY_WINDOW_MS) ||
	judge_is_same(&msg->what, &policy->last))
	return ERR_UNASKED;
    return ERR_NONE;
}

/*
 * Judge an order that came from boss. A second AUTO, while the question that
 * the first one called for is still to be sent, is a copy; so is any order in a
 * flood of the same.
 */
static enum error judge_order(const struct policy *policy, uint32_t now_ms,
			      const struct bootinfo_message *msg)
{
    if (msg->status != BOOTINFO_SUCCESS)
	return ERR_STATUS;
    if (msg->what.type == BOOTINFO_AUTO && policy->state == POLICY_ASKING &&
	!policy->open &&
	policy_next_ms(policy, now_ms) <= POLICY_ASK_GAP_MS)
	return ERR_REPEATED;
    if (policy->ordered && judge_is_same(&msg->what, &policy->order) &&
	time_left_ms(now_ms, policy->heard.order_ms, POLICY_ORDER_GAP_MS))
	return ERR_REPEATED;
    return ERR_NONE;
}

int judge_is_nonsense(enum error error)
{
    return error >= ERR_LENGTH && error <= ERR_STRING;
}

enum error judge(const struct policy *policy, uint32_t now_ms, uint32_t ip,
		 uint16_t port, const void *packet, size_t len,
		 struct bootinfo_message *msg)
{
    int rc;

    if (policy_find_boss(policy, ip, -1) < 0)
	return ERR_FROM_ADDRESS;
    rc = bootinfo_decode(msg, packet, len);
    if (rc)
	return reason_of(rc);

    switch (msg->opcode) {
    case BOOTINFO_REPLY:
	if (policy_find_boss(policy, ip, port) < 0)
	    return ERR_FROM_PORT;
	return judge_reply(policy, now_ms, msg);
    case BOOTINFO_ORDER:
	if (port != BOOTINFO_ORDER_PORT &&
	    policy_find_boss(policy, ip, port) < 0)
	    return ERR_FROM_PORT;
	return judge_order(policy, now_ms, msg);
    default:
	return ERR_OPCODE;
    }
}
