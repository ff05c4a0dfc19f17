"""Asking for help at a station: the hand, the line, who comes, and back to what she was at."""

import pytest
from msgspec.structs import replace

from classroom.documents import OpenVisit
from classroom.facts import HelpCancelled, HelpOpened, HelpTried, VisitClosed, VisitOpened
from classroom.helping import HandLine
from classroom.visit import HelpKind
from station.session.events import LinkChanged, VisitorRefreshed
from station.session.hand import hand_of
from station.session.help_touches import HelpPicked, TriedPressed
from station.session.state import Idle, Photo, Release, Work, present
from station.session.touches import HandPressed
from station.session.visitor import OwnFact, Visitor
from station.views.help_shapes import HandUpView, HelpView
from station.views.path_shapes import PathView
from station.views.work_shapes import WorkView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal, noor


def come_in() -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal())
    return station


def asking(kind: HelpKind = "stuck") -> PlayedStation:
    station = come_in()
    station.post(HandPressed())
    station.post(HelpPicked(kind=kind))
    return station


def told(station: PlayedStation, **said: object) -> None:
    """The hub writes her document anew: it has heard of her hand, and says more of it."""
    visit = present(station.state)
    hand = hand_of(visit)
    assert hand is not None
    there = OpenVisit(visit=visit.id, zone=station.state.face.zone, station=station.state.face.station)
    covers = {station.state.face.station: ("e", station.world.seq)}
    hand = replace(hand, **{"before": 0, **said})
    document = replace(amal(), visit=there, hand=hand, covers=covers)
    station.post(VisitorRefreshed(visitor=Visitor(document=document)))


def test_two_touches_put_the_hand_up_and_one_leads_back_to_her_work() -> None:
    station = come_in()
    station.press("Keep going")
    station.press("I need help")
    assert [kind.words for kind in station.shows(HelpView).kinds][:2] == ["I am stuck", "Look at this"]
    station.press("Look at this")
    opened = station.world.facts()[-1]
    assert isinstance(opened, HelpOpened)
    assert opened.kind == "look"
    assert station.shows(HandUpView).title == "Your hand is up"
    station.press("Back to my work")
    assert isinstance(station.screen, Work)
    assert station.shows(WorkView).frame.hand.chosen, "it stays up"


def test_the_hand_closes_its_page_too_and_asks_for_nothing() -> None:
    station = come_in()
    before = station.world.facts()
    station.press("I need help")
    station.post(HandPressed())
    assert isinstance(station.view, PathView)
    assert station.world.facts() == before


def test_only_one_hand_is_up() -> None:
    station = asking()
    station.post(HelpPicked(kind="look"))
    assert [type(fact) for fact in station.world.facts()].count(HelpOpened) == 1


def test_she_lets_it_go_and_may_ask_again() -> None:
    station = asking()
    opened = station.world.facts()[-1]
    station.press("I don't need help now")
    assert isinstance(opened, HelpOpened)
    assert station.world.facts()[-1] == HelpCancelled(help=opened.help)
    assert not station.shows(PathView).frame.hand.chosen
    station.press("I need help")
    station.press("I am stuck")
    assert station.shows(HandUpView).place == ""


def test_what_she_tried_is_hers_to_say_and_to_take_back() -> None:
    station = asking()
    station.press("I read it again")
    station.press("I asked a classmate")
    assert [one.chosen for one in station.shows(HandUpView).tried] == [True, True, False]
    station.press("I read it again")
    said = station.world.facts()[-1]
    assert isinstance(said, HelpTried)
    assert said.tried == ("asked",)
    told(station, tried=("asked",))
    assert [one.chosen for one in station.shows(HandUpView).tried] == [False, True, False]


def test_nobody_is_asked_what_she_tried_before_glue_is_missing() -> None:
    station = asking("materials")
    assert station.shows(HandUpView).tried == ()
    before = station.world.facts()
    station.post(TriedPressed(what="read"))
    assert station.world.facts() == before


@pytest.mark.parametrize(
    ("before", "words"), [(0, "You are next."), (1, "1 before you"), (12, "12 before you")]
)
def test_the_line_is_a_number_and_no_name(before: int, words: str) -> None:
    station = asking()
    told(station, before=before)
    shown = station.shows(HandUpView)
    assert (shown.place, shown.flag) == (words, False)


