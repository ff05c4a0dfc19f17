"""One piece of a file on the wire: which file, which piece, and a check sum. Pure."""

import struct
import zlib
from dataclasses import dataclass

from plumbing.errors import ChunkRefused

CHUNK = 32 * 1024
"""Bytes in every chunk but the last."""

MAGIC = b"WSM1"
VERSION = 1
COUNT_LIMIT = 65536
"""Chunks in one file: 2 GiB."""

_HEADER = struct.Struct(">4sB32sIIII")


@dataclass(frozen=True, slots=True)
class Chunk:
    """`data` is piece `index` of the `count` pieces of the file `media_id` (64 hex)."""

    media_id: str
    index: int
    count: int
    data: bytes


def chunk_count(size: int) -> int:
    """How many chunks a file of `size` bytes has; an empty file has none."""
    return -(-size // CHUNK)


def encode_chunk(chunk: Chunk) -> bytes:
    """The frame: magic, version, media id (32 bytes), index, count, length, CRC-32 (all big-endian), data."""
    head = _HEADER.pack(
        MAGIC,
        VERSION,
        bytes.fromhex(chunk.media_id),
        chunk.index,
        chunk.count,
        len(chunk.data),
        0,
    )[:-4]
    return head + zlib.crc32(chunk.data, zlib.crc32(head)).to_bytes(4, "big") + chunk.data


def decode_chunk(frame: bytes) -> Chunk:
    """Return the chunk in a frame; raise ChunkRefused for bytes that are not one whole, undamaged chunk."""
    if fault := _fault(frame):
        raise ChunkRefused(fault)
    _, _, media_id, index, count, _, _ = _HEADER.unpack_from(frame)
    return Chunk(media_id.hex(), index, count, frame[_HEADER.size :])


def _fault(frame: bytes) -> str:
    if len(frame) < _HEADER.size:
        return "too short for its header"
    magic, version, _, index, count, length, check = _HEADER.unpack_from(frame)
    data = memoryview(frame)[_HEADER.size :]
    whole = length == CHUNK or (index == count - 1 and 0 < length < CHUNK)
    if magic != MAGIC or version != VERSION:
        return "not of a version that we know"
    if not index < count <= COUNT_LIMIT:
        return f"piece {index} of {count}"
    if len(data) != length or not whole:
        return f"{len(data)} bytes where {length} were announced"
    if zlib.crc32(data, zlib.crc32(frame[: _HEADER.size - 4])) != check:
        return "its check sum differs"
    return ""
