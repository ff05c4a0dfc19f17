"""Her own later facts laid over her document, so that what she just did shows at once. Pure.

The hub counts by the rules; this only adds and takes what the hub has not heard of yet.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from classroom.documents import FeedbackCard, LearnerDocument, OpenVisit, PieceCard, TargetLine
from classroom.facts import (
    ChoiceMade,
    DraftDropped,
    DraftParked,
    EvidenceHandedIn,
    EvidenceWithdrawn,
    Fact,
    FeedbackReplied,
    FeedbackSeen,
    VisitModeChanged,
)
from classroom.ids import EvidenceId, TargetId
from classroom.mastery import State
from station.session.state import Item, Part
from station.session.visitor import DraftCard, OwnFact, Visitor

_SETTLED = frozenset({State.BEYOND, State.MASTERED, State.LOOK_AGAIN})


class Standing(Part, frozen=True, kw_only=True):
    """Where she stands now: her document as it will be, and what else her own facts say.

    `drafts` are all that she has begun, here and elsewhere, newest first. `started` are targets that she chose or
    worked on, `item` the last of them, `replies` her answers by feedback id.
    """

    document: LearnerDocument
    drafts: tuple[DraftCard, ...]
    started: frozenset[TargetId]
    item: Item | None
    replies: dict[str, str]


def standing(visitor: Visitor, offset_min: int = 0) -> Standing:
    """Return where she stands; a piece that she took back leaves no trace."""
    own = sorted(visitor.own, key=lambda fact: fact.seq)
    items, drafts = _items(visitor, own), open_drafts(visitor)
    return Standing(
        document=_laid_over(visitor.document, own, offset_min),
        drafts=drafts,
        started=frozenset(item.target for item in items) | {draft.target for draft in drafts},
        item=items[-1] if items else None,
        replies={one.fact.feedback: one.fact.reply for one in own if isinstance(one.fact, FeedbackReplied)},
    )


def open_drafts(visitor: Visitor) -> tuple[DraftCard, ...]:
    """Return what she has begun, newest first: here and elsewhere, but not what ended or was gone on with.

    Two that go on with the same one are both there.
    """
    here = {draft.draft for draft in visitor.drafts}
    begun = (*visitor.drafts, *(draft for draft in visitor.elsewhere if draft.draft not in here))
    over = ended_by(one.fact for one in visitor.own) | {draft.continues for draft in begun if not draft.away}
    over |= set(visitor.document.drafts_ended)
    left = (one for one in begun if one.draft not in over and (one.away or not one.empty))
    return tuple(sorted(left, key=lambda draft: -draft.at_ms))


def ended_by(facts: Iterable[Fact]) -> set[str]:
    """Return the drafts that came to an end by these facts, or that another took the place of."""
    ended: set[str] = set()
    for fact in facts:
        match fact:
            case EvidenceHandedIn(drafts=drafts):
                ended.update(drafts)
            case DraftDropped(draft=draft, continues=continues):
                ended.update((draft, continues))
            case DraftParked(continues=continues):
                ended.add(continues)
    return ended


def local_day(at_ms: int, offset_min: int) -> str:
    """Return the ISO day on which a UTC time falls at the school."""
    return (datetime.fromtimestamp(at_ms / 1000, UTC) + timedelta(minutes=offset_min)).date().isoformat()


def _laid_over(document: LearnerDocument, own: list[OwnFact], offset_min: int) -> LearnerDocument:
    taken_back = {one.fact.evidence for one in own if isinstance(one.fact, EvidenceWithdrawn)}
    for evidence in taken_back:
        document = _without_piece(document, evidence)
    for one in own:
        if isinstance(one.fact, EvidenceHandedIn) and one.fact.evidence not in taken_back:
            document = _with_piece(document, one.fact, one.at_ms, local_day(one.at_ms, offset_min))
    seen = {one.fact.feedback for one in own if isinstance(one.fact, FeedbackSeen)}
    return replace(document, feedback=tuple(_seen(card, seen) for card in document.feedback))


def _with_piece(document: LearnerDocument, fact: EvidenceHandedIn, at_ms: int, day: str) -> LearnerDocument:
    if any(piece.evidence == fact.evidence for piece in document.pieces):
        return document
    cards = tuple(
        PieceCard(
            evidence=fact.evidence,
            target=target,
            kind=fact.kind,
            day=day,
            at_ms=at_ms,
            activity=fact.activity,
            text=fact.text,
            attempt=fact.attempt,
            revises=fact.revises,
        )
        for target in fact.targets
    )
    for card in cards:
        document = _changed_line(document, card, _after_handing_in)
    return replace(document, pieces=document.pieces + cards)


def _without_piece(document: LearnerDocument, evidence: EvidenceId) -> LearnerDocument:
    """Take back what the hub knows already; it holds only if nobody has begun to look."""
    gone = [piece for piece in document.pieces if piece.evidence == evidence and piece.state == "handed_in"]
    document = replace(document, pieces=tuple(piece for piece in document.pieces if piece not in gone))
    for piece in gone:
        document = _changed_line(document, piece, _after_taking_back)
    return document


_Change = Callable[[TargetLine, PieceCard, list[PieceCard]], TargetLine]


def _changed_line(document: LearnerDocument, piece: PieceCard, change: _Change) -> LearnerDocument:
    """Change the line of the piece's target, knowing her other pieces for it."""
    others = [one for one in document.pieces if one.target == piece.target]
    lines = tuple(
        change(line, piece, others) if line.target == piece.target else line for line in document.lines
    )
    return replace(document, lines=lines)


