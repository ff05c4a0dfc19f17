"""A bare MQTT 3.1.1 client: it says exactly what a test wants said, also what no honest client would say."""

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from hub.broker import Account
from hub.broker.managed import ManagedBroker

CONNACK, PUBLISH, SUBACK, UNSUBACK, PINGRESP = 0x20, 0x30, 0x90, 0xB0, 0xD0


def packet(kind: int, body: bytes) -> bytes:
    size, length = len(body), b""
    while True:
        size, digit = divmod(size, 128)
        length += bytes([digit | (128 if size else 0)])
        if not size:
            return bytes([kind]) + length + body


def text(words: str) -> bytes:
    return len(words.encode()).to_bytes(2, "big") + words.encode()


class RawClient:
    """One connection; reads block for at most five seconds."""

    def __init__(self, broker: ManagedBroker) -> None:
        self.socket = socket.create_connection(broker.address, 5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if broker.tls is not None:
            self.socket = broker.tls.wrap_socket(self.socket)
        self.messages: list[tuple[str, bytes]] = []

    @property
    def topics(self) -> set[str]:
        """On what it has heard something."""
        return {topic for topic, _ in self.messages}

    def connect(self, account: Account, client_id: str, will: tuple[str, bytes] | None = None) -> int:
        """Return the CONNACK code."""
        flags = 0xC2 | (0x24 if will else 0)
        body = text("MQTT") + bytes([4, flags, 0, 15]) + text(client_id)
        if will:
            body += text(will[0]) + len(will[1]).to_bytes(2, "big") + will[1]
        self.socket.sendall(packet(0x10, body + text(account.user) + text(account.password)))
        return self.read_until(CONNACK)[1]

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        self.socket.sendall(packet(PUBLISH | retain, text(topic) + payload))

    def subscribe(self, topic: str) -> int:
        """Return the granted QoS, or 0x80."""
        self.socket.sendall(packet(0x82, b"\0\1" + text(topic) + b"\0"))
        return self.read_until(SUBACK)[2]

    def unsubscribe(self, topic: str) -> None:
        """Return when it is done."""
        self.socket.sendall(packet(0xA2, b"\0\1" + text(topic)))
        self.read_until(UNSUBACK)

    def die(self) -> None:
        """Break off without a goodbye; return when the broker has noticed."""
        self.socket.shutdown(socket.SHUT_WR)
        while self.socket.recv(65536):
            pass

    def ping(self) -> None:
        """Return when the broker has dealt with everything said before."""
        self.socket.sendall(b"\xc0\0")
        self.read_until(PINGRESP)

    def read_until(self, kind: int) -> bytes:
        """The body of the next packet of a kind; messages on the way are kept in `messages`."""
        while True:
            found, body = self._read_packet()
            if found & 0xF0 == PUBLISH:
                size = int.from_bytes(body[:2], "big")
                self.messages.append((body[2 : 2 + size].decode(), body[2 + size :]))
            if found & 0xF0 == kind:
                return body

    def thrown_out_for(self, bytes_sent: bytes) -> bool:
        """Whether the broker ends the connection over this, be it while we still send."""
        try:
            self.socket.sendall(bytes_sent)
        except TimeoutError:
            return False
        except OSError:
            return True
        return self.thrown_out()

    def thrown_out(self) -> bool:
        """Whether the broker ends the connection within two seconds."""
        self.socket.settimeout(2)
        try:
            while self.socket.recv(65536):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
        return True

    def _read_packet(self) -> tuple[int, bytes]:
        kind = self._read(1)[0]
        size = shift = 0
        while True:
            digit = self._read(1)[0]
            size |= (digit & 127) << shift
            shift += 7
            if digit < 128:
                return kind, self._read(size)

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self.socket.recv(size - len(data))
            if not more:
                raise ConnectionResetError
            data += more
        return data


@contextmanager
def raw_client(broker: ManagedBroker) -> Iterator[RawClient]:
    client = RawClient(broker)
    with client.socket:
        yield client


@contextmanager
def raw_login(broker: ManagedBroker, account: Account, client_id: str = "") -> Iterator[RawClient]:
    """Log in, under a new client id unless told otherwise: nats-server makes a known one wait for a second."""
    with raw_client(broker) as client:
        assert client.connect(account, client_id or secrets.token_hex(8)) == 0
        yield client
