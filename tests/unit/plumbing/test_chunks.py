"""The chunk frame: bytes that never change, and what is refused."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbing.chunks import CHUNK, Chunk, chunk_count, decode_chunk, encode_chunk
from plumbing.errors import ChunkRefused

GOLDEN = bytes.fromhex(
    "57534d31"  # WSM1
    "01"  # version
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    "00000002"  # index
    "00000003"  # count
    "00000005"  # length
    "8df8c3ab"  # CRC-32 of all the above and the data
    "68656c6c6f",
)
CHUNK_OF_GOLDEN = Chunk(bytes(range(32)).hex(), 2, 3, b"hello")


def frame(index: int, count: int, data: bytes, announced: int | None = None) -> bytes:
    length = len(data) if announced is None else announced
    head = struct.pack(">4sB32sIII", b"WSM1", 1, bytes(32), index, count, length)
    return head + struct.pack(">I", zlib.crc32(data, zlib.crc32(head))) + data


def test_the_golden_bytes_are_kept_for_ever() -> None:
    assert encode_chunk(CHUNK_OF_GOLDEN) == GOLDEN
    assert decode_chunk(GOLDEN) == CHUNK_OF_GOLDEN


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2000), st.binary(min_size=1, max_size=300))
def test_the_last_chunk_survives_the_wire(media_id: bytes, index: int, data: bytes) -> None:
    chunk = Chunk(media_id.hex(), index, index + 1, data)
    assert decode_chunk(encode_chunk(chunk)) == chunk


def test_a_whole_chunk_fits_with_room_to_spare_in_a_message() -> None:
    assert len(encode_chunk(Chunk("00" * 32, 0, 2, bytes(CHUNK)))) == CHUNK + 53


@given(st.integers(0, len(GOLDEN) * 8 - 1))
def test_every_flipped_bit_is_noticed(bit: int) -> None:
    damaged = bytearray(GOLDEN)
    damaged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ChunkRefused):
        decode_chunk(bytes(damaged))


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused_and_nothing_else_happens(junk: bytes) -> None:
    with pytest.raises(ChunkRefused):
        decode_chunk(junk)


@pytest.mark.parametrize(
    "bad",
    [
        frame(3, 3, b"x"),
        frame(0, 65537, bytes(CHUNK)),
        frame(0, 2, b"short, but not the last"),
        frame(0, 1, bytes(CHUNK + 1)),
        frame(0, 1, b""),
        frame(0, 1, b"xx", announced=1),
        GOLDEN + b"!",
        GOLDEN[:-1],
    ],
)
def test_a_frame_that_contradicts_itself_is_refused(bad: bytes) -> None:
    with pytest.raises(ChunkRefused):
        decode_chunk(bad)


@pytest.mark.parametrize(("size", "count"), [(0, 0), (1, 1), (CHUNK, 1), (CHUNK + 1, 2), (10 * CHUNK, 10)])
def test_the_number_of_chunks(size: int, count: int) -> None:
    assert chunk_count(size) == count
