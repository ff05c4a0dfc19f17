"""F8: a second badge, the curtain, work together: one piece, two names, each one's own word on it."""

import pytest

from classroom.facts import (
    DraftParked,
    EvidenceHandedIn,
    EvidenceWithdrawn,
    HelpOpened,
    SelfAssessed,
    VisitClosed,
    VisitModeChanged,
)
from classroom.learner import Supports
from station.session.effects import Forget, JoinPair, OpenVisit
from station.session.events import (
    CameraGone,
    VisitElsewhere,
    VisitorRefreshed,
)
from station.session.state import Goodbye, Idle, Photo, Work
from station.session.visitor import Visitor
from station.views.door_shapes import HelloView
from station.views.help_shapes import HandUpView
from station.views.pairing import SecondView
from station.views.path_shapes import PathView
from station.views.work_shapes import AssessView, HandedInView, WorkView, WriteView
from tests.unit.station.pairing_world import HERS_ALONE, paired, records
from tests.unit.station.playing import PlayedStation, texts
from tests.unit.station.room import amal, bao


def test_both_stand_in_the_bar_and_nothing_of_either_is_seen() -> None:
    station = paired()
    shown = station.shows(PathView)
    assert shown.frame.name == "Amal + Bao"
    assert (shown.frame.avatar.icon, [one.icon for one in shown.frame.beside]) == ("tent", ["star"])
    assert shown.mastered == 0
    assert not shown.next
    said = " ".join(texts(shown)) + repr(station.state.visit)
    assert not any(words in said for words in HERS_ALONE)


def test_each_has_a_visit_of_her_own_and_the_pair_a_key_of_its_own() -> None:
    station = paired()
    first, other = station.made(OpenVisit)
    (joined,) = station.made(JoinPair)
    assert (first.learner, other.learner, joined.learners) == ("amal", "bao", ("amal", "bao"))
    assert len({first.visit, other.visit, joined.pair}) == 3


def test_what_the_first_was_at_is_what_they_go_on_with_if_both_may() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    station.scan(station.knows(bao()))
    station.press("Work together")
    station.scan("badge of amal")
    assert isinstance(station.view, WorkView)
    modes = records(station, VisitModeChanged)[-2:]
    assert [learner for _, learner, _ in modes] == ["amal", "bao"]


def writes_together(station: PlayedStation, text: str = "We built it") -> AssessView:
    for words in ("Keep going", "Write"):
        station.press(words)
    station.write(text)
    station.press("Done")
    return station.shows(AssessView)


def test_each_says_how_it_is_for_her_by_her_own_tap_then_it_is_handed_in_for_both() -> None:
    station = paired()
    assert writes_together(station).title == "Amal, how is it for you?"
    assert not station.shows(AssessView).hand_in.enabled
    station.press("Got it")
    assert station.shows(AssessView).title == "Bao, how is it for you?"
    assert not station.shows(AssessView).hand_in.enabled
    station.press("Nearly")
    assert station.shows(AssessView).title == "You have all said. Hand it in."
    station.press("Hand in to Ms R")
    station.shows(HandedInView)
    pair = station.made(JoinPair)[0].pair
    assert records(station, EvidenceHandedIn) == [(pair, "amal", ("bao",))]
    own = {effect.learner: effect.visit for effect in station.made(OpenVisit)}
    assert records(station, SelfAssessed) == [(own["amal"], "amal", ()), (own["bao"], "bao", ())]
    claims = [fact.claim for fact in station.world.facts() if isinstance(fact, SelfAssessed)]
    assert claims == [3, 2]


def test_they_may_say_it_anew_before_it_is_handed_in() -> None:
    station = paired()
    writes_together(station)
    for words in ("Got it", "Nearly", "Not yet"):
        station.press(words)
    assert station.shows(AssessView).title == "Bao, how is it for you?"
    station.press("Got it")
    station.press("Hand in to Ms R")
    claims = [fact.claim for fact in station.world.facts() if isinstance(fact, SelfAssessed)]
    assert claims == [1, 3]


def test_taking_it_back_is_for_both_and_it_is_theirs_again() -> None:
    station = paired()
    writes_together(station)
    for words in ("Got it", "Nearly", "Hand in to Ms R", "Undo"):
        station.press(words)
    pair = station.made(JoinPair)[0].pair
    assert records(station, EvidenceWithdrawn) == [(pair, "amal", ("bao",))]
    assert isinstance(station.view, AssessView)


def test_a_photo_needs_the_consent_of_all() -> None:
    station = paired()
    station.press("Keep going")
    assert [one.words for one in station.shows(WorkView).evidence] == ["Write", "Draw"]


