"""The second device: a folder on another disk than the hub's, and the names of what lies there."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

import msgspec

from hub.config import BackupSettings
from hub.errors import NoSecondDevice
from plumbing.files import UNFINISHED

NOTE: Final = "backup"
"""Under which word a hub keeps its note."""
State = Literal["none", "here", "away", "same disk"]
_BACKUP = re.compile(r"waystation-(?P<room>[0-9a-f]{16})-(?P<number>\d{6})\.backup")
_JOURNAL = re.compile(r"waystation-(?P<room>[0-9a-f]{16})-(?P<number>\d{6})-(?P<part>\d{4})\.journal")


class BackupNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a hub remembers of its newest verified backup on the second device; times are UTC ms.

    `audit` is the number of the last line of the audit in it.
    """

    number: int
    file: str
    rev: int
    made_ms: int
    verified_ms: int
    bytes: int
    audit: int = 0


class Lying(NamedTuple):
    """A backup, or (with a part) a journal of what followed the backup with this number."""

    number: int
    part: int
    path: Path


class SecondDevice:
    """`data` is the folder of the hub. Nothing is remembered: a stick comes and goes."""

    def __init__(self, data: Path, settings: BackupSettings) -> None:
        self._data, self._settings = data, settings

    @property
    def state(self) -> State:
        """Whether it is there now; an empty mount point is not."""
        folder = self._settings.second
        if folder is None:
            return "none"
        try:
            if not folder.is_dir():
                return "away"
            if folder.stat().st_dev != self._data.stat().st_dev:
                return "here"
        except OSError:
            return "away"
        return "same disk" if self._settings.same_disk_ok else "away"

    def folder(self) -> Path:
        """Where backups go; raises NoSecondDevice with the reason when there is no such place now."""
        folder = self._settings.second
        if folder is None:
            raise NoSecondDevice(
                'No second device is named: write second = "/media/stick" under [backup] in hub.toml.'
            )
        if self.state == "away":
            same = folder.is_dir()
            why = "lies on the same disk as the hub, or is not plugged in" if same else "is not there"
            raise NoSecondDevice(f"The second device {folder} {why}.")
        return folder


def backups(folder: Path, room: str) -> list[Lying]:
    """The backups of a hub in a folder, oldest first."""
    return sorted(_lying(folder, room, _BACKUP))


def journals(folder: Path, room: str) -> list[Lying]:
    """The journals of a hub in a folder, in the order in which they were written."""
    return sorted(_lying(folder, room, _JOURNAL))


def backup_name(room: str, number: int) -> str:
    """How the backup with this number is called."""
    return f"waystation-{room}-{number:06}.backup"


def journal_name(room: str, number: int, part: int) -> str:
    """How a journal behind the backup with this number is called."""
    return f"waystation-{room}-{number:06}-{part:04}.journal"


def rotate(folder: Path, room: str, keep: int) -> None:
    """Remove what is older than the newest `keep` backups, and files that were never finished."""
    there = backups(folder, room)
    for old in there[:-keep]:
        old.path.unlink(missing_ok=True)
    oldest = there[-keep:][0].number if there else 0
    for journal in journals(folder, room):
        if journal.number < oldest:
            journal.path.unlink(missing_ok=True)
    for leftover in folder.glob(f".waystation-{room}-*.backup{UNFINISHED}"):
        leftover.unlink(missing_ok=True)


def unfinished(path: Path) -> Path:
    """Where a file is written before it has its name."""
    return path.with_name(f".{path.name}{UNFINISHED}")


def forget_cached(descriptor: int) -> None:
    """Let the next read of a file come from the device, not from memory."""
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _lying(folder: Path, room: str, names: re.Pattern[str]) -> Iterator[Lying]:
    for path in folder.iterdir():
        match = names.fullmatch(path.name)
        if match and match["room"] == room:
            yield Lying(int(match["number"]), int(match.groupdict().get("part") or 0), path)
