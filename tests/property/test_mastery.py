"""Mastery under any history of one child and one target: order, doubles, lateness, corrections, quizzes, people."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from classroom.evidence import Order, Piece
from classroom.mastery import MASTERED_STATES, Around, Judgement, MasteryState, Record, State, fold
from classroom.target import EvidencePolicy, LearningTarget

TARGET = LearningTarget(id="G01", code="G01", strand="Grammar", i_can={"en": "I can find the verb."})
KINDS = ("photo", "voice", "writing", "quiz")
DECISIONS = {1: "not_yet", 2: "not_yet", 3: "mastered", 4: "beyond", None: "need_more"}


def at(minute: int) -> Order:
    return Order(at_ms=minute, station="cave", epoch="e", seq=minute)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Pieces on some days, some taken back, looked at or answered; judgements, of which some correct others."""
    minutes = iter(draw(st.permutations(range(1, 30))))
    pieces = []
    for number in range(draw(st.integers(0, 6))):
        minute = next(minutes)
        pieces.append(
            Piece(
                id=f"p{number}", kind=draw(st.sampled_from(KINDS)), learners=("amal",), targets=("G01",),
                day=f"d{minute // 6}", order=at(minute), by_staff=draw(st.booleans()),
                revises=f"p{number - 1}" if number and draw(st.booleans()) else None,
            )
        )  # fmt: skip
    judgements: list[Judgement] = []
    for number in range(draw(st.integers(0, 5))):
        minute, level = next(minutes), draw(st.sampled_from((1, 2, 3, 4, None)))
        corrects = draw(st.booleans()) and judgements
        judgements.append(
            Judgement(
                id=f"j{number}", order=at(minute), day=f"d{minute // 6}", by=draw(st.sampled_from(("r", "t"))),
                decision=DECISIONS[level], level=level,  # type: ignore[arg-type]
                supersedes=draw(st.sampled_from(judgements)).id if corrects else None,
            )
        )  # fmt: skip
    ids = [piece.id for piece in pieces]
    some = st.sets(st.sampled_from(ids)) if ids else st.just(set[str]())
    return Record(
        pieces=tuple(pieces),
        withdrawn={id_: at(next(minutes)) for id_ in sorted(draw(some))},
        looked_at={id_: at(next(minutes)) for id_ in sorted(draw(some))},
        answered=frozenset(draw(some)),
        judgements=tuple(judgements),
    )


def state(record: Record, policy: EvidencePolicy | None = None) -> MasteryState:
    target = replace(TARGET, policy=policy) if policy else TARGET
    return fold("amal", target, record, Around(role="now"))


@given(records(), st.randoms())
def test_neither_order_nor_doubles_nor_lateness_of_what_arrives_changes_a_state(
    record: Record, chance: Random
) -> None:
    pieces = [*record.pieces, *chance.sample(record.pieces, len(record.pieces) // 2)]
    judgements = [*record.judgements, *chance.sample(record.judgements, len(record.judgements) // 2)]
    chance.shuffle(pieces)
    chance.shuffle(judgements)
    assert state(replace(record, pieces=tuple(pieces), judgements=tuple(judgements))) == state(record)


@given(records())
def test_only_a_person_moves_a_level(record: Record) -> None:
    found = state(record)
    levels = {judgement.level for judgement in record.judgements}
    assert found.level is None or found.level in levels, "a level that somebody gave, never one between two"
    nobody = state(replace(record, judgements=()))
    assert nobody.level is None
    assert nobody.state not in MASTERED_STATES | {State.LOOK_AGAIN}
    bare = state(Record(judgements=record.judgements))
    assert (found.level, found.star_day) == (bare.level, bare.star_day), (
        "no piece, however many and whatever was said of it, moves what was decided"
    )


@given(records())
def test_a_quiz_alone_never_suffices(record: Record) -> None:
    quizzes = tuple(replace(piece, kind="quiz") for piece in record.pieces)
    easiest = EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, quiz_max=9)
    assert not state(replace(record, pieces=quizzes), easiest).counts.met


@given(records(), st.sampled_from((1, 2, 3, 4)))
def test_a_corrected_slip_is_as_if_it_had_never_been(record: Record, level: int) -> None:
    slip = Judgement(
        id="slip", order=at(90), day="d15", by="r", decision=DECISIONS[level], level=level  # type: ignore[arg-type]
    )  # fmt: skip
    unmade = Judgement(
        id="unmade", order=at(91), day="d15", by="r", decision="need_more", level=None, supersedes="slip"
    )
    with_both = replace(record, judgements=(*record.judgements, slip, unmade))
    with_none = replace(record, judgements=(*record.judgements, replace(unmade, supersedes=None)))
    assert state(with_both) == state(with_none)


@given(records(), st.integers(0, 30))
def test_a_past_moment_folds_to_the_same_whatever_came_later(record: Record, minute: int) -> None:
    def until(whole: Record) -> Record:
        return replace(
            whole,
            pieces=tuple(piece for piece in whole.pieces if piece.order <= at(minute)),
            judgements=tuple(one for one in whole.judgements if one.order <= at(minute)),
        )

    later = Piece(
        id="later", kind="photo", learners=("amal",), targets=("G01",), day="d9", order=at(95), revises="p0"
    )
    told = Judgement(id="told", order=at(96), day="d16", by="t", decision="not_yet", level=1)
    grown = replace(record, pieces=(*record.pieces, later), judgements=(*record.judgements, told))
    assert state(until(grown)) == state(until(record))
