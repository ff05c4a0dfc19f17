"""What a station still knows of a child after she left: its memory is searched for her keys, her photo, her words."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from tests.faults.searching import counted, forms_of_words, memory
from tests.faults.watched_room import AVATAR, GROWN_UP, NAME, PIN, Forms, WatchedRoom, watched_room
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
WRITTEN: Final = "a very quizzical llama crossed"
HALF: Final = "an unfinished gazebo"
ANSWER: Final = "What a splendid ombudsman"
Reached = Callable[[str], None]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[WatchedRoom]:
    with watched_room(tmp_path) as room:
        room.starts()
        yield room


def hits(watched: WatchedRoom, wanted: dict[str, Forms]) -> dict[str, dict[str, int]]:
    """How often each of them lies in the memory of the station, but for what is not there at all."""
    pieces = memory(watched.station.pid)
    found = {what: counted(pieces, forms) for what, forms in wanted.items()}
    return {
        what: {form: count for form, count in forms.items() if count}
        for what, forms in found.items()
        if any(forms.values())
    }


def works(watched: WatchedRoom) -> None:
    """From her path: a photo is handed in and an answer to it read; a text is handed in, another begun."""
    station = watched.station
    station.press("TargetPicked")
    station.sees("WorkView")
    station.ask(do="paper", seed=7)
    station.press("Photo")
    for button in ("ShutterPressed", "KeepPressed", "Got it", "HandInPressed"):
        station.press(button)
    station.sees("HandedInView", "Handed in")
    watched.in_step()
    watched.answers(ANSWER)
    station.press("OnwardPressed")
    station.press("MailPressed")
    station.sees("FeedbackView", ANSWER)
    until(lambda: hits(watched, watched.photos()), what="her photo was not opened")
    station.press("BackPressed")
    station.begins(WRITTEN)
    station.hands_in()
    station.press("OnwardPressed")
    station.begins(HALF)
    watched.in_step()


def opens(watched: WatchedRoom) -> None:
    """A grown-up shows her card and types her PIN."""
    station = watched.station
    station.sees("IdleView")
    watched.holds_up(watched.card)
    station.sees("PinView")
    for digit in PIN:
        station.ask(do="type", text=digit)
    station.ask(do="done")
    station.sees("TilesView")


def keys_left(watched: WatchedRoom) -> dict[str, dict[str, int]]:
    return left(watched, watched.keys())


def left(watched: WatchedRoom, wanted: dict[str, Forms]) -> dict[str, dict[str, int]]:
    """What is in memory when the desk has had the time to wipe it: it does so after the screen has changed."""
    with suppress(AssertionError):
        until(lambda: not hits(watched, wanted), seconds=5)
    return hits(watched, wanted)


def words() -> dict[str, Forms]:
    said = {"name": NAME, "avatar": AVATAR, "text": WRITTEN, "draft": HALF, "words of a grown-up": ANSWER}
    said["name of a grown-up"] = GROWN_UP
    return {what: forms_of_words(text) for what, text in said.items()}


def told(kind: str, found: dict[str, dict[str, int]]) -> str:
    """What was found, by kind, in a line."""
    said = [f"{what}: {count} in {form}" for what, forms in found.items() for form, count in forms.items()]
    return f"memory of a station after {kind}: {'; '.join(said) or 'nothing'}"


def test_no_key_is_in_memory_after_any_way_to_leave(watched: WatchedRoom, reached: Reached) -> None:
    station = watched.station
    station.comes_in(watched.token)
    works(watched)
    both = {what: {"raw": 1} for what in {"K of the child"} | watched.named_visits()}
    until(lambda: hits(watched, watched.keys()) == both, what="not in one place each")
    station.ask(do="paper", seed=0)
    station.goes()
    assert keys_left(watched) == {}
    assert left(watched, watched.photos()) == {}, "her photo"
    reached(told("goodbye", hits(watched, words() | watched.tokens())))

    station.comes_in(watched.token)
    station.press("TargetPicked")
    station.press("OffToWorkPressed")
    station.sees("IdleView")
    assert keys_left(watched) == {}, "at the table"

    station.comes_in(watched.token)
    watched.room.command(watched.id, "lock")
    station.sees("RestsView")
    assert keys_left(watched) == {}, "parked"
    watched.room.command(watched.id, "unlock")

    station.sees("IdleView")
    watched.holds_up(watched.token)
    station.press("NotMePressed")
    station.sees("IdleView")
    assert keys_left(watched) == {}, "not me"


def test_no_key_of_a_grown_up_or_her_class_is_in_memory_after_her_window(watched: WatchedRoom) -> None:
    station = watched.station
    opens(watched)
    station.press("CheckInPressed")
    station.sees("FacesView")
    until(
        lambda: hits(watched, watched.keys()) == {"C of the class": {"raw": 1}},
        what="more than the faces need",
    )
    station.press(NAME)
    station.sees("PathView")
    until(lambda: set(hits(watched, watched.keys())) == {"K of the child"} | watched.named_visits())
    station.goes()
    assert keys_left(watched) == {}, "let in, and gone"
    opens(watched)
    station.press("StaffLeft")
    station.sees("IdleView")
    assert keys_left(watched) == {}, "nobody let in"
