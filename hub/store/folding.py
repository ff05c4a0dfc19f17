"""A new fact of the log goes into the projections at its time, and whatever it dates anew goes in again."""

from classroom.facts import Fact
from classroom.wire.codec import decode_fact
from classroom.wire.messages import Envelope
from hub.store import facts, projections, retiming
from hub.store.facts import Stored
from hub.store.projections import times
from hub.store.tables import Tables


def fold(
    tables: Tables, stored: Stored, envelope: Envelope, fact: Fact, *, log: Tables | None = None
) -> Stored:
    """Place a fact in time and let every projection take it in; return it with its time.

    `log` is where the facts before it are read, when that is another database. Whatever the fact says about the
    time of those is taken in first: an anchor dates all of its boot, a sure time ends the doubt about those before.
    """
    stored, moved = times.place(tables, stored, envelope, fact)
    if moved:
        tables.settle()
    for rev in moved:
        other = facts.at(log or tables, rev)
        if other is not None and other.type in projections.MOVING:
            at_ms, from_ms = retiming.stands_at(tables, rev)
            other = other._replace(at_ms=at_ms, from_ms=from_ms)
            projections.move(tables, other, decode_fact(other.type, other.body))
    projections.apply(tables, stored, fact)
    return stored
