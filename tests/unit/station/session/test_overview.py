"""The map, the cards, the choices and her questions: what a touch does, and what it records."""

from typing import Any

from msgspec.structs import replace

from classroom.asking import AskCard, AskKind, Meeting, Stage
from classroom.facts import ChoiceMade, DisagreeRaised, JumpAsked, ReassessAsked
from classroom.mastery import State
from station.session.effects import FetchMedia
from station.session.events import RoomLoaded, VisitorRefreshed
from station.session.overview import Choosing, Me, Overview, ShowAgain, TargetCard
from station.session.overview_touches import (
    AskPressed,
    ChoosePressed,
    DifferentlyPressed,
    EarlyPressed,
    FilterTurned,
    HowPicked,
    IdeaPicked,
    LanguagePicked,
    LeafTurned,
    MePressed,
    SeeAllPressed,
    ShowAgainPressed,
    SinceTicked,
    TargetOpened,
)
from station.session.state import Path, Photo, Work
from station.session.touches import BackPressed, KeepGoingPressed, KindPicked, TargetPicked
from station.session.visitor import Visitor
from station.views.board_shapes import BoardView, TargetView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal, noor, room


def come_in(*opened: Any, **changes: Any) -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal(**changes))
    for event in opened:
        station.post(event)
    return station


def card(target: str, **changes: Any) -> PlayedStation:
    return come_in(SeeAllPressed(), TargetOpened(target=target), **changes)


def test_every_screen_leads_back_to_where_she_came_from() -> None:
    station = card("M09")
    station.post(ShowAgainPressed())
    seen = []
    for _ in range(4):
        seen.append(type(station.screen))
        station.post(BackPressed())
    assert seen == [ShowAgain, TargetCard, Overview, Path]
    station.post(MePressed())
    station.post(BackPressed())
    station.post(ChoosePressed())
    station.post(BackPressed())
    assert isinstance(station.screen, Path)


def test_asking_to_show_again_says_how_and_what_she_did_and_waits() -> None:
    station = card("M09")
    station.post(ShowAgainPressed())
    station.post(AskPressed())
    assert isinstance(station.screen, ShowAgain), "first how"
    for event in (HowPicked(how="tell"), SinceTicked(since="practised"), SinceTicked(since="asked"),
                  SinceTicked(since="asked"), AskPressed()):  # fmt: skip
        station.post(event)
    (fact,) = [one for one in station.world.facts() if isinstance(one, ReassessAsked)]
    assert (fact.target, fact.how, fact.since) == ("M09", "tell", ("practised",))
    shown = station.shows(TargetView)
    assert shown.asked
    assert shown.asked.words == "You asked to show it again. Ms R will answer."
    station.post(ShowAgainPressed())
    assert isinstance(station.screen, TargetCard), "one question at a time for one target"


def test_a_question_that_waits_in_her_document_is_not_asked_again() -> None:
    waits = AskCard(request="r1", kind=AskKind.DIFFERENTLY, target="M09", at_ms=1)
    station = card("M09", asks=(waits,))
    station.post(DifferentlyPressed())
    assert not [one for one in station.world.facts() if isinstance(one, DisagreeRaised)]
    answered = replace(waits, stage=Stage.TALKED, words="I see.")
    again = card("M09", asks=(answered,))
    again.post(DifferentlyPressed())
    assert [one.target for one in again.world.facts() if isinstance(one, DisagreeRaised)] == ["M09"]


def test_three_wishes_to_show_again_are_enough_and_the_card_says_so() -> None:
    asks = tuple(AskCard(request=f"r{n}", kind=AskKind.AGAIN, target=f"X{n}", at_ms=n) for n in range(3))
    station = card("M09", asks=asks)
    station.post(ShowAgainPressed())
    assert isinstance(station.screen, TargetCard)
    assert station.shows(TargetView).note == "Three of your questions wait already."


def test_only_what_waits_for_others_can_be_asked_for_early() -> None:
    station = card("W02")
    station.post(EarlyPressed())
    station.post(EarlyPressed())
    assert [one.target for one in station.world.facts() if isinstance(one, JumpAsked)] == ["W02"]
    other = card("M10")
    other.post(EarlyPressed())
    other.post(ShowAgainPressed())
    other.post(DifferentlyPressed())
    assert not [one for one in other.world.facts() if isinstance(one, JumpAsked | DisagreeRaised)]
    assert isinstance(other.screen, TargetCard)


def test_a_target_that_is_not_hers_opens_nothing() -> None:
    assert isinstance(come_in(SeeAllPressed(), TargetOpened(target="XX")).screen, Overview)


