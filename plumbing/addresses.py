"""The addresses that this machine has right now, asked of the kernel (rtnetlink); nothing is sent to any network."""

import socket
import struct
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

_GETADDR, _NEWADDR, _DONE = 22, 20, 3
_REQUEST_DUMP: Final = 0x1 | 0x300
_ADDRESS, _LOCAL = 1, 2
_HEAD: Final = struct.Struct("=IHHII")
_BODY: Final = struct.Struct("=BBBBI")
_ATTRIBUTE: Final = struct.Struct("=HH")


def own_addresses() -> tuple[str, ...]:
    """Every address of this machine, sorted; without those that mean nothing beyond one cable (fe80::)."""
    found = {address for address in _asked() if not (address.version == 6 and address.is_link_local)}
    return tuple(str(address) for address in sorted(found, key=lambda one: (one.version, int(one))))


def is_loopback(host: str) -> bool:
    """Whether whoever listens or lives there is on this very machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_address(host: str) -> bool:
    """Whether this is an address, and not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _asked() -> Iterator[IPv4Address | IPv6Address]:
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as kernel:
        kernel.send(_HEAD.pack(_HEAD.size + _BODY.size, _GETADDR, _REQUEST_DUMP, 1, 0) + _BODY.pack(*[0] * 5))
        while True:
            for kind, body in _messages(kernel.recv(65536)):
                if kind == _NEWADDR:
                    yield from _own(body)
                elif kind <= _DONE:
                    return


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= _HEAD.size:
        size, kind, *_ = _HEAD.unpack_from(data)
        yield kind, data[_HEAD.size : size]
        data = data[(size + 3) & ~3 :]


def _own(body: bytes) -> Iterator[IPv4Address | IPv6Address]:
    """The address of our end; on a line between two machines, ADDRESS is the other end and LOCAL is ours."""
    attributes, rest = {}, body[_BODY.size :]
    while len(rest) >= _ATTRIBUTE.size:
        size, kind = _ATTRIBUTE.unpack_from(rest)
        attributes[kind] = rest[_ATTRIBUTE.size : size]
        rest = rest[max((size + 3) & ~3, _ATTRIBUTE.size) :]
    packed = attributes.get(_LOCAL, attributes.get(_ADDRESS))
    if packed:
        yield ip_address(packed)
