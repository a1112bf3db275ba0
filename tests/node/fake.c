/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake.c - the functions of the machine that the module calls
 */
#define _GNU_SOURCE			/* memfd_create() */
#include <console.h>
#include <errno.h>
#include <sys/mman.h>
#include <syslinux/boot.h>
#include <syslinux/loadfile.h>
#include <unistd.h>

#include "dhcp.h"
#include "fake.h"
#include "keyboard.h"
#include "line.h"
#include "net.h"
#include "partition.h"
#include "platform.h"

#define KEY_US		10		/* a look at the keyboard */
#define SECTOR		512

static int is_broken(int error)
{
    return error && world_now() >= world.broken_from_ms &&
	   world_now() < world.broken_until_ms ? -error : 0;
}

static int copy_packet(void **packet, size_t *len)
{
    *packet = malloc(world.ack_len);
    assert_non_null(*packet);
    memcpy(*packet, world.ack, world.ack_len);
    *len = world.ack_len;
    return 0;
}

int platform_is_pxelinux(void)
{
    return 1;
}

int platform_dhcp_ack(void **packet, size_t *len)
{
    return copy_packet(packet, len);
}

int platform_boot_reply(void **packet, size_t *len)
{
    return copy_packet(packet, len);
}

int platform_dhcp_discover(void **packet, size_t *len)
{
    (void)packet, (void)len;
    return -ENODATA;
}

const char *platform_ip_option(void)
{
    return "";
}

uint32_t platform_ms(void)
{
    return world.clock_ms + world_now();
}

uint32_t platform_seed(const uint8_t *hwaddr, size_t len)
{
    (void)hwaddr, (void)len;
    return 1;
}

/* One partition, of Linux, that can be booted */
static int read_sector(const struct disk *disk, uint64_t lba, void *sector)
{
    static const uint8_t entry[] = {
	0x80, 0, 0, 0, 131, 0, 0, 0, 1, 0, 0, 0, 64, 0, 0, 0,
    };
    uint8_t *bytes = sector;

    if (lba >= disk->sectors)
	return -ENXIO;
    memset(bytes, 0, SECTOR);
    bytes[0] = 0xfa;			/* some code */
    if (!lba)
	memcpy(bytes + 446, entry, sizeof(entry));
    bytes[510] = 0x55;
    bytes[511] = 0xaa;
    return 0;
}

int platform_disk(struct disk *disk, int number)
{
    if (number >= (int)world.disks)
	return -ENODEV;
    memset(disk, 0, sizeof(*disk));
    disk->sector_size = SECTOR;
    disk->sectors = 128;
    disk->number = number;
    disk->read = read_sector;
    return 0;
}

char *platform_nic(char text[PLATFORM_TEXT_SIZE])
{
    return strcpy(text, "card");
}

uint64_t platform_memory(void)
{
    return 512 << 20;
}

const char *platform_loader(void)
{
    return "PXELINUX";
}

void platform_https(const char *trust, int use_build)
{
    (void)trust;
    (void)use_build;
}

void platform_sleep_ms(uint32_t ms)
{
    world_wait_until(world_now() + ms);
}

enum error platform_run_disk(const char *command)
{
    syslinux_run_command(command);
    return ERR_RETURNED;
}

int platform_has_screen(void)
{
    return !world.no_screen;
}

int platform_boot_again(char entry[PLATFORM_TEXT_SIZE])
{
    strcpy(entry, world.boot_entry ? world.boot_entry : "");
    world.boot_entry = NULL;
    return world.boot_entry_rc;
}

char *platform_firmware(char text[PLATFORM_TEXT_SIZE])
{
    return strcpy(text, "BIOS");
}

char *platform_disk_name(char text[PLATFORM_TEXT_SIZE],
			 const struct disk *disk)
{
    (void)disk;
    return strcpy(text, "");
}

void platform_hide_passwords(char *text)
{
    hide_passwords(text, false);
}

void platform_reboot(void)
{
    world_stop(ENDED_IN_RESET);
}

