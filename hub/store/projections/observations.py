"""What grown-ups saw and wrote down at stations: pieces like any other, and who saw it."""

from typing import Final

from classroom.facts import EvidenceHandedIn, ObservationMade
from hub.store.facts import Stored
from hub.store.projections import evidence
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE observations (evidence TEXT PRIMARY KEY, staff TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("observations",)
KIND: Final = "observation"


def _see(tables: Tables, stored: Stored, fact: ObservationMade) -> None:
    if evidence.piece(tables, fact.evidence) is not None:
        return
    piece = EvidenceHandedIn(
        evidence=fact.evidence, targets=(fact.target,), kind=KIND, text=fact.text, lang=fact.lang
    )
    evidence.hand_in(tables, stored, piece, by_staff=1)
    tables.run("INSERT OR IGNORE INTO observations VALUES (?, ?)", (fact.evidence, fact.by))


HANDLERS: Final = {ObservationMade: _see}
MOVED: Final = {ObservationMade: evidence.move_piece}


def seen_by(tables: Tables, piece: str) -> str:
    """The id of the grown-up who saw it; "" for whatever a learner handed in."""
    row = tables.one("SELECT staff FROM observations WHERE evidence = ?", piece)
    return str(row[0]) if row else ""
