"""The list of who was erased, beside the backups: ids and dates only, signed; a restore reads it before it serves.

A backup from before an erasure still holds the learner, sealed. This list is what keeps her from coming back.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from hub.errors import EraseListRefused
from plumbing import seal
from plumbing.errors import SealBroken
from plumbing.files import replace_file

KEPT: Final = "erase_list"
"""Under which word a hub remembers that it has put a list on the second device."""
_ABOUT: Final = "waystation/erasures"
_LARGEST: Final = 16 * 1024 * 1024


class _Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """`erased`: learner id -> when (UTC ms)."""

    room: str
    erased: dict[str, int]
    v: int = 1


def list_name(room: str) -> str:
    """How the list of a hub is called."""
    return f"waystation-{room}.erasures"


def write(
    folder: Path, room: str, erased: Mapping[str, int], seed: bytes, publics: Collection[bytes]
) -> bool:
    """See that everybody stands on the list in this folder; nobody is ever taken off it. Say whether it was written.

    Raises EraseListRefused when another hub's list lies there under our name, OSError as files do.
    """
    there = read(folder, room, publics)
    every = {**erased, **(there or {})}
    if there == every:
        return False
    sheet = _Sheet(room=room, erased=dict(sorted(every.items())))
    replace_file(folder / list_name(room), seal.sign(seed, _ABOUT, msgspec.json.encode(sheet)))
    return True


def read(folder: Path, room: str, publics: Iterable[bytes]) -> dict[str, int] | None:
    """The list in a folder, None where there is none; `publics` are the keys with which this hub signs.

    Raises EraseListRefused for a list that none of them signed.
    """
    path = folder / list_name(room)
    try:
        with path.open("rb") as file:
            signed = file.read(_LARGEST)
    except FileNotFoundError:
        return None
    for public in publics:
        try:
            sheet = msgspec.json.decode(seal.verify(public, _ABOUT, signed), type=_Sheet)
        except (SealBroken, msgspec.DecodeError):
            continue
        if sheet.room == room:
            return sheet.erased
    raise EraseListRefused(path)


def read_all(folders: Iterable[Path], room: str, publics: Collection[bytes]) -> dict[str, int] | None:
    """The lists of several folders as one; None where none has any."""
    found = [sheet for folder in folders if (sheet := read(folder, room, publics)) is not None]
    return {learner: at for sheet in found for learner, at in sheet.items()} if found else None
