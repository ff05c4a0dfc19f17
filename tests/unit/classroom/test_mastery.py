"""How mastery is decided: the test vectors a-m of the learning model, and its properties."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import JudgementRefused
from classroom.evidence import Order, Piece
from classroom.mastery import (
    Around,
    Judgement,
    MasteryState,
    Record,
    State,
    check_judgement,
    fold,
    withdrawal_holds,
)
from classroom.target import EvidencePolicy, LearningTarget

AMAL = "amal"
G01 = LearningTarget(id="G01", code="G01", strand="Grammar", i_can={"en": "I can find the verb."})
G02 = LearningTarget(id="G02", code="G02", strand="Grammar", i_can={"en": "I can fix it."}, hard=("G01",))
NOW = Around(role="now")


def at(minute: int) -> Order:
    return Order(at_ms=minute * 60_000, station="porch", epoch="e", seq=minute)


def piece(name: str, minute: int, kind: str = "photo", day: str = "d1", **more: object) -> Piece:
    values = {"learners": (AMAL,), "targets": ("G01",), **more}
    return Piece(id=name, kind=kind, day=day, order=at(minute), **values)  # type: ignore[arg-type]


def judged(name: str, minute: int, level: int | None, supersedes: str | None = None) -> Judgement:
    decisions = {None: "need_more", 1: "not_yet", 2: "not_yet", 3: "mastered", 4: "beyond"}
    return Judgement(
        id=name,
        order=at(minute),
        day=f"d{minute}",
        decision=decisions[level],  # type: ignore[arg-type]
        level=level,
        by="ms-r",
        supersedes=supersedes,
    )


def state(record: Record, around: Around = NOW, target: LearningTarget = G01) -> MasteryState:
    return fold(AMAL, target, record, around)


TWO_WAYS = (piece("p1", 1), piece("p2", 2, kind="voice", day="d2"))
BOTH = frozenset({"p1", "p2"})
READY = Record(pieces=TWO_WAYS, answered=BOTH)
DONE = Record(pieces=TWO_WAYS, answered=BOTH, judgements=(judged("j1", 3, 3),))
SLIPPED_BACK = Record(pieces=TWO_WAYS, answered=BOTH, judgements=(judged("j1", 3, 3), judged("j2", 5, 2)))


def test_a_piece_whose_day_nobody_knows_counts_but_adds_no_day() -> None:
    unknown = (piece("p1", 1, day="d1"), piece("p2", 2, kind="voice", day=""), piece("p3", 3, day=""))
    counts = state(Record(pieces=unknown)).counts
    assert (counts.pieces, counts.kinds, counts.days, counts.met) == (3, 2, 1, False)
    dated = (*unknown[:2], piece("p3", 3, day="d2"))
    assert state(Record(pieces=dated)).counts.met


def test_a_three_photos_on_one_day_are_handed_in_and_then_now() -> None:
    photos = tuple(piece(f"p{n}", n) for n in (1, 2, 3))
    assert state(Record(pieces=photos)).state is State.HANDED_IN
    answered = state(Record(pieces=photos, answered=frozenset({"p1", "p2", "p3"})))
    assert answered.state is State.NOW
    assert not answered.counts.met


def test_b_a_photo_and_a_voice_on_two_days_are_ready_for_a_look() -> None:
    assert state(READY).state is State.READY


def test_c_full_marks_in_three_quizzes_never_meet_the_policy() -> None:
    quizzes = tuple(piece(f"q{n}", n, kind="quiz", day=f"d{n}") for n in (1, 2, 3))
    easy = LearningTarget(
        id="G01",
        code="G01",
        strand="Grammar",
        i_can={"en": "I can."},
        policy=EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, quiz_max=3),
    )
    record = Record(pieces=quizzes, answered=frozenset({"q1", "q2", "q3"}))
    assert not state(record).counts.met
    assert not state(record, target=easy).counts.met


def test_d_a_judgement_at_mastery_masters() -> None:
    done = state(DONE)
    assert (done.state, done.level, done.by, done.star_day) == (State.MASTERED, 3, "ms-r", "d3")


def test_e_a_weak_quiz_after_mastery_changes_nothing() -> None:
    quiz = piece("q1", 9, kind="quiz", day="d9")
    after = Record(pieces=(*TWO_WAYS, quiz), answered=BOTH, judgements=DONE.judgements)
    assert state(after).state is State.MASTERED
    assert state(after).new_pieces


def test_f_a_judgement_below_mastery_asks_to_look_again_and_stops_new_starts_only() -> None:
    again = state(SLIPPED_BACK)
    assert again.state is State.LOOK_AGAIN
    assert again.star_day == "d3"
    assert again.counts.pieces == 0
    assert state(Record(), Around(mastered=frozenset()), G02).state is State.LATER
    assert state(Record(), Around(role="now"), G02).state is State.NOW


@pytest.mark.parametrize(
    ("decision", "level", "evidence", "met", "reason", "allowed"),
    [
        ("mastered", 3, ("p1",), False, "", False),
        ("mastered", 3, ("p1",), False, "seen in class", True),
        ("mastered", 3, ("p1",), True, "", True),
        ("mastered", 3, (), True, "", False),
        ("beyond", 3, ("p1",), True, "", False),
        ("beyond", 4, ("p1",), True, "", True),
        ("not_yet", 3, ("p1",), True, "", False),
        ("not_yet", 2, ("p1",), False, "", True),
        ("need_more", None, ("p1",), False, "", True),
        ("need_more", 2, ("p1",), False, "", False),
        ("expelled", 3, ("p1",), True, "", False),
    ],
)
def test_g_a_judgement_needs_evidence_its_level_and_sometimes_a_reason(
    decision: str, level: int | None, evidence: tuple[str, ...], met: bool, reason: str, allowed: bool
) -> None:
    def judge() -> None:
        check_judgement(decision, level, evidence, policy_met=met, reason=reason)

    if allowed:
        judge()
    else:
        with pytest.raises(JudgementRefused):
            judge()


def test_h_the_same_event_twice_gives_the_same_state() -> None:
    doubled = Record(
        pieces=TWO_WAYS * 2, answered=BOTH, judgements=SLIPPED_BACK.judgements + SLIPPED_BACK.judgements
    )
    assert state(doubled) == state(SLIPPED_BACK)


@given(st.randoms())
def test_i_events_in_any_order_give_the_same_state(chance: Random) -> None:
    pieces = [*TWO_WAYS, piece("p3", 6, kind="drawing", day="d6", revises="p2"), piece("p4", 7, day="d7")]
    judgements = [*SLIPPED_BACK.judgements, judged("j3", 8, None), judged("j4", 9, 4, supersedes="j2")]
    tidy = state(Record(pieces=tuple(pieces), answered=BOTH, judgements=tuple(judgements)))
    chance.shuffle(pieces)
    chance.shuffle(judgements)
    assert state(Record(pieces=tuple(pieces), answered=BOTH, judgements=tuple(judgements))) == tidy


def test_j_a_piece_taken_back_before_review_no_longer_counts() -> None:
    record = Record(pieces=TWO_WAYS, answered=BOTH, withdrawn={"p2": at(3)})
    assert state(record).counts.pieces == 1
    assert state(record).state is State.NOW


def test_k_a_piece_cannot_be_taken_back_once_someone_looked() -> None:
    record = Record(pieces=TWO_WAYS, withdrawn={"p2": at(5)}, looked_at={"p2": at(4)})
    assert not withdrawal_holds(record, "p2")
    assert state(record).counts.pieces == 2
    early = Record(pieces=TWO_WAYS, withdrawn={"p2": at(3)}, looked_at={"p2": at(4)})
    assert withdrawal_holds(early, "p2")


def test_l_an_old_judgement_keeps_the_text_that_it_was_made_on() -> None:
    second = LearningTarget(id="G01", code="G01", strand="Grammar", i_can={"en": "New words."}, version=2)
    assert DONE.judgements[0].target_version == 1
    assert state(DONE, target=second).state is State.MASTERED


def test_m_a_corrected_slip_leaves_no_trace_of_mastery() -> None:
    record = Record(
        pieces=TWO_WAYS, answered=BOTH, judgements=(judged("j1", 3, 3), judged("j2", 4, 2, supersedes="j1"))
    )
    corrected = state(record)
    assert corrected.state is State.NOW
    assert corrected.star_day == ""


def test_beyond_and_need_more_and_open_and_later() -> None:
    assert state(Record(judgements=(judged("j", 1, 4),))).state is State.BEYOND
    assert state(Record(judgements=(judged("j", 1, None),)), Around()).state is State.OPEN
    waiting = state(Record(), Around(), G02)
    assert (waiting.state, waiting.opens_after) == (State.LATER, ("G01",))
    assert state(Record(), Around(waived=frozenset({"G01"})), G02).state is State.OPEN
    assert state(Record(), Around(mastered=frozenset({"G01"})), G02).state is State.OPEN
    assert state(Record(), Around(draft=True), G02).state is State.NOW


def test_a_revision_counts_once_and_waits_for_its_own_answer() -> None:
    chain = (piece("p1", 1), piece("p2", 2, revises="p1", day="d2"))
    assert state(Record(pieces=chain, answered=frozenset({"p1"}))).state is State.HANDED_IN
    assert state(Record(pieces=chain, answered=BOTH)).counts.pieces == 1


def test_one_piece_per_activity_and_day_counts() -> None:
    same = tuple(piece(f"p{n}", n, activity="bridges") for n in (1, 2))
    assert state(Record(pieces=same)).counts.pieces == 1
    other_day = (*same, piece("p3", 3, activity="bridges", day="d2"))
    assert state(Record(pieces=other_day)).counts.pieces == 2


def test_help_from_an_adult_counts_only_for_a_learner_whose_supports_say_so() -> None:
    helped = Record(pieces=(piece("p1", 1, support="adult"),))
    assert state(helped).counts.pieces == 0
    assert state(helped, Around(adult_help_counts=True)).counts.pieces == 1


@pytest.mark.parametrize(
    ("policy", "more", "met"),
    [
        (EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1), {}, True),
        (
            EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, solo=True),
            {"learners": (AMAL, "bao")},
            False,
        ),
        (EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, live_seen=True), {}, False),
        (
            EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, live_seen=True),
            {"kind": "observation", "by_staff": True},
            True,
        ),
        (EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, outside_ok=False), {"source": "home"}, False),
        (
            EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, kinds_allowed=frozenset({"voice"})),
            {},
            False,
        ),
    ],
)
def test_each_part_of_a_policy_is_asked(policy: EvidencePolicy, more: dict[str, object], met: bool) -> None:
    target = LearningTarget(id="G01", code="G01", strand="G", i_can={"en": "I can."}, policy=policy)
    assert state(Record(pieces=(piece("p1", 1, **more),)), target=target).counts.met is met  # type: ignore[arg-type]


def test_a_piece_of_another_learner_or_target_is_none_of_ours() -> None:
    strange = (piece("p1", 1, learners=("bao",)), piece("p2", 2, targets=("M01",)))
    assert state(Record(pieces=strange)) == state(Record())


def test_a_prerequisite_that_a_person_waived_opens_a_target_and_says_so() -> None:
    waived = Around(waived=frozenset({"G01"}))
    assert state(Record(), waived, G02) == MasteryState(state=State.OPEN, waived=("G01",))
    mastered = Around(waived=frozenset({"G01"}), mastered=frozenset({"G01"}))
    assert state(Record(), mastered, G02) == MasteryState(state=State.OPEN)
