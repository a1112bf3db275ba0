/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * httpsget.c - a network module in 60 lines: fetch a key over HTTPS, print it
 *
 *	httpsget.c32 HOST PORT PATH
 *
 * It is linked with libhttps.c32, which checks that the server is HOST.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <syslinux/tls.h>
#include <unistd.h>

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
    struct timeval patience = { .tv_sec = 10 };
    int rc, s;

    rc = getaddrinfo(host, port, &hints, &list);
    if (rc) {
	printf("httpsget: %s: %s\n", host, gai_strerror(rc));
	return -1;
    }
    s = socket(list->ai_family, list->ai_socktype, list->ai_protocol);
    setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    rc = connect(s, list->ai_addr, list->ai_addrlen);
    freeaddrinfo(list);
    if (rc)
	printf("httpsget: cannot connect: error %d\n", errno);
    return rc ? -1 : s;			/* a module's end closes it as well */
}

int main(int argc, char *argv[])
{
    char buffer[1024];
    ssize_t len;
    int s, tls;

    if (argc != 4) {
	printf("usage: httpsget.c32 HOST PORT PATH\n");
	return 1;
    }
    s = connect_to(argv[1], argv[2]);
    if (s < 0)
	return 1;
    tls = tls_connect(s, argv[1]);	/* says why not by itself */
    if (tls < 0)
	return 1;

    len = snprintf(buffer, sizeof(buffer), "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n",
		   argv[3], argv[1]);
    if (tls_write(tls, buffer, len) == len)
	while ((len = tls_read(tls, buffer, sizeof(buffer))) > 0)
	    write(STDOUT_FILENO, buffer, len);
    if (len)
	printf("httpsget: %s\n", tls_reason());
    tls_close(tls);
    close(s);
    return len != 0;
}
