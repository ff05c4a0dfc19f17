"""What Enter means (learning model 2.1): judgement, level for this piece only, words; and its ten seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import EvidenceWithdrawn
from classroom.mastery import State
from hub.errors import NotYours, ServiceRefused
from hub.service.shapes import Answer, Chip
from hub.store.projections import judging
from tests.factories_hub import DAY_MS, MR_T, MS_ODE, MS_R, MX_B, open_back
from tests.unit.hub.service.teachers_desk import GLOW, GROW, Desk
from tests.waiting import until


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.back.stop()


def test_three_and_enter_is_mastery_when_the_evidence_is_there(desk: Desk) -> None:
    kept = desk.office.answer(desk.hand_in(), MS_R, Answer(level=3))
    assert kept.did == "judged"
    desk.pass_time()
    assert (desk.state().state, desk.state().level, desk.state().by) == (State.MASTERED, 3, MS_R)


def test_four_and_enter_is_beyond_when_the_evidence_is_there(desk: Desk) -> None:
    desk.office.answer(desk.hand_in(), MS_R, Answer(level=4))
    desk.pass_time()
    assert desk.state().state is State.BEYOND


def test_three_and_enter_only_counts_while_evidence_is_missing(desk: Desk) -> None:
    piece = desk.hand_in("G01")
    kept = desk.office.answer(piece, MS_R, Answer(level=3))
    assert kept.did == "counts"
    desk.pass_time()
    assert desk.state("G01").state is State.OPEN
    with desk.back.store.reading() as tables:
        assert judging.level_of(tables, piece) == 3
        assert judging.judgements_of(tables, "amal") == []


def test_two_kinds_on_two_days_make_the_evidence(desk: Desk) -> None:
    desk.office.answer(desk.hand_in("G01", "photo"), MS_R, Answer(level=3))
    desk.clock.now += DAY_MS
    kept = desk.office.answer(desk.hand_in("G01", "writing"), MS_R, Answer(level=3))
    assert kept.did == "judged"
    desk.pass_time()
    assert desk.state("G01").state is State.MASTERED
    with desk.back.store.reading() as tables:
        (judgement,) = judging.judgements_of(tables, "amal")
    assert len(judgement.evidence) == 2


def test_a_judgement_opens_what_waited_for_it(desk: Desk) -> None:
    assert desk.state("G02").state is State.LATER
    answer = Answer(decision="mastered", reason="She showed me at the board.")
    desk.office.answer(desk.hand_in("G01"), MS_R, answer)
    desk.pass_time()
    assert desk.state("G02").state is State.OPEN


@pytest.mark.parametrize("level", [1, 2])
def test_a_low_level_needs_words(desk: Desk, level: int) -> None:
    piece = desk.hand_in()
    with pytest.raises(ServiceRefused, match="word that helps"):
        desk.office.answer(piece, MS_R, Answer(level=level))
    assert desk.office.answer(piece, MS_R, Answer(level=level, words=(GROW,))).did == "counts"
    desk.pass_time()
    assert desk.state().state in {State.READY, State.OPEN}


def test_mastered_before_the_evidence_is_there_asks_for_a_reason(desk: Desk) -> None:
    piece = desk.hand_in("G01")
    with pytest.raises(ServiceRefused, match="Say in a word why"):
        desk.office.answer(piece, MS_R, Answer(decision="mastered"))
    kept = desk.office.answer(piece, MS_R, Answer(decision="mastered", reason="seen live"))
    assert kept.did == "judged"


@pytest.mark.parametrize("words", [(), (GLOW,)])
def test_not_yet_is_refused_without_something_to_try_next(desk: Desk, words: tuple[Chip, ...]) -> None:
    piece = desk.hand_in()
    with pytest.raises(ServiceRefused, match="one thing to try next"):
        desk.office.answer(piece, MS_R, Answer(decision="not_yet", words=words))


def test_not_yet_with_a_chip_is_a_judgement_below_mastery(desk: Desk) -> None:
    desk.office.answer(desk.hand_in(), MS_R, Answer(decision="not_yet", words=(GROW,)))
    desk.pass_time()
    assert desk.state().level == 2
    assert desk.state().state is not State.MASTERED


def test_need_more_has_no_level(desk: Desk) -> None:
    assert desk.office.answer(desk.hand_in(), MS_R, Answer(decision="need_more")).did == "judged"
    desk.pass_time()
    assert desk.state().level is None


def test_words_alone_answer_a_piece_and_reach_the_learner(desk: Desk) -> None:
    piece = desk.hand_in()
    assert desk.office.answer(piece, MS_R, Answer(words=(GLOW, GROW))).did == "words"
    desk.pass_time()
    page = desk.office.learner_page("amal", MS_R)
    assert [word.text for word in page.evidence[0].feedback] == [GLOW.text, GROW.text]
    assert page.evidence[0].state == "answered"


def test_an_empty_answer_is_refused(desk: Desk) -> None:
    with pytest.raises(ServiceRefused, match="Choose a level"):
        desk.office.answer(desk.hand_in(), MS_R, Answer(words=(Chip(kind="grow", text="  "),)))


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_that_is_none_is_refused(desk: Desk, level: int) -> None:
    with pytest.raises(ServiceRefused, match="1, 2, 3 or 4"):
        desk.office.answer(desk.hand_in(), MS_R, Answer(level=level, words=(GROW,)))


def test_a_decision_and_a_level_that_contradict_each_other_are_refused(desk: Desk) -> None:
    with pytest.raises(ServiceRefused, match="does not go with"):
        desk.office.answer(desk.hand_in(), MS_R, Answer(decision="mastered", level=1))


def test_an_answer_waits_ten_seconds_and_can_be_taken_back(desk: Desk) -> None:
    piece = desk.hand_in()
    kept = desk.office.answer(piece, MS_R, Answer(level=3))
    assert desk.office.review_queue(MS_R) == ()
    assert kept.until_ms == desk.clock() + 10_000
    assert desk.office.undo(kept.answer, MS_R) == piece
    assert [item.evidence for item in desk.office.review_queue(MS_R)] == [piece]
    desk.pass_time()
    assert "judgement.made" not in desk.log()


def test_after_ten_seconds_it_is_too_late(desk: Desk) -> None:
    kept = desk.office.answer(desk.hand_in(), MS_R, Answer(level=3))
    desk.pass_time()
    with pytest.raises(ServiceRefused, match="has been sent"):
        desk.office.undo(kept.answer, MS_R)


def test_nobody_takes_back_what_somebody_else_said(desk: Desk) -> None:
    kept = desk.office.answer(desk.hand_in(), MS_R, Answer(level=3))
    with pytest.raises(ServiceRefused, match="has been sent"):
        desk.office.undo(kept.answer, MS_ODE)


def test_the_next_answer_sends_the_one_before(desk: Desk) -> None:
    first, second = desk.hand_in(), desk.hand_in("G01")
    desk.office.answer(first, MS_R, Answer(level=3))
    assert desk.held() == 1
    desk.office.answer(second, MS_R, Answer(words=(GLOW,)))
    assert desk.held() == 1
    assert desk.state().state is State.MASTERED


def test_a_second_answer_to_the_same_piece_takes_the_place_of_the_first(desk: Desk) -> None:
    piece = desk.hand_in()
    desk.office.answer(piece, MS_R, Answer(level=3))
    desk.office.answer(piece, MS_R, Answer(level=4))
    desk.pass_time()
    assert desk.state().state is State.BEYOND
    assert desk.log().count("judgement.made") == 1


def test_two_teachers_do_not_answer_the_same_piece_at_once(desk: Desk) -> None:
    piece = desk.hand_in()
    desk.office.answer(piece, MS_R, Answer(level=3))
    with pytest.raises(ServiceRefused, match="Somebody else"):
        desk.office.answer(piece, MS_ODE, Answer(words=(GLOW,)))


def test_a_held_answer_survives_the_end_of_the_hub(desk: Desk) -> None:
    desk.office.answer(desk.hand_in(), MS_R, Answer(level=3))
    desk.back.writer.stop()
    desk.back.store.close()
    desk.clock.advance(60)
    desk.back = open_back(desk.folder, desk.clock)
    until(lambda: desk.state().state is State.MASTERED)


def test_stopping_the_hub_sends_what_is_held(desk: Desk) -> None:
    desk.office.answer(desk.hand_in(), MS_R, Answer(level=3))
    desk.back.stop()
    desk.back = open_back(desk.folder, desk.clock)
    assert desk.state().state is State.MASTERED


def test_an_aide_may_give_words_and_no_levels(desk: Desk) -> None:
    piece = desk.hand_in()
    with pytest.raises(ServiceRefused, match="for the teachers"):
        desk.office.answer(piece, MS_ODE, Answer(level=3))
    assert desk.office.answer(piece, MS_ODE, Answer(words=(GLOW,))).did == "words"


@pytest.mark.parametrize("who", [MR_T, MX_B, "nobody"])
def test_nobody_answers_another_class(desk: Desk, who: str) -> None:
    piece = desk.hand_in()
    with pytest.raises(NotYours):
        desk.office.answer(piece, who, Answer(words=(GLOW,)))
    with pytest.raises(NotYours):
        desk.office.start_review(piece, who)


def test_a_piece_that_was_taken_back_in_time_is_not_answered(desk: Desk) -> None:
    piece = desk.hand_in()
    desk.station.write(EvidenceWithdrawn(evidence=piece), ("amal",), desk.visit)
    desk.send()
    assert desk.office.review_queue(MS_R) == ()
    with pytest.raises(ServiceRefused, match="taken this piece back"):
        desk.office.answer(piece, MS_R, Answer(level=3))


def test_a_piece_cannot_be_taken_back_once_someone_looks(desk: Desk) -> None:
    piece = desk.hand_in()
    desk.office.start_review(piece, MS_R)
    desk.office.start_review(piece, MS_R)
    assert desk.log().count("evidence.review_started") == 1
    desk.clock.advance(5)
    desk.station.write(EvidenceWithdrawn(evidence=piece), ("amal",), desk.visit)
    desk.send()
    assert [item.evidence for item in desk.office.review_queue(MS_R)] == [piece]
