"""The schemas of the hub's two databases; projections are no part of them, they are made from the log."""

from typing import Final

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from plumbing.database import Schema

_LOG = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE facts (
    rev INTEGER PRIMARY KEY, ev TEXT NOT NULL UNIQUE, station TEXT NOT NULL, epoch TEXT NOT NULL,
    seq INTEGER NOT NULL, type TEXT NOT NULL, learners TEXT NOT NULL, visit TEXT, at_ms INTEGER NOT NULL,
    received_ms INTEGER NOT NULL, raw BLOB NOT NULL, body BLOB NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE TABLE marks (
    station TEXT NOT NULL, epoch TEXT NOT NULL, upto INTEGER NOT NULL, h TEXT NOT NULL,
    boot TEXT NOT NULL, at_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL, PRIMARY KEY (station, epoch)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY, station TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL, ev TEXT NOT NULL,
    type TEXT NOT NULL, reason TEXT NOT NULL, received_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 1, raw BLOB NOT NULL
) STRICT;
CREATE TABLE anchors (
    station TEXT NOT NULL, boot TEXT NOT NULL, offset_ms INTEGER NOT NULL, PRIMARY KEY (station, boot)
) STRICT, WITHOUT ROWID;
CREATE TABLE visit_keys (visit TEXT PRIMARY KEY, v BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE feed (
    rev INTEGER PRIMARY KEY, doc TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, version INTEGER NOT NULL,
    body BLOB, scope TEXT NOT NULL, past_scope TEXT NOT NULL, digest BLOB NOT NULL
) STRICT;
CREATE TABLE stale (doc TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE held_answers (
    answer TEXT PRIMARY KEY, evidence TEXT NOT NULL, by TEXT NOT NULL, due_ms INTEGER NOT NULL, body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE thumbs (
    media TEXT PRIMARY KEY, thumb TEXT NOT NULL UNIQUE, key BLOB NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE lost_media (media TEXT PRIMARY KEY, station TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""

_KEYS = """
CREATE TABLE hub_keys (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, private BLOB NOT NULL, public BLOB NOT NULL, made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE stations (
    station TEXT PRIMARY KEY, user TEXT NOT NULL, password TEXT NOT NULL, k_up BLOB NOT NULL, k_dn BLOB NOT NULL,
    revoked_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE learner_keys (learner TEXT PRIMARY KEY, k BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE badge_keys (badge TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE passwords (staff TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
    token BLOB PRIMARY KEY, staff TEXT NOT NULL, until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE one_time (token BLOB PRIMARY KEY, staff TEXT NOT NULL, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""

_CLASS_KEYS = """
CREATE TABLE staff_keys (staff TEXT PRIMARY KEY, k BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE class_keys (class TEXT PRIMARY KEY, k BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE pins (
    staff TEXT PRIMARY KEY, salt BLOB NOT NULL, passes INTEGER NOT NULL, kib INTEGER NOT NULL, hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE picture_proofs (
    learner TEXT PRIMARY KEY, salt BLOB NOT NULL, passes INTEGER NOT NULL, kib INTEGER NOT NULL, hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""

_SESSIONS = """
DROP TABLE sessions;
CREATE TABLE sessions (
    token BLOB PRIMARY KEY, staff TEXT NOT NULL, until_ms INTEGER NOT NULL, made_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL, device TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_staff ON sessions (staff);
"""
"""Whoever was signed in signs in again."""

_SAFE = """
CREATE TABLE safe_marks (
    station TEXT NOT NULL, epoch TEXT NOT NULL, safe INTEGER NOT NULL, PRIMARY KEY (station, epoch)
) STRICT, WITHOUT ROWID;
"""

_FEED = """
CREATE TABLE bodies (rev INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
INSERT INTO bodies SELECT rev, body FROM feed WHERE body IS NOT NULL;
CREATE TABLE feed_next (
    rev INTEGER PRIMARY KEY, doc TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, version INTEGER NOT NULL,
    size INTEGER, media TEXT, scope TEXT NOT NULL, past_scope TEXT NOT NULL, digest BLOB NOT NULL
) STRICT;
INSERT INTO feed_next SELECT rev, doc, kind, version, length(body), NULL, scope,
    iif(body IS NULL AND past_scope = '[]', '["*"]', past_scope), digest FROM feed;
DROP TABLE feed;
ALTER TABLE feed_next RENAME TO feed;
CREATE INDEX feed_files ON feed (media) WHERE media IS NOT NULL;
CREATE INDEX feed_left ON feed (rev) WHERE size IS NULL OR past_scope != '[]';
"""
"""Bodies apart, so that whoever asks what there is does not read through them."""

_TIMES = """
ALTER TABLE facts DROP COLUMN at_ms;
ALTER TABLE marks DROP COLUMN boot;
ALTER TABLE marks DROP COLUMN at_ms;
ALTER TABLE quarantine DROP COLUMN at_ms;
DROP TABLE anchors;
"""
"""When something happened is worked out beside the log, and again when more is known."""

_ORDERS = """
CREATE TABLE orders (
    cmd_id TEXT PRIMARY KEY, station TEXT NOT NULL, kind TEXT NOT NULL, args TEXT NOT NULL, until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""Commands that wait for their station; what was asked and answered stands in the log."""


_AUDIT = """
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
    object TEXT NOT NULL, learners TEXT NOT NULL, reason TEXT NOT NULL, h TEXT NOT NULL
) STRICT;
CREATE TABLE audit_learners (
    learner TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (learner, seq)
) STRICT, WITHOUT ROWID;
"""
"""Who saw, changed and exported what."""

_ERASING = """
ALTER TABLE facts ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quarantine ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;
CREATE TABLE erased (learner TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE doomed (media TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
"""`cut`: a fact that is no more what came, for somebody in it was erased; it still has the `h` that it came with.
`erased`: whose facts are not taken in any more; `doomed`: files that are to be deleted."""


def log_migrations() -> Migrations:
    """What hub.db went through."""
    migrations = Migrations("hub")

    @migrations()
    def m001_log(db: Database) -> None:
        _run(db, _LOG)

    @migrations()
    def m002_safe(db: Database) -> None:
        _run(db, _SAFE)

    @migrations()
    def m003_feed(db: Database) -> None:
        _run(db, _FEED)

    @migrations()
    def m004_times(db: Database) -> None:
        _run(db, _TIMES)

    @migrations()
    def m005_orders(db: Database) -> None:
        _run(db, _ORDERS)

    @migrations()
    def m006_audit(db: Database) -> None:
        _run(db, _AUDIT)

    @migrations()
    def m007_erasing(db: Database) -> None:
        _run(db, _ERASING)

    return migrations


def key_migrations() -> Migrations:
    """What keys.db went through."""
    migrations = Migrations("hub keys")

    @migrations()
    def m001_keys(db: Database) -> None:
        _run(db, _KEYS)

    @migrations()
    def m002_class_keys(db: Database) -> None:
        _run(db, _CLASS_KEYS)

    @migrations()
    def m003_sessions(db: Database) -> None:
        _run(db, _SESSIONS)

    return migrations


def _run(db: Database, statements: str) -> None:
    """Each statement by itself: `executescript` would commit the migration's transaction."""
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)


LOG: Final = Schema(steps=7, migrations=log_migrations)
KEYS: Final = Schema(steps=3, migrations=key_migrations)
