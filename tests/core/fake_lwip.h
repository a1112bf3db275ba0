/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_lwip.h - what stands around a file of lwIP on the host
 */
#ifndef DETERBOOT_FAKE_LWIP_H
#define DETERBOOT_FAKE_LWIP_H

#include "lwip/opt.h"
#include "lwip/pbuf.h"
#include "lwip/udp.h"

/* The last datagram that was sent, or NULL, and who receives */
extern struct pbuf *fake_sent;
extern udp_recv_fn fake_receive;

#endif /* DETERBOOT_FAKE_LWIP_H */
