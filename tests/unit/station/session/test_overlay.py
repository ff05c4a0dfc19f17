"""Her own later facts over her document: what she just did shows at once, and goes back when she takes it back."""

from classroom.documents import LearnerDocument, PieceCard, TargetLine
from classroom.facts import (
    ChoiceMade,
    EvidenceHandedIn,
    EvidenceWithdrawn,
    FeedbackSeen,
    HelpCancelled,
    HelpOpened,
    VisitModeChanged,
)
from classroom.mastery import State
from station.session.overlay import local_day, standing
from station.session.state import Item
from station.session.visitor import Visitor
from tests.unit.station.playing import own
from tests.unit.station.room import DAY_MS, NOW_MS, amal

WRITTEN = EvidenceHandedIn(
    evidence="e1", targets=("G10",), kind="writing", activity="because-bridges", text="so"
)


def line_of(document: LearnerDocument, target: str) -> TargetLine:
    return next(line for line in document.lines if line.target == target)


def counts(document: LearnerDocument, target: str) -> tuple[State, int, int, int]:
    line = line_of(document, target)
    return line.state, line.pieces, line.kinds, line.days


def test_a_hand_in_moves_state_and_counts() -> None:
    stand = standing(Visitor(document=amal(), own=own(WRITTEN)))
    assert counts(stand.document, "G10") == (State.HANDED_IN, 2, 2, 2)
    assert [piece.evidence for piece in stand.document.pieces] == ["ev-old", "e1"]


def test_taking_it_back_leaves_no_trace() -> None:
    facts = own(WRITTEN, EvidenceWithdrawn(evidence="e1"))
    assert standing(Visitor(document=amal(), own=facts)).document == amal()


def test_order_and_repeats_of_facts_do_not_matter() -> None:
    facts = own(WRITTEN, EvidenceWithdrawn(evidence="e1"))
    assert standing(Visitor(document=amal(), own=facts[::-1])).document == amal()
    twice = own(WRITTEN, WRITTEN)
    assert counts(standing(Visitor(document=amal(), own=twice)).document, "G10")[1] == 2


def test_a_piece_that_the_hub_knows_goes_back_when_she_takes_it_back() -> None:
    known = PieceCard(
        evidence="e1",
        target="G10",
        kind="writing",
        day="2026-09-21",
        at_ms=NOW_MS,
        activity="because-bridges",
    )
    document = amal(pieces=(*amal().pieces, known))
    lines = tuple(
        line if line.target != "G10" else line.__class__(
            target="G10", state=State.HANDED_IN, role="now", pieces=2, kinds=2, days=2,
            pieces_asked=2, kinds_asked=2, days_asked=2,
        )
        for line in document.lines
    )  # fmt: skip
    visitor = Visitor(
        document=amal(pieces=document.pieces, lines=lines), own=own(EvidenceWithdrawn(evidence="e1"))
    )
    assert counts(standing(visitor).document, "G10") == (State.NOW, 1, 1, 1)


def test_a_piece_that_somebody_looks_at_cannot_be_taken_back() -> None:
    visitor = Visitor(document=amal(), own=own(EvidenceWithdrawn(evidence="ev-old")))
    assert standing(visitor).document == amal()


def test_a_revision_adds_no_piece_and_the_second_of_a_day_neither() -> None:
    revision = EvidenceHandedIn(evidence="e2", targets=("G10",), kind="photo", revises="ev-old", attempt=2)
    assert counts(standing(Visitor(document=amal(), own=own(revision))).document, "G10")[1] == 1
    again = EvidenceHandedIn(evidence="e3", targets=("G10",), kind="photo", activity="because-bridges")
    same_day = own(WRITTEN, again)
    assert counts(standing(Visitor(document=amal(), own=same_day)).document, "G10")[1] == 2


def test_what_is_mastered_stays_mastered() -> None:
    more = EvidenceHandedIn(evidence="e1", targets=("G01",), kind="photo")
    assert counts(standing(Visitor(document=amal(), own=own(more))).document, "G01")[0] is State.MASTERED


def test_a_target_that_is_not_on_her_path_changes_nothing() -> None:
    strange = EvidenceHandedIn(evidence="e1", targets=("Z9",), kind="photo")
    assert standing(Visitor(document=amal(), own=own(strange))).document.lines == amal().lines


def test_the_last_item_is_the_last_that_she_chose_or_worked_on() -> None:
    facts = own(
        ChoiceMade(target="M09", activity="treasure-grid"),
        VisitModeChanged(
            mode="at_table", target="G10", activity="because-bridges", revises="ev-old", attempt=2
        ),
        VisitModeChanged(mode="at_screen"),
    )
    stand = standing(Visitor(document=amal(), own=facts))
    assert stand.item == Item(target="G10", activity="because-bridges", revises="ev-old", attempt=2)
    assert stand.started == {"M09", "G10"}


def test_words_that_she_read_are_seen() -> None:
    half = standing(Visitor(document=amal(), own=own(FeedbackSeen(feedback="fb-1"))))
    assert not half.document.feedback[0].seen
    facts = own(FeedbackSeen(feedback="fb-1"), FeedbackSeen(feedback="fb-2"))
    assert standing(Visitor(document=amal(), own=facts)).document.feedback[0].seen


def test_facts_of_help_leave_the_document_alone() -> None:
    facts = own(HelpOpened(help="h"), HelpCancelled(help="h"))
    assert standing(Visitor(document=amal(), own=facts)).document == amal()


def test_a_day_is_that_of_the_school() -> None:
    evening = NOW_MS - NOW_MS % DAY_MS + DAY_MS - 60_000
    assert local_day(evening, 0) < local_day(evening, 60)
    assert local_day(evening, 0) == local_day(evening, -60)
