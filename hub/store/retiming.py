"""When facts happened, worked out anew: from a place in an outbox on, or for all that our own clock told wrongly."""

from typing import Final

from classroom.ids import HUB
from hub.store.tables import Tables

SLACK_MS: Final = 60_000
"""Two clocks that differ by no more than this do not contradict each other."""
LATEST_MS: Final = 4_102_444_800_000
"""The year 2100: whoever says more is not believed."""

_SURE_BEFORE: Final = """
SELECT times.seq, times.at_ms FROM runs CROSS JOIN times ON times.run = runs.run AND times.seq = (
    SELECT seq FROM times AS own WHERE own.run = runs.run AND own.seq < ?3 AND own.at_ms = own.from_ms
    ORDER BY own.seq DESC LIMIT 1
) WHERE station = ?1 AND epoch = ?2 ORDER BY times.seq DESC LIMIT 1
"""

_PLACE: Final = """
WITH read AS (
    SELECT rev, seq, received_ms, times.boottime_ms + coalesce(
        (SELECT offset_ms FROM clock_anchors AS anchor WHERE anchor.station = ?1 AND anchor.boot = runs.boot
         AND anchor.boottime_ms <= times.boottime_ms ORDER BY anchor.boottime_ms DESC LIMIT 1),
        (SELECT offset_ms FROM clock_anchors AS anchor WHERE anchor.station = ?1 AND anchor.boot = runs.boot
         ORDER BY anchor.boottime_ms LIMIT 1)
    ) AS own_ms
    FROM runs CROSS JOIN times USING (run) WHERE station = ?1 AND epoch = ?2 AND seq > ?3
), heard AS (
    SELECT *, min(received_ms) OVER (ORDER BY seq DESC) AS heard_ms FROM read
), believed AS (
    SELECT rev, seq, received_ms,
           iif(own_ms <= heard_ms + ?5, min(max(own_ms, 0), ?6), NULL) AS own_ms FROM heard
), risen AS (
    SELECT *, max(?4, coalesce(max(own_ms) OVER (ORDER BY seq), 0)) AS floor_ms FROM believed
), judged AS (
    SELECT *, coalesce(own_ms >= floor_ms - ?5, 0) AS sure FROM risen
), bounded AS (
    SELECT *, min(iif(sure, floor_ms, NULL)) OVER (ORDER BY seq DESC) AS next_ms FROM judged
), placed AS (
    SELECT *, max(iif(sure, floor_ms, max(floor_ms, min(received_ms, coalesce(next_ms, received_ms)))))
              OVER (ORDER BY seq) AS stands_ms FROM bounded
)
UPDATE times SET at_ms = stands_ms, from_ms = iif(sure, stands_ms, floor_ms) FROM placed
WHERE placed.rev = times.rev AND (at_ms, from_ms) IS NOT (stands_ms, iif(sure, stands_ms, floor_ms))
RETURNING times.rev
"""
"""Behind seq ?3, where time stood at ?4 for sure: every reading with what its boot's anchors make of it; none that
lies in the future of what the hub heard later, none that runs back; the others between the sure ones around them."""


def sure_before(tables: Tables, station: str, epoch: str, seq: int) -> tuple[int, int]:
    """The last fact before `seq` whose time is sure: its seq and its time; (0, 0) without one."""
    row = tables.one(_SURE_BEFORE, station, epoch, seq)
    return (row[0], row[1]) if row else (0, 0)


def retime(tables: Tables, station: str, epoch: str, seq: int) -> list[int]:
    """Place every fact of an outbox from `seq` on, with the unsure ones right before it; the revs that moved."""
    base = sure_before(tables, station, epoch, seq)
    return [rev for (rev,) in tables.all(_PLACE, station, epoch, *base, SLACK_MS, LATEST_MS)]


def begin_of(tables: Tables, station: str, boot: str) -> dict[str, int]:
    """In each epoch of a station that saw this boot, the seq of its first fact."""
    rows = tables.all(
        "SELECT epoch, min(seq) FROM runs JOIN times USING (run) WHERE station = ? AND boot = ? GROUP BY epoch",
        station,
        boot,
    )
    return dict(rows)


def first_behind(tables: Tables, station: str, epoch: str, at_ms: int) -> int:
    """The seq of the first fact of an outbox that stands behind this time; there must be one."""
    row = tables.one(
        "SELECT min(seq) FROM runs JOIN times USING (run) WHERE station = ? AND epoch = ? AND at_ms > ?",
        station,
        epoch,
        at_ms,
    )
    return int(row[0]) if row else 0


def correct(tables: Tables, rev: int, since: int, offset_ms: int, eras: tuple[int, ...]) -> list[int]:
    """All that the hub noted from rev `since` to before `rev`, and told in these eras, was off: the revs that moved."""
    tables.run_many(
        "INSERT OR IGNORE INTO corrections VALUES (?, ?, ?)", [(era, rev, offset_ms) for era in eras]
    )
    tables.run(
        "UPDATE clock_anchors SET offset_ms = offset_ms + ?3 WHERE iif(trip_ms IS NULL, era >= ?1 AND era < ?2, "
        "era IN (SELECT era FROM corrections WHERE rev = ?2))",
        (since, rev, offset_ms),
    )
    tables.run(
        "UPDATE times SET received_ms = received_ms + ?3 WHERE rev >= ?1 AND rev < ?2",
        (since, rev, offset_ms),
    )
    own = tables.all(
        "UPDATE times SET at_ms = at_ms + ?3, from_ms = from_ms + ?3 WHERE rev >= ?1 AND rev < ?2 "
        "AND run IN (SELECT run FROM runs WHERE station = ?4 AND boot != ?4) RETURNING rev",
        since,
        rev,
        offset_ms,
        HUB,
    )
    touched = tables.all(
        "SELECT station, epoch, min(seq) FROM runs JOIN times USING (run) "
        "WHERE station != ?3 AND (rev >= ?1 OR EXISTS (SELECT 1 FROM clock_anchors AS anchor WHERE "
        "anchor.station = runs.station AND anchor.boot = runs.boot AND trip_ms IS NOT NULL "
        "AND era IN (SELECT era FROM corrections WHERE corrections.rev = ?2))) GROUP BY station, epoch",
        since,
        rev,
        HUB,
    )
    moved = [rev for (rev,) in own]
    for station, epoch, seq in touched:
        moved += retime(tables, station, epoch, seq)
    return moved


def corrected_by(tables: Tables, era: int) -> int:
    """What has to be added to a time that the hub told in this era."""
    row = tables.one("SELECT coalesce(sum(offset_ms), 0) FROM corrections WHERE era = ?", era)
    return int(row[0]) if row else 0


def is_anchored(tables: Tables, station: str) -> bool:
    """Whether a station ever told what time it was by the hub's clock."""
    return tables.one("SELECT 1 FROM clock_anchors WHERE station = ? LIMIT 1", station) is not None


def stands_at(tables: Tables, rev: int) -> tuple[int, int]:
    """Where a fact of the log stands now: (`at_ms`, `from_ms`)."""
    row = tables.one("SELECT at_ms, from_ms FROM times WHERE rev = ?", rev)
    return (row[0], row[1]) if row else (0, 0)
