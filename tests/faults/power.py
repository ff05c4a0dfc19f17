"""Power cuts without cutting the power: what SQLite did to the disk is recorded, then played up to any moment.

What a disk had not been told to keep (`synced`) may be there or not, whole or in torn sectors: chance decides.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, NamedTuple

from development.sqlite_disk import Watcher

SECTOR: Final = 512
Kind = Literal["open", "write", "truncate", "sync", "delete", "promise"]
MODES: Final = ("dropped", "kept", "some", "torn")


class Act(NamedTuple):
    """One thing that was done to the file `name`; a "promise" is a word that somebody was given at this moment."""

    kind: Kind
    name: str = ""
    offset: int = 0
    data: bytes = b""
    last: bool = False
    word: int = 0


class Recorder(Watcher):
    """Writes down everything that happens to files of a folder; `promise` notes what was promised in between."""

    def __init__(self, *names: str) -> None:
        """`names` are the databases, without their journals; other files of the process are passed over."""
        self._names = names
        self.acts: list[Act] = []

    def promise(self, word: int) -> None:
        self.acts.append(Act("promise", word=word))

    def opened(self, path: Path, *, created: bool, journal: bool) -> None:
        if created:
            self._note(Act("open", path.name, last=journal))

    def written(self, path: Path, offset: int, data: bytes) -> None:
        self._note(Act("write", path.name, offset, data))

    def truncated(self, path: Path, size: int) -> None:
        self._note(Act("truncate", path.name, size))

    def synced(self, path: Path) -> None:
        self._note(Act("sync", path.name))

    def deleted(self, path: Path, *, lastingly: bool) -> None:
        self._note(Act("delete", path.name, last=lastingly))

    def _note(self, act: Act) -> None:
        if act.name.startswith(self._names):
            self.acts.append(act)


@dataclass
class _File:
    """What the disk holds for sure, and what was done since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Act] = field(default_factory=list)
    named: bool = False
    gone: bool = False
    makes_last: bool = False

    def after_cut(self, mode: str, chance: random.Random) -> bytes:
        data = bytearray(self.sure)
        for act in self.since:
            if mode == "dropped" or (mode in {"some", "torn"} and chance.random() < 0.5):
                continue
            if mode == "torn" and act.kind == "write":
                for piece in _sectors(act):
                    if chance.random() < 0.5:
                        _apply(data, piece)
            else:
                _apply(data, act)
        return bytes(data)


class Disk:
    """The state of a disk that goes through the acts of a record, one by one."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        self.promised = 0

    def do(self, act: Act) -> None:
        if act.kind == "promise":
            self.promised = act.word
            return
        if act.kind == "open" and (act.name not in self._files or self._files[act.name].gone):
            self._files[act.name] = _File(makes_last=act.last)
            return
        file = self._files[act.name]
        if act.kind == "sync":
            for each in file.since:
                _apply(file.sure, each)
            file.since.clear()
            if file.makes_last:
                self._make_names_last()
                file.makes_last = False
        elif act.kind == "delete":
            file.gone = True
            if act.last:
                self._make_names_last()
        elif act.kind in {"write", "truncate"}:
            file.since.append(act)

    def after_cut(self, chance: random.Random) -> Iterator[tuple[str, bytes]]:
        """Yield the files that are there after the power comes back."""
        for name, file in self._files.items():
            if not file.named and chance.random() < 0.5:
                continue
            if file.gone and chance.random() < 0.5:
                continue
            yield name, file.after_cut(chance.choice(MODES), chance)

    def _make_names_last(self) -> None:
        for name, file in list(self._files.items()):
            file.named = True
            if file.gone:
                del self._files[name]


class Cut(NamedTuple):
    """A moment at which the power went: its number, what had been promised, the seed of what was torn."""

    at: int
    promised: int
    seed: int


def cuts(acts: list[Act], count: int, seed: int, put: Callable[[str, bytes], object]) -> Iterator[Cut]:
    """Yield `count` cuts in the order of time; before each, `put` got every file that is there afterwards."""
    chance, disk, done = random.Random(seed), Disk(), 0
    for at in sorted(chance.randrange(len(acts)) for _ in range(count)):
        while done <= at:
            disk.do(acts[done])
            done += 1
        mine = chance.getrandbits(32)
        for name, data in disk.after_cut(random.Random(mine)):
            put(name, data)
        yield Cut(at, disk.promised, mine)


def _apply(data: bytearray, act: Act) -> None:
    if act.kind == "truncate":
        del data[act.offset :]
        return
    end = act.offset + len(act.data)
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    data[act.offset : end] = act.data


def _sectors(act: Act) -> Iterator[Act]:
    start = act.offset
    while start < act.offset + len(act.data):
        end = min((start // SECTOR + 1) * SECTOR, act.offset + len(act.data))
        yield act._replace(offset=start, data=act.data[start - act.offset : end - act.offset])
        start = end
