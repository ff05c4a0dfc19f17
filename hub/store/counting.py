"""Visits whose year is over become counts: which those are, what the fact says of them, what the log keeps."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from classroom.facts import DetailCounted, HelpCount, Places, Redacted, VisitCount
from classroom.ids import HUB
from classroom.wire.codec import REDACTED, encode_fact, redact_envelope
from hub.store import facts
from hub.store.projections import counted, visits
from hub.store.safe import all_safe_marks
from hub.store.tables import Tables

_TOLD: Final = """
WITH told (visit, rev) AS (
    SELECT visit, rev FROM visits UNION ALL SELECT visit, rev FROM visit_ends
    UNION ALL SELECT visit, rev FROM visit_turns WHERE mode IS NOT NULL
    UNION ALL SELECT visit, hand_facts.rev FROM hands CROSS JOIN hand_facts USING (help)
)
"""
"""Which facts told of a visit; what she chose in it is hers for longer."""
_PAST: Final = f"""{_TOLD}
SELECT visits.visit, visits.learner, visits.opened_ms, runs.station, runs.epoch, max(times.seq),
    EXISTS (SELECT 1 FROM drafts JOIN feed ON feed.doc = 'draft/' || draft
            WHERE drafts.visit = visits.visit AND feed.size IS NOT NULL)
FROM visits JOIN told USING (visit) CROSS JOIN times ON times.rev = told.rev CROSS JOIN runs USING (run)
WHERE visits.closed_ms IS NOT NULL AND opened_ms < ?
GROUP BY visits.visit, runs.station, runs.epoch ORDER BY visits.learner, opened_ms, visits.visit
"""  # noqa: S608
_PLACES: Final = f"""{_TOLD}
SELECT DISTINCT runs.station, runs.epoch, times.seq FROM told
CROSS JOIN times ON times.rev = told.rev CROSS JOIN runs USING (run)
WHERE visit IN (SELECT value FROM json_each(?)) ORDER BY 1, 2, 3
"""  # noqa: S608
_HERE: Final = "SELECT learner FROM visits WHERE closed_ms IS NULL AND opened_ms >= ?"
_BACK: Final = """
SELECT facts.rev FROM counted_places AS place CROSS JOIN runs USING (station, epoch)
CROSS JOIN times ON times.run = runs.run AND times.seq BETWEEN place.first AND place.last
CROSS JOIN facts ON facts.rev = times.rev WHERE facts.cut = 0
"""
_NOTHING: Final = encode_fact(Redacted())


class Past(NamedTuple):
    """A visit that is over; `safe` when a verified backup has all of it, and no draft of it waits for its child."""

    visit: str
    learner: str
    at_ms: int
    safe: bool


def past_visits(tables: Tables, before_ms: int) -> list[Past]:
    """The visits that began before and are over, learner by learner, the oldest first."""
    safe = all_safe_marks(tables)
    found: dict[str, Past] = {}
    for visit, learner, at_ms, station, epoch, seq, waited_for in tables.all(_PAST, before_ms):
        held = station != HUB and seq > safe.get((station, epoch), 0)
        before = found.get(visit)
        found[visit] = Past(
            visit, learner, at_ms, not (held or waited_for) and (before is None or before.safe)
        )
    return list(found.values())


def may_be_counted(tables: Tables, due: Iterable[Past], since_ms: int) -> list[Past]:
    """Those before which nothing of their learner stays; nobody's who has been here since then, and still is.

    How a visit ended follows from the next one: so the oldest go first, and none goes out of its turn.
    """
    kept = {learner for (learner,) in tables.all(_HERE, since_ms)}
    ready = []
    for one in due:
        if one.safe and one.learner not in kept:
            ready.append(one)
        else:
            kept.add(one.learner)
    return ready


def count(tables: Tables, past: Sequence[Past]) -> DetailCounted:
    """What will be known of these visits, and at which places the log tells more."""
    chosen, day = msgspec.json.encode([one.visit for one in past]).decode(), tables.definitions.day
    began = tables.all(
        "SELECT opened_ms, zone FROM visits JOIN json_each(?) ON visit = value WHERE reason IS NOT ?",
        chosen,
        visits.NOT_ME,
    )
    raised = tables.all(
        "SELECT since_ms, kind FROM hands WHERE visit IN (SELECT value FROM json_each(?))", chosen
    )
    by_zone = Counter((day(at_ms), zone) for at_ms, zone in began)
    by_kind = Counter((day(at_ms), kind) for at_ms, kind in raised)
    seqs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for station, epoch, seq in tables.all(_PLACES, chosen):
        seqs[station, epoch].append(seq)
    return DetailCounted(
        visits=tuple(VisitCount(day=on, zone=zone, count=n) for (on, zone), n in sorted(by_zone.items())),
        helps=tuple(HelpCount(day=on, kind=kind, count=n) for (on, kind), n in sorted(by_kind.items())),
        places=tuple(
            Places(station=station, epoch=epoch, runs=tuple(_runs(each)))
            for (station, epoch), each in seqs.items()
        ),
    )


def cut_again(tables: Tables) -> int:
    """After a restore facts that had been counted may be there again: forget them, and cut them; how many."""
    revs = [rev for (rev,) in tables.all(_BACK)]
    if revs:
        counted.forget(tables, revs)
        _cut(tables, revs)
    return len(revs)


def cut(tables: Tables, told: DetailCounted) -> None:
    """Leave of each fact that was counted its place in the log."""
    places = [(each.station, each.epoch, *run) for each in told.places for run in each.runs]
    _cut(tables, counted.revs_at(tables, places))


def _cut(tables: Tables, revs: Iterable[int]) -> None:
    tables.run("PRAGMA secure_delete = ON")  # what is cut is overwritten where it lay
    for rev in revs:
        stored = facts.at(tables, rev)
        if stored is not None and stored.type != REDACTED:
            facts.redact(tables, stored, redact_envelope(stored.raw), _NOTHING)


def _runs(seqs: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in order as runs without a hole."""
    first = last = 0
    for seq in seqs:
        if first and seq != last + 1:
            yield first, last
            first = 0
        first, last = first or seq, seq
    if first:
        yield first, last
