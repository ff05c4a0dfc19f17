"""Who comes in, and who does not: hello before work, one child at a time."""

import pytest
from msgspec.structs import replace

from classroom.documents import OpenVisit
from classroom.facts import BadgeRevokedSeen, BadgeUnknown, VisitModeChanged, VisitNotMe
from classroom.tokens import make_token
from station.session.effects import AskFeed, Forget, LookUpBadge, Record, ReopenVisit
from station.session.effects import OpenVisit as OpenTheVisit
from station.session.events import (
    BadgeAccepted,
    BadgeRefused,
    CameraBack,
    CameraGone,
    CodesSeen,
    CodeUnreadable,
    LightSeen,
    VisitorRefreshed,
)
from station.session.hello import DECOYS
from station.session.state import Hello, Idle, Path, Work
from station.session.touches import KeyTyped
from station.session.visitor import Visitor
from station.views.door_shapes import HelloView, IdleView
from station.views.pairing import SecondView
from station.views.path_shapes import PathView
from tests.unit.station.playing import PlayedStation, texts
from tests.unit.station.room import amal, bao, noor, room


def elsewhere(target: str, activity: str | None = None) -> OpenVisit:
    return OpenVisit(visit="v-bench", zone="bench", station="st-bench", target=target, activity=activity)


def test_a_badge_leads_to_hello_and_after_a_second_and_a_half_to_her_path() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(amal()),)))
    assert isinstance(station.view, HelloView)
    assert station.view.greeting == "Hello Amal"
    station.wait(1.4)
    assert isinstance(station.screen, Hello)
    station.wait(0.2)
    assert isinstance(station.view, PathView)
    assert station.taps == 0


def test_hello_shows_nothing_of_her_work() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(amal()),)))
    known = room()
    lines = {target.line("en") for one in known.frameworks for target in one.framework.targets}
    names = {one.activity.name("en") for one in known.activities}
    assert not any(line in text for text in texts(station.view) for line in lines | names)


def test_the_visit_is_opened_only_when_hello_is_over() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(amal()),)))
    assert station.made(OpenTheVisit) == []
    station.wait(1.6)
    assert [effect.learner for effect in station.made(OpenTheVisit)] == ["amal"]


def test_not_me_clears_the_screen_and_the_visit_never_was() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(amal()),)))
    station.press("Not me")
    assert isinstance(station.view, IdleView)
    assert station.view.error == "OK, cleared."
    assert station.world.facts() == [VisitNotMe()]
    assert station.made(Forget) == [Forget(why="not_me", learner="amal")]
    assert station.made(OpenTheVisit) == []


def test_a_young_learner_taps_her_own_picture_among_three() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(noor()),)))
    station.wait(5)
    assert isinstance(station.screen, Hello)
    assert len(set(station.screen.avatars)) == 3
    assert set(station.screen.avatars) - {"leaf"} <= set(DECOYS)
    assert station.shows(HelloView).avatar.icon == "", "her picture is not given away"
    pictures = {shown.icon: choice for shown, choice in station.shows(HelloView).avatars}
    station.post(pictures["leaf"].event)
    assert isinstance(station.screen, Path)


def test_another_picture_lets_nobody_in() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(noor()),)))
    assert isinstance(station.view, HelloView)
    other = next(choice for shown, choice in station.view.avatars if shown.icon != "leaf")
    station.post(other.event)
    assert isinstance(station.screen, Idle)
    assert station.made(Forget) == [Forget(why="not_me", learner="noor")]


def test_a_young_learner_who_taps_nothing_is_forgotten_quietly() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(noor()),)))
    station.wait(25)
    assert isinstance(station.screen, Idle)
    assert station.world.facts() == []
    assert station.made(Forget) == [Forget(why="not_me", learner="noor")]


def test_hello_says_where_she_moved_from_and_she_is_back_at_her_item() -> None:
    station = PlayedStation()
    document = amal(visit=elsewhere(activity="ratio-table-bakery", target="M03"))
    station.post(CodesSeen(texts=(station.knows(document),)))
    assert isinstance(station.view, HelloView)
    assert station.view.note == "You moved here from Make Bench."
    station.wait(1.6)
    assert isinstance(station.screen, Work)
    assert (station.screen.item.target, station.screen.item.activity) == ("M03", "ratio-table-bakery")


def test_an_item_that_is_mastered_by_now_is_not_opened_again() -> None:
    station = PlayedStation()
    station.come_in(amal(visit=elsewhere(target="G01")))
    assert isinstance(station.screen, Path)


def test_a_visit_left_open_here_is_reopened_where_she_was() -> None:
    station = PlayedStation()
    here = OpenVisit(
        visit="v-here",
        zone="porch",
        station="st-porch",
        mode="at_table",
        target="G10",
        activity="because-bridges",
        revises="ev-old",
        attempt=2,
    )
    station.come_in(amal(), here=here)
    assert station.made(ReopenVisit) == [ReopenVisit(visit="v-here", learner="amal")]
    assert station.made(OpenTheVisit) == []
    assert isinstance(station.screen, Work)
    assert station.screen.item.revises == "ev-old"
    assert station.world.facts() == [
        VisitModeChanged(
            mode="at_screen", activity="because-bridges", target="G10", revises="ev-old", attempt=2
        )
    ]


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("foreign", "That is not a class badge."),
        ("torn", "I can't read that one. Try flat and still."),
        ("unknown", "I don't know you here yet. Ask your teacher."),
        ("bare", "I don't know you here yet. Ask your teacher."),
        ("resting", "This badge is resting. See your teacher."),
    ],
)
def test_a_badge_that_opens_nothing_is_answered_by_one_sentence_for_four_seconds(
    why: str, sentence: str
) -> None:
    station = PlayedStation()
    station.world.refusals["x"] = BadgeRefused(why=why, badge="b1")  # type: ignore[arg-type]
    station.post(CodesSeen(texts=("x",)))
    assert station.view.error == sentence
    station.wait(4.1)
    assert station.view.error == ""