static int has_file(const char *name)
{
    size_t i;

    for (i = 0; i < ARRAY_SIZE(world.files) && world.files[i]; i++)
	if (!strcmp(name, world.files[i]))
	    return 1;
    return 0;
}

static char failed_file[NAME_SIZE];

const char *syslinux_failed_file(void)
{
    return failed_file[0] ? failed_file : NULL;
}

void syslinux_set_failed_file(const char *name)
{
    snprintf(failed_file, sizeof(failed_file), "%s", name ? name : "");
}

/* The first file of linux.c32's that is not there, as linux.c32 tells it */
static int lacks_file(const char *command)
{
    char copy[COMMAND_SIZE], *word, *file, *rest = NULL, *more = NULL;

    if (strncmp(command, "linux.c32 ", 10))
	return 0;
    snprintf(copy, sizeof(copy), "%s", command + 10);
    for (word = strtok_r(copy, " ", &rest); word;
	 word = strtok_r(NULL, " ", &rest)) {
	if (word != copy && strncmp(word, "initrd=", 7))
	    continue;
	for (file = strtok_r(word == copy ? word : word + 7, ",", &more); file;
	     file = strtok_r(NULL, ",", &more)) {
	    if (has_file(file))
		continue;
	    syslinux_set_failed_file(file);
	    return 1;
	}
    }
    return 0;
}

void syslinux_run_command(const char *command)
{
    snprintf(world_note(DEED_RAN)->text, COMMAND_SIZE, "%s", command);
    world_wait_until(world_now() + world.load_ms);
    errno = lacks_file(command) ? ENOENT : world.run_errno;
}

FILE *world_fopen(const char *name, const char *mode)
{
    snprintf(world_note(DEED_OPENED)->text, COMMAND_SIZE, "%s", name);
    if (has_file(name))
	return (fopen)("/dev/null", mode);
    errno = ENOENT;
    return NULL;
}

const struct output_dev *const fake_screen;

/* A file that forgets; write() is world_write() */
int opendev(const void *input, const struct output_dev *output, int flags)
{
    (void)input, (void)output, (void)flags;
    return memfd_create("screen", 0);
}

ssize_t world_write(int fd, const void *data, size_t len)
{
    size_t used = strlen(world.live);

    (void)fd;
    if (used + len < LIVE_MAX)
	memcpy(world.live + used, data, len);
    return (ssize_t)len;
}

int keyboard_key(void)
{
    world_spend(KEY_US);
    world_catch_up();
    if (world.keys_in == world.keys_out)
	return LINE_KEY_NONE;
    return world.keys[world.keys_out++ % sizeof(world.keys)];
}

const char *net_missing(void)
{
    return NULL;
}

static int open_socket(struct net *net, int fd)
{
    int rc = is_broken(world.open_errno);

    net->fd = rc ? NET_CLOSED : fd;
    if (!rc) {
	assert_false(world.open & 1 << fd);	/* the port is in use */
	world.open |= 1 << fd;
    }
    return rc;
}

int net_open(struct net *net)
{
    return open_socket(net, SOCKET_BOSS);
}

int net_open_dhcp(struct net *net)
{
    return open_socket(net, SOCKET_DHCP);
}

void net_close(struct net *net)
{
    unsigned int i, left = 0;

    if (net->fd == NET_CLOSED)
	return;
    world.open &= ~(1 << net->fd);
    for (i = 0; i < world.queued; i++)
	if (world.queue[i].fd != net->fd)
	    world.queue[left++] = world.queue[i];
    world.queued = left;
    net->fd = NET_CLOSED;
}

static void reply_of_dhcp(const uint8_t *question)
{
    struct coming *reply = world_coming(world_now() + world.dhcp_delay_ms);
    uint8_t *type = reply->bytes + DHCP_OFF_OPTIONS + 2;

    reply->fd = SOCKET_DHCP;
    reply->ip = BOSS;
    reply->port = 67;
    reply->len = world.dhcp_reply_len;
    memcpy(reply->bytes, world.dhcp_reply, reply->len);
    memcpy(reply->bytes + DHCP_OFF_XID, question + DHCP_OFF_XID, 4);
    *type = question[DHCP_OFF_OPTIONS + 2] == DHCP_DISCOVER ? DHCP_OFFER :
	    DHCP_ACK;
}

