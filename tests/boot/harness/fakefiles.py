# SPDX-License-Identifier: GPL-2.0-or-later
"""A file server that misbehaves on purpose, over HTTP, FTP and TFTP.

    FakeFiles(namespace, "127.0.0.1", {"/mfs/bzImage": whole(b"..."),
                                       "/mfs/rootfs.cpio": cut(data, 1000)})

Every path has a story, the same for all three protocols: a function of a
Transfer, which hides what differs. A path without one is not there.
"""
import contextlib
import socket
import struct

from .service import Service

HTTP_PORT, FTP_PORT, TFTP_PORT = 8088, 2122, 6968
# FTP servers that never come to the point
FTP_SOON_PORT, FTP_DRIP_PORT, FTP_SSH_PORT = 2123, 2124, 2125
BLOCK = 65536

# To linger for 0 s when a socket is closed makes a RST of the FIN.
LINGER_RESET = struct.pack("ii", 1, 0)


class Gone(Exception):
    """The node has closed the connection, or the server is to end."""


class Transfer:
    """One file on its way to the node. The protocols fill in how."""

    def __init__(self, server, sock):
        self.server, self.sock = server, sock
        self.sent = 0

    def begin(self, length=None):
        """The file is there; its length, if it is to be announced."""

    def send(self, data):
        """A piece of it."""
        try:
            self.sock.sendall(data)
        except OSError as error:
            raise Gone from error
        self.sent += len(data)

    def end(self):
        """That was all of it, and the server says so where it can."""
        self.close()

    def close(self):
        """The connection is closed as if that were all."""
        self.sock.close()

    def reset(self):
        """The connection is reset."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                             LINGER_RESET)
        self.sock.close()

    def silence(self):
        """Nothing more, but the connection stays, until the server ends."""
        self.server.stopping.wait()


class HttpTransfer(Transfer):
    """HTTP/1.0: the end of the connection is the end of the file."""

    def __init__(self, server, sock, request):
        super().__init__(server, sock)
        self.request = request          # as it came

    def head(self, status, *fields):
        """Status line and fields."""
        lines = [f"HTTP/1.0 {status}", *fields, "", ""]
        self.send("\r\n".join(lines).encode())

    def begin(self, length=None):
        self.head("200 OK", *([f"Content-Length: {length}"]
                              if length is not None else []))


class FtpTransfer(Transfer):
    """The data connection; the control connection says how it went."""

    def __init__(self, server, control, data):
        super().__init__(server, data)
        self.control = control

    def begin(self, length=None):
        self.control.sendall(b"150 Here it comes\r\n")

    def end(self):
        self.close()
        self.control.sendall(b"226 That was all\r\n")

    def error(self):
        """Say that it went wrong, as a server does whose disk fails."""
        self.close()
        self.control.sendall(b"426 Broken off\r\n")

    def die(self):
        """Both connections are closed without a word."""
        self.close()
        self.control.shutdown(socket.SHUT_RDWR)

    def thank(self):
        """Say for ever that it went well."""
        self.close()
        repeat(self.server, self.control, b"226 That was all\r\n")


class TftpTransfer(Transfer):
    """Blocks of 512 bytes (no options), each sent until it is confirmed."""

    def __init__(self, server, sock, peer):
        super().__init__(server, sock)
        self.peer, self.number, self.rest = peer, 0, b""

    def send(self, data):
        self.rest += data
        while len(self.rest) >= 512:
            self.block(self.rest[:512])
            self.rest = self.rest[512:]

    def block(self, data):
        """One DATA packet, and the ACK for it."""
        self.number = self.number + 1 & 0xffff
        packet = struct.pack(">HH", 3, self.number) + data
        while not self.server.stopping.is_set():
            self.sock.sendto(packet, self.peer)
            with contextlib.suppress(TimeoutError):
                while True:
                    answer, _ = self.sock.recvfrom(1500)
                    if answer[:2] == b"\0\5":
                        raise Gone      # the node has closed the file
                    if answer[:4] == struct.pack(">HH", 4, self.number):
                        self.sent += len(data)
                        return
        raise Gone

    def end(self):
        self.block(self.rest)

    def stutter(self):
        """The last block for ever."""
        packet = struct.pack(">HH", 3, self.number) + bytes(512)
        while not self.server.stopping.wait(0.002):
            self.sock.sendto(packet, self.peer)

    def error(self, code=0, text=b"broken"):
        """An ERROR packet."""
        self.sock.sendto(struct.pack(">HH", 5, code) + text + b"\0",
                         self.peer)


def repeat(server, sock, data, interval=0):
    """Send this for ever, with pauses in seconds."""
    with contextlib.suppress(OSError):
        while not server.stopping.wait(interval):
            sock.sendall(data)


class FakeFiles(Service):
    """Use as a context manager."""

    quiet = (Gone, OSError)

    def __init__(self, namespace, address, stories):
        self.namespace, self.address = namespace, address
        self.stories = dict(stories)
        self.asked = []                 # (protocol, path)
        self.next_port = 30000          # for FTP
        # Where the node finds us: QEMU's user network has another name for it
        self.ftp_host = "10.0.2.2" if address == "127.0.0.1" else address

    def begin(self):
        self.sockets = []

        def says(data, interval=0, first=b""):
            def talk(sock):
                with sock:
                    sock.sendall(first)
                    repeat(self, sock, data, interval)
            return talk

        for port, talk in ((HTTP_PORT, self.http), (FTP_PORT, self.ftp),
                           (FTP_SOON_PORT, says(b"120 Soon\r\n" * 100)),
                           (FTP_DRIP_PORT, says(b"a", 2, b"220-")),
                           (FTP_SSH_PORT, says(b"SSH-2.0-OpenSSH\r\n", 1))):
            self.start(self.accept, self.tcp(port), talk)
        self.socket = self.udp(TFTP_PORT)

    def end(self):
        for sock in self.sockets:
            sock.close()

    def tcp(self, port):
        """A listening TCP socket in the namespace."""
        sock = self.listen(self.address, port)
        self.sockets.append(sock)
        return sock

    def udp(self, port):
        """A UDP socket in the namespace."""
        sock = self.namespace.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind((self.address, port))
        sock.settimeout(0.5)
        self.sockets.append(sock)
        return sock

    def accept(self, sock, talk):
        """A thread for each connection."""
        for connection in self.connections(sock):
            connection.settimeout(120)
            self.start(talk, connection)

    def story(self, protocol, path):
        """The story of a path, or None."""
        path = "/" + path.lstrip("/")
        self.asked.append((protocol, path))
        return self.stories.get(path)

    # The protocols --------------------------------------------------------

    def http(self, sock):
        """One request, one answer."""
        with sock:
            head = b""
            while b"\r\n\r\n" not in head:
                data = sock.recv(4096)
                if not data:
                    return
                head += data
            story = self.story("http", head.split()[1].decode())
            transfer = HttpTransfer(self, sock, head.decode("latin-1"))
            if story:
                story(transfer)
            else:
                transfer.head("404 Not Found", "Content-Length: 0")

    def ftp(self, control):
        """One login, one file."""
        def say(text):
            control.sendall(text.encode() + b"\r\n")

        replies = {"USER": "331 Your name", "PASS": "230 Welcome",
                   "TYPE": "200 Yes", "QUIT": "221 Bye"}
        with control, control.makefile("rb") as lines:
            say("220 A server that misbehaves")
            port = self.ftp_data_port()
            for line in lines:
                verb, _, argument = line.decode().strip().partition(" ")
                if verb == "PASV":
                    listener = self.tcp(port)
                    host = self.ftp_host.replace(".", ",")
                    say(f"227 Passive ({host},{port >> 8},{port & 255})")
                elif verb == "RETR":
                    story = self.story("ftp", argument)
                    if not story:
                        say("550 No such file")
                        continue
                    data, _ = listener.accept()
                    with data:
                        story(FtpTransfer(self, control, data))
                else:
                    say(replies.get(verb, "502 No"))

    def ftp_data_port(self):
        """A port of its own for each connection."""
        self.next_port += 1
        return self.next_port

    def loop(self):
        """TFTP: a thread and a port of its own for each transfer."""
        while not self.stopping.is_set():
            with contextlib.suppress(TimeoutError):
                request, peer = self.socket.recvfrom(1500)
                if request[:2] == b"\0\1":
                    path = request[2:].split(b"\0")[0].decode()
                    self.start(self.tftp_transfer, path, peer)

    def tftp_transfer(self, path, peer):
        """One file."""
        story = self.story("tftp", path)
        transfer = TftpTransfer(self, self.udp(0), peer)
        if story:
            story(transfer)
        else:
            transfer.error(1, b"not here")


# Stories -------------------------------------------------------------------

def whole(data):
    """A file, as it should be."""
    def story(transfer):
        transfer.begin(len(data))
        transfer.send(data)
        transfer.end()
    return story


def cut(data, length=True, how="close"):
    """Half of the file, then `how`: close, reset, silence, error."""
    def story(transfer):
        transfer.begin(len(data) if length else None)
        transfer.send(data[:len(data) // 2])
        getattr(transfer, how)()
    return story


def drip(head, data, interval=2):
    """HTTP: these bytes, and then one in a while."""
    def story(transfer):
        transfer.send(head)
        repeat(transfer.server, transfer.sock, data, interval)
    return story


def endless(length=None):
    """A file without an end."""
    def story(transfer):
        transfer.begin(length)
        while not transfer.server.stopping.is_set():
            transfer.send(bytes(BLOCK))
    return story


def answer(*lines, body=b""):
    """HTTP: these header lines."""
    def story(transfer):
        transfer.head(*lines)
        transfer.send(body)
        transfer.end()
    return story


def raw(data, repeat=False):
    """HTTP: these bytes instead of an answer, perhaps for ever."""
    def story(transfer):
        transfer.send(data)
        while repeat and not transfer.server.stopping.is_set():
            transfer.send(data)
        transfer.close()
    return story
