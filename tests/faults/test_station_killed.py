"""kill -9 at any moment: what a child saw as saved is at the hub exactly once, with its picture."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from classroom.facts import EvidenceHandedIn
from tests.faults.station_world import World, small_world
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def writer(world: World, first: int) -> Iterator[subprocess.Popen[str]]:
    """A station that hands in pieces; killed without a word at the end."""
    record = world.school.write_record(world.folder / "s1.json", world.port)
    command = [sys.executable, "-m", "tests.faults.station_writer", str(world.folder / "s1"), str(record)]
    command += [world.school.child.secret.hex(), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def saved_until_killed(world: World, first: int, count: int) -> list[int]:
    """Return the numbers of the pieces that were saved before the process was killed."""
    numbers = []
    with writer(world, first) as process:
        assert process.stdout is not None
        for line in process.stdout:
            numbers.append(int(line.split()[1]))
            if len(numbers) == count:
                break
    return numbers


def arrived(world: World) -> Counter[str]:
    facts = world.school.open_all(world.hub.all())
    return Counter(fact.evidence for fact in facts if isinstance(fact, EvidenceHandedIn))


def test_a_station_killed_the_moment_it_said_saved_sends_the_piece_after_its_restart(tmp_path: Path) -> None:
    with small_world(tmp_path) as world:
        with world.station():
            until(world.knows_documents)
        world.hub_goes()
        saved = saved_until_killed(world, 0, 1)
        assert saved == [0]
        assert sum(arrived(world).values()) == 0
        world.hub_comes()
        with world.station():
            until(lambda: world.marks().waiting == 0 and world.hub.office.media, seconds=20)
        pieces = arrived(world)
        assert len(pieces) >= len(saved)  # she may have come to the next one before the kill
        assert set(pieces.values()) == {1}
        assert len(world.hub.office.media) == 1  # the first piece is a photo, the next is not


def test_no_saved_piece_is_lost_or_doubled_by_many_kills(tmp_path: Path, long_run: bool) -> None:
    chance, kills = random.Random(5), 60 if long_run else 4
    with small_world(tmp_path) as world:
        with world.station():
            until(world.knows_documents)
        saved: list[int] = []
        for _ in range(kills):
            first = max(saved, default=-1) + 1
            saved += saved_until_killed(world, first, chance.randint(1, 4))
        with world.station():
            until(lambda: world.marks().waiting == 0, seconds=30)
            photos = sum(bool(one.media) for one in world.hub.all())
            until(lambda: len(world.hub.office.media) == photos, seconds=30)
        counted = arrived(world)
        assert len(counted) >= len(saved)
        assert set(counted.values()) == {1}
        texts = {
            fact.text for fact in world.school.open_all(world.hub.all()) if isinstance(fact, EvidenceHandedIn)
        }
        assert {f"piece {number}" for number in saved if number % 3} <= texts
        assert world.hub.office.again == []
