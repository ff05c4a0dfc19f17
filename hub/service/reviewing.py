"""The pieces on a teacher's table (H03): in which order, and all that the answer to one needs."""

from collections.abc import Callable
from typing import Final, TypedDict

from classroom.evidence import PolicyCount
from classroom.ids import ClassId, EvidenceId, LearnerId, StaffId, TargetId
from classroom.learner import Learner
from classroom.mastery import Record, standing
from classroom.target import EvidencePolicy, LearningTarget
from classroom.zone import Zone
from hub.errors import NotYours, ServiceRefused
from hub.service.chips import chips_for
from hub.service.company import partners, seen_by
from hub.service.dating import made
from hub.service.decisions import minds_of, name_of
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
from hub.store.projections import (
    claims,
    evidence,
    judging,
    mastery,
    pairs,
    roster,
    talks,
    visits,
    waiting,
)
from hub.store.projections.evidence import HandedIn
from hub.store.tables import Tables

EARLIER: Final = 6
LATELY: Final = 3


class _AboutTarget(TypedDict):
    """What a piece is given for one of its targets."""

    policy: tuple[PolicyTick, ...]
    policy_met: bool
    earlier: tuple[EarlierPiece, ...]
    levels: tuple[LevelWords, ...]
    judged: str
    lately: tuple[int, ...]
    highest: int
    alike: int
    talk: bool


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

    def show(
        self, evidence_id: EvidenceId, classes: frozenset[ClassId], wanted: TargetId = ""
    ) -> ReviewPiece:
        """Everything about one piece and one of its targets; raises NotYours, or ServiceRefused when that is gone."""
        piece = evidence.piece(self._tables, evidence_id)
        mine = roster.learners_in(self._tables, classes)
        learner = _learner(self._tables, piece, mine) if piece else None
        if piece is None or learner is None:
            raise NotYours
        target = target_of(self._tables, piece, wanted)
        place = next((at for at, item in enumerate(self._items) if item.evidence == evidence_id), None)
        claim, tricky = claims.claim(self._tables, evidence_id, learner.id) or (None, "")
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
            preset=judging.level_of(self._tables, evidence_id, self._staff) or 0,
            chips=chips_for(self._tables, self._staff),
            position=0 if place is None else place + 1,
            of=len(self._items),
            seen_by=seen_by(self._tables, piece),
            partners=partners(self._tables, piece, learner.id),
            others=self._others(piece, target),
            **self._about(piece, learner.id, target),
        )

    def _others(self, piece: HandedIn, target: LearningTarget) -> tuple[TargetWords, ...]:
        """The further targets of a piece."""
        found = (self._tables.definitions.targets().get(id_) for id_ in piece.targets)
        return tuple(self._criterion(line) for line in found if line and line.id != target.id)

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
        place = visit.zone if visit else pairs.zone_of(self._tables, piece.visit)
        zone = self._tables.definitions.get(Zone, place)
        return zone.name if zone else ""

    def _before(self, piece: HandedIn, learner: LearnerId, target: LearningTarget) -> list[HandedIn]:
        """What she showed before for this target, newest first."""
        return [
            other
            for other in reversed(evidence.pieces_of(self._tables, learner, target.id))
            if other.piece().order < piece.piece().order
            and not evidence.is_taken_back(self._tables, other.evidence)
        ]

    def _about(self, piece: HandedIn, learner: LearnerId, target: LearningTarget) -> _AboutTarget:
        """What stands for one target; her last levels and her highest one are two lenses, nothing adds them up."""
        before, counts = (
            self._before(piece, learner, target),
            mastery.states(self._tables, learner)[target.id].counts,
        )
        levels = [level for one in before if (level := judging.level_of(self._tables, one.evidence))]
        others = [item for item in self._items if item.evidence != piece.evidence]
        due = [talk for talk in talks.talks_with(self._tables, learner) if not talk.held_ms]
        return _AboutTarget(
            policy=ticks(counts, target.policy),
            policy_met=counts.met,
            earlier=tuple(self._earlier_piece(other) for other in before[:EARLIER]),
            levels=self._levels(target),
            judged=judged(self._tables, learner, target),
            lately=tuple(levels[:LATELY]),
            highest=max(levels, default=0),
            alike=sum(item.target == target.id for item in others),
            talk=any(talk.target == target.id for talk in due)
            or bool(minds_of(self._tables, learner, target.id)),
        )

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


def target_of(tables: Tables, piece: HandedIn, wanted: TargetId = "") -> LearningTarget:
    """The criterion of a piece: the target wanted, else its first one that a framework still has.

    Raises ServiceRefused when there is none.
    """
    known = tables.definitions.targets()
    found = [known[id_] for id_ in piece.targets if id_ in known and wanted in {"", id_}]
    if not found:
        raise ServiceRefused("The target of this piece is no longer in a published framework.")
    return found[0]


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
    """What stands for this target, in words, and beside it what another person decided otherwise; "" for nothing."""
    found = judging.judgements_of(tables, learner, target.id)
    latest = standing(Record(judgements=tuple(found)))[-1:]
    shown = minds_of(tables, learner, target.id) or latest
    words = {"mastered": "Mastered", "beyond": "Beyond", "not_yet": "Not yet", "need_more": "Need more"}
    return "; ".join(
        f"{words[one.decision]}, {name_of(tables, one.by)}, {one.day}" for one in reversed(shown)
    )


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
