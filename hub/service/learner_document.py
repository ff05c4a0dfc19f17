"""A learner's own document: her path, her pieces, the words for her, the visit that she has open."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from classroom.documents import (
    FeedbackCard,
    FeedbackLine,
    LearnerDocument,
    MediaKey,
    OpenVisit,
    PieceCard,
    TargetLine,
)
from classroom.helping import HandLine
from classroom.ids import EvidenceId, TargetId
from classroom.learner import Learner, band_of
from classroom.mastery import Judgement, MasteryState
from classroom.path import NextLine, Reason, next_lines
from classroom.plan import Plan
from classroom.staff import Role, Staff
from classroom.target import LearningTarget
from hub.service.ask_cards import ask_cards, best_pieces
from hub.service.helping import hand_line
from hub.service.media import SPOKEN
from hub.service.permissions import staff_of
from hub.store import desk, facts
from hub.store.letting_go import was_let_go
from hub.store.projections import evidence, judging, mastery, visits
from hub.store.projections.evidence import HandedIn
from hub.store.projections.judging import Words
from hub.store.tables import Tables

PIECES: Final = 24
CARDS: Final = 10
WORDS: Final = 200
"""Lines of feedback that are looked through for her cards."""
FRESH_MS: Final = 14 * 86_400_000
TEXT_BUDGET: Final = 12_000
"""Characters of her own texts that travel with the document; the oldest are cut first."""
CUT: Final = 120


def learner_document(tables: Tables, learner: str) -> LearnerDocument | None:
    """Return what stations show a learner of her own; None when she left or is not on the roster."""
    person = tables.definitions.get(Learner, learner)
    if person is None or person.status == "left":
        return None
    states, plan = mastery.states(tables, learner), tables.definitions.plan(learner)
    words, judgements = judging.words_to(tables, learner, WORDS), judging.judgements_of(tables, learner)
    answered = evidence.lasting(tables, _answered(words, judgements))
    return LearnerDocument(
        learner=learner,
        name=person.name,
        grade=person.grade,
        band=person.band or band_of(person.grade),
        classes=person.classes,
        avatar=person.avatar,
        lang=person.ui_lang,
        supports=person.supports,
        consent=person.consent,
        teacher=_teacher(tables, person),
        lines=_lines(tables, learner, states, _unread(answered, words)),
        next=tuple(_next(tables, states, plan)),
        pieces=tuple(_cards(tables, evidence.newest(tables, learner, PIECES, lasting=True))),
        feedback=_feedback(tables, answered, words, judgements),
        visit=_visit(tables, learner),
        over=visits.ended_for_her(tables, learner),
        hand=_hand(tables, learner),
        asks=ask_cards(tables, learner),
        covers=facts.latest_marks(tables, visits.stations_of(tables, learner)),
    )


def media_keys(tables: Tables, piece: HandedIn) -> Iterator[MediaKey]:
    """Where the files of a piece and their small pictures are, and what opens them."""
    key = desk.visit_key(tables, piece.visit)
    for media in evidence.media_of(tables, piece.evidence) if key else ():
        if was_let_go(tables, media.id):
            continue
        yield MediaKey(media=media.id, key=_text(key or b""), mime=media.mime, size=media.size)
        if small := desk.thumb_of(tables, media.id):
            yield MediaKey(
                media=small.thumb, key=_text(small.key), mime=small.mime, size=small.size, thumb=True
            )


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _teacher(tables: Tables, person: Learner) -> str:
    """Who planned with her, else the first teacher of her first class."""
    plan = tables.definitions.plan(person.id)
    planner = tables.definitions.get(Staff, plan.staff) if plan else None
    staff = [planner] if planner else [one for class_ in person.classes for one in staff_of(tables, class_)]
    return next((one.name for one in staff if one is planner or Role.TEACHER in one.roles), "")


def _answered(words: Iterable[Words], judgements: Iterable[Judgement]) -> set[EvidenceId]:
    """The pieces to which somebody said something."""
    decided = {piece for judgement in judgements for piece in judgement.evidence}
    return decided | {word.evidence for word in words}


def _unread(
    answered: Mapping[EvidenceId, tuple[TargetId, ...]], words: Iterable[Words]
) -> frozenset[TargetId]:
    """The targets for which there are words that she has not opened."""
    new = {word.evidence for word in words if not word.seen}
    return frozenset(target for piece in new for target in answered.get(piece, ()))


def _lines(
    tables: Tables, learner: str, states: dict[TargetId, MasteryState], unread: frozenset[TargetId]
) -> tuple[TargetLine, ...]:
    plan, choices = tables.definitions.plan(learner), visits.last_choices(tables, learner)
    best = best_pieces(tables, learner)
    return tuple(
        _line(
            target,
            states[target.id],
            role=(plan.role_of(target.id) if plan else None) or "",
            activity=choices.get(target.id),
            new_words=target.id in unread,
            best=best.get(target.id, ""),
        )
        for target in tables.definitions.targets().values()
    )


def _next(tables: Tables, states: dict[TargetId, MasteryState], plan: Plan | None) -> Iterator[NextLine]:
    """What could come next; a line that somebody planned names that person as children call her."""
    for line in next_lines(tables.definitions.targets().values(), states, plan):
        planner = tables.definitions.get(Staff, line.because) if line.reason is Reason.PLANNED else None
        yield msgspec.structs.replace(line, because=planner.name) if planner else line


def _line(
    target: LearningTarget,
    state: MasteryState,
    *,
    role: str,
    activity: str | None,
    new_words: bool,
    best: EvidenceId,
) -> TargetLine:
    counts, policy = state.counts, target.policy
    return TargetLine(
        target=target.id,
        state=state.state,
        pieces=counts.pieces,
        pieces_asked=policy.min_pieces,
        kinds=counts.kinds,
        kinds_asked=policy.min_kinds,
        days=counts.days,
        days_asked=policy.min_days,
        role=role,
        activity=activity,
        star_day=state.star_day,
        opens_after=state.opens_after,
        new_words=new_words,
        best=best,
    )


def _cards(tables: Tables, pieces: Iterable[HandedIn]) -> Iterator[PieceCard]:
    left = TEXT_BUDGET
    for piece in pieces:
        text = piece.text if len(piece.text) <= left else piece.text[:CUT]
        left -= len(text)
        yield PieceCard(
            evidence=piece.evidence,
            target=piece.targets[0],
            kind=piece.kind,
            day=piece.day or tables.definitions.day(piece.at_ms),
            day_from=_day_from(tables, piece),
            at_ms=piece.at_ms,
            state=evidence.progress(tables, piece.evidence),
            activity=piece.activity,
            text=text,
            attempt=piece.attempt,
            revises=piece.revises,
            media=tuple(media_keys(tables, piece)),
        )


def _day_from(tables: Tables, piece: HandedIn) -> str | None:
    """The first day that a piece can be from, where nobody knows which; None where its day is known."""
    if piece.day:
        return None
    return tables.definitions.day(piece.from_ms) if piece.from_ms else ""


def _feedback(
    tables: Tables, answered: Iterable[EvidenceId], words: list[Words], judgements: list[Judgement]
) -> tuple[FeedbackCard, ...]:
    """Her answers, gathered by piece: the unread first, then the newest; of the read ones those of two weeks."""
    decided: dict[EvidenceId, Judgement] = {}
    for judgement in judgements:
        decided.update(dict.fromkeys(judgement.evidence, judgement))
    said: dict[EvidenceId, list[Words]] = {}
    for word in reversed(words):
        said.setdefault(word.evidence, []).append(word)
    cards = [_card(tables, id_, said.get(id_, []), decided.get(id_)) for id_ in answered]
    # What is old is measured against her newest answer, so that a document does not change by time alone.
    since = max((card.at_ms for card in cards), default=0) - FRESH_MS
    kept = [card for card in cards if not card.seen or card.at_ms >= since]
    return tuple(sorted(kept, key=lambda card: (card.seen, -card.at_ms))[:CARDS])


def _card(
    tables: Tables, evidence_id: EvidenceId, said: list[Words], judgement: Judgement | None
) -> FeedbackCard:
    by = said[-1].by if said else judgement.by if judgement else ""
    person = tables.definitions.get(Staff, by)
    latest = [word.at_ms for word in said] + ([judgement.order.at_ms] if judgement else [])
    return FeedbackCard(
        evidence=evidence_id,
        by=person.name if person else "",
        at_ms=max(latest),
        lines=tuple(_said(tables, word) for word in said),
        mastered=judgement is not None and judgement.decision in {"mastered", "beyond"},
        not_yet=judgement is not None and judgement.decision == "not_yet",
        seen=all(word.seen for word in said),
    )


def _said(tables: Tables, word: Words) -> FeedbackLine:
    """One line of words; a voice opens with the key of the visit in which the piece was made."""
    piece = evidence.piece(tables, word.evidence) if word.voice else None
    key = desk.visit_key(tables, piece.visit) if piece else None
    voice = MediaKey(media=word.voice, key=_text(key), mime=SPOKEN, size=word.voice_size) if key else None
    return FeedbackLine(
        feedback=word.feedback, kind=word.kind, text=word.text, voice=voice, voice_s=word.voice_s
    )


def _hand(tables: Tables, learner: str) -> HandLine | None:
    visit = visits.open_visit(tables, learner)
    return hand_line(tables, learner, visit.visit) if visit else None


def _visit(tables: Tables, learner: str) -> OpenVisit | None:
    visit = visits.open_visit(tables, learner)
    if visit is None:
        return None
    return OpenVisit(
        visit=visit.visit,
        zone=visit.zone,
        station=visit.station,
        mode=visit.mode,
        activity=visit.activity,
        target=visit.target,
        revises=visit.revises,
        attempt=visit.attempt,
    )
