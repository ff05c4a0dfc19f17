"""One learner as she stood at the end of a past day: her part of the log, folded again up to there, in memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from classroom.facts import Defined
from classroom.ids import LearnerId
from classroom.learner import Learner
from classroom.wire.codec import decode_fact
from hub.store import facts, projections
from hub.store.tables import Tables

_HERS: Final = """
SELECT facts.rev FROM facts JOIN times ON times.rev = facts.rev
WHERE times.at_ms < ?2 AND (type = 'defined' OR instr(learners, '"' || ?1 || '"') > 0) ORDER BY facts.rev
"""


@contextmanager
def as_of(log: Tables, learner: LearnerId, until_ms: int) -> Iterator[Tables]:
    """Give the projections of one learner, and of what the school had written down, as of a moment (UTC ms).

    What happened before it counts, also what reached the hub only later: so the day is as we know it now.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        past = Tables(connection)
        past.run("CREATE TABLE stale (doc TEXT PRIMARY KEY)")
        projections.create(past)
        for (rev,) in log.all(_HERS, learner, until_ms):
            stored = facts.at(log, rev)
            fact = decode_fact(stored.type, stored.body) if stored else None
            if stored is None or fact is None or _of_another(fact, learner):
                continue
            projections.apply(past, stored, fact)
        past.settle()
        yield past


def _of_another(fact: object, learner: LearnerId) -> bool:
    return isinstance(fact, Defined) and isinstance(fact.entity, Learner) and fact.entity.id != learner
