"""Row 7: the disk of a hub or a station is full, real processes on small disks: nothing is lost, all goes on."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from station.store.keep import look_into
from tests.faults.draft_room import DraftRoom
from tests.faults.test_station_disk_full import fill_up, small_disk
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
PATIENCE_S = 30.0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[DraftRoom]:
    """A hub and a station, each on a disk of its own."""
    made = DraftRoom(tmp_path)
    with ExitStack() as disks:
        for folder, megabytes in ((made.premises.hub, 64), (made.porch.folder, 32)):
            kept = folder.rename(folder.with_suffix(".kept"))
            disks.enter_context(small_disk(folder, megabytes))
            shutil.copytree(kept, folder, dirs_exist_ok=True)
        disks.callback(made.end)
        made.hub_comes()
        made.porch.start()
        until(lambda: made.porch.knows(made.token), seconds=PATIENCE_S)
        yield made


def waiting(room: DraftRoom) -> int:
    with closing(look_into(room.porch.folder)) as store:
        return store.outbox.marks().waiting


def pieces(room: DraftRoom) -> list[str]:
    return [fact["body"]["text"] for fact in room.facts("evidence.handed_in")]


def told(room: DraftRoom) -> list[str]:
    """What the hub was told of the station's disk."""
    return [fact["body"]["what"] for fact in room.facts("station.error") if fact["body"]["part"] == "disk"]


def test_a_hub_whose_disk_is_full_acknowledges_nothing_and_goes_on_when_there_is_room(
    room: DraftRoom, reached: Callable[[str], None]
) -> None:
    filler = fill_up(room.premises.hub)
    room.porch.comes_in(room.token)
    words = [f"{number} " + "while the hub was full " * 60 for number in range(3)]
    for text in words:
        room.porch.begins(text)
        room.porch.hands_in()
        room.porch.press("OnwardPressed")
        room.porch.sees("PathView")
    assert waiting(room) > 0
    assert len(pieces(room)) < len(words)
    filler.unlink()
    until(lambda: waiting(room) == 0, seconds=PATIENCE_S * 3)
    assert sorted(pieces(room)) == sorted(text.strip() for text in words)
    reached(
        f"row 7, hub full: {len(words)} pieces saved meanwhile, 0 lost, 0 doubled, the same process goes on"
    )


def test_a_station_whose_disk_is_full_says_so_and_saves_when_there_is_room(
    room: DraftRoom, reached: Callable[[str], None]
) -> None:
    porch = room.porch
    porch.comes_in(room.token)
    porch.begins("kept although there was no room")
    filler = fill_up(porch.folder)
    porch.press("WritingDone")
    porch.sees("AssessView")
    porch.press("Got it")
    porch.press("HandInPressed")
    failed = "Handed in" not in porch.sees("HandedInView")["words"]
    filler.unlink()
    if failed:
        porch.press("HandInPressed")
    porch.sees("HandedInView", "Handed in")
    until(lambda: waiting(room) == 0, seconds=PATIENCE_S)
    assert pieces(room) == ["kept although there was no room"]
    until(lambda: told(room) == (["full", "back"] if failed else []), seconds=PATIENCE_S)
    reached(f"row 7, station full: refused first {failed}, saved once there was room, 0 lost, 0 doubled")
