"""Beside the level of one piece: talks, several targets, the same words to several, lines of one's own, lenses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import EvidenceHandedIn
from classroom.mastery import State
from hub.errors import NotYours, ServiceRefused
from hub.service.chips import CHIPS
from hub.service.shapes import Answer, Chip
from hub.store.projections import talks
from tests.factories_hub import MR_T, MS_ODE, MS_R, MX_B
from tests.unit.hub.service.teachers_desk import GLOW, GROW, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.back.stop()


def test_the_wish_to_talk_goes_along_and_ends_when_somebody_talked(desk: Desk) -> None:
    piece = desk.hand_in("G01")
    desk.office.answer(piece, MS_R, Answer(level=3, talk=True))
    desk.pass_time()
    assert desk.office.review_piece(piece, MS_R).talk
    with desk.back.store.reading() as tables:
        (talk,) = talks.talks_with(tables, "amal")
    assert (talk.by, talk.evidence, talk.target, talk.held_ms) == (MS_R, piece, "G01", 0)
    assert desk.office.hold_talk(talk.talk, MS_ODE) == "amal"
    desk.office.hold_talk(talk.talk, MS_R)
    assert desk.log().count("talk.held") == 1
    assert not desk.office.review_piece(piece, MS_R).talk
    with pytest.raises(NotYours):
        desk.office.hold_talk(talk.talk, MR_T)


def test_a_piece_for_two_targets_is_answered_for_the_one_that_was_chosen(desk: Desk) -> None:
    fact = EvidenceHandedIn(evidence="both", targets=("G01", "M01"), kind="writing")
    desk.station.write(fact, ("amal",), desk.visit)
    desk.send()
    shown = desk.office.review_piece("both", MS_R, "M01")
    assert (shown.target.code, [other.code for other in shown.others]) == ("M01", ["G01"])
    assert shown.policy_met
    assert not desk.office.review_piece("both", MS_R).policy_met
    desk.office.answer("both", MS_R, Answer(level=3, target="M01"))
    desk.office.answer("both", MS_R, Answer(level=2, target="G01", words=(GROW,)))
    desk.pass_time()
    assert (desk.state("M01").state, desk.state("G01").level) == (State.MASTERED, None)
    with pytest.raises(ServiceRefused, match="no longer"):
        desk.office.review_piece("both", MS_R, "G02")


def test_the_same_words_go_to_several_pieces_at_once_or_to_none(desk: Desk) -> None:
    ids = [desk.hand_in("G01", kind) for kind in ("writing", "photo", "voice")]
    with pytest.raises(NotYours):
        desk.office.say_to_each([*ids, "strange"], (GROW,), MS_R)
    assert desk.held() == 0
    kept = desk.office.say_to_each([*ids, ids[0]], (GROW,), MS_ODE)
    assert [one.evidence for one in kept] == ids
    desk.office.undo(kept[1].answer, MS_ODE)
    desk.pass_time()
    assert [item.evidence for item in desk.office.review_queue(MS_R)] == [ids[1]]
    assert desk.log().count("feedback.given") == 2
    with pytest.raises(ServiceRefused, match="Choose the pieces"):
        desk.office.say_to_each([], (GROW,), MS_R)


def test_the_lines_under_the_keys_are_each_persons_own(desk: Desk) -> None:
    piece = desk.hand_in()
    mine = (Chip(kind="glow", text="Well said."), Chip(kind="next", text="Add a drawing."))
    desk.office.set_chips([*mine, Chip(kind="ask", text="  ")], MS_R)
    assert desk.office.review_piece(piece, MS_R).chips == mine
    assert desk.office.review_piece(piece, MS_ODE).chips == CHIPS
    desk.office.set_chips([], MS_R)
    assert desk.office.review_piece(piece, MS_R).chips == CHIPS
    for wrong in ([GLOW], [GROW] * 10, [Chip(kind="next", text="a" * 81)]):
        with pytest.raises(ServiceRefused):
            desk.office.set_chips(wrong, MS_R)
    with pytest.raises(NotYours):
        desk.office.set_chips(mine, MX_B)


def test_earlier_levels_are_looked_at_as_the_last_ones_and_the_highest(desk: Desk) -> None:
    for level in (1, 4, 2, 3):
        piece = desk.hand_in("G01")
        desk.office.answer(piece, MS_R, Answer(level=level, words=(GROW,)))
        desk.clock.advance(60)
    shown = desk.office.review_piece(desk.hand_in("G01"), MS_R)
    assert (shown.lately, shown.highest) == ((2, 4, 1), 4)  # the answer to the last one is still held
