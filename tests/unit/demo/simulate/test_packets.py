"""MQTT as bytes: any stream that was cut into any pieces comes out as the same packets."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from demo.errors import StreamBroken
from demo.simulate.packets import PUBLISH, Framer, kind, published
from tests.contract.raw_mqtt import packet, text

packets = some.builds(
    packet, some.sampled_from([0x10, 0x20, PUBLISH, 0x82, 0xC0, 0xE0]), some.binary(max_size=300)
)


@given(some.lists(packets, max_size=8), some.lists(some.integers(1, 50), min_size=1))
def test_a_stream_in_pieces_gives_the_packets_that_were_said(said: list[bytes], sizes: list[int]) -> None:
    stream, framer, heard = b"".join(said), Framer(), []
    while stream:
        for size in sizes:
            heard += framer.feed(stream[:size])
            stream = stream[size:]
    assert heard == said


def test_a_large_packet_comes_whole() -> None:
    said = packet(PUBLISH, text("a/b") + bytes(70_000))
    framer = Framer()
    assert framer.feed(said[:65_536]) == []
    assert framer.feed(said[65_536:]) == [said]


def test_a_message_is_read_with_and_without_a_packet_id() -> None:
    assert published(packet(PUBLISH, text("a/b") + b"words")) == ("a/b", b"words")
    assert published(packet(PUBLISH | 0x02, text("a/b") + b"\0\7words")) == ("a/b", b"words")
    assert kind(packet(PUBLISH | 0x01, text("a/b"))) == PUBLISH


def test_what_is_no_mqtt_is_refused() -> None:
    with pytest.raises(StreamBroken):
        Framer().feed(b"\x30\xff\xff\xff\xff\xff")
    with pytest.raises(StreamBroken):
        published(packet(PUBLISH, b"\xff\xff"))
