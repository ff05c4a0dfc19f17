"""One knock at a broker's door, to learn whether it would let this account in right now."""

import secrets
import socket
import ssl

ACCEPTED = 0
REFUSED = frozenset({4, 5})
"""Wrong password; no such right. Nats says the one, mosquitto the other."""


def knock(
    address: tuple[str, int],
    user: str,
    password: str,
    timeout_s: float = 2.0,
    tls: ssl.SSLContext | None = None,
) -> int | None:
    """Return the answer to an MQTT CONNECT (0 = come in, 4 and 5 = no), None when nobody answers; leave."""
    try:
        with socket.create_connection(address, timeout_s) as plain, _door(plain, tls) as door:
            door.settimeout(timeout_s)
            door.sendall(_connect(user, password))
            answer = door.recv(4)
            door.sendall(b"\xe0\x00")
    except OSError:
        return None
    return answer[3] if len(answer) == 4 and answer[0] == 0x20 else None


def _door(plain: socket.socket, tls: ssl.SSLContext | None) -> socket.socket:
    return plain if tls is None else tls.wrap_socket(plain)


def _connect(user: str, password: str) -> bytes:
    client_id = f"knock-{secrets.token_hex(16)}"
    body = _text("MQTT") + b"\x04\xc2\x00\x0f" + _text(client_id) + _text(user) + _text(password)
    return b"\x10" + _length(len(body)) + body


def _text(text: str) -> bytes:
    raw = text.encode()
    return len(raw).to_bytes(2, "big") + raw


def _length(size: int) -> bytes:
    return bytes([size]) if size < 128 else bytes([size % 128 | 128, size // 128])
