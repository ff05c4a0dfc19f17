"""What the tables hold about one learner and one target, read at once as the rules of mastery want it."""

import msgspec

from classroom.evidence import Order, Piece
from classroom.ids import TargetId
from classroom.mastery import Record
from hub.store.projections import judging
from hub.store.tables import Row, Tables

_TEXTS = msgspec.json.Decoder(tuple[str, ...])
_PIECES = """
SELECT pieces.evidence, kind, learners, targets, day, activity, support, source, revises, by_staff,
       pieces.at_ms, pieces.station, pieces.epoch, pieces.seq,
       withdrawn.at_ms, withdrawn.station, withdrawn.epoch, withdrawn.seq,
       looked_at.at_ms, looked_at.station, looked_at.epoch, looked_at.seq,
       answered.evidence
FROM piece_lines JOIN pieces USING (evidence) LEFT JOIN withdrawn USING (evidence)
LEFT JOIN looked_at USING (evidence) LEFT JOIN answered USING (evidence)
WHERE learner = ? AND target = ? ORDER BY pieces.at_ms, pieces.station, pieces.epoch, pieces.seq
"""


def record_of(tables: Tables, learner: str, target: TargetId) -> Record:
    """All that the rules of mastery ask about a learner and a target."""
    rows = tables.all(_PIECES, learner, target)
    return Record(
        pieces=tuple(_piece(row) for row in rows),
        withdrawn={row[0]: _order(row[14:18]) for row in rows if row[14] is not None},
        looked_at={row[0]: _order(row[18:22]) for row in rows if row[18] is not None},
        answered=frozenset(row[0] for row in rows if row[22] is not None),
        judgements=tuple(judging.judgements_of(tables, learner, target)),
    )


def _piece(row: Row) -> Piece:
    return Piece(
        id=row[0],
        kind=row[1],
        learners=_TEXTS.decode(row[2]),
        targets=_TEXTS.decode(row[3]),
        day=row[4],
        activity=row[5],
        support=row[6],
        source=row[7],
        revises=row[8],
        by_staff=bool(row[9]),
        order=_order(row[10:14]),
    )


def _order(row: Row) -> Order:
    return Order(at_ms=row[0], station=row[1], epoch=row[2], seq=row[3])
