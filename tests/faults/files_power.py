"""Power cuts for files: what went through a `Disk` is recorded as pictures of a folder, any of which may be cut.

Between two syncs a disk may have written any sector or none; between two syncs of a folder any name or none.
"""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from plumbing.files import Disk
from tests.faults.power import SECTOR

Names = dict[Path, int]
"""Which file stands under which name; files are numbered."""
MODES: Final = ("before", "now", "sectors")


class Picture(NamedTuple):
    """A folder at one moment: names and bytes as they are, and as the disk is sure to keep them."""

    names: Names
    bytes_now: dict[int, bytes]
    sure_names: Names
    sure_bytes: dict[int, bytes]
    promised: frozenset[str]


class RecordingDisk(Disk):
    """Takes a picture of `folder` before and after all that is done through it; `promised` is added to each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: Names = {}
        self._numbers: dict[int, int] = {}
        self._seen: dict[int, tuple[int, int]] = {}
        self._bytes: dict[int, bytes] = {}
        self._sure_names: Names = {}
        self._sure_bytes: dict[int, bytes] = {}
        self._count = 0
        self.promised: set[str] = set()
        self.pictures: list[Picture] = []

    def sync(self, descriptor: int) -> None:
        self.look()
        super().sync(descriptor)
        self._sure(descriptor)

    def sync_data(self, descriptor: int) -> None:
        self.look()
        super().sync_data(descriptor)
        self._sure(descriptor)

    def sync_folder(self, folder: Path) -> None:
        self.look()
        super().sync_folder(folder)
        here = {number for path, number in self._names.items() if path.parent == folder}
        here |= {number for path, number in self._sure_names.items() if path.parent == folder}
        kept = {path: number for path, number in self._sure_names.items() if number not in here}
        now = {path: number for path, number in self._names.items() if number in here}
        self._sure_names = kept | now
        self.look()

    def rename(self, old: Path, new: Path) -> None:
        self.look()
        super().rename(old, new)
        self.look()

    def remove(self, path: Path) -> None:
        self.look()
        super().remove(path)
        self.look()

    def look(self) -> None:
        """Take a picture."""
        names: Names = {}
        for folder, _, files in os.walk(self._folder):
            for file in files:
                path = Path(folder) / file
                names[path] = self._number(path)
        gone = set(self._names.values()) - set(names.values())
        self._numbers = {inode: number for inode, number in self._numbers.items() if number not in gone}
        self._names = names
        self.pictures.append(
            Picture(
                names,
                dict(self._bytes),
                dict(self._sure_names),
                dict(self._sure_bytes),
                frozenset(self.promised),
            )
        )

    def _number(self, path: Path) -> int:
        about = path.stat()
        number = self._numbers.get(about.st_ino)
        if number is None:
            self._count += 1
            number = self._numbers[about.st_ino] = self._count
        if self._seen.get(number) != (about.st_mtime_ns, about.st_size):
            self._seen[number] = about.st_mtime_ns, about.st_size
            self._bytes[number] = path.read_bytes()
        return number

    def _sure(self, descriptor: int) -> None:
        self.look()
        number = self._numbers.get(os.fstat(descriptor).st_ino)
        if number is not None:
            self._sure_bytes[number] = self._bytes[number]
        self.look()


def after_cut(picture: Picture, chance: random.Random) -> Iterator[tuple[Path, bytes]]:
    """Yield the files that are there after the power comes back."""
    found: dict[Path, bytes] = {}
    for number in {*picture.names.values(), *picture.sure_names.values()}:
        now = [path for path, one in picture.names.items() if one == number]
        sure = [path for path, one in picture.sure_names.items() if one == number]
        data = _bytes_of(picture, number, chance)
        for path in now if chance.random() < 0.5 else sure:
            if path not in found or path in now:
                found[path] = data
    yield from found.items()


def cut_each(
    pictures: list[Picture], count: int, seed: int, check: Callable[[Picture, random.Random], None]
) -> None:
    """Check `count` cuts, spread over all pictures."""
    chance = random.Random(seed)
    for _ in range(count):
        check(chance.choice(pictures), random.Random(chance.getrandbits(32)))


def _bytes_of(picture: Picture, number: int, chance: random.Random) -> bytes:
    now, sure = picture.bytes_now.get(number, b""), picture.sure_bytes.get(number, b"")
    mode = chance.choice(MODES)
    if now == sure or mode != "sectors":
        return now if mode == "now" else sure
    size = chance.choice((len(now), len(sure)))
    data = bytearray()
    for start in range(0, size, SECTOR):
        sector = chance.choice((now, sure))[start : start + SECTOR]
        data += sector + bytes(min(SECTOR, size - start) - len(sector))
    return bytes(data[:size])
