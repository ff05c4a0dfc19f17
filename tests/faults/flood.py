"""What somebody without a secret can throw at a port, each kind for a bounded time and from given addresses."""

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from typing import Final

Wrap = Callable[[socket.socket], socket.socket]
AT_ONCE: Final = 120
"""Connections that one flood holds open at the same time, if it is let in."""
_CONNECT: Final = b"\x00\x04MQTT\x04\xc2\x00\x0f"


def _text(words: bytes) -> bytes:
    return len(words).to_bytes(2, "big") + words


def _refused(number: int) -> bytes:
    body = _CONNECT + _text(b"guess-%d" % number) + _text(b"station-cave-1") + _text(b"guess %d" % number)
    return b"\x10" + bytes([len(body)]) + body


MQTT: Final[dict[str, Callable[[int], bytes]]] = {
    "half-open": lambda _: b"",
    "garbage": lambda _: os.urandom(300),
    "a hello of TLS that never ends": lambda _: b"\x16\x03\x01\x40\x00\x01\x00\x3f\xfc" + bytes(8_000),
    "a length without an end": lambda _: b"\x10" + b"\xff" * 200,
    "a huge packet": lambda _: b"\x10\xff\xff\xff\x7f" + bytes(300_000),
    "a large packet never finished": lambda _: b"\x10\xf0\xff\x07" + _CONNECT + bytes(120_000),
    "a publish before the login": lambda _: b"\x30\xf0\xff\x07\x00\x01x" + bytes(120_000),
    "a byte now and then": lambda _: b"\x10",
    "a wrong password": _refused,
}
HTTP: Final[dict[str, Callable[[int], bytes]]] = {
    "half-open": lambda _: b"",
    "garbage": lambda _: os.urandom(300),
    "a head without an end": lambda _: b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 300_000,
    "a head now and then": lambda _: b"GET / HTTP/1.1\r\n",
    "a body without an end": lambda _: (
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n" + bytes(300_000)
    ),
    "many questions": lambda number: b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n" % number,
}


class Flood:
    """One kind of it, in a thread of its own until the block is left; `thrown` counts connections tried."""

    def __init__(self, port: int, sources: list[str], word: Callable[[int], bytes], wrap: Wrap) -> None:
        self._port, self._word, self._wrap = port, word, wrap
        self._sources = cycle(sources)
        self._held: list[socket.socket] = []
        self._over = threading.Event()
        self.thrown = 0

    def run(self) -> None:
        while not self._over.is_set():
            with suppress(OSError):
                self._held.append(self._come())
            if len(self._held) > AT_ONCE:
                self._held.pop(0).close()
        for call in self._held:
            call.close()

    def end(self) -> None:
        self._over.set()

    def _come(self) -> socket.socket:
        self.thrown += 1
        address = ("127.0.0.1", self._port)
        call = socket.create_connection(address, 0.2, source_address=(next(self._sources), 0))
        with suppress(OSError):
            if self.thrown % 2:
                call = self._wrap(call)
            call.settimeout(0.05)
            call.sendall(self._word(self.thrown))
        return call


def trusting_anybody(call: socket.socket) -> socket.socket:
    """TLS as somebody does it who wants to get in, whoever is there."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    call.settimeout(1)
    return context.wrap_socket(call)


@contextmanager
def flooded(
    port: int, sources: list[str], word: Callable[[int], bytes], wrap: Wrap = lambda call: call
) -> Iterator[Flood]:
    """Flood a port from these addresses of this machine while the block runs; half of the calls are wrapped."""
    flood = Flood(port, sources, word, wrap)
    thread = threading.Thread(target=flood.run, daemon=True)
    thread.start()
    try:
        yield flood
    finally:
        flood.end()
        thread.join()