def _after_handing_in(line: TargetLine, piece: PieceCard, others: list[PieceCard]) -> TargetLine:
    return replace(
        line,
        pieces=line.pieces + (not _counts_already(piece, others)),
        kinds=line.kinds + (piece.kind not in {one.kind for one in others}),
        days=line.days + (piece.day not in _days(others)),
        state=line.state if line.state in _SETTLED else State.HANDED_IN,
    )


def _after_taking_back(line: TargetLine, piece: PieceCard, others: list[PieceCard]) -> TargetLine:
    waits = any(one.state != "answered" for one in others)
    return replace(
        line,
        pieces=max(0, line.pieces - (not _counts_already(piece, others))),
        kinds=max(0, line.kinds - (piece.kind not in {one.kind for one in others})),
        days=max(0, line.days - (piece.day_from is None and piece.day not in _days(others))),
        state=line.state if line.state in _SETTLED or waits else State.NOW,
    )


def _days(pieces: list[PieceCard]) -> set[str]:
    """The days that pieces are from, as far as they are known."""
    return {one.day for one in pieces if one.day_from is None}


def _counts_already(piece: PieceCard, others: list[PieceCard]) -> bool:
    """Say whether a piece adds none: a new version of one, or the second of one activity on one day."""
    return any(
        one.evidence == piece.revises
        or (piece.activity is not None and (one.activity, one.day) == (piece.activity, piece.day))
        for one in others
    )


def _seen(card: FeedbackCard, seen: set[str]) -> FeedbackCard:
    return replace(card, seen=card.seen or all(line.feedback in seen for line in card.lines))


def _items(visitor: Visitor, own: list[OwnFact]) -> list[Item]:
    """Return what she worked on, latest last."""
    found = [item_of(visit) for visit in (visitor.document.visit, visitor.here) if visit is not None]
    for fact in (one.fact for one in own):
        match fact:
            case VisitModeChanged():
                found.append(item_of(fact))
            case ChoiceMade():
                found.append(Item(target=fact.target, activity=fact.activity))
    return [item for item in found if item is not None]


def item_of(source: OpenVisit | VisitModeChanged) -> Item | None:
    """Return what a visit says that she is at."""
    if source.target is None:
        return None
    return Item(
        target=source.target, activity=source.activity, revises=source.revises, attempt=source.attempt
    )
