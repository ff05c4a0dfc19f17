"""The records that only the hub edits, read from their table and decoded once a connection."""

import sqlite3
from datetime import UTC, datetime, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from classroom.ids import TargetId
from classroom.plan import Plan
from classroom.roster import Entity
from classroom.target import DEFAULT_SCALE, Framework, LearningTarget, ProficiencyScale
from classroom.zone import School

_DECODER: msgspec.json.Decoder[Entity | Plan] = msgspec.json.Decoder(Entity | Plan)
_LATEST_MS = 253_402_214_400_000
"""The last day that a date can name."""

_QUARTER_MS = 900_000
_ROUND_SINCE = 631_152_000_000 // _QUARTER_MS
"""Since 1990 every zone's days begin at a quarter of an hour, so that all of a quarter lies in one day."""
_DAYS_KEPT = 4_096

T = TypeVar("T", bound=Entity | Plan)


class Definitions:
    """Look-ups by id; `forget` after a roll-back, `refresh` before a read that may follow another's commit."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str], Entity | Plan | None] = {}
        self._listed: dict[str, tuple[Entity | Plan, ...]] = {}
        self._targets: dict[TargetId, LearningTarget] | None = None
        self._scales: dict[TargetId, ProficiencyScale] = {}
        self._zone: tzinfo | None = None
        self._days: dict[int, str] = {}
        self._rev = 0

    def forget(self, kind: str | None = None, id_: str = "") -> None:
        """Read one record anew, or everything."""
        if kind is None:
            self._known.clear()
            self._listed.clear()
        else:
            self._known.pop((kind, id_), None)
            self._listed.pop(kind, None)
        if kind in {None, "framework"}:
            self._targets = None
        if kind in {None, "school"}:
            self._zone = None
            self._days.clear()

    def refresh(self) -> None:
        """Forget if anything was defined since the last time."""
        (rev,) = self._connection.execute("SELECT coalesce(max(rev), 0) FROM entities").fetchone()
        if rev != self._rev:
            self._rev = rev
            self.forget()

    def get(self, kind: type[T], id_: str) -> T | None:
        """One record by id, or None."""
        key = (_tag(kind), id_)
        if key not in self._known:
            row = self._connection.execute(
                "SELECT body FROM entities WHERE kind = ? AND id = ?", key
            ).fetchone()
            self._known[key] = _DECODER.decode(row[0]) if row else None
        found = self._known[key]
        return found if isinstance(found, kind) else None

    def all(self, kind: type[T]) -> tuple[T, ...]:
        """All records of a kind, by id."""
        tag = _tag(kind)
        if tag not in self._listed:
            rows = self._connection.execute("SELECT body FROM entities WHERE kind = ? ORDER BY id", (tag,))
            self._listed[tag] = tuple(_DECODER.decode(body) for (body,) in rows)
        return tuple(record for record in self._listed[tag] if isinstance(record, kind))

    def school(self) -> School:
        """The one school; a nameless one before it is set up."""
        return next(iter(self.all(School)), School(id="", name=""))

    def lang(self) -> str:
        """The language in which staff read: the first of the school's."""
        return next(iter(self.school().langs), "en")

    def targets(self) -> dict[TargetId, LearningTarget]:
        """The targets of all published frameworks, in framework order."""
        if self._targets is None:
            published = [one for one in self.all(Framework) if one.status == "published"]
            self._targets = {target.id: target for one in published for target in one.targets}
            self._scales = {target.id: one.scale for one in published for target in one.targets}
        return self._targets

    def scale(self, target: TargetId) -> ProficiencyScale:
        """The scale of the framework that holds a target."""
        self.targets()
        return self._scales.get(target, DEFAULT_SCALE)

    def plan(self, learner: str) -> Plan | None:
        """The plan of a learner, or None."""
        return self.get(Plan, learner)

    def day(self, at_ms: int) -> str:
        """The date of a moment in the school's time zone, as 2026-09-14."""
        quarter = min(max(at_ms, 0), _LATEST_MS) // _QUARTER_MS
        if quarter < _ROUND_SINCE:
            return self._date(at_ms)
        if quarter not in self._days:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            self._days[quarter] = self._date(at_ms)
        return self._days[quarter]

    def _date(self, at_ms: int) -> str:
        moment = datetime.fromtimestamp(min(max(at_ms, 0), _LATEST_MS) / 1000, self.time_zone())
        return moment.date().isoformat()

    def time_zone(self) -> tzinfo:
        """The time zone of the school; UTC when it names none that there is."""
        if self._zone is None:
            self._zone = _time_zone(self.school().tz)
        return self._zone


def _time_zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _tag(kind: type[T]) -> str:
    return str(kind.__struct_config__.tag)
