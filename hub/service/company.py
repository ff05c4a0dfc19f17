"""Whose a piece is beside the learner's: who saw it, and who made it with her."""

from classroom.ids import LearnerId
from classroom.learner import Learner
from classroom.staff import Staff
from hub.store.projections import observations
from hub.store.projections.evidence import HandedIn
from hub.store.tables import Tables


def seen_by(tables: Tables, piece: HandedIn) -> str:
    """The name of the grown-up who saw it; "" for whatever a learner handed in."""
    person = tables.definitions.get(Staff, observations.seen_by(tables, piece.evidence))
    return person.name if person else "a grown-up" if piece.by_staff else ""


def partners(tables: Tables, piece: HandedIn, learner: LearnerId) -> tuple[str, ...]:
    """The names of those with whom she made it."""
    others = (tables.definitions.get(Learner, other) for other in piece.learners if other != learner)
    return tuple(other.full for other in others if other)
