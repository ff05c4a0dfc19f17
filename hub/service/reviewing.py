"""The pieces on a teacher's table (H03): in which order, and all that the answer to one needs."""

from collections.abc import Callable
from typing import Final

from classroom.evidence import PolicyCount
from classroom.ids import ClassId, EvidenceId, LearnerId, StaffId
from classroom.learner import Learner
from classroom.mastery import Record, standing
from classroom.staff import Staff
from classroom.target import EvidencePolicy, LearningTarget
from classroom.zone import Zone
from hub.errors import NotYours, ServiceRefused
from hub.service.chips import CHIPS
from hub.service.company import partners, seen_by
from hub.service.dating import made
from hub.service.media import MediaShelf
from hub.service.room import todays_visits
from hub.service.shapes import (
    EarlierPiece,
    LevelWords,
    PolicyTick,
    ReviewItem,
    ReviewPiece,
    TargetWords,
)
from hub.store import desk
from hub.store.projections import claims, evidence, judging, mastery, roster, visits, waiting
from hub.store.projections.evidence import HandedIn
from hub.store.tables import Tables

EARLIER: Final = 6
Reachable = Callable[[str], bool]
"""Whether a station can be heard now."""


def queue(
    tables: Tables, classes: frozenset[ClassId], reachable: Reachable, now_ms: int
) -> tuple[ReviewItem, ...]:
    """The pieces of these classes that wait: who waits at a station first, then criterion by criterion.

    Criteria come in the order of their oldest piece, and inside one the oldest piece comes first.
    """
    mine, held = roster.learners_in(tables, classes), _held(tables)
    here = {visit.learner for visit in todays_visits(tables, now_ms) if reachable(visit.station)}
    items = [
        _item(tables, piece, learner, here)
        for piece in evidence.waiting_for(tables, mine)
        if piece.evidence not in held and (learner := _learner(tables, piece, mine))
    ]
    oldest: dict[str, int] = {}
    for item in items:
        oldest.setdefault(item.target, item.at_ms)
    return tuple(
        sorted(items, key=lambda item: (not item.waiting_now, oldest[item.target], item.target, item.at_ms))
    )


def count(tables: Tables, classes: frozenset[ClassId]) -> int:
    """How many pieces of these classes wait: the length of their queue."""
    return waiting.count(tables, roster.learners_in(tables, classes), _held(tables))


def _held(tables: Tables) -> set[EvidenceId]:
    """The pieces whose answer is on its way."""
    return {answer.evidence for answer in desk.held(tables)}


def _learner(tables: Tables, piece: HandedIn, mine: frozenset[LearnerId]) -> Learner | None:
    """The first of the learners of a piece who is one of mine."""
    found = (tables.definitions.get(Learner, id_) for id_ in piece.learners if id_ in mine)
    return next((learner for learner in found if learner), None)


def _item(tables: Tables, piece: HandedIn, learner: Learner, here: set[LearnerId]) -> ReviewItem:
    target = tables.definitions.targets().get(piece.targets[0])
    return ReviewItem(
        evidence=piece.evidence,
        learner=learner.id,
        full=learner.full,
        target=piece.targets[0],
        code=target.code if target else "",
        at_ms=piece.at_ms,
        waiting_now=learner.id in here,
    )


