/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * httpget.c - a network module in 40 lines: print what an HTTP server says
 *
 *	httpget.c32 HOST PORT PATH
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *host;
    struct timeval patience = { .tv_sec = 10 };
    char buffer[1024];
    ssize_t len;
    int rc, s;

    if (argc != 4) {
	printf("usage: httpget.c32 HOST PORT PATH\n");
	return 1;
    }
    rc = getaddrinfo(argv[1], argv[2], &hints, &host);
    if (rc) {
	printf("httpget: %s: %s\n", argv[1], gai_strerror(rc));
	return 1;
    }
    s = socket(host->ai_family, host->ai_socktype, host->ai_protocol);
    setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    rc = connect(s, host->ai_addr, host->ai_addrlen);
    freeaddrinfo(host);
    if (rc) {
	printf("httpget: cannot connect: error %d\n", errno);
	return 1;			/* closes the socket as well */
    }

    len = snprintf(buffer, sizeof(buffer), "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n",
		   argv[3], argv[1]);
    send(s, buffer, len, 0);
    while ((len = recv(s, buffer, sizeof(buffer), 0)) > 0)
	write(STDOUT_FILENO, buffer, len);
    if (len < 0)
	printf("httpget: error %d\n", errno);
    close(s);
    return len < 0;
}
