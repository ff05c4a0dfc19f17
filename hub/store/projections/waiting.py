"""The pieces that lie on the teachers' table, by learner: not answered, not taken back, the last of their tries."""

from collections.abc import Iterable
from typing import Final

import msgspec

from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE waiting (
    learner TEXT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (learner, evidence)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("waiting",)
TAKEN_BACK: Final = """EXISTS (
    SELECT 1 FROM withdrawn LEFT JOIN looked_at USING (evidence) WHERE withdrawn.evidence = pieces.evidence
    AND (looked_at.evidence IS NULL OR (withdrawn.at_ms, withdrawn.station, withdrawn.epoch, withdrawn.seq)
         < (looked_at.at_ms, looked_at.station, looked_at.epoch, looked_at.seq))
)"""
"""Whether a learner took a piece back before anyone looked."""
_LEARNERS = msgspec.json.Decoder(tuple[str, ...])
_WAITS = f"""SELECT learners, NOT (
    EXISTS (SELECT 1 FROM answered WHERE answered.evidence = pieces.evidence)
    OR EXISTS (SELECT 1 FROM pieces AS later WHERE later.revises = pieces.evidence)
    OR {TAKEN_BACK}
) FROM pieces WHERE evidence = ?"""  # noqa: S608


def settle(tables: Tables, changed: Iterable[tuple[str]]) -> None:
    """Decide anew whether pieces wait for an answer."""
    on: list[tuple[str, str]] = []
    off: list[tuple[str, str]] = []
    for (piece,) in changed:
        if row := tables.one(_WAITS, piece):
            (on if row[1] else off).extend((learner, piece) for learner in _LEARNERS.decode(row[0]))
    tables.run_many("INSERT OR IGNORE INTO waiting VALUES (?, ?)", on)
    tables.run_many("DELETE FROM waiting WHERE learner = ? AND evidence = ?", off)


def count(tables: Tables, learners: Iterable[str] | None = None, besides: Iterable[str] = ()) -> int:
    """How many pieces wait, of these learners or of all, `besides` left out."""
    row = tables.one(
        "SELECT count(DISTINCT evidence) FROM waiting "
        "WHERE (?1 IS NULL OR learner IN (SELECT value FROM json_each(?1))) "
        "AND evidence NOT IN (SELECT value FROM json_each(?2))",
        None if learners is None else listed(learners),
        listed(besides),
    )
    return int(row[0]) if row else 0


def listed(ids: Iterable[str]) -> str:
    """Ids as one value for `json_each`."""
    return msgspec.json.encode(sorted(ids)).decode()
