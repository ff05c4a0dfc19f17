"""The schema of a station's database, step by step."""

from collections.abc import Iterable
from secrets import token_hex
from typing import Final

from sqlite_utils.db import Database
from sqlite_utils.migrations import Migrations

_FIRST: Final = (
    """CREATE TABLE station (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        epoch TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        upto INTEGER NOT NULL DEFAULT 0,
        safe INTEGER NOT NULL DEFAULT 0,
        hub_epoch TEXT NOT NULL DEFAULT '',
        feed_epoch TEXT NOT NULL DEFAULT '',
        feed_rev INTEGER NOT NULL DEFAULT 0,
        link TEXT NOT NULL DEFAULT 'offline',
        clock TEXT NOT NULL DEFAULT 'none'
    ) STRICT""",
    """CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY,
        ev TEXT NOT NULL,
        type TEXT NOT NULL,
        visit TEXT,
        learner TEXT,
        raw BLOB NOT NULL,
        own BLOB NOT NULL,
        rejected TEXT
    ) STRICT""",
    "CREATE INDEX outbox_of_learner ON outbox (learner, seq) WHERE learner IS NOT NULL",
    """CREATE TABLE visits (
        visit TEXT PRIMARY KEY,
        learner TEXT NOT NULL,
        wrap TEXT NOT NULL,
        zone TEXT NOT NULL,
        opened INTEGER NOT NULL,
        open INTEGER NOT NULL DEFAULT 1,
        mode TEXT NOT NULL DEFAULT 'at_screen',
        activity TEXT,
        target TEXT,
        revises TEXT,
        attempt INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
    "CREATE INDEX visits_of_learner ON visits (learner)",
    """CREATE TABLE drafts (
        draft TEXT PRIMARY KEY,
        visit TEXT NOT NULL,
        learner TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        box BLOB NOT NULL,
        photo TEXT
    ) STRICT""",
    "CREATE INDEX drafts_of_learner ON drafts (learner)",
    """CREATE TABLE media (
        media TEXT PRIMARY KEY,
        visit TEXT NOT NULL,
        seq INTEGER NOT NULL,
        size INTEGER NOT NULL,
        mime TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'captured'
            CHECK (state IN ('captured', 'offered', 'sending', 'have', 'lost'))
    ) STRICT""",
    "CREATE INDEX media_to_send ON media (seq) WHERE state NOT IN ('have', 'lost')",
    "CREATE TABLE fetched (media TEXT PRIMARY KEY, size INTEGER NOT NULL, used INTEGER NOT NULL) STRICT",
    *(
        f"""CREATE TABLE {table} (
            doc TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL
        ) STRICT"""
        for table in ("documents", "documents_next")
    ),
    "CREATE INDEX documents_of_kind ON documents (kind)",
)

_PRUNING: Final = (
    "ALTER TABLE station ADD COLUMN base INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE station ADD COLUMN base_h TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE forks (
        epoch TEXT PRIMARY KEY, was TEXT NOT NULL, kept INTEGER NOT NULL, why TEXT NOT NULL
    ) STRICT""",
)
"""`base`: up to which seq facts were let go, `base_h` the chain hash there; `forks` that the hub has yet to hear of."""
_DRAFTS: Final = (
    "ALTER TABLE drafts ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE drafts ADD COLUMN target TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE drafts ADD COLUMN continues TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE drafts ADD COLUMN parked INTEGER NOT NULL DEFAULT 0",
)
"""What draft.parked says in the clear stands beside the box, so that a station that lost its power can say it."""

_LARGE_DOCUMENTS: Final = (
    "ALTER TABLE documents ADD COLUMN media TEXT",
    "ALTER TABLE documents_next ADD COLUMN media TEXT",
    *(
        f"""CREATE TABLE {table} (
            doc TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, rev INTEGER NOT NULL,
            media TEXT NOT NULL, size INTEGER NOT NULL
        ) STRICT"""
        for table in ("pending", "pending_next")
    ),
    "ALTER TABLE station ADD COLUMN feed_scope TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE snapshot (
        id INTEGER PRIMARY KEY CHECK (id = 1), hub_epoch TEXT NOT NULL, rev INTEGER NOT NULL, scope TEXT NOT NULL
    ) STRICT""",
)
"""`pending`: documents whose body is a file that is still to come. `snapshot`: how far the one on its way has come."""

_COMMANDS: Final = (
    """CREATE TABLE commands (
        id INTEGER PRIMARY KEY, cmd_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, ok INTEGER NOT NULL, why TEXT NOT NULL
    ) STRICT""",
)
"""What was answered to the hub, so that no command is carried out twice."""

_HABITS: Final = (
    "ALTER TABLE station ADD COLUMN volume INTEGER NOT NULL DEFAULT 3",
    "ALTER TABLE station ADD COLUMN badges_ms INTEGER",
)


_TRIES: Final = (
    """CREATE TABLE tries (
        what TEXT PRIMARY KEY, count INTEGER NOT NULL, boot TEXT NOT NULL, until_ms INTEGER NOT NULL,
        wait_s INTEGER NOT NULL
    ) STRICT""",
)
"""Wrong PINs and pictures."""

_PAIRS: Final = (
    """CREATE TABLE pairs (
        pair TEXT NOT NULL, learner TEXT NOT NULL, wrap TEXT NOT NULL, PRIMARY KEY (pair, learner)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX pairs_of_learner ON pairs (learner)",
    "CREATE INDEX outbox_of_visit ON outbox (visit) WHERE visit IS NOT NULL",
)
"""The key of what several make together, under the key of each of them."""

_ERASING: Final = ("CREATE TABLE erased (learner TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",)
"""Learners who were erased and of whom this station has said that it holds nothing any more."""


def migrations() -> Migrations:
    """Return the steps that bring any older database of a station up to date."""
    steps = Migrations("station")

    @steps()
    def first(database: Database) -> None:
        _run(database, _FIRST)
        database.execute("INSERT INTO station (id, epoch) VALUES (1, ?)", [token_hex(8)])

    later = {
        "pruning": _PRUNING,
        "drafts": _DRAFTS,
        "large_documents": _LARGE_DOCUMENTS,
        "commands": _COMMANDS,
        "tries": _TRIES,
        "habits": _HABITS,
        "erasing": _ERASING,
        "pairs": _PAIRS,
    }
    for name, statements in later.items():
        _add(steps, name, statements)
    return steps


def _add(steps: Migrations, name: str, statements: Iterable[str]) -> None:
    @steps(name=name)
    def step(database: Database) -> None:
        _run(database, statements)


def _run(database: Database, statements: Iterable[str]) -> None:
    for statement in statements:
        database.execute(statement)
