"""MQTT 3.1.1 on the wire: a stream of bytes cut into whole packets. Pure."""

from typing import Final, NamedTuple

from demo.errors import StreamBroken

PUBLISH: Final = 0x30
DISCONNECT: Final = 0xE0
_LONGEST_LENGTH: Final = 4
"""Bytes that say how long the rest of a packet is."""


class Published(NamedTuple):
    """What a PUBLISH packet carries."""

    topic: str
    payload: bytes


class Framer:
    """Takes a stream as it comes, in any pieces."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Return the packets that are whole now; raise StreamBroken for what is no MQTT."""
        self._rest += data
        packets = []
        while (end := _end(self._rest)) is not None and end <= len(self._rest):
            packets.append(bytes(self._rest[:end]))
            del self._rest[:end]
        return packets


def kind(packet: bytes) -> int:
    """Return the kind of a packet: PUBLISH, DISCONNECT ..."""
    return packet[0] & 0xF0


def published(packet: bytes) -> Published:
    """Return topic and payload of a PUBLISH packet; raise StreamBroken when it has none."""
    start = _body(packet)
    size = int.from_bytes(packet[start : start + 2], "big")
    after = start + 2 + size + (2 if packet[0] & 0x06 else 0)  # a QoS over 0 has a packet id
    if after > len(packet):
        raise StreamBroken("a message without its topic")
    return Published(packet[start + 2 : start + 2 + size].decode("utf-8", "replace"), packet[after:])


def with_payload(packet: bytes, payload: bytes) -> bytes:
    """Return a PUBLISH packet with another payload."""
    start = _body(packet)
    size = int.from_bytes(packet[start : start + 2], "big")
    rest = packet[start : start + 2 + size + (2 if packet[0] & 0x06 else 0)] + payload
    length, number = bytearray(), len(rest)
    while True:
        number, digit = divmod(number, 128)
        length.append(digit | (0x80 if number else 0))
        if not number:
            return packet[:1] + bytes(length) + rest


def _body(packet: bytes) -> int:
    start = 1
    while packet[start] & 0x80:
        start += 1
    return start + 1


def _end(data: bytearray) -> int | None:
    """Return where the first packet ends; None while its length has not come."""
    size = shift = 0
    for place in range(1, min(len(data), 1 + _LONGEST_LENGTH)):
        size |= (data[place] & 0x7F) << shift
        shift += 7
        if data[place] < 0x80:
            return place + 1 + size
    if len(data) > _LONGEST_LENGTH:
        raise StreamBroken("a packet without end")
    return None
