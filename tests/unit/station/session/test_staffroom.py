"""U25: letting a child in, her pictures, ending a visit, a zone that rests, how the station is."""

import pytest

from classroom.facts import StaffOverrode, VisitClosed
from classroom.pictures import PICTURES
from station.session import touches
from station.session.effects import (
    AdmitLearner,
    CheckPictures,
    EndStation,
    LeaveKiosk,
    LockStation,
    Record,
    Say,
)
from station.session.events import (
    CodesSeen,
    HealthTold,
    LinkChanged,
    LockFound,
    VolumeTurned,
)
from station.session.staff_touches import LeaveKioskPressed, SoundPressed
from station.session.state import Hello, Idle, Path
from station.views.door_shapes import HelloView, IdleView, RestsView
from station.views.screen import Shown
from station.views.staff_shapes import FacesView, PicturesView, RowsView, TilesView
from tests.unit.station.playing import choices, texts
from tests.unit.station.room import NOW_MS
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


# ── three pictures ───────────────────────────────────────────────────────────────────────────────────


def _window(name: str = "Amal") -> StaffedStation:
    station = StaffedStation()
    station.faces("pictures")
    station.press(name)
    return station


def test_twelve_pictures_each_once_in_a_place_of_its_own_spoken_on_arrival() -> None:
    station = _window()
    shown = station.shows(PicturesView)
    assert tuple(choice.icon for choice in shown.pictures) == PICTURES
    assert shown.title == "Amal, tap your three pictures"
    assert shown.aloud
    station.post(touches.ShownAloud(text=shown.spoken))
    assert station.made(Say)[-1].text == "Amal, tap your three pictures."


def test_a_picture_is_taken_once_and_all_can_be_begun_again() -> None:
    station = _window()
    tap(station, "cat")
    station.post(next(one for one in station.shows(PicturesView).pictures if one.icon == "cat").event)
    assert station.shows(PicturesView).dots.filled == 1
    station.press("Begin again")
    assert station.shows(PicturesView).dots.filled == 0


def test_other_pictures_are_answered_kindly_and_none_is_told_right() -> None:
    station = _window()
    tap(station, "cat", "moon", "star")
    shown = station.shows(PicturesView)
    assert shown.note == "Try again, or ask your teacher."
    assert shown.spoken.startswith("Try again, or ask your teacher.")
    assert shown.dots.filled == 0
    assert not any(choice.chosen for choice in shown.pictures)


def test_her_pictures_in_another_order_are_not_hers() -> None:
    station = _window()
    tap(station, *reversed(HERS))
    assert station.shows(PicturesView).note == "Try again, or ask your teacher."


def test_five_tries_begin_a_wait() -> None:
    station = _window()
    station.world.wait_s = 20
    for _ in range(5):
        tap(station, "cat", "moon", "star")
    shown = station.shows(PicturesView)
    assert shown.note == "Take a break. Ask your teacher."
    assert shown.rests
    assert not any(choice.enabled for choice in shown.pictures)
    station.wait(20.1)
    assert not station.shows(PicturesView).rests
    tap(station, *HERS)
    station.shows(HelloView)


def test_nothing_else_can_be_done_in_her_window() -> None:
    station = _window()
    known = repr(station.state.curtain)
    assert "Ms R" not in known
    assert "Noor" not in known
    words = {choice.words or choice.says for choice in choices(station.view)}
    assert words == {*PICTURES, "Read aloud", "Begin again", "Stop"}
    station.post(LeaveKioskPressed())
    station.post(SoundPressed())
    station.shows(PicturesView)
    station.press("Stop")
    station.shows(IdleView)
    assert not station.world.open


def test_her_window_is_gone_when_the_keys_are() -> None:
    station = _window()
    station.wait(LASTS_S)
    station.shows(IdleView)
    station = _window()
    station.world.open = False
    tap(station, *HERS)
    station.shows(IdleView)
    assert not isinstance(station.screen, Hello)


def test_what_she_tapped_stands_in_no_repr() -> None:
    assert "cat" not in repr(CheckPictures(learner="amal", icons=HERS))


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


# ── the station ──────────────────────────────────────────────────────────────────────────────────────


def test_a_zone_rests_until_it_is_opened_again() -> None:
    station = StaffedStation()
    station.menu()
    station.press("Let this zone rest")
    assert station.made(LockStation)[-1].locked
    assert ("locked", "") in _deeds(station)
    assert "Open this zone" in _tiles(station.view)
    station.press("I'm done here")
    shown = station.shows(RestsView)
    assert shown.title == "This zone rests now."
    assert shown.words == "Try Watering Hole (5 free) or Quiet Cave (3 free)."
    station.scan("badge of amal")
    assert station.shows(RestsView).error == "This zone rests now. Try another one."
    assert not isinstance(station.screen, Hello)
    station.menu()
    station.press("Open this zone")
    station.press("I'm done here")
    station.shows(IdleView)


