"""U25: a grown-up writes down what she saw a child do; a level is never set at a station."""

import pytest

from classroom.staff import Role
from station.session.effects import Forget
from station.session.observed import WriteDown
from station.views.staff_shapes import FacesView, NoteView, RowsView, TilesView
from tests.unit.station.playing import choices, texts
from tests.unit.station.room import amal
from tests.unit.station.staff_world import StaffedStation


def observing(station: StaffedStation, name: str = "Amal") -> RowsView:
    """Show the card, type the PIN, say whom one saw."""
    station.menu()
    station.press("Observe a learner")
    station.press(name)
    return station.shows(RowsView)


def test_what_was_seen_is_written_down_in_five_taps_after_the_pin() -> None:
    station = StaffedStation()
    station.menu()
    taps = station.taps
    station.press("Observe a learner")
    station.press("Amal")
    targets = station.shows(RowsView)
    assert [row.words for row in targets.rows] == ["on the path now", "on the path now", "", ""]
    station.press(f"This one: {targets.rows[1].title}")
    for words in ("Did it alone.", "Write it down"):
        station.press(words)
    assert station.taps - taps == 5
    (seen,) = station.world.seen
    assert (seen.learner, seen.target, seen.text, seen.lang) == ("amal", "M03", "Did it alone.", "en")
    assert station.shows(FacesView).note == "Written down for Amal."
    station.press("Bao")
    assert station.shows(RowsView).title == "What did Bao do?"


def test_words_of_the_list_and_her_own_go_together_in_the_order_in_which_she_chose_them() -> None:
    station = StaffedStation()
    station.press(observing(station).rows[0].choice.says)  # type: ignore[union-attr]
    assert not station.shows(TilesView).tiles[-1].enabled
    for words in ("Explained it to others.", "Did it alone.", "Explained it to others.", "In my own words"):
        station.press(words)
    assert station.shows(NoteView).placeholder == "What you saw"
    station.write("twice")
    station.press("Done")
    station.press("Write it down")
    assert [seen.text for seen in station.world.seen] == ["Did it alone. Twice"]


def test_no_level_stands_anywhere_on_the_way() -> None:
    station = StaffedStation()
    seen = [*texts(observing(station))]
    station.press(next(choice.says for choice in choices(station.view) if choice.says.startswith("This one")))
    seen += texts(station.view)
    assert not [words for words in seen if "mastered" in words.lower() or "can do it" in words.lower()]


def test_back_leads_one_page_back_and_drops_what_was_chosen() -> None:
    station = StaffedStation()
    station.press(observing(station).rows[0].choice.says)  # type: ignore[union-attr]
    for words in ("Did it alone.", "In my own words", "Back"):
        station.press(words)
    station.press("Back")
    station.press(station.shows(RowsView).rows[0].choice.says)  # type: ignore[union-attr]
    assert not station.shows(TilesView).tiles[-1].enabled
    station.press("Back")
    station.press("Back")
    station.shows(FacesView)


def test_a_disk_that_fails_keeps_her_words_on_the_screen() -> None:
    station = StaffedStation()
    station.press(observing(station).rows[0].choice.says)  # type: ignore[union-attr]
    station.press("Did it alone.")
    station.world.disk = "broken"
    station.press("Write it down")
    assert station.shows(TilesView).note == "That did not work. Try again."
    station.world.disk = "fine"
    station.press("Write it down")
    assert len(station.world.seen) == 1


def test_while_it_is_on_its_way_nothing_is_written_twice() -> None:
    station = StaffedStation()
    station.press(observing(station).rows[0].choice.says)  # type: ignore[union-attr]
    station.press("Did it alone.")
    write = station.shows(TilesView).tiles[-1]
    station.world.carry_out_later = True
    station.post(write.event)
    station.post(write.event)
    assert len(station.made(WriteDown)) == 1
    assert not station.shows(TilesView).tiles[-1].enabled


def test_she_may_think_for_a_minute_and_then_no_name_stays() -> None:
    station = StaffedStation()
    observing(station)
    station.wait(59)
    station.shows(RowsView)
    station.wait(2)
    assert station.state.curtain is None
    assert not station.world.open
    assert "Amal" not in " ".join(texts(station.view))


def test_the_visit_behind_it_is_not_touched() -> None:
    station = StaffedStation()
    station.come_in(amal())
    visit = station.state.visit
    station.press(observing(station, "Bao").rows[0].choice.says)  # type: ignore[union-attr]
    station.press("Did it alone.")
    station.press("Write it down")
    assert station.state.visit == visit
    assert station.made(Forget) == []


@pytest.mark.parametrize("role", list(Role))
def test_the_tile_is_there_for_those_who_may_observe(role: Role) -> None:
    station = StaffedStation()
    station.world.roles = (str(role),)
    tiles = [tile.words for tile in station.menu().tiles]
    assert ("Observe a learner" in tiles) == (role not in {Role.LEADER, Role.ADMIN})