def test_leaving_is_for_all_and_half_a_piece_waits_for_the_first() -> None:
    station = paired()
    for words in ("Keep going", "Write"):
        station.press(words)
    station.write("Half of us")
    station.press("Sign out")
    assert isinstance(station.screen, Goodbye)
    assert [learner for _, learner, _ in records(station, VisitClosed)] == ["amal", "bao"]
    assert {effect.learner for effect in station.made(Forget)} == {"amal", "bao"}
    pair = station.made(JoinPair)[0].pair
    assert records(station, DraftParked) == [(pair, "amal", ())]
    said = repr(station.state) + " ".join(texts(station.view))
    assert not any(words in said for words in ("Amal", "Bao", "Half of us", *HERS_ALONE))


@pytest.mark.parametrize("badge", ["badge of amal", "badge of bao"])
def test_the_badge_of_either_ends_it_for_all(badge: str) -> None:
    station = paired()
    station.scan(badge)
    assert isinstance(station.screen, Goodbye)


def test_off_to_work_keeps_a_place_for_each() -> None:
    station = paired()
    for words in ("Keep going", "I'm off to work"):
        station.press(words)
    modes = [
        (one.learner, fact.mode)
        for one in station.world.records
        for fact in one.facts
        if isinstance(fact, VisitModeChanged)
    ]
    assert modes[-2:] == [("amal", "at_table"), ("bao", "at_table")]


def test_a_hand_is_the_first_ones() -> None:
    station = paired()
    station.press("I need help")
    station.press("I am stuck")
    own = {effect.learner: effect.visit for effect in station.made(OpenVisit)}
    assert records(station, HelpOpened) == [(own["amal"], "amal", ())]
    assert station.shows(HandUpView).frame.name == "Amal + Bao"


def test_news_of_one_of_them_is_seen_by_none() -> None:
    station = paired()
    station.post(VisitorRefreshed(visitor=Visitor(document=amal(name="Amal Changed"))))
    station.post(VisitorRefreshed(visitor=Visitor(document=bao(name="Bao Changed"))))
    assert station.shows(PathView).frame.name == "Amal + Bao"
    assert not any(words in repr(station.state.visit) for words in HERS_ALONE)


def test_one_who_moved_elsewhere_ends_it_here() -> None:
    station = paired()
    own = {effect.learner: effect.visit for effect in station.made(OpenVisit)}
    station.post(VisitElsewhere(learner="bao", visit=own["bao"]))
    assert isinstance(station.screen, Idle)
    assert {effect.learner for effect in station.made(Forget)} == {"amal", "bao"}


def test_a_third_may_join_and_a_fifth_may_not() -> None:
    station = paired()
    for learner in ("cleo", "dan"):
        station.scan(station.knows(amal(learner=learner, name=learner.title())))
        station.press("Work together")
        station.scan("badge of amal")
    assert station.shows(PathView).frame.name == "Amal + Bao + Cleo + Dan"
    assert station.made(JoinPair)[-1].learners == ("amal", "bao", "cleo", "dan")
    station.scan(station.knows(amal(learner="eli", name="Eli")))
    shown = station.shows(SecondView)
    assert (shown.together.enabled, shown.note) == (False, "Four work here already.")
    station.wait(11)
    assert station.shows(HelloView).greeting == "Hello Eli"
    assert len({effect.learner for effect in station.made(Forget)}) == 4


def test_all_have_the_patience_of_the_one_who_needs_most() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.scan(station.knows(bao(supports=Supports(time="x3", calm=True, scale=1.3))))
    station.press("Work together")
    station.scan("badge of amal")
    assert station.shows(PathView).frame.calm
    assert station.shows(PathView).frame.scale == 1.3
    station.wait(170)
    assert isinstance(station.view, PathView)


def test_a_piece_that_cannot_be_saved_is_still_there_for_both() -> None:
    station = paired()
    writes_together(station)
    station.press("Got it")
    station.press("Nearly")
    station.world.disk = "broken"
    station.press("Hand in to Ms R")
    assert station.shows(HandedInView).failed
    station.world.disk = "fine"
    station.press("Try again")
    assert len(records(station, EvidenceHandedIn)) == 1


def test_a_second_badge_while_the_camera_looks_stops_the_picture() -> None:
    station = PlayedStation()
    station.come_in(amal())
    for words in ("Keep going", "Photo"):
        station.press(words)
    assert isinstance(station.screen, Photo)
    station.scan(station.knows(bao()))
    assert isinstance(station.screen, Work)
    station.post(CameraGone())
    assert isinstance(station.view, SecondView)


def test_what_the_first_had_typed_never_shows_to_two() -> None:
    station = PlayedStation()
    station.come_in(amal())
    for words in ("Keep going", "Write"):
        station.press(words)
    station.write("Half a thought")
    station.scan(station.knows(bao()))
    station.press("Work together")
    station.scan("badge of amal")
    station.press("Write")
    assert station.shows(WriteView).text == ""
