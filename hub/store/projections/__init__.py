"""What the hub shows, folded from the log: small tables, each with the rule that fills it, rebuilt at will."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

from classroom.facts import Fact
from hub.store.facts import Stored
from hub.store.projections import badges, blocks, evidence, hands, judging, mastery, roster, visits
from hub.store.tables import Tables

Handler = Callable[[Tables, Stored, Any], None]

PROJECTIONS: Final = (roster, visits, evidence, judging, mastery, hands, badges, blocks)
"""In the order in which one fact passes through them: mastery reads what evidence and judging have written."""

SCHEMA: Final = "".join(projection.SCHEMA for projection in PROJECTIONS)
TABLES: Final = tuple(table for projection in PROJECTIONS for table in projection.TABLES)


def _handlers() -> dict[type[Fact], tuple[Handler, ...]]:
    found: defaultdict[type[Fact], list[Handler]] = defaultdict(list)
    for projection in PROJECTIONS:
        for kind, handler in projection.HANDLERS.items():
            found[kind].append(handler)
    return {kind: tuple(handlers) for kind, handlers in found.items()}


_HANDLERS: Final = _handlers()


def apply(tables: Tables, stored: Stored, fact: Fact) -> None:
    """Let every projection take one fact in; whose document now says something else is marked stale."""
    for handler in _HANDLERS.get(type(fact), ()):
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
    tables.definitions.forget()


def dump(tables: Tables) -> Iterable[tuple[str, bytes]]:
    """Each table's name and a digest over all of its rows in order: equal digests, equal bytes."""
    for table in TABLES:
        digest = hashlib.blake2b(digest_size=32)
        columns = len(tables.all(f"PRAGMA table_info({table})"))
        order = ", ".join(str(number) for number in range(1, columns + 1))
        for row in tables.run(f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608
            digest.update(repr(row).encode())
        yield table, digest.digest()