def test_a_code_that_cannot_be_read_is_answered_too() -> None:
    station = PlayedStation()
    station.post(CodeUnreadable())
    assert station.view.error == "I can't read that one. Try flat and still."


def test_an_unknown_badge_is_counted_once_and_asked_for_again_while_it_is_held() -> None:
    station = PlayedStation()
    station.world.refusals["x"] = BadgeRefused(why="unknown")
    for _ in range(20):
        station.post(CodesSeen(texts=("x",)))
        station.wait(0.5)
    assert station.world.facts() == [BadgeUnknown()]
    assert len(station.made(LookUpBadge)) == 3
    assert len(station.made(AskFeed)) == 3


def test_a_resting_badge_is_reported_by_its_id() -> None:
    station = PlayedStation()
    station.world.refusals["x"] = BadgeRefused(why="resting", badge="b7")
    station.post(CodesSeen(texts=("x",)))
    assert station.world.facts() == [BadgeRevokedSeen(badge="b7")]


def test_two_badges_in_one_frame_choose_neither() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(amal()), station.knows(bao()))))
    assert station.view.error == "One at a time, please."
    assert station.made(LookUpBadge) == []


def test_one_badge_seen_twice_in_one_frame_is_one_badge() -> None:
    station = PlayedStation()
    text = station.knows(amal())
    station.post(CodesSeen(texts=(text, text)))
    assert isinstance(station.screen, Hello)


def test_a_badge_that_stays_before_the_camera_is_one_scan() -> None:
    station = PlayedStation()
    text = station.knows(amal())
    for _ in range(60):
        station.post(CodesSeen(texts=(text,)))
        station.wait(0.5)
    assert isinstance(station.screen, Path)
    assert len(station.made(LookUpBadge)) == 1


def test_another_badge_during_hello_takes_over_and_the_first_is_forgotten() -> None:
    station = PlayedStation()
    first, second = station.knows(amal()), station.knows(bao())
    station.post(CodesSeen(texts=(first,)))
    station.post(CodesSeen(texts=(second,)))
    assert isinstance(station.view, HelloView)
    assert station.view.greeting == "Hello Bao"
    assert station.made(Forget) == [Forget(why="not_me", learner="amal")]


def test_a_second_answer_for_the_same_badge_changes_nothing() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(amal()),)))
    before = replace(station.state, seen=None)
    station.post(BadgeAccepted(visitor=station.world.visitors["badge of amal"]))
    assert replace(station.state, seen=None) == before


def test_what_a_scanner_types_is_a_badge_and_never_a_text() -> None:
    station = PlayedStation()
    token = make_token(bytes(range(16)))
    station.world.visitors[token] = station.world.visitors[station.knows(bao())]
    station.come_in(amal())
    station.press("Keep going")
    station.press("Write")
    station.post(KeyTyped(text=f"{token}\n"))
    assert isinstance(station.view, SecondView)
    assert token not in str(station.state)


def test_the_idle_screen_tells_of_light_and_of_a_sleeping_camera() -> None:
    station = PlayedStation()
    for light, hint in (
        ("dark", "More light"),
        ("glare", "Tilt the badge"),
        ("fine", "Hold your badge here"),
    ):
        station.post(LightSeen(light=light))  # type: ignore[arg-type]
        assert isinstance(station.view, IdleView)
        assert station.view.hint == hint
    station.post(CameraGone())
    station.post(CameraGone())
    assert isinstance(station.view, IdleView)
    assert station.view.hint == "Camera is asleep. Ask your teacher."
    station.post(CameraBack())
    reported = [record for record in station.made(Record) if record.visit is None]
    assert len(reported) == 2, "lost once, back once"


def test_no_badge_shows_the_room_and_goes_away_by_itself() -> None:
    station = PlayedStation()
    station.press("No badge?")
    assert isinstance(station.view, IdleView)
    assert station.view.asking
    station.wait(31)
    assert not station.shows(IdleView).asking


def test_a_language_chosen_on_the_idle_screen_holds_for_the_next_visit_only() -> None:
    station = PlayedStation(known=room(langs=("en", "es")))
    station.press("English")
    assert station.view.lang == "es"
    station.come_in(amal())
    assert station.view.lang == "es"
    station.press("Sign out")
    station.wait(2)
    assert station.view.lang == "en"


def test_what_comes_while_she_is_greeted_is_on_her_path() -> None:
    station = PlayedStation()
    station.post(CodesSeen(texts=(station.knows(amal()),)))
    station.post(VisitorRefreshed(visitor=Visitor(document=amal(feedback=()))))
    station.post(VisitorRefreshed(visitor=Visitor(document=bao(feedback=()))))
    station.wait(1.6)
    assert station.shows(PathView).mail is None
    assert station.shows(PathView).frame.name == "Amal"
