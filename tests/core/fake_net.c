/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_net.c - lwIP, and what else core/fs/pxe needs to load files
 */
#include "fake_net.h"
#include "thread.h"
#include "url.h"
#include "net.h"
#include "tftp.h"
#include <lwip/dns.h>
#include <lwip/tcpip.h>

struct fake_conn {
    struct netconn conn;
    struct fake_server *server;
    size_t pos;			/* of the reply that was received */
};

struct fake_buf {
    struct netbuf buf;
    size_t len;
    char data[];		/* ends where the heap block does */
};

unsigned int fake_tftp_opens;
unsigned int fake_slept_ms;

static struct fake_server *servers;
static size_t n_servers, next_server;
static struct fs_info fs = { .cwd_name = "::" };

/* The core's variables */
volatile jiffies_t __jiffies, __ms_timer;
uint16_t PXERetry;
uint8_t uuid[16];
const char *sysappend_strings[SYSAPPEND_MAX];

void fake_net(struct fake_server *list, size_t n)
{
    servers = list;
    n_servers = n;
    IPInfo.serverip = 0x0102000a;	/* 10.0.2.1 */
    next_server = 0;
    fake_tftp_opens = 0;
    fake_slept_ms = 0;
    fake_screen[0] = '\0';
    fs.fs_ops = &pxe_fs_ops;
    fs.block_shift = TFTP_BLOCKSIZE_LG2;
    fs.block_size = 1 << TFTP_BLOCKSIZE_LG2;
}

size_t fake_connections(void)
{
    return next_server;
}

int fake_open(struct file *file, const char *name, int flags)
{
    memset(file, 0, sizeof(*file));
    file->fs = &fs;
    errno = 0;
    pxe_fs_ops.searchdir(name, flags, file);
    return file->inode ? 0 : errno ? errno : EINVAL;
}

int fake_read(struct file *file, char *buf, size_t size)
{
    size_t len = 0;
    bool more = true;

    while (more && len + fs.block_size <= size) {
	uint32_t got;

	errno = 0;
	got = pxe_fs_ops.getfssec(file, buf + len, 1, &more);
	if (!got && more)
	    return errno ? -errno : -EIO;
	len += got;
    }
    return (int)len;
}

void fake_close(struct file *file)
{
    if (file->inode)
	pxe_fs_ops.close_file(file);
    file->inode = NULL;
}

void fake_list(struct file *dir, char *names, size_t size)
{
    struct dirent entry;
    size_t len = 0;

    names[0] = '\0';
    while (!pxe_fs_ops.readdir(dir, &entry) && len < size)
	len += snprintf(names + len, size - len, "%s%s%s", len ? " " : "",
			entry.d_name, entry.d_type == DT_DIR ? "/" :
			entry.d_type == DT_LNK ? "@" :
			entry.d_type == DT_FIFO ? "|" : "");
}

/* --- lwIP */

struct netconn *netconn_new_with_proto_and_callback(enum netconn_type type,
						    u8_t proto,
						    netconn_callback callback)
{
    struct fake_conn *conn = calloc(1, sizeof(*conn));

    return conn ? &conn->conn : NULL;
}

err_t netconn_connect(struct netconn *nc, const ip_addr_t *addr, u16_t port)
{
    struct fake_conn *conn = (struct fake_conn *)nc;
    struct fake_server *server;

    if (next_server == n_servers)
	return ERR_RST;
    server = &servers[next_server++];
    server->ip = addr->addr;
    server->port = port;
    if (server->refuse)
	return server->refuse;
    if (!server->len && server->reply)
	server->len = strlen(server->reply);
    server->connected = 1;
    conn->server = server;
    return ERR_OK;
}

err_t netconn_err(struct netconn *nc)
{
    (void)nc;
    return ERR_OK;		/* a connection is refused at once, or there */
}

err_t netconn_write_partly(struct netconn *nc, const void *data, size_t len,
			   u8_t flags, size_t *written)
{
    struct fake_conn *conn = (struct fake_conn *)nc;
    struct fake_server *server = conn ? conn->server : NULL;

    if (!server || server->sent_len + len >= sizeof(server->sent))
	return conn ? ERR_CONN : ERR_ARG;
    memcpy(server->sent + server->sent_len, data, len);
    server->sent_len += len;
    server->sent[server->sent_len] = '\0';
    return ERR_OK;
}

err_t netconn_recv(struct netconn *nc, struct netbuf **buf)
{
    struct fake_conn *conn = (struct fake_conn *)nc;
    struct fake_server *server = conn ? conn->server : NULL;
    struct fake_buf *fake;
    size_t len;

    *buf = NULL;
    if (!server)
	return conn ? ERR_CONN : ERR_ARG;
    __jiffies++;
    len = server->len - conn->pos;
    if (!len)
	return server->end ? server->end : ERR_CLSD;
    if (server->piece && len > server->piece)
	len = server->piece;
    if (len > 65535)
	len = 65535;
    fake = malloc(sizeof(*fake) + len);
    if (!fake)
	return ERR_MEM;
    fake->len = len;
    memcpy(fake->data, server->reply + conn->pos, len);
    conn->pos += len;
    *buf = &fake->buf;
    return ERR_OK;
}

err_t netconn_delete(struct netconn *nc)
{
    struct fake_conn *conn = (struct fake_conn *)nc;

    if (conn->server)
	conn->server->closed = 1;
    free(conn);
    return ERR_OK;
}

err_t netbuf_data(struct netbuf *buf, void **data, u16_t *len)
{
    struct fake_buf *fake = (struct fake_buf *)buf;

    *data = fake->data;
    *len = fake->len;
    return ERR_OK;
}

s8_t netbuf_next(struct netbuf *buf)
{
    return -1;
}

void netbuf_delete(struct netbuf *buf)
{
    free(buf);
}

/* --- The core */

struct inode *alloc_inode(struct fs_info *info, uint32_t ino, size_t data)
{
    struct inode *inode = calloc(1, sizeof(*inode) + data);

    if (inode)
	inode->fs = info;
    return inode;
}

void put_inode(struct inode *inode)
{
    free(inode);
}

uint32_t pxe_dns(const char *name)
{
    return strncmp(name, "nowhere", 7) ? FAKE_IP : 0;
}

void tftp_open(struct url_info *url, int flags, struct inode *inode,
	       const char **redir)
{
    fake_tftp_opens++;
    errno = ENOENT;
}

unsigned int msleep(unsigned int ms)
{
    fake_slept_ms += ms;
    __jiffies += ms / 55;
    return 0;
}