def test_a_grown_up_may_let_a_child_in_where_a_zone_rests() -> None:
    station = StaffedStation()
    station.post(LockFound())
    station.faces()
    station.press("Amal")
    station.shows(HelloView)
    station.wait(1.6)
    assert isinstance(station.screen, Path)


def test_letting_a_zone_rest_sends_home_whoever_is_here_and_keeps_her_piece() -> None:
    station = StaffedStation()
    station.post(CodesSeen(texts=("badge of amal",)))
    station.wait(1.6)
    station.press("Keep going")
    station.press("Write")
    station.write("Half")
    station.menu()
    station.press("Let this zone rest")
    assert [draft.text for draft in station.world.journal.values()] == ["Half"]
    assert VisitClosed(reason="idle_parked") in station.world.facts()
    station.press("I'm done here")
    station.shows(RestsView)


def test_where_nothing_is_known_to_be_free_a_teacher_is_asked() -> None:
    station = StaffedStation()
    station.post(LinkChanged(live=False))
    station.post(LockFound())
    assert station.shows(RestsView).words == "Ask your teacher where to go."


def test_sound_stands_there_where_there_is_a_voice() -> None:
    station = StaffedStation()
    assert "Sound" not in _tiles(station.menu())
    station.press("I'm done here")
    station.post(VolumeTurned(level=3))
    station.menu()
    station.press("Sound")
    assert [tile.chosen for tile in station.shows(TilesView).tiles] == [False, False, True, False, False]
    station.press("loud")
    assert [tile.chosen for tile in station.shows(TilesView).tiles] == [False, False, False, True, False]
    assert station.state.volume == 4


def test_how_the_station_is_is_said_in_plain_words() -> None:
    station = StaffedStation()
    station.world.health = HealthTold(
        waiting=3, oldest_ms=NOW_MS - 86_400_000, badges_ms=NOW_MS - 3 * 86_400_000, free=0.05, clock="none"
    )
    station.post(LinkChanged(live=False))
    assert station.menu().note == "3 wait for the hub."
    station.press("How this station is")
    said = {row.title: row.words for row in station.shows(RowsView).rows}
    assert said["Hub"] == "not there. All is saved here for now."
    assert said["Waiting for the hub"] == "3, the oldest from yesterday 14:13"
    assert said["Badge list"] == "from Friday 14:13"
    assert said["Room on the disk"] == "full. Photos rest until the hub has more."
    assert said["Clock"] == "not set. The hub puts things in order."


def test_an_old_badge_list_is_told_on_the_idle_screen_and_a_fresh_one_is_not() -> None:
    station = StaffedStation()
    station.post(HealthTold(badges_ms=NOW_MS - 3 * 86_400_000))
    assert station.shows(IdleView).badge_age == "Badge list from Friday"
    station.post(HealthTold(badges_ms=NOW_MS - 3_600_000))
    assert station.shows(IdleView).badge_age == ""
    station.post(HealthTold(badges_ms=None))
    assert station.shows(IdleView).badge_age == ""


@pytest.mark.parametrize(
    ("tile", "yes", "effect", "deed"),
    [
        ("Restart", "Yes, restart", EndStation, "restarted"),
        ("Leave the kiosk", "Yes, leave", LeaveKiosk, "exited"),
    ],
)
def test_the_program_ends_after_a_second_yes_and_whoever_was_here_is_signed_out(
    tile: str, yes: str, effect: type, deed: str
) -> None:
    station = StaffedStation()
    station.world.roles = ("teacher", "admin")
    station.post(CodesSeen(texts=("badge of amal",)))
    station.wait(1.6)
    station.menu()
    station.press(tile)
    assert not station.made(effect)
    station.press(yes)
    assert isinstance(station.done[-1], effect)
    assert (deed, "") in _deeds(station)
    assert VisitClosed(reason="staff") in station.world.facts()
    assert isinstance(station.screen, Idle)


def test_only_an_admin_leaves_the_kiosk() -> None:
    station = StaffedStation()
    assert "Leave the kiosk" not in _tiles(station.menu())
    station.post(LeaveKioskPressed())
    station.post(touches.StayPressed())
    assert not station.made(LeaveKiosk)


def test_a_question_can_be_taken_back() -> None:
    station = StaffedStation()
    station.menu()
    station.press("Restart")
    station.press("No, back")
    assert station.shows(TilesView).title == "Hello Ms R"
    assert not station.made(EndStation)


def test_nobody_is_let_in_by_a_learner_that_is_not_on_the_list() -> None:
    from station.session.staff_touches import ChildPicked  # noqa: PLC0415 - for this stranger alone

    station = StaffedStation()
    station.faces()
    station.post(ChildPicked(learner="stranger"))
    assert not station.made(AdmitLearner)
