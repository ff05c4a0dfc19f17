"""What learners say of their own pieces; each one's of what several made; the latest of hers stands."""

from typing import Final

from classroom.facts import SelfAssessed
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE claims (
    evidence TEXT NOT NULL, learner TEXT NOT NULL, rev INTEGER NOT NULL, claim INTEGER NOT NULL, tricky TEXT NOT NULL,
    at_ms INTEGER NOT NULL, PRIMARY KEY (evidence, learner, rev)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("claims",)


def _claim(tables: Tables, stored: Stored, fact: SelfAssessed) -> None:
    tables.run(
        "INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?, ?)",
        (fact.evidence, next(iter(stored.learners), ""), stored.rev, fact.claim, fact.tricky, stored.at_ms),
    )


HANDLERS: Final = {SelfAssessed: _claim}
MOVED: Final = HANDLERS


def claim(tables: Tables, evidence: str, learner: str) -> tuple[int, str] | None:
    """A learner's own level of a piece, and what was tricky."""
    row = tables.one(
        "SELECT claim, tricky FROM claims WHERE evidence = ? AND learner = ? ORDER BY at_ms DESC, rev DESC LIMIT 1",
        evidence,
        learner,
    )
    return (row[0], row[1]) if row else None
