"""How a visit ends on the screen: nothing of hers stays, nothing that she made is lost."""

import pytest

from classroom.facts import DraftParked, VisitClosed
from classroom.learner import MIDDLE, Supports
from station.session.effects import Forget
from station.session.events import BadgeRefused, CodesSeen, VisitElsewhere
from station.session.state import Goodbye, Hello, Idle, Path, Photo, Write
from station.session.touches import KeepGoingPressed, ShownAloud, StayPressed, Touch
from station.session.update import deadline
from station.views.door_shapes import GoodbyeView, HelloView, IdleView, ReleaseView, StillThereView
from station.views.path_shapes import PathView
from tests.unit.station.playing import PlayedStation, texts
from tests.unit.station.room import amal, bao, noor


def here(**changes: object) -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal(**changes))
    return station


def test_the_door_signs_out_in_one_tap() -> None:
    station = here()
    station.press("Sign out")
    assert station.taps == 1
    assert station.shows(GoodbyeView).title == "Bye!"
    assert station.world.facts() == [VisitClosed(reason="signed_out")]
    assert station.made(Forget) == [Forget(why="goodbye", learner="amal")]
    station.wait(1.1)
    assert isinstance(station.screen, Idle)


def test_the_same_badge_again_signs_out() -> None:
    station = here()
    station.scan("badge of amal")
    assert isinstance(station.screen, Goodbye)
    assert deadline(station.state) is not None


def test_her_badge_beside_her_work_is_no_sign_out_while_she_photographs() -> None:
    station = here()
    station.press("Keep going")
    station.press("Photo")
    station.scan("badge of amal")
    assert isinstance(station.screen, Photo)


def test_a_foreign_code_in_her_work_is_not_worth_a_word() -> None:
    station = here()
    station.post(CodesSeen(texts=("https://a.poster",)))
    assert station.view.error == ""


def test_a_badge_that_rests_is_answered_during_a_visit_without_disturbing_it() -> None:
    station = here()
    station.world.refusals["x"] = BadgeRefused(why="resting", badge="b")
    station.post(CodesSeen(texts=("x",)))
    assert station.shows(PathView).error == "This badge is resting. See your teacher."


@pytest.mark.parametrize(
    ("supports", "seconds"),
    [(Supports(), 60), (Supports(time="x3"), 180), (Supports(time="x10"), 600)],
)
def test_still_there_comes_after_her_own_time(supports: Supports, seconds: int) -> None:
    station = here(supports=supports)
    station.post(Touch())
    station.wait(seconds - 1)
    assert isinstance(station.view, PathView)
    station.wait(1.5)
    assert isinstance(station.view, StillThereView)


def test_a_young_learner_has_ninety_seconds() -> None:
    station = PlayedStation()
    station.come_in(noor())
    pictures = {shown.icon: choice for shown, choice in station.shows(HelloView).avatars}
    station.post(pictures["leaf"].event)
    station.wait(89)
    assert isinstance(station.view, PathView)
    station.wait(2)
    assert isinstance(station.view, StillThereView)


def test_a_learner_of_the_middle_grades_has_seventy_five_seconds() -> None:
    station = here(band=MIDDLE)
    station.post(Touch())
    station.wait(74)
    assert isinstance(station.view, PathView)
    station.wait(1.5)
    assert isinstance(station.view, StillThereView)


def test_who_has_all_the_time_is_never_asked() -> None:
    station = here(supports=Supports(time="off"))
    station.wait(10_000)
    assert isinstance(station.view, PathView)


def test_the_ring_counts_down_and_then_parks() -> None:
    station = here()
    station.press("Keep going")
    station.press("Write")
    station.write("It rained")
    station.wait(61)
    shown = station.shows(StillThereView)
    assert not any("rained" in text or "Amal" in text for text in texts(shown))
    station.wait(9.5)
    assert station.shows(StillThereView).left_s in {19, 20}
    station.wait(21)
    assert isinstance(station.screen, Idle)
    assert station.world.facts()[-1] == VisitClosed(reason="idle_parked")
    assert station.made(Forget) == [Forget(why="parked", learner="amal")]


def test_yes_goes_on_where_she_was() -> None:
    station = here()
    station.press("Keep going")
    station.press("Write")
    station.wait(61)
    station.press("Yes")
    assert isinstance(station.screen, Write)
    station.wait(59)
    assert not isinstance(station.view, StillThereView)


def test_a_touch_on_the_question_does_nothing_else_and_done_means_done() -> None:
    station = here()
    station.wait(61)
    station.post(KeepGoingPressed())
    assert isinstance(station.screen, Path)
    assert isinstance(station.view, PathView)
    station.wait(61)
    station.press("I'm done")
    assert isinstance(station.screen, Goodbye)


def test_her_badge_answers_the_question_too() -> None:
    station = here()
    station.wait(61)
    station.post(CodesSeen(texts=("badge of amal",)))
    assert isinstance(station.view, PathView)


def test_time_does_not_count_while_the_station_speaks() -> None:
    station = here()
    station.post(ShownAloud(text="word " * 80))
    station.wait(100)
    assert isinstance(station.view, PathView)
    station.wait(20)
    assert isinstance(station.view, StillThereView)


def test_a_scan_at_another_station_wipes_this_screen() -> None:
    station = here()
    assert station.state.visit is not None
    visit = station.state.visit.id
    station.post(VisitElsewhere(learner="amal", visit="an older visit"))
    assert isinstance(station.screen, Path)
    station.post(VisitElsewhere(learner="amal", visit=visit))
    assert isinstance(station.view, IdleView)
    assert station.world.facts() == [VisitClosed(reason="moved")]


def test_a_picture_that_waits_for_keep_is_parked_with_her() -> None:
    station = here()
    for words in ("Keep going", "Photo", "Take the photo", "Sign out"):
        station.press(words)
    assert [draft.photo for draft in station.world.journal.values()] != []
    assert [type(fact) for fact in station.world.facts()[-2:]] == [DraftParked, VisitClosed]
    last = [type(effect).__name__ for effect in station.done[-6:]]
    assert last == ["StopPreview", "Hush", "JournalDraft", "Record", "Record", "Forget"]


def test_a_piece_that_could_not_be_saved_is_parked_with_her() -> None:
    station = here()
    for words in ("Keep going", "Photo", "Take the photo", "Keep", "Got it"):
        station.press(words)
    station.world.disk = "full"
    station.press("Hand in to Ms R")
    station.world.disk = "fine"
    station.press("Sign out")
    assert isinstance(station.world.facts()[-2], DraftParked)
    assert len(station.world.journal) == 1


def test_stay_on_any_other_screen_is_just_a_touch() -> None:
    station = here()
    station.post(StayPressed())
    assert isinstance(station.screen, Path)


def test_a_new_child_during_goodbye_is_greeted_at_once() -> None:
    station = here()
    station.press("Sign out")
    station.post(CodesSeen(texts=(station.knows(bao()),)))
    assert isinstance(station.screen, Hello)


def test_her_place_is_promised_for_two_seconds() -> None:
    station = here()
    station.press("Keep going")
    station.press("I'm off to work")
    shown = station.shows(ReleaseView)
    assert (shown.title, shown.words) == ("Your place is kept.", "Scan when you are back.")
    assert not any("Amal" in text for text in texts(shown))
    station.wait(2.1)
    assert isinstance(station.screen, Idle)


def test_calm_stays_calm_to_the_end() -> None:
    station = here(supports=Supports(calm=True))
    station.press("Sign out")
    assert station.shows(GoodbyeView).calm
