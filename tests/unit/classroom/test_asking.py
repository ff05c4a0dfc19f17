"""What a learner asks for by herself, and its life: in any order, once or twice, always the same."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.asking import (
    LONGEST_WORDS,
    Asked,
    AskKind,
    Meeting,
    Request,
    Said,
    Stage,
    check_step,
    check_words,
    heard,
    hindrance,
)
from classroom.errors import AnswerRefused
from classroom.evidence import Order

THURSDAY = Meeting(day="2026-11-05", zone="show", time="10:30")


def at(minute: int, station: str = "hub") -> Order:
    return Order(at_ms=minute * 60_000, station=station, epoch="e", seq=minute)


def asked(kind: AskKind = AskKind.AGAIN, minute: int = 1) -> Asked:
    return Asked(kind=kind, learner="amal", target="G01", order=at(minute, "porch"), how="live")


def said(stage: Stage, minute: int, words: str = "", meeting: Meeting | None = None) -> Said:
    return Said(stage=stage, by="ms-r", order=at(minute), words=words, meeting=meeting)


def told(*steps: Asked | Said) -> Request:
    request = Request(id="r1")
    for step in steps:
        request = heard(request, step)
    return request


AGREED = said(Stage.AGREED, 2)
SET = said(Stage.SET, 3, meeting=THURSDAY)
DONE = said(Stage.DONE, 9, words="You have it now.")


def test_a_wish_to_show_again_goes_from_asked_to_done() -> None:
    lived = [
        told(asked()),
        told(asked(), AGREED),
        told(asked(), AGREED, SET),
        told(asked(), AGREED, SET, DONE),
    ]
    assert [one.stage for one in lived] == [Stage.ASKED, Stage.AGREED, Stage.SET, Stage.DONE]
    assert [one.open for one in lived] == [True, True, True, False]
    assert [one.meeting for one in lived] == [None, None, THURSDAY, None]


def test_it_may_be_talked_about_without_ever_being_set() -> None:
    assert told(asked(), said(Stage.TALKED, 4, "We talked.")).stage is Stage.TALKED


def test_the_latest_time_and_place_stands() -> None:
    friday = Meeting(day="2026-11-06", zone="cave")
    moved = told(asked(), SET, said(Stage.SET, 5, meeting=friday))
    assert moved.meeting == friday
    assert told(asked(), said(Stage.SET, 5, meeting=friday), SET).meeting == friday


@pytest.mark.parametrize("stage", [Stage.OPENED, Stage.CHECK, Stage.TALK])
def test_an_early_start_is_answered_once_by_one_of_three(stage: Stage) -> None:
    request = told(asked(AskKind.EARLY), said(stage, 2, "You know it from home."))
    assert (request.stage, request.open) == (stage, False)


def test_seeing_it_differently_opens_a_talk_and_ends_with_one() -> None:
    request = told(asked(AskKind.DIFFERENTLY), said(Stage.SET, 2, "Show me.", THURSDAY))
    assert (request.stage, request.open, request.meeting) == (Stage.SET, True, THURSDAY)
    assert heard(request, said(Stage.TALKED, 3, "I saw it too.")).stage is Stage.TALKED


@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_order_and_any_repetition_gives_the_same_request(chance: Random, times: int) -> None:
    steps: list[Asked | Said] = [asked(), AGREED, SET, said(Stage.SET, 5, meeting=THURSDAY), DONE]
    mixed = steps * times
    chance.shuffle(mixed)
    assert told(*mixed) == told(*steps)


def test_a_step_with_a_truer_time_takes_its_own_place() -> None:
    first, second = (
        said(Stage.SET, 3, meeting=THURSDAY),
        said(Stage.SET, 5, meeting=Meeting(day="d", zone="z")),
    )
    late = Said(stage=Stage.SET, by="ms-r", order=Order(at_ms=9 * 60_000, station="hub", epoch="e", seq=3),
                meeting=THURSDAY)  # fmt: skip
    moved = told(asked(), first, second, late)
    assert moved.meeting == THURSDAY
    assert len(moved.said) == 2


def test_an_answer_that_comes_before_its_question_waits_for_it() -> None:
    early = told(SET)
    assert early.asked is None
    assert heard(early, asked()) == told(asked(), SET)


def test_she_may_ask_at_any_time_but_not_the_same_twice_and_three_at_once_are_enough() -> None:
    again = [(AskKind.AGAIN, name) for name in ("G01", "G02", "G03")]
    assert hindrance([], AskKind.AGAIN, "G01") == ""
    assert hindrance(again[:1], AskKind.AGAIN, "G01") == "waits"
    assert hindrance(again[:2], AskKind.AGAIN, "G03") == ""
    assert hindrance(again, AskKind.AGAIN, "G04") == "many"
    assert hindrance(again, AskKind.EARLY, "G04") == ""
    assert hindrance(again, AskKind.DIFFERENTLY, "G01") == ""


@pytest.mark.parametrize(
    ("kind", "stage"),
    [(AskKind.AGAIN, Stage.OPENED), (AskKind.EARLY, Stage.SET), (AskKind.DIFFERENTLY, Stage.DONE)],
)
def test_an_answer_to_another_question_is_refused(kind: AskKind, stage: Stage) -> None:
    with pytest.raises(AnswerRefused, match="does not answer"):
        check_step(told(asked(kind)), stage)


def test_nothing_is_said_after_the_end() -> None:
    check_step(told(asked(), AGREED), Stage.SET)
    with pytest.raises(AnswerRefused, match="has its answer"):
        check_step(told(asked(), DONE), Stage.SET)
    with pytest.raises(AnswerRefused):
        check_step(told(SET), Stage.SET)


def test_words_to_a_learner_are_never_empty_and_fit_a_screen() -> None:
    assert check_words("  You  have it. ") == "You have it."
    assert len(check_words("a" * 900)) == LONGEST_WORDS
    for empty in ("", " \n "):
        with pytest.raises(AnswerRefused, match="own words"):
            check_words(empty)
