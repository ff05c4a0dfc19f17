"""Writes down who saw, changed and exported what: acts in their own transaction, looks together every few seconds."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from classroom.facts import (
    AlarmSeen,
    BadgePrinted,
    BadgeRevoked,
    BadgeSucceeded,
    Decision,
    Defined,
    EraseAsked,
    EraseOrdered,
    EraseUndone,
    EvidenceReviewStarted,
    Fact,
    HelpSeen,
    HubStarted,
    LearnerErased,
    StationCommanded,
    StationForked,
    VisitEnded,
    VisitMoved,
)
from classroom.ids import LearnerId, StaffId
from classroom.staff import Staff
from classroom.wire.codec import kind_of
from hub.errors import AuditFull
from hub.store import audit
from hub.store.desk import meta, set_meta
from hub.store.projections import badges
from hub.store.tables import Tables

AGAIN_MS: Final = 10 * 60_000
"""Whoever opens the same thing again within this time is written down once."""
MOST_WAITING: Final = 10_000
_LATELY: Final = 4_096
_LOOKED: Final = "audit looked at"
_DAY_MS: Final = 86_400_000
_LEAP_MS: Final = 40 * _DAY_MS
"""A clock that has gone by so much since it was last looked at is not believed at once: nothing is let go by it."""
_UNTOLD: Final = (
    AlarmSeen, BadgeSucceeded, EraseAsked, EraseOrdered, EraseUndone, EvidenceReviewStarted, HelpSeen, HubStarted,
    LearnerErased, StationForked, VisitEnded, VisitMoved,
)  # fmt: skip
_NAMES: Final = (
    "evidence",
    "badge",
    "station",
    "media",
    "class_",
    "class_id",
    "help",
    "target",
    "owner",
    "staff",
    "zone",
)


class _Look(NamedTuple):
    at_ms: int
    actor: StaffId
    action: str
    object: str
    reason: str
    learners: tuple[LearnerId, ...]


class Auditing:
    """Any thread may ask; `now` is UTC ms. `note` in the writer's transactions; `later` and `saw` write nothing yet."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._door = threading.Lock()
        self._waiting: deque[_Look] = deque()
        self._lately: OrderedDict[tuple[str, str, str], int] = OrderedDict()
        self._looked_ms = 0
        self._walked: tuple[int, audit.Checked] | None = None

    def note(
        self,
        tables: Tables,
        actor: StaffId,
        action: str,
        object: str,  # noqa: A002 - what the table calls it
        reason: str = "",
        learners: Sequence[LearnerId] = (),
    ) -> None:
        """Write down an act in its own transaction: `object` is "kind/id", `reason` holds no name of a child."""
        audit.note(tables, self._now(), actor, action, object, reason, learners)

    def note_fact(self, tables: Tables, fact: Fact, learners: Sequence[LearnerId]) -> None:
        """Write down what became a fact of the hub; small change, such as an answered hand, is none of it."""
        if isinstance(fact, _UNTOLD):
            return
        actor = fact.by if isinstance(fact, Decision | Defined) else ""
        if isinstance(fact, BadgePrinted | BadgeRevoked):
            learners = _owner(tables, fact)
        self.note(tables, actor, kind_of(fact), *_about(fact, learners), learners)

    def later(
        self,
        actor: StaffId,
        action: str,
        object: str,  # noqa: A002
        reason: str = "",
        learners: Sequence[LearnerId] = (),
    ) -> None:
        """Write down within seconds what has no transaction of its own; raises AuditFull when it cannot be."""
        with self._door:
            self._keep(_Look(self._now(), actor, action, object, reason, tuple(learners)))

    def saw(
        self,
        actor: StaffId,
        action: str,
        object: str,  # noqa: A002
        learners: Sequence[LearnerId] = (),
    ) -> None:
        """Write down within seconds that somebody opened something, once in ten minutes; raises AuditFull."""
        key, now = (actor, action, object), self._now()
        with self._door:
            if now - self._lately.get(key, -AGAIN_MS) < AGAIN_MS:
                return
            self._keep(_Look(now, actor, action, object, "", tuple(learners)))
            self._lately[key] = now
            self._lately.move_to_end(key)
            if len(self._lately) > _LATELY:
                self._lately.popitem(last=False)

    def check(self, tables: Tables) -> audit.Checked:
        """Walk along the chain: all of it once a day, in between what is new since then."""
        now, walked = self._now(), self._walked
        fresh = walked is not None and 0 <= now - walked[0] < _DAY_MS
        checked = audit.check(tables, walked[1] if walked and fresh else None)
        if not checked.broken:
            self._walked = (walked[0] if walked and fresh else now, checked)
        return checked

    def write(self, tables: Tables) -> None:
        """Write what waits, all in one transaction, and once a day let go of what is older than three years."""
        self._write_waiting(tables)
        self._let_go(tables)

    def _write_waiting(self, tables: Tables) -> None:
        """What waits is let go of once it is on the disk."""
        with self._door:
            waiting = list(self._waiting)
        if waiting:
            with tables.transaction():
                for look in waiting:
                    audit.note(tables, *look)
            with self._door:
                for _ in waiting:
                    self._waiting.popleft()

    def _let_go(self, tables: Tables) -> None:
        """Once a day, also of a hub that is switched off each night."""
        now = self._now()
        if 0 <= now - self._looked_ms < _DAY_MS:
            return
        self._looked_ms = now
        gone_by = now - int(meta(tables, _LOOKED) or 0)
        if 0 <= gone_by < _DAY_MS:
            return
        with tables.transaction():
            set_meta(tables, _LOOKED, str(now))
            if 0 <= gone_by < _LEAP_MS:
                audit.cut(tables, now - audit.KEPT_MS)

    def _keep(self, look: _Look) -> None:
        if len(self._waiting) >= MOST_WAITING:
            raise AuditFull
        self._waiting.append(look)


def _owner(tables: Tables, fact: BadgePrinted | BadgeRevoked) -> tuple[LearnerId, ...]:
    """Return the learner whose badge it is; none for a badge of staff."""
    found = badges.badge(tables, fact.badge)
    return (found.owner,) if found and found.owner_kind == "learner" else ()


def _about(fact: Fact, learners: Sequence[LearnerId]) -> tuple[str, str]:
    """Return what a fact is about, as "kind/id", and its reason."""
    if isinstance(fact, Defined):
        entity = fact.entity
        roles = ", ".join(sorted(entity.roles)) if isinstance(entity, Staff) else ""
        return f"{entity.__struct_config__.tag}/{entity.id}", roles
    reason = _reason(fact)
    for name in _NAMES:
        if value := getattr(fact, name, None):
            said = str(value)[:12] if name == "media" else value  # whose file it was goes with her
            return f"{name.rstrip('_').removesuffix('_id')}/{said}", reason
    return (f"learner/{learners[0]}" if learners else "hub"), reason


def _reason(fact: Fact) -> str:
    """Return why, or what for, where that is one of a few words; others are words about a child."""
    match fact:
        case BadgeRevoked():
            return fact.reason
        case StationCommanded():
            return fact.kind
    return ""
