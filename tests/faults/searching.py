"""Looks for what must not be there, on a disk and in the memory of a process, in every form that it might lie in."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

_CUT: Final = ((0, 0), (1, 2), (2, 3))
"""Bytes before a text in base64, and letters at its beginning that say something of them too."""
_PIECE: Final = 1 << 26
_BLOCK: Final = 1 << 14


def forms_of_key(key: bytes) -> dict[str, tuple[bytes, ...]]:
    """Raw, hex, and base64 wherever in a text it begins, with both alphabets."""
    hexed = key.hex().encode()
    return {"raw": (key,), "hex": (hexed, hexed.upper()), "base64": tuple(_base64(key))}


def forms_of_words(text: str) -> dict[str, tuple[bytes, ...]]:
    """As Python keeps them (one, two or four bytes a letter), as files do, and inside hex or base64."""
    plain = text.encode()
    return {
        "UTF-8": (plain,),
        "UTF-16": (text.encode("utf-16-le"),),
        "UTF-32": (text.encode("utf-32-le"),),
        "hex": (plain.hex().encode(),),
        "base64": tuple(_base64(plain)),
    }


def in_folders(folders: Iterable[Path], forms: Mapping[str, tuple[bytes, ...]]) -> list[str]:
    """Where in files (or in their names) something lies."""
    found = []
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        data = path.name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"")
        found += [f"{path} ({form})" for form, count in counted((data,), forms).items() if count]
    return found


def counted(pieces: Iterable[bytes], forms: Mapping[str, tuple[bytes, ...]]) -> dict[str, int]:
    """How often each form lies in some bytes."""
    counts = dict.fromkeys(forms, 0)
    for piece in pieces:
        for form, written in forms.items():
            counts[form] += sum(piece.count(one) for one in set(written))
    return counts


def memory(pid: int) -> list[bytes]:
    """All that a process can read and write, as far as it has been used; what vanishes meanwhile is left out."""
    return list(_memory(pid))


def _memory(pid: int) -> Iterator[bytes]:
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
        for line in maps:
            where, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            begin, end = (int(place, 16) for place in where.split("-"))
            for place in range(begin, end, _PIECE):
                try:
                    file.seek(place)
                    yield from _used(file.read(min(_PIECE, end - place)))
                except (OSError, OverflowError):
                    continue


def _used(data: bytes) -> Iterator[bytes]:
    """What is not empty of a piece: most of what a process could use has never been."""
    begun = None
    for place in range(0, len(data) + _BLOCK, _BLOCK):
        empty = data[place : place + _BLOCK].count(0) == len(data[place : place + _BLOCK])
        if begun is None and not empty:
            begun = place
        elif begun is not None and empty:
            yield data[begun:place]
            begun = None


def _base64(data: bytes) -> Iterator[bytes]:
    for before, cut in _CUT:
        whole = 8 * (before + len(data)) // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(bytes(before) + data)[cut:whole]
