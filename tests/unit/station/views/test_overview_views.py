"""Where she is and what she may ask, as it stands on the screen."""

from typing import Any

import pytest
from msgspec.structs import replace

from classroom.asking import AskCard, AskKind, Meeting, Stage
from classroom.mastery import State
from classroom.path import NextLine, Reason
from station.session.events import RoomLoaded
from station.session.overview_touches import ChoosePressed, MePressed, SeeAllPressed, TargetOpened
from station.session.visitor import RoomKnown
from station.views.board_shapes import BoardView, TargetView
from station.views.mapping import MARKS
from station.views.path_shapes import PathView
from station.views.shapes import View
from tests.unit.station.playing import PlayedStation, texts
from tests.unit.station.room import DAY_MS, FACE, NOW_MS, amal, noor, room

THURSDAY = Meeting(day="2026-09-24", zone="table")
SET = AskCard(
    request="r1", kind=AskKind.AGAIN, target="M09", at_ms=1, stage=Stage.SET, meeting=THURSDAY, by="Ms R"
)


def strands() -> RoomKnown:
    """The room with a strand for each kind of code."""
    known = room()
    targets = tuple(
        replace(target, strand={"G": "Grammar", "M": "Maths"}.get(target.code[0], "More"))
        for target in known.frameworks[0].framework.targets
    )
    framework = replace(known.frameworks[0].framework, targets=targets)
    return replace(known, frameworks=(replace(known.frameworks[0], framework=framework),))


def come_in(*opened: Any, **changes: Any) -> PlayedStation:
    station = PlayedStation()
    station.post(RoomLoaded(room=strands()))
    station.come_in(amal(**changes))
    for event in opened:
        station.post(event)
    return station


def card(target: str, **changes: Any) -> TargetView:
    return come_in(SeeAllPressed(), TargetOpened(target=target), **changes).shows(TargetView)


def test_an_agreed_day_and_place_stand_first_on_her_path() -> None:
    path = come_in(asks=(SET,)).shows(PathView)
    assert (path.now[0].title, path.now[0].line) == (
        "Plot points in all four parts of a grid", "Thursday, Show-It Table",
    )  # fmt: skip
    assert isinstance(path.now[0].choice.event, TargetOpened)
    assert "Thursday, Show-It Table" in path.spoken


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-09-21", "", "Today, Show-It Table"),
        ("2026-09-22", "9:05", "Tomorrow 9:05, Show-It Table"),
        ("2026-09-27", "", "Sunday, Show-It Table"),
        ("2026-10-03", "", "3 Oct, Show-It Table"),
    ],
)
def test_a_day_to_come_is_said_as_one_says_it(day: str, time: str, said: str) -> None:
    asks = (replace(SET, meeting=Meeting(day=day, time=time, zone="table")),)
    assert come_in(asks=asks).shows(PathView).now[0].line == said


def test_a_day_that_is_over_leaves_her_path_and_her_card_says_whom_to_ask() -> None:
    asks = (replace(SET, meeting=Meeting(day="2026-09-18", zone="table")),)
    assert all(one.icon != "calendar-days" for one in come_in(asks=asks).shows(PathView).now)
    asked = card("M09", asks=asks).asked
    assert asked
    assert asked.words == "That day is over. Ask Ms R."


def test_an_answer_in_words_stands_on_her_path_for_two_days() -> None:
    done = replace(SET, stage=Stage.DONE, meeting=None, words="Clear now.", answered_ms=NOW_MS - DAY_MS)
    path = come_in(asks=(done,)).shows(PathView)
    assert (path.now[0].line, path.now[0].fresh) == ("You showed it again.", "new")
    old = replace(done, answered_ms=NOW_MS - 3 * DAY_MS)
    assert come_in(asks=(old,)).shows(PathView).now[0].line != "You showed it again."
    assert card("M09", asks=(old,)).said == "Ms R: “Clear now.”"


def test_for_a_young_learner_the_day_is_a_picture() -> None:
    station = PlayedStation()
    station.come_in(noor(asks=(SET,)))
    station.post(next(choice.event for _, choice in station.view.avatars if choice.icon == "leaf"))  # type: ignore[union-attr]
    path = station.shows(PathView)
    assert (path.cards[0].title, path.cards[0].icon) == ("Thursday, Show-It Table", "calendar-days")
    assert len(path.cards) == 3


def test_the_map_shows_one_strand_and_opens_where_she_is() -> None:
    shown = come_in(SeeAllPressed()).shows(BoardView)
    assert [tab.words for tab in shown.bar if tab.chosen] == ["Grammar"]
    assert [tab.words for tab in shown.bar] == ["Grammar", "Maths", "More"]
    assert [(tile.title[:12], tile.mark and tile.mark.words) for tile in shown.tiles] == [
        ("Find the sub", "I can do it"),
        ("Fix a fragme", "I could teach it"),
        ("Make clear w", "open"),
        ("Join ideas w", "now"),
    ]


def test_each_state_is_icon_word_and_colour_and_no_two_say_the_same() -> None:
    assert set(MARKS) == set(State)
    told = {state: MARKS[state] for state in State if state is not State.READY}
    assert MARKS[State.READY] == MARKS[State.HANDED_IN]
    assert len({words for _, words, _ in told.values()}) == len(told)
    assert all(icon for icon, _, _ in told.values())


def test_the_card_says_what_is_asked_and_what_is_in() -> None:
    shown = card("G10")
    assert [(tick.words, tick.done) for tick in shown.ticks] == [
        ("Show it 2 times", False), ("In 2 ways", False), ("On 2 days", False),
    ]  # fmt: skip
    assert (shown.piece_title, shown.state.words) == ("My newest piece", "now")
    assert all(tick.done for tick in card("G01").ticks)


