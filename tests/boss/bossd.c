/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bossd.c - a reference bootinfo server
 *
 *	bossd [-g] [-a BIND_IP] [-p PORT] [-r PORT] -c FILE | -e 'ANSWERS'
 *
 * Runs in the foreground and writes one line to stdout for each datagram. The
 * config file is described in config.h, the answers in answer.h; `bossd -h`
 * shows both. A reply goes from the server's own port to port 9696 of the
 * address that the request came from, whatever port that used. SIGHUP reads
 * FILE again (a broken one changes nothing); SIGTERM and SIGINT end the server.
 */
#define _GNU_SOURCE			/* ppoll() */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server.h"

/* Site policy: no sensible config is larger, in bytes */
#define CONFIG_MAX	(16u << 20)

/* A UDP datagram over IPv4 holds at most 65507 bytes (RFC 768, RFC 791) */
#define DATAGRAM_MAX	65507

/* Site policy: datagrams handled in a row before signals are looked at */
#define BURST_MAX	64

struct settings {
    const char *file;			/* -c */
    const char *answers;		/* -e */
    struct sockaddr_in bind;		/* -a, -p */
    uint16_t reply_port;		/* -r, host byte order */
};

static volatile sig_atomic_t reload, stop;

static const char usage_text[] =
    "usage: bossd [-g] [-a BIND_IP] [-p PORT] [-r PORT] -c FILE | -e 'ANSWERS'\n"
    "\n"
    "A reference bootinfo server. One line on stdout for each datagram.\n"
    "\n"
    "  -a BIND_IP    listen on this address only (default: all)\n"
    "  -p PORT       listen on this UDP port (default 6969; 0 = any free one)\n"
    "  -r PORT       send replies to this port of the node (default 9696), for\n"
    "                nodes behind a port forward\n"
    "  -g            leave garbage in the bytes that real servers do not write\n"
    "  -c FILE       which node gets which answers; read again on SIGHUP\n"
    "  -e 'ANSWERS'  the same answers for every node\n"
    "  -h            this help\n"
    "\n"
    "A line of FILE is 'NODE ANSWER [; ANSWER]...'; '#' begins a comment.\n"
    "NODE is an IPv4 address, key:STRING (asked by KEYED_REQUEST) or 'default'.\n"
    "A node gets its ANSWERs one after the other, the last one for ever:\n"
    "  PART n [-- cmdline]         MFS path|IP:/path|host:/path|URL [-- cmdline]\n"
    "  SYSID n                     MB ip:/file [-- cmdline]\n"
    "  DISKPART disk n             WAIT, REBOOT, AUTO, RESTART\n"
    "  FAIL (a reply with status 1), NONE (no reply)\n"
    "A node without a line gets FAIL.\n"
    "\n"
    "Example:\n"
    "  10.0.2.15  WAIT ; MFS http://10.0.2.2:8080/mfs -- nonce=1\n"
    "  key:abc    DISKPART 0x81 1\n"
    "  default    PART 0\n";

static void on_signal(int signal)
{
    if (signal == SIGHUP)
	reload = 1;
    else
	stop = 1;
}

static void report(void *context, unsigned int line, const char *why)
{
    fprintf(stderr, "%s:%u: %s\n", (const char *)context, line, why);
}

/* The whole file with its length, or NULL after a message */
static char *read_file(const char *name, size_t *len)
{
    FILE *file = fopen(name, "rb");
    size_t room = 4096, used = 0, got;
    char *text = NULL, *more;

    if (!file)
	goto fail;
    do {
	room *= 2;
	errno = EFBIG;
	more = room <= CONFIG_MAX ? realloc(text, room) : NULL;
	if (!more)
	    goto fail;
	text = more;
	got = fread(text + used, 1, room - used, file);
	used += got;
    } while (used == room);
    if (ferror(file))
	goto fail;
    fclose(file);
    *len = used;
    return text;
fail:
    fprintf(stderr, "bossd: %s: %s\n", name, strerror(errno));
    free(text);
    if (file)
	fclose(file);
    return NULL;
}

/* Config from -c or -e; messages name file and line */
static int load(const struct settings *settings, struct boss_config *config)
{
    static const char node[] = "default ";
    char source[] = "-e";
    char *text, *name = source;
    size_t len;
    int rc;

    if (settings->file) {
	text = read_file(settings->file, &len);
	name = strdup(settings->file);
    } else {
	len = sizeof(node) - 1 + strlen(settings->answers);
	text = malloc(len + 1);
	if (text)
	    snprintf(text, len + 1, "%s%s", node, settings->answers);
    }
    rc = text && name ? boss_config_parse(config, text, len, report, name) :
			-ENOMEM;
    free(text);
    if (name != source)
	free(name);
    return rc;
}

static int parse_port(const char *text, uint16_t *port)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);

    if (*text < '0' || *text > '9' || *end || value > 65535) {
	fprintf(stderr, "bossd: not a port: %s\n", text);
	return -EINVAL;
    }
    *port = (uint16_t)value;
    return 0;
}