def test_the_young_hear_no_number_above_ten_and_see_three_kinds_at_a_time() -> None:
    station = PlayedStation()
    station.come_in(noor())
    station.post(next(choice for shown, choice in station.view.avatars if shown.icon == "leaf").event)  # type: ignore[union-attr]
    station.press("I need help")
    assert [kind.words for kind in station.shows(HelpView).kinds] == [
        "I am stuck",
        "Look at this",
        "I need an adult",
    ]
    station.press("Something else")
    assert len(station.shows(HelpView).kinds) == 3
    station.press("Talk in private")
    visit = present(station.state)
    hand = hand_of(visit)
    assert hand is not None
    there = OpenVisit(visit=visit.id, zone=station.state.face.zone, station=station.state.face.station)
    document = replace(noor(), visit=there, hand=replace(hand, before=11))
    station.post(VisitorRefreshed(visitor=Visitor(document=document)))
    shown = station.shows(HandUpView)
    assert (shown.place, shown.ideas, shown.aloud) == ("Some before you", (), True)


def test_she_sees_who_is_on_the_way_wherever_she_is() -> None:
    station = asking()
    told(station, state="seen", by="Ms R")
    assert station.shows(HandUpView).title == "Ms R has seen your hand"
    told(station, state="coming", by="Mx J")
    assert station.shows(HandUpView).title == "Mx J is coming to you"
    assert station.shows(HandUpView).place == ""
    station.press("Back to my work")
    assert station.shows(PathView).frame.subtitle == "Mx J is coming to you"
    told(station, state="peer")
    assert station.shows(PathView).frame.subtitle == "A classmate is coming to you"


def test_when_it_is_done_the_page_goes_and_the_hand_is_down() -> None:
    station = come_in()
    station.press("Keep going")
    station.press("Photo")
    station.post(HandPressed())
    station.post(HelpPicked(kind="stuck"))
    told(station, state="coming", by="Ms R")
    told(station, state="done", by="Ms R")
    assert isinstance(station.screen, Photo), "what she was at is as it was"
    assert present(station.state).help is None
    assert hand_of(present(station.state)) is None


def test_without_the_hub_the_paper_flag_does_it_until_somebody_comes() -> None:
    station = asking()
    station.post(LinkChanged(live=False))
    shown = station.shows(HandUpView)
    assert (shown.place, shown.flag) == ("Put up the paper flag", True)
    told(station, state="coming", by="Ms R")
    assert not station.shows(HandUpView).flag


def test_who_needs_an_adult_is_told_that_one_comes_and_looks_like_any_other() -> None:
    station, other = asking("adult"), asking()
    shown, usual = station.shows(HandUpView), other.shows(HandUpView)
    assert shown.place == "An adult is coming to you."
    assert replace(shown, place="", spoken="", frame=usual.frame) == replace(usual, place="", spoken="")
    private = asking("private").shows(HandUpView)
    assert replace(private, frame=usual.frame) == usual
    station.post(LinkChanged(live=False))
    assert station.shows(HandUpView).place == "Put up the paper flag, or go to an adult."


def test_a_hand_that_could_not_be_written_down_says_so() -> None:
    station = come_in()
    station.world.disk = "full"
    station.press("I need help")
    station.press("I am stuck")
    shown = station.shows(HelpView)
    assert shown.error == "Put up the paper flag"
    assert not shown.frame.hand.chosen
    station.world.disk = "fine"
    station.press("I am stuck")
    assert station.shows(HandUpView).error == ""


def test_a_hand_stays_up_at_the_table_and_goes_down_with_the_visit() -> None:
    station = come_in()
    station.press("Keep going")
    station.press("I need help")
    station.press("I am stuck")
    station.press("Back to my work")
    station.press("I'm off to work")
    assert isinstance(station.screen, Release)
    visit = come_in().state.visit
    assert visit is not None
    closed = OwnFact(seq=2, at_ms=0, fact=VisitClosed(reason="signed_out"))
    raised = OwnFact(seq=1, at_ms=0, fact=HelpOpened(help="old"))
    opened = VisitOpened(zone="z", how="badge", key_id="k", key_box="", wraps=())
    for later in ((closed,), (closed, OwnFact(seq=3, at_ms=0, fact=opened))):
        hers = replace(visit.visitor, own=(raised, *later))
        assert hand_of(replace(visit, visitor=hers)) is None
    elsewhere = replace(visit.visitor.document, hand=HandLine(help="h1"))
    assert hand_of(replace(visit, visitor=Visitor(document=elsewhere))) is None, "of another visit"


def test_nothing_of_it_is_left_when_she_goes() -> None:
    station = asking()
    station.press("Sign out")
    station.wait(2)
    assert isinstance(station.screen, Idle)
    assert station.state.visit is None