def test_the_piece_that_was_liked_best_is_hers_to_see() -> None:
    lines = tuple(replace(line, best="ev-old") if line.target == "G10" else line for line in amal().lines)
    shown = card("G10", lines=lines)
    assert shown.piece_title == "My best piece"
    assert shown.piece
    assert shown.piece.kind == "photo"
    assert card("M10").piece_title == "No piece yet."


def test_each_state_has_its_sentence_and_its_main_thing() -> None:
    lines = tuple(
        replace(line, star_day="2026-09-18", opens_after=("G01",) if line.target == "W02" else ())
        for line in amal().lines
    )
    told = {
        target: card(target, lines=lines) for target in ("G01", "G02", "M09", "G10", "SC01", "W02", "M10")
    }
    assert {target: shown.why_here for target, shown in told.items()} == {
        "G01": "You can do this. You showed it on 18 Sep.",
        "G02": "You could teach this. You showed it on 18 Sep.",
        "M09": "You showed it on 18 Sep; let's look again.",
        "G10": "You planned with Ms R to do it now.",
        "SC01": "Your work is with Ms R.",
        "W02": "It opens after you master Find the subject and the verb in a sentence.",
        "M10": "It is open: everyone meets this one.",
    }
    assert {target: [one.words for one in shown.actions] for target, shown in told.items()} == {
        "G01": ["I see it differently", "Show it again"],
        "G02": ["I see it differently", "Show it again"],
        "M09": ["I see it differently", "Show it again"],
        "G10": ["I see it differently", "Show it again", "Keep going"],
        "SC01": ["Keep going"],
        "W02": ["Ask to start early"],
        "M10": ["Start this"],
    }


def test_what_opens_something_is_named_in_words_not_in_codes() -> None:
    opened = NextLine(target="M10", reason=Reason.OPENS, because="G01")
    shown = card("M10", next=(opened,))
    assert shown.why_here == "It is open because you mastered Find the subject and the verb in a sentence."


@pytest.mark.parametrize(
    ("kind", "stage", "says"),
    [
        (AskKind.AGAIN, Stage.ASKED, "You asked to show it again. Ms R will answer."),
        (AskKind.EARLY, Stage.ASKED, "You asked to start early. Ms R will answer."),
        (AskKind.DIFFERENTLY, Stage.ASKED, "You see it differently. Ms R will talk with you."),
        (AskKind.AGAIN, Stage.AGREED, "Ms R said yes. The day comes soon."),
        (AskKind.EARLY, Stage.OPENED, "Ms R says: start when you like."),
        (AskKind.EARLY, Stage.CHECK, "Ms R says: a short check first."),
        (AskKind.EARLY, Stage.TALK, "Ms R will talk with you about it."),
        (AskKind.AGAIN, Stage.DONE, "You showed it again."),
        (AskKind.DIFFERENTLY, Stage.TALKED, "You talked about it."),
    ],
)
def test_every_stage_of_a_request_has_a_sentence(kind: AskKind, stage: Stage, says: str) -> None:
    shown = card("M09", asks=(replace(SET, kind=kind, stage=stage, meeting=None, words="Good."),))
    assert shown.asked
    assert shown.asked.words == says
    assert shown.said == "Ms R: “Good.”"


def test_a_talk_that_is_set_says_so() -> None:
    asked = card("M09", asks=(replace(SET, kind=AskKind.DIFFERENTLY),)).asked
    assert asked
    assert asked.words == "You talk: Thursday, Show-It Table"


def test_there_are_four_choices_on_the_small_panel_and_eight_on_the_large_one() -> None:
    following = tuple(NextLine(target=target, reason=Reason.EVERYONE) for target in
                      ("G01", "G02", "G08", "M09", "M10", "W02"))  # fmt: skip
    shown = {}
    for large in (False, True):
        station = PlayedStation(face=replace(FACE, large=large))
        station.come_in(amal(next=following))
        station.post(ChoosePressed())
        shown[large] = station.shows(BoardView)
    assert (len(shown[False].tiles), len(shown[True].tiles)) == (4, 6)
    assert [choice.words for choice in shown[False].bar] == [
        "Any place",
        "Alone or together",
        "Short or long",
        "More",
    ]
    assert (shown[True].columns, shown[True].lines) == (4, 2)


def test_a_choice_says_what_it_takes_and_why_it_is_there() -> None:
    (tile,) = [one for one in come_in(ChoosePressed()).shows(BoardView).tiles if one.title == "Treasure Grid"]
    assert tile.line == "Plot points in all four parts of a grid"
    assert [fact.words for fact in tile.facts] == ["15 min", "Campfire", "if you like"]
    assert tile.mark
    assert tile.mark.words == "You picked it"


def test_a_mark_of_herself_leads_to_three_tiles() -> None:
    shown = come_in(MePressed()).shows(BoardView)
    assert [tile.title for tile in shown.tiles] == ["All that we learn", "Language", "How this works"]


def test_no_level_no_percent_and_no_not_yet_stands_anywhere() -> None:
    opened: list[View] = [
        come_in(SeeAllPressed()).view, come_in(ChoosePressed()).view, come_in(MePressed()).view,
        *(card(line.target, asks=(SET,)) for line in amal().lines),
    ]  # fmt: skip
    for shown in opened:
        said = " ".join(texts(shown)).lower()
        assert "not yet" not in said
        assert "level" not in said
        assert "%" not in said
