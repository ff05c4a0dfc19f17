"""A full disk: the child is told, nothing is half-written, and the same piece is saved once there is room."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from classroom.facts import EvidenceHandedIn, StationErred
from station.store.keep import Keep, look_into
from station.views.work_shapes import HandedInView
from tests.faults.station_world import World, small_world
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own, in memory."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(disk: Path) -> Path:
    """Take every byte that is left."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb") as file:
        for size in (65_536, 4_096, 512, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
                    file.flush()
    return filler


def handed_in(world: World) -> int:
    facts = world.school.open_all(world.hub.all())
    return sum(isinstance(fact, EvidenceHandedIn) for fact in facts)


def test_a_piece_that_found_no_room_is_saved_once_there_is_some(tmp_path: Path) -> None:
    with small_world(tmp_path) as world, small_disk(world.folder / "disk", 24) as disk:
        with world.station(data=disk / "s1", disk_floor=0.0) as child:
            until(lambda: _knows(world, disk))
            child.comes_in(world.school.child)
            filler = fill_up(disk)
            refused = child.photographs()
            assert refused.failed
            assert refused.ticks == 0
            assert not list((disk / "s1" / "media").glob("??/*"))
            filler.unlink()
            assert child.tries_again(refused).ticks >= 1
            child.sees(HandedInView, lambda view: view.ticks == 2)
            until(lambda: world.hub.office.media, seconds=20)
        facts = world.school.open_all(world.hub.all())
        assert handed_in(world) == 1
        assert any(isinstance(fact, StationErred) and fact.part == "disk" for fact in facts)


def test_a_child_comes_in_at_a_full_disk_and_her_words_are_saved_later(tmp_path: Path) -> None:
    with small_world(tmp_path) as world, small_disk(world.folder / "disk", 24) as disk:
        with world.station(data=disk / "s1", disk_floor=0.0) as child:
            until(lambda: _knows(world, disk))
            _empty_the_log(disk)
            filler = fill_up(disk)
            child.comes_in(world.school.child)
            refused = child.writes("x" * 1_500)
            assert refused.failed
            filler.unlink()
            child.tries_again(refused)
            child.sees(HandedInView, lambda view: view.ticks == 2)
        assert handed_in(world) == 1
        kinds = [kind for kind in world.hub.kinds() if not kind.startswith("station.")]
        assert kinds[0] == "visit.opened"


def _empty_the_log(disk: Path) -> None:
    """Give back the room that SQLite has already taken for what it will write next."""
    store = Keep(disk / "s1", disk_floor=0.0).open()
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def _knows(world: World, disk: Path) -> bool:
    store = look_into(disk / "s1")
    try:
        return store.shelf.cursor().rev == world.school.rev
    finally:
        store.close()
