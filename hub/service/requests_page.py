"""What learners asked for and nobody has answered yet (H10): oldest first, with its age in days of school."""

from datetime import date, timedelta
from typing import Final

from classroom.asking import Request
from classroom.ids import ClassId, LearnerId
from classroom.learner import Learner
from classroom.staff import Staff
from classroom.zone import ClassGroup, Zone
from hub.service.shapes.asking import RequestNow, RequestsPage
from hub.store.projections import asking, mastery, roster
from hub.store.tables import Tables

ANSWER_DAYS: Final = 2
"""School days within which a request should have its answer; past them the page says so."""
DAYS_AHEAD: Final = 10
_WEEKDAYS: Final = 5


def requests_page(tables: Tables, mine: frozenset[ClassId], now_ms: int) -> RequestsPage:
    """Return what waits for somebody with these classes."""
    found = [
        _now(tables, one, now_ms)
        for one in asking.open_requests(tables)
        if one.asked and mine.intersection(roster.classes_of(tables, one.asked.learner))
    ]
    places = sorted(tables.definitions.all(Zone), key=lambda zone: (zone.order, zone.id))
    return RequestsPage(
        requests=tuple(found),
        days=_days_ahead(date.fromisoformat(tables.definitions.day(now_ms))),
        zones=tuple((zone.id, zone.name) for zone in places),
        table=next((zone.id for zone in places if zone.kind == "show"), places[0].id if places else ""),
        late=sum(one.late for one in found),
    )


def count(tables: Tables, mine: frozenset[ClassId]) -> int:
    """How many requests wait for somebody with these classes."""
    return sum(
        bool(mine.intersection(roster.classes_of(tables, learner)))
        for learner in asking.open_learners(tables)
    )


def school_days_since(tables: Tables, learner: LearnerId, since_ms: int, now_ms: int) -> int:
    """How many days after that one a class of hers met; weekdays, where a hub never opens a block for it."""
    rows = tables.all(
        "SELECT opened_ms FROM blocks JOIN class_members USING (class) WHERE learner = ?", learner
    )
    first, today = tables.definitions.day(since_ms), tables.definitions.day(now_ms)
    if rows:
        met = {tables.definitions.day(opened_ms) for (opened_ms,) in rows}
        return sum(first < day <= today for day in met)
    start, days = date.fromisoformat(first), (date.fromisoformat(today) - date.fromisoformat(first)).days
    return sum((start + timedelta(days=n)).weekday() < _WEEKDAYS for n in range(1, days + 1))


def _days_ahead(today: date) -> tuple[str, ...]:
    """Today and the weekdays that follow: what a meeting can be set for with one touch."""
    days = (today + timedelta(days=n) for n in range(1, 3 * DAYS_AHEAD))
    weekdays = [day for day in days if day.weekday() < _WEEKDAYS][: DAYS_AHEAD - 1]
    return tuple(day.isoformat() for day in (today, *weekdays))


def _now(tables: Tables, request: Request, now_ms: int) -> RequestNow:
    asked, said = request.asked, request.standing
    if asked is None:
        raise LookupError(request.id)
    target = tables.definitions.targets().get(asked.target)
    learner = tables.definitions.get(Learner, asked.learner)
    state = mastery.states(tables, asked.learner).get(asked.target)
    classes = [tables.definitions.get(ClassGroup, one) for one in roster.classes_of(tables, asked.learner)]
    zone = tables.definitions.get(Zone, request.meeting.zone) if request.meeting else None
    person = tables.definitions.get(Staff, said.by) if said else None
    age = school_days_since(tables, asked.learner, asked.order.at_ms, now_ms)
    return RequestNow(
        request=request.id,
        kind=asked.kind,
        learner=asked.learner,
        full=learner.full if learner else "",
        class_names=tuple(class_.name for class_ in classes if class_),
        target=asked.target,
        code=target.code if target else "",
        i_can=target.line(tables.definitions.lang()) if target else "",
        state=state.state if state else None,
        needs=_codes(tables, state.opens_after if state else ()),
        asked_ms=asked.order.at_ms,
        age_days=age,
        late=said is None and age > ANSWER_DAYS,
        stage=request.stage,
        how=asked.how,
        since=asked.since,
        meeting=request.meeting,
        zone_name=zone.name if zone else "",
        by_name=person.name if person else "",
        words=said.words if said else "",
    )


def _codes(tables: Tables, targets: tuple[str, ...]) -> tuple[str, ...]:
    known = tables.definitions.targets()
    return tuple(known[one].code for one in targets if one in known)
