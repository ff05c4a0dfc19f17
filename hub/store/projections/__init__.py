"""What the hub shows, folded from the log: small tables, each with the rule that fills it, rebuilt at will."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, get_args

from classroom.facts import HUB_FACTS, Fact
from hub.store.facts import Stored
from hub.store.projections import (
    alarms,
    announcements,
    asking,
    attendance,
    badges,
    blocks,
    claims,
    commands,
    counted,
    dating,
    doors,
    drafts,
    erasures,
    evidence,
    hands,
    judging,
    mastery,
    observations,
    pairs,
    roster,
    sightings,
    talks,
    times,
    visits,
    waiting,
    zones,
)
from hub.store.tables import Tables

Handler = Callable[[Tables, Stored, Any], None]

PROJECTIONS: Final = (
    erasures,
    roster,
    visits,
    pairs,
    evidence,
    observations,
    claims,
    dating,
    drafts,
    judging,
    asking,
    mastery,
    hands,
    badges,
    blocks,
    attendance,
    announcements,
    zones,
    alarms,
    commands,
    sightings,
    doors,
    talks,
    counted,
)
"""In the order in which one fact passes through them: mastery reads what most of those before it have written."""

SCHEMA: Final = "".join(part.SCHEMA for part in (times, waiting, *PROJECTIONS))
TABLES: Final = tuple(table for part in (times, waiting, *PROJECTIONS) for table in part.TABLES)


def _gathered(each: Iterable[Mapping[Any, Handler]]) -> dict[type[Fact], tuple[Handler, ...]]:
    found: defaultdict[type[Fact], list[Handler]] = defaultdict(list)
    for handlers in each:
        for kind, handler in handlers.items():
            found[kind].append(handler)
    return {kind: tuple(handlers) for kind, handlers in found.items()}


_HANDLERS: Final = _gathered(projection.HANDLERS for projection in PROJECTIONS)
_MOVED: Final = _gathered(getattr(projection, "MOVED", {}) for projection in PROJECTIONS)
MOVING: Final = frozenset(str(kind.__struct_config__.tag) for kind in _MOVED)
"""The types of facts for which it matters when they happened."""
_BY_HUB: Final = frozenset(get_args(HUB_FACTS))


def apply(tables: Tables, stored: Stored, fact: Fact) -> None:
    """Let every projection take one fact in; whose document now says something else is marked stale.

    What facts of stations put off may wait for the end of the transaction, but not past a fact of the hub: only
    those change what the rules read beside a learner's own work, and a replay must fold at the same places.
    """
    if type(fact) in _BY_HUB:
        tables.settle()
    for handler in _HANDLERS.get(type(fact), ()):
        handler(tables, stored, fact)
    for learner in stored.learners:
        tables.mark_stale(f"learner/{learner}")


def move(tables: Tables, stored: Stored, fact: Fact) -> None:
    """Let every projection to which time matters take in that a fact happened at another time than was thought."""
    for handler in _MOVED.get(type(fact), ()):
        handler(tables, stored, fact)
    for learner in stored.learners:
        tables.mark_stale(f"learner/{learner}")


def fingerprint() -> str:
    """A hash over the schema of all projections: another one means that they must be rebuilt."""
    return hashlib.blake2b(SCHEMA.encode(), digest_size=16).hexdigest()


def create(tables: Tables) -> None:
    """Make the tables, empty; those that were there are gone."""
    for table in TABLES:
        tables.run(f"DROP TABLE IF EXISTS {table}")
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            tables.run(statement)
    tables.forget()


def dump(tables: Tables) -> Iterable[tuple[str, bytes]]:
    """Each table's name and a digest over all of its rows in order: equal digests, equal bytes."""
    for table in TABLES:
        digest = hashlib.blake2b(digest_size=32)
        key = ", ".join(name for _, name, *_, place in tables.all(f"PRAGMA table_info({table})") if place)
        for row in tables.run(f"SELECT * FROM {table} ORDER BY {key}"):  # noqa: S608
            digest.update(repr(row).encode())
        yield table, digest.digest()
