"""What was decided about a learner's targets, by whom, what was a slip, and where two people see it differently."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from msgspec.structs import replace

from classroom.ids import LearnerId, StaffId, TargetId
from classroom.mastery import Judgement, standing
from classroom.minds import two_minds
from classroom.staff import Staff
from hub.errors import ServiceRefused
from hub.service.learner_page import learner_page
from hub.service.media import MediaShelf
from hub.service.shapes import JudgedNow, LearnerPage, LineNow, MediaState, TalkNow
from hub.service.slips import may_correct
from hub.store.projections import talks
from hub.store.projections.records import record_of
from hub.store.replaying import as_of
from hub.store.tables import Tables

_GROUPS: Final = ("mastered", "handed_in", "now", "next", "look_again")


def with_decisions(tables: Tables, page: LearnerPage, staff: StaffId, *, may_judge: bool) -> LearnerPage:
    """Return a learner's page with every decision beside its line, and the talks that are due or were held."""

    def decided(line: LineNow) -> LineNow:
        return _decided(tables, page.learner.id, line, staff if may_judge else "")

    groups = {name: tuple(map(decided, getattr(page, name))) for name in _GROUPS}
    return replace(page, **groups, talks=_talks(tables, page.learner.id))


def minds_of(tables: Tables, learner: LearnerId, target: TargetId) -> tuple[Judgement, ...]:
    """What each person decided last about a target, where that differs."""
    judgements = standing(record_of(tables, learner, target))
    return two_minds(judgements, tables.definitions.scale(target).mastery)


def end_of(tables: Tables, day: str, now_ms: int) -> int:
    """The moment (UTC ms) at which a past day of the school ends; raises ServiceRefused for any other day."""
    try:
        following = date.fromisoformat(day) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise ServiceRefused("Choose a day that has gone by.") from None
    ends = datetime(following.year, following.month, following.day, tzinfo=tables.definitions.time_zone())
    until_ms = int(ends.timestamp() * 1_000)
    if until_ms > now_ms:
        raise ServiceRefused("Choose a day that has gone by.")
    return until_ms


class PastShelf:
    """The files of pieces as they are now, for a page of the past: whatever was let go since is not there."""

    def __init__(self, shelf: MediaShelf, tables: Tables) -> None:
        self._states: Callable[[str], tuple[MediaState, ...]] = lambda evidence: shelf.states(
            tables, evidence
        )

    def states(self, _past: Tables, evidence_id: str) -> tuple[MediaState, ...]:
        """The files of a piece."""
        return self._states(evidence_id)


class PageOf:
    """Gathers a learner's page (H05), as it is now or as it stood; made for one reading."""

    def __init__(self, tables: Tables, shelf: MediaShelf, learner: LearnerId) -> None:
        self._tables, self._shelf, self._learner = tables, shelf, learner

    def show(self, staff: StaffId, day: str, now_ms: int, *, judge: bool) -> LearnerPage:
        """The page for a person who may judge, or not; `day` is a past one (ISO) or ""."""
        if not day:
            page = learner_page(self._tables, self._shelf, self._learner)
            return with_decisions(self._tables, page, staff, may_judge=judge)
        until_ms, shelf = end_of(self._tables, day, now_ms), PastShelf(self._shelf, self._tables)
        with as_of(self._tables, self._learner, until_ms) as past:
            page = learner_page(past, shelf, self._learner)
            return replace(with_decisions(past, page, staff, may_judge=judge), day=day)


def _decided(tables: Tables, learner: LearnerId, line: LineNow, staff: StaffId) -> LineNow:
    record = record_of(tables, learner, line.target)
    if not record.judgements:
        return line
    kept = {judgement.id for judgement in standing(record)}
    judged = tuple(
        JudgedNow(
            judgement=one.id,
            decision=one.decision,
            day=one.day,
            by_name=name_of(tables, one.by),
            slip=one.id not in kept,
            mine=bool(staff) and one.id in kept and may_correct(tables, one.by, staff),
        )
        for one in sorted(record.judgements, key=lambda one: one.order, reverse=True)
    )
    minds = tuple(name_of(tables, one.by) for one in minds_of(tables, learner, line.target))
    return replace(line, judged=judged, minds=minds)


def _talks(tables: Tables, learner: LearnerId) -> tuple[TalkNow, ...]:
    targets = tables.definitions.targets()
    return tuple(
        TalkNow(
            talk=one.talk,
            code=targets[one.target].code if one.target in targets else "",
            evidence=one.evidence,
            by_name=name_of(tables, one.by),
            at_ms=one.at_ms,
            held_by=name_of(tables, one.held_by) if one.held_by else "",
            held_ms=one.held_ms,
        )
        for one in talks.talks_with(tables, learner)
    )


def name_of(tables: Tables, staff: StaffId) -> str:
    """What children call a person of the staff."""
    person = tables.definitions.get(Staff, staff)
    return person.name if person else "staff"
