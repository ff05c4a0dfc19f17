"""Reading what a damaged SQLite file still holds, past its checksums and its trees (format: sqlite.org/fileformat)."""

import struct
from collections import Counter
from collections.abc import Iterator
from typing import Final

PAGE: Final = 4096
"""Bytes of a page: SQLite's own default, which every station has."""
_WAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_LEAF: Final = 13
"""The first byte of a page that holds rows of a table."""
_NUMBERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8}
_HEADER: Final = b"SQLite format 3\0" + PAGE.to_bytes(2, "big") + b"\x01\x01\x00\x40\x20\x20"
"""The beginning of every database without a log beside it."""
_LONGEST: Final = 1 << 20

Value = bytes | None


def folded(database: bytes, log: bytes) -> bytes:
    """Return a database with every committed page of its log laid over it, whatever the checksums of the log say."""
    pages = [database[start : start + PAGE] for start in range(0, len(database), PAGE)]
    waiting: dict[int, bytes] = {}
    frames = list(_frames(log))
    newest = Counter(salt for _, _, salt, _ in frames[:3]).most_common(1)
    for number, committed, salt, page in frames:
        if salt != newest[0][0] or not 0 < number <= len(pages) + len(frames):
            continue
        waiting[number] = page
        if committed:
            pages += [bytes(PAGE)] * (max(waiting) - len(pages))
            for place, waited in waiting.items():
                pages[place - 1] = waited
            waiting.clear()
    whole = b"".join(pages)
    return _HEADER + whole[len(_HEADER) :]


def rows(database: bytes) -> Iterator[list[Value]]:
    """Yield the columns of every row in every leaf of a table, in no order; numbers come as None."""
    for start in range(0, len(database) - PAGE + 1, PAGE):
        yield from _rows_of(database, start)


def _frames(log: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Yield (page number, size of the database if this commits, salt, page)."""
    step = _FRAME_HEADER + PAGE
    for start in range(_WAL_HEADER, len(log) - step + 1, step):
        number, committed, salt = struct.unpack_from(">II8s", log, start)
        yield number, committed, salt, log[start + _FRAME_HEADER : start + step]


def _rows_of(database: bytes, start: int) -> Iterator[list[Value]]:
    head = start + (100 if start == 0 else 0)
    if database[head] != _LEAF:
        return
    count = int.from_bytes(database[head + 3 : head + 5], "big")
    for index in range(min(count, PAGE // 4)):
        place = head + 8 + 2 * index
        cell = int.from_bytes(database[place : place + 2], "big")
        try:
            yield _columns(_payload(database, start, cell))
        except (IndexError, struct.error, ValueError):
            continue


def _payload(database: bytes, start: int, cell: int) -> bytes:
    """Return the bytes of a row, gathered from the pages onto which it flows over."""
    size, place = _varint(database, start + cell)
    _, place = _varint(database, place)
    if not 0 < size < _LONGEST or cell >= PAGE:
        raise ValueError("no row")
    least = (PAGE - 12) * 32 // 255 - 23
    local = least + (size - least) % (PAGE - 4)
    here = size if size <= PAGE - 35 else local if local <= PAGE - 35 else least
    payload = database[place : place + here]
    if here < size:
        (following,) = struct.unpack_from(">I", database, place + here)
        while len(payload) < size and 0 < following <= len(database) // PAGE:
            page = database[(following - 1) * PAGE : following * PAGE]
            (following,) = struct.unpack_from(">I", page)
            payload += page[4:]
    if len(payload) < size:
        raise ValueError("its end is missing")
    return payload[:size]


def _columns(payload: bytes) -> list[Value]:
    end, place = _varint(payload, 0)
    kinds = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    found: list[Value] = []
    for kind in kinds:
        size = (kind - 12) // 2 if kind >= 12 else _NUMBERS.get(kind, 0)
        found.append(payload[place : place + size] if kind >= 12 else None)
        place += size
    if place > len(payload):
        raise ValueError("its columns are longer than the row")
    return found


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of 1 to 9 bytes, and where the next one begins."""
    value = 0
    for length in range(8):
        byte = data[place + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + length + 1
    return value << 8 | data[place + 8], place + 9