static int parse_options(struct settings *settings, struct boss_server *server,
			 int argc, char **argv)
{
    uint16_t port = BOOTINFO_SERVER_PORT;
    int option;

    settings->bind.sin_family = AF_INET;
    settings->reply_port = BOOTINFO_CLIENT_PORT;
    while ((option = getopt(argc, argv, "a:p:r:c:e:gh")) != -1) {
	switch (option) {
	case 'a':
	    if (inet_pton(AF_INET, optarg, &settings->bind.sin_addr) != 1) {
		fprintf(stderr, "bossd: not an IPv4 address: %s\n", optarg);
		return -EINVAL;
	    }
	    break;
	case 'p':
	    if (parse_port(optarg, &port))
		return -EINVAL;
	    break;
	case 'r':
	    if (parse_port(optarg, &settings->reply_port))
		return -EINVAL;
	    break;
	case 'c':
	    settings->file = optarg;
	    break;
	case 'e':
	    settings->answers = optarg;
	    break;
	case 'g':
	    server->garbage = true;
	    break;
	case 'h':
	    fputs(usage_text, stdout);
	    exit(EXIT_SUCCESS);
	default:
	    return -EINVAL;
	}
    }
    settings->bind.sin_port = htons(port);
    if (optind != argc || !settings->file == !settings->answers) {
	fprintf(stderr, "bossd: give one of -c FILE and -e 'ANSWERS'\n");
	return -EINVAL;
    }
    return 0;
}

static int open_socket(struct settings *settings)
{
    struct sockaddr *addr = (struct sockaddr *)&settings->bind;
    socklen_t len = sizeof(settings->bind);
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0 || bind(fd, addr, len) < 0 || getsockname(fd, addr, &len) < 0) {
	fprintf(stderr, "bossd: port %u: %s\n", ntohs(settings->bind.sin_port),
		strerror(errno));
	if (fd >= 0)
	    close(fd);
	return -1;
    }
    return fd;
}

/* Handle the datagrams that have arrived; signals get their turn in a flood */
static void receive(const struct settings *settings, struct boss_server *server,
		    int fd)
{
    static uint8_t packet[DATAGRAM_MAX];
    uint8_t reply[BOOTINFO_PACKET_SIZE];
    char log[BOSS_LOG_SIZE];
    int i;

    for (i = 0; i < BURST_MAX; i++) {
	struct sockaddr_in from;
	socklen_t from_len = sizeof(from);
	ssize_t len = recvfrom(fd, packet, sizeof(packet), 0,
			       (struct sockaddr *)&from, &from_len);
	bool send;

	if (len < 0) {
	    if (errno != EAGAIN)
		fprintf(stderr, "bossd: receive: %s\n", strerror(errno));
	    return;
	}
	send = boss_server_handle(server, from.sin_addr.s_addr, packet,
				  (size_t)len, reply, log, sizeof(log));
	printf("boss: %s\n", log);
	from.sin_port = htons(settings->reply_port);
	if (send && sendto(fd, reply, sizeof(reply), 0,
			   (struct sockaddr *)&from, from_len) < 0)
	    fprintf(stderr, "bossd: send: %s\n", strerror(errno));
    }
}

static void read_again(const struct settings *settings,
		       struct boss_server *server)
{
    struct boss_config config;

    if (!settings->file)
	return;
    if (load(settings, &config) == 0) {
	boss_server_config(server, &config);
	printf("boss: read %s again\n", settings->file);
    } else {
	printf("boss: %s is broken, the old config stays\n", settings->file);
    }
}

int main(int argc, char **argv)
{
    static struct boss_server server;
    struct settings settings = { 0 };
    struct sigaction action = { .sa_handler = on_signal };
    struct boss_config config;
    char address[INET_ADDRSTRLEN];
    sigset_t blocked, waiting;
    struct pollfd poll_fd;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (parse_options(&settings, &server, argc, argv)) {
	fputs("bossd: -h shows help\n", stderr);
	return 2;
    }
    if (load(&settings, &config))
	return EXIT_FAILURE;
    boss_server_config(&server, &config);

    /* Signals are seen only in ppoll(), so none is lost before it */
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGHUP);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &waiting);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);

    poll_fd.fd = open_socket(&settings);
    poll_fd.events = POLLIN;
    if (poll_fd.fd < 0)
	return EXIT_FAILURE;
    inet_ntop(AF_INET, &settings.bind.sin_addr, address, sizeof(address));
    printf("boss: listening on %s port %u\n", address,
	   ntohs(settings.bind.sin_port));
    while (!stop) {
	int ready = ppoll(&poll_fd, 1, NULL, &waiting);

	if (reload) {
	    reload = 0;
	    read_again(&settings, &server);
	}
	if (ready > 0)
	    receive(&settings, &server, poll_fd.fd);
    }
    close(poll_fd.fd);
    boss_config_free(&server.config);
    return EXIT_SUCCESS;
}