static void reply_of_boss(uint32_t to)
{
    struct coming *reply;

    if (world.losses) {
	world.losses--;
	return;
    }
    if (world.boss_delay_ms == SILENT || to != BOSS ||
	(world.answers && world.answered++ >= world.answers))
	return;
    reply = world_message(world_now() + world.boss_delay_ms, BOOTINFO_REPLY, 0,
			  0);
    bootinfo_encode(reply->bytes, &world.answer);
    if (world.answer_len)
	reply->len = world.answer_len;
}

int net_send(const struct net *net, uint32_t to, uint16_t port,
	     const void *data, size_t len)
{
    size_t depth = (size_t)((char *)world.stack_base -
			    (char *)__builtin_frame_address(0));
    int rc = is_broken(world.send_errno);
    struct deed *deed;

    assert_true(net->fd != NET_CLOSED);
    if (rc)
	return rc;
    deed = world_note(net->fd == SOCKET_DHCP ? DEED_ASKED_DHCP : DEED_SENT);
    deed->ip = to;
    deed->port = port;
    memcpy(deed->text, data, len < PACKET_MAX ? len : PACKET_MAX);
    if (net->fd == SOCKET_DHCP) {
	if (!world.stack_min || depth < world.stack_min)
	    world.stack_min = depth;
	if (depth > world.stack_max)
	    world.stack_max = depth;
	if (world.dhcp_delay_ms != SILENT)
	    reply_of_dhcp(data);
    } else {
	reply_of_boss(to);
    }
    return 0;
}

int net_receive(const struct net *net, uint32_t wait_ms, void *data,
		size_t size, uint32_t *from, uint16_t *port)
{
    uint32_t begin_ms;
    unsigned int i;
    int rc;

    assert_true(net->fd != NET_CLOSED);
    world_spend(KEY_US);
    world_catch_up();
    begin_ms = world_now();
    for (;;) {
	rc = is_broken(world.receive_errno);
	if (rc)
	    return rc;
	for (i = 0; i < world.queued; i++)
	    if (world.queue[i].fd == net->fd)
		break;
	if (i < world.queued)
	    break;
	if (world_now() - begin_ms >= wait_ms)
	    return -EAGAIN;
	world_wait_until(world_next_coming() - begin_ms < wait_ms ?
			 world_next_coming() : begin_ms + wait_ms);
    }
    *from = world.queue[i].ip;
    *port = world.queue[i].port;
    if (size > world.queue[i].len)
	size = world.queue[i].len;
    memcpy(data, world.queue[i].bytes, size);
    world.queued--;
    memmove(&world.queue[i], &world.queue[i + 1],
	    (world.queued - i) * sizeof(world.queue[0]));
    return (int)size;
}

unsigned int net_resolve_all(uint32_t *address, unsigned int max,
			     const char *name)
{
    unsigned int count = 0;
    size_t i;

    snprintf(world_note(DEED_LOOKED_UP)->text, PACKET_MAX, "%s", name);
    for (i = 0; i < ARRAY_SIZE(world.names) && world.names[i].name; i++) {
	if (strcmp(world.names[i].name, name) || count == max ||
	    world_now() < world.names[i].from_ms ||
	    world_now() >= world.names[i].until_ms)
	    continue;
	address[count++] = world.names[i].ip;
    }
    if (!count)
	world_wait_until(world_now() + 6000);	/* a silent name server */
    return count;
}

int net_resolve(uint32_t *address, const char *name)
{
    return net_resolve_all(address, 1, name) ? 0 : -ENOENT;
}

int net_configure(const struct dhcp_lease *lease)
{
    (void)lease;
    return 0;
}

int net_tell(uint32_t to, uint16_t port, const void *data, size_t len,
	     uint32_t wait_ms)
{
    struct deed *deed = world_note(DEED_TOLD);

    deed->ip = to;
    deed->port = port;
    memcpy(deed->text, data, len);
    if (world.has_tmcd)
	return 0;
    world_wait_until(world_now() + wait_ms);
    return -ETIMEDOUT;
}