def test_a_card_fetches_the_picture_of_her_piece_once() -> None:
    station = card("G10")
    assert [effect.media.media for effect in station.made(FetchMedia)] == ["small"]
    station.post(BackPressed())
    station.post(TargetOpened(target="G10"))
    assert len(station.made(FetchMedia)) == 1


def test_what_is_at_work_goes_on_and_what_is_open_begins_with_its_reason() -> None:
    station = card("G10")
    station.post(TargetPicked(target="G10"))
    assert isinstance(station.screen, Work)
    other = card("M10")
    other.post(IdeaPicked(target="M10", reason="everyone"))
    assert isinstance(other.screen, Work)
    assert [one.reason for one in other.world.facts() if isinstance(one, ChoiceMade)] == ["everyone"]


def test_a_choice_is_only_from_what_is_open_to_her() -> None:
    station = come_in(ChoosePressed(), IdeaPicked(target="W02"))
    assert isinstance(station.screen, Choosing)
    station.post(IdeaPicked(target="M09", activity="treasure-grid", reason="picked"))
    assert isinstance(station.screen, Work)
    assert station.screen.item.activity == "treasure-grid"


def test_filters_turn_round_and_begin_at_the_first_page() -> None:
    station = come_in(ChoosePressed(), LeafTurned())
    seen = []
    for _ in range(3):
        station.post(FilterTurned(what="length"))
        assert isinstance(station.screen, Choosing)
        seen.append((station.screen.length, station.screen.page))
    assert seen == [("short", 0), ("long", 0), ("", 0)]
    for _ in range(2):
        station.post(FilterTurned(what="company"))
    assert isinstance(station.screen, Choosing)
    assert station.screen.company == "pair"
    assert station.shows(BoardView).empty == "Nothing fits. Try another place or time."


def test_a_place_lets_through_what_is_done_there() -> None:
    station = come_in(ChoosePressed(), FilterTurned(what="place"))
    assert isinstance(station.screen, Choosing)
    assert station.screen.place == "campfire", "the only place with something for her"
    assert [tile.title for tile in station.shows(BoardView).tiles] == ["Treasure Grid"]


def test_a_language_holds_for_this_visit_and_no_longer() -> None:
    station = PlayedStation()
    station.post(RoomLoaded(room=room(langs=("en", "es"))))
    station.come_in(amal())
    station.post(MePressed())
    station.post(LanguagePicked(lang="xx"))
    assert isinstance(station.screen, Me)
    station.post(LanguagePicked(lang="es"))
    assert isinstance(station.screen, Path)
    assert station.state.visit
    assert station.state.visit.lang == "es"
    station.wait(1)
    station.press("Sign out")
    station.wait(3)
    station.scan("badge of amal")
    station.wait(1.6)
    assert station.state.visit.lang == "en"


def test_what_is_being_made_keeps_her_where_she_is() -> None:
    station = come_in(KeepGoingPressed(), KindPicked(kind="photo"), MePressed(), SeeAllPressed())
    assert isinstance(station.screen, Photo)
    assert station.view.frame.me is None  # type: ignore[union-attr]


def test_an_answer_that_comes_while_she_looks_shows_at_once() -> None:
    station = card("M09")
    station.post(ShowAgainPressed())
    for event in (HowPicked(how="live"), AskPressed()):
        station.post(event)
    fact = next(one for one in station.world.facts() if isinstance(one, ReassessAsked))
    said = AskCard(
        request=fact.request, kind=AskKind.AGAIN, target="M09", at_ms=1, stage=Stage.SET, by="Ms R",
        meeting=Meeting(day="2026-09-24", zone="table"),
    )  # fmt: skip
    station.post(VisitorRefreshed(visitor=Visitor(document=amal(asks=(said,)))))
    asked = station.shows(TargetView).asked
    assert asked
    assert asked.words == "Thursday, Show-It Table"


def test_a_young_learner_asks_with_three_pictures() -> None:
    station = PlayedStation()
    station.come_in(noor())
    station.post(next(choice.event for _, choice in station.view.avatars if choice.icon == "leaf"))  # type: ignore[union-attr]
    for event in (SeeAllPressed(), TargetOpened(target="M09"), ShowAgainPressed()):
        station.post(event)
    shown = station.shows(BoardView)
    assert (len(shown.tiles), shown.chips) == (3, ())


def test_a_target_that_was_mastered_meanwhile_is_only_looked_at() -> None:
    lines = tuple(replace(line, state=State.MASTERED) for line in amal().lines)
    station = card("M10", lines=lines, next=())
    station.post(IdeaPicked(target="M10", reason="everyone"))
    assert isinstance(station.screen, TargetCard)