class PieceOnTable:
    """Gathers one piece for the review page; made for one reading."""

    def __init__(
        self, tables: Tables, shelf: MediaShelf, items: tuple[ReviewItem, ...], staff: StaffId
    ) -> None:
        self._tables, self._shelf, self._items, self._staff = tables, shelf, items, staff

    def show(self, evidence_id: EvidenceId, classes: frozenset[ClassId]) -> ReviewPiece:
        """Everything about one piece; raises NotYours, or ServiceRefused when its target is gone."""
        piece = evidence.piece(self._tables, evidence_id)
        mine = roster.learners_in(self._tables, classes)
        learner = _learner(self._tables, piece, mine) if piece else None
        if piece is None or learner is None:
            raise NotYours
        target = target_of(self._tables, piece)
        counts = mastery.states(self._tables, learner.id)[target.id].counts
        place = next((at for at, item in enumerate(self._items) if item.evidence == evidence_id), None)
        claim, tricky = claims.claim(self._tables, evidence_id) or (None, "")
        return ReviewPiece(
            evidence=evidence_id,
            learner=learner.id,
            full=learner.full,
            name=learner.name,
            zone_name=self._zone_name(piece),
            at_ms=piece.at_ms,
            made=made(self._tables, piece),
            waiting_now=place is not None and self._items[place].waiting_now,
            kind=piece.kind,
            text=piece.text,
            caption=piece.caption,
            attempt=piece.attempt,
            target=self._criterion(target),
            media=self._shelf.states(self._tables, evidence_id),
            claim=claim,
            tricky=tricky,
            policy=ticks(counts, target.policy),
            policy_met=counts.met,
            earlier=self._earlier(piece, learner.id, target),
            levels=self._levels(target),
            preset=judging.level_of(self._tables, evidence_id, self._staff) or 0,
            chips=CHIPS,
            judged=judged(self._tables, learner.id, target),
            position=0 if place is None else place + 1,
            of=len(self._items),
            seen_by=seen_by(self._tables, piece),
            partners=partners(self._tables, piece, learner.id),
        )

    def _criterion(self, target: LearningTarget) -> TargetWords:
        definitions = self._tables.definitions
        return TargetWords(
            id=target.id,
            code=target.code,
            i_can=target.line(definitions.lang()),
            mastery_level=definitions.scale(target.id).mastery,
        )

    def _levels(self, target: LearningTarget) -> tuple[LevelWords, ...]:
        levels = self._tables.definitions.scale(target.id).levels
        return tuple(LevelWords(value=level.value, word=level.staff) for level in levels if level.value)

    def _zone_name(self, piece: HandedIn) -> str:
        visit = visits.visit(self._tables, piece.visit)
        zone = self._tables.definitions.get(Zone, visit.zone) if visit else None
        return zone.name if zone else ""

    def _earlier(
        self, piece: HandedIn, learner: LearnerId, target: LearningTarget
    ) -> tuple[EarlierPiece, ...]:
        """What she showed before for this target, newest first."""
        before = [
            other
            for other in evidence.pieces_of(self._tables, learner, target.id)
            if other.piece().order < piece.piece().order
            and not evidence.is_taken_back(self._tables, other.evidence)
        ]
        return tuple(self._earlier_piece(other) for other in reversed(before[-EARLIER:]))

    def _earlier_piece(self, piece: HandedIn) -> EarlierPiece:
        thumbs = [media.thumb for media in self._shelf.states(self._tables, piece.evidence) if media.thumb]
        return EarlierPiece(
            evidence=piece.evidence,
            kind=piece.kind,
            day=piece.day,
            thumb=thumbs[0] if thumbs else None,
            attempt=piece.attempt,
            level=judging.level_of(self._tables, piece.evidence),
        )


def target_of(tables: Tables, piece: HandedIn) -> LearningTarget:
    """The criterion of a piece: its first target; raises ServiceRefused when no framework has it any more."""
    target = tables.definitions.targets().get(piece.targets[0])
    if target is None:
        raise ServiceRefused("The target of this piece is no longer in a published framework.")
    return target


def ticks(counts: PolicyCount, policy: EvidencePolicy) -> tuple[PolicyTick, ...]:
    """What the policy asks for, and which of it is there."""
    found = [
        PolicyTick(words=_many(policy.min_pieces, "piece"), met=counts.pieces >= policy.min_pieces),
        PolicyTick(words=_many(policy.min_kinds, "kind"), met=counts.kinds >= policy.min_kinds),
        PolicyTick(words=_many(policy.min_days, "day"), met=counts.days >= policy.min_days),
    ]
    if policy.live_seen:
        found.append(PolicyTick(words="seen live", met=counts.live_seen))
    if policy.solo:
        found.append(PolicyTick(words="one alone", met=counts.solo))
    return tuple(found)


def judged(tables: Tables, learner: LearnerId, target: LearningTarget) -> str:
    """What stands for this target, in words; "" when nobody decided yet."""
    found = judging.judgements_of(tables, learner, target.id)
    latest = standing(Record(judgements=tuple(found)))[-1:]
    for judgement in latest:
        person = tables.definitions.get(Staff, judgement.by)
        words = {"mastered": "Mastered", "beyond": "Beyond", "not_yet": "Not yet", "need_more": "Need more"}
        return f"{words[judgement.decision]}, {person.name if person else 'staff'}, {judgement.day}"
    return ""


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
