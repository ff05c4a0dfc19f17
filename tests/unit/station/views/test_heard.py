"""Every screen can be heard: each sample has words for each of its buttons, each View is heard as it really comes."""

from typing import Any

import pytest

from station.session.touches import SpeechAsked
from station.ui.samples.people import PLAIN
from station.views.pairing import SecondView
from station.views.shapes import View
from station.views.staff_shapes import NoteView, RowsView, TilesView
from station.views.work_shapes import AssessView, WorkView
from tests.unit.station.pairing_world import paired, second
from tests.unit.station.playing import PlayedStation, choices
from tests.unit.station.room import amal
from tests.unit.station.staff_world import StaffedStation


@pytest.mark.parametrize("view", [pytest.param(view, id=name) for name, view in PLAIN.items()])
def test_each_button_and_row_of_each_sample_has_words_to_read(view: View) -> None:
    silent = [one for one in choices(view) if not (one.says or one.words).strip()]
    assert all(type(one.event).__name__ == "AvatarPicked" for one in silent)


def test_a_tap_on_a_row_speaks_that_row() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    for row in station.shows(WorkView).steps:
        assert row.speak.event == SpeechAsked(text=row.words)


def test_a_second_badge_and_a_piece_of_two_are_heard() -> None:
    station = second()
    shown = station.shows(SecondView)
    assert shown.spoken == "Bao is here too. Work together. It's me now."
    assert shown.speaker.event == SpeechAsked(text=shown.spoken)
    station = paired()
    for words in ("Keep going", "Write", "W", "Done"):
        station.press(words)
    assert station.shows(AssessView).spoken.startswith("Amal, how is it for you?")


def test_what_a_grown_up_writes_down_is_heard_too() -> None:
    station = StaffedStation()
    station.menu()
    heard: list[Any] = []
    for words in ("Observe a learner", "Amal"):
        station.press(words)
        heard.append(station.view)
    rows = station.shows(RowsView)
    assert all(row.title in rows.spoken for row in rows.rows)
    assert rows.rows[0].choice is not None
    station.press(rows.rows[0].choice.says)
    heard.append(station.shows(TilesView))
    station.press("In my own words")
    heard.append(station.shows(NoteView))
    assert all(one.spoken for one in heard)
