"""U25: letting a child in, her pictures, ending a visit, a zone that rests, how the station is."""

from classroom.facts import StaffOverrode, VisitClosed
from station.session import touches
from station.session.effects import (
    AdmitLearner,
    Record,
)
from station.session.events import (
    CodesSeen,
    HealthTold,
)
from station.session.state import Hello, Path
from station.views.door_shapes import HelloView, IdleView
from station.views.screen import Shown
from station.views.staff_shapes import FacesView, RowsView, TilesView
from tests.unit.station.playing import texts
from tests.unit.station.staff_world import AT_THE_TABLE, HERON, HERS, LASTS_S, OTTER, StaffedStation


def _tiles(shown: Shown) -> list[str]:
    assert isinstance(shown, TilesView)
    return [tile.words for tile in shown.tiles]


def _deeds(station: StaffedStation) -> list[tuple[str, str]]:
    return [(fact.what, fact.learner) for fact in station.world.facts() if isinstance(fact, StaffOverrode)]


def tap(station: StaffedStation, *icons: str) -> None:
    for icon in icons:
        station.press(icon)


# ── who comes in ─────────────────────────────────────────────────────────────────────────────────────


def test_checking_in_a_child_takes_her_pin_and_three_taps() -> None:
    """The budget: badge + 4 PIN + 3."""
    station = StaffedStation()
    station.card()
    for digit in "4071":
        station.press(digit)
    assert station.taps == 4
    for words in ("OK", "Let a child in", "Amal"):
        station.press(words)
    assert station.shows(HelloView).greeting == "Hello Amal"
    assert station.taps == 7
    assert station.state.curtain is None
    assert not station.world.open


def test_her_pictures_take_no_tap_more_of_the_grown_up() -> None:
    station = StaffedStation()
    station.card()
    station.pin()
    for words in ("A child shows her pictures", "Amal"):
        station.press(words)
    assert station.taps == 7
    tap(station, *HERS)
    assert station.shows(HelloView).greeting == "Hello Amal"
    station.wait(1.6)
    assert isinstance(station.screen, Path)


def test_faces_stand_by_name_twelve_a_page() -> None:
    station = StaffedStation()
    shown = station.faces()
    names = [tile.choice.words for tile in shown.faces]
    assert names == [
        "Ada",
        "Amal",
        "Bao",
        "Ben",
        "Chidi",
        "Dana",
        "Eli",
        "Fern",
        "Gus",
        "Hana",
        "Ines",
        "Juno",
    ]
    assert (shown.page, shown.earlier) == ("1 of 2", None)
    station.press("More names")
    shown = station.shows(FacesView)
    assert [tile.choice.words for tile in shown.faces] == ["Kofi", "Lena", "Noor"]
    assert shown.later is None
    station.press("Earlier names")
    assert station.shows(FacesView).page == "1 of 2"


def test_a_grown_up_of_two_classes_turns_from_one_to_the_other() -> None:
    station = StaffedStation()
    station.world.classes = (HERON, OTTER)
    assert station.faces().note == "Class Heron"
    station.press("Class Otter")
    assert [tile.choice.words for tile in station.shows(FacesView).faces] == ["Zoe"]
    station.press("Class Heron")
    assert station.shows(FacesView).note == "Class Heron"


def test_only_children_with_pictures_stand_where_pictures_are_asked() -> None:
    shown = StaffedStation().faces("pictures")
    assert [tile.choice.words for tile in shown.faces] == ["Amal", "Noor"]


def test_faces_are_seen_for_a_minute_at_most_whoever_touches_them() -> None:
    station = StaffedStation()
    station.faces()
    for _ in range(3):
        station.wait(LASTS_S / 4)
        station.post(touches.Touch())
    station.shows(FacesView)
    station.wait(LASTS_S / 4 + 0.1)
    shown = station.shows(IdleView)
    assert "Amal" not in " ".join(texts(shown)) + repr(station.state)


def test_a_child_whose_document_has_not_come_is_answered_and_nobody_comes_in() -> None:
    station = StaffedStation()
    station.faces()
    station.press("Ada")
    assert station.view.error == "I don't know you here yet. Ask your teacher."
    assert not isinstance(station.screen, Hello)


def test_a_window_that_was_wiped_meanwhile_asks_for_the_card_again() -> None:
    station = StaffedStation()
    station.faces()
    station.world.open = False
    station.press("Amal")
    assert station.shows(IdleView).error == "Show your card again, please."


def test_letting_a_child_in_ends_the_visit_behind_the_curtain_and_keeps_its_piece() -> None:
    station = StaffedStation()
    station.post(CodesSeen(texts=("badge of bao",)))
    station.wait(1.6)
    station.faces()
    station.press("Amal")
    assert station.shows(HelloView).greeting == "Hello Amal"
    assert VisitClosed(reason="signed_out") in station.world.facts()


# ── visits ───────────────────────────────────────────────────────────────────────────────────────────


def test_no_visit_no_tile() -> None:
    assert "End a visit" not in _tiles(StaffedStation().menu())


def test_the_visit_behind_the_curtain_is_ended_as_by_staff_and_its_piece_waits() -> None:
    station = StaffedStation()
    station.post(CodesSeen(texts=("badge of amal",)))
    station.wait(1.6)
    station.press("Keep going")
    station.press("Write")
    station.write("Half")
    station.menu()
    station.press("End a visit")
    assert [(row.title, row.words) for row in station.shows(RowsView).rows] == [("Amal", "at this screen")]
    station.press("End Amal")
    shown = station.shows(RowsView)
    assert (shown.rows, shown.note) == ((), "Ended. All that was made is kept.")
    assert VisitClosed(reason="staff") in station.world.facts()
    assert ("visit_ended", "amal") in _deeds(station)
    assert [draft.text for draft in station.world.journal.values()] == ["Half"]
    station.press("Back")
    station.press("I'm done here")
    station.shows(IdleView)


def test_a_visit_at_the_table_is_ended_by_its_id() -> None:
    station = StaffedStation()
    station.world.health = HealthTold(visits=(AT_THE_TABLE,))
    station.menu()
    station.press("End a visit")
    assert [(row.title, row.words) for row in station.shows(RowsView).rows] == [("Noor", "at the table")]
    station.press("End Noor")
    ended = [one for one in station.made(Record) if VisitClosed(reason="staff") in one.facts]
    assert [(one.visit, one.learner) for one in ended] == [("v-noor", "noor")]
    assert ("visit_ended", "noor") in _deeds(station)
    assert station.shows(RowsView).rows == ()


def test_a_child_of_a_class_that_is_not_hers_has_no_name_here() -> None:
    station = StaffedStation()
    station.world.classes = (OTTER,)
    station.world.health = HealthTold(visits=(AT_THE_TABLE,))
    station.menu()
    station.press("End a visit")
    row = station.shows(RowsView).rows[0]
    assert row.title == "A child of another class"


def test_nobody_is_let_in_by_a_learner_that_is_not_on_the_list() -> None:
    from station.session.staff_touches import ChildPicked  # noqa: PLC0415 - for this stranger alone

    station = StaffedStation()
    station.faces()
    station.post(ChildPicked(learner="stranger"))
    assert not station.made(AdmitLearner)
