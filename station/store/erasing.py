"""Lets go of everything that a station holds of an erased learner; of her facts only their places in the chain stay."""

import shutil
import sqlite3
import time
from pathlib import Path
from typing import Final, NamedTuple

from classroom.errors import MessageRefused
from classroom.ids import LearnerId
from classroom.wire.codec import REDACTED, decode_envelope, redact_envelope
from plumbing.blobs import BlobStore
from station.store.outbox import own_hash

_CHECKPOINT_S: Final = 2.0


class Went(NamedTuple):
    """What went this time: facts and files; `left` says that something of hers has to stay for now."""

    facts: int
    files: tuple[str, ...]
    left: bool


class Erasing:
    """Over all tables of a station. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def told(self) -> frozenset[LearnerId]:
        """Return the erased learners of whom it was said that nothing is here any more."""
        return frozenset(learner for (learner,) in self._db.execute("SELECT learner FROM erased").fetchall())

    def tell(self, learner: LearnerId) -> None:
        """Nothing of hers is here, and it has been said."""
        self._db.execute("INSERT OR IGNORE INTO erased VALUES (?)", (learner,))

    def take_out(self, learner: LearnerId, upto: int) -> Went:
        """Redact her facts that the hub has (up to `upto`), forget her files, drafts and visits.

        What the hub has not heard yet stays until it has; so does a visit that is open.
        """
        facts, files = self._redact(learner, upto)
        rows = self._db.execute(
            "SELECT photo FROM drafts WHERE learner = ? AND photo IS NOT NULL", (learner,)
        )
        files += [str(photo) for (photo,) in rows.fetchall()]
        self._db.execute("DELETE FROM drafts WHERE learner = ?", (learner,))
        self._db.execute("DELETE FROM pairs WHERE learner = ?", (learner,))
        self._db.executemany("DELETE FROM media WHERE media = ?", [(file,) for file in files])
        waiting = self._db.execute("SELECT 1 FROM outbox WHERE learner = ?", (learner,)).fetchone()
        if not waiting:
            self._db.execute("DELETE FROM visits WHERE learner = ? AND open = 0", (learner,))
        visiting = self._db.execute("SELECT 1 FROM visits WHERE learner = ?", (learner,)).fetchone()
        return Went(facts, tuple(files), bool(waiting or visiting))

    def forget_fetched(self) -> None:
        """Forget what came down to be looked at: nothing here says whose it was, and all of it comes again."""
        self._db.execute("DELETE FROM fetched")

    def scrub(self) -> bool:
        """Overwrite what was deleted, outside of any transaction; False while another thread still reads it."""
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute("VACUUM")
        until = time.monotonic() + _CHECKPOINT_S
        while self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        return True

    def _redact(self, learner: LearnerId, upto: int) -> tuple[int, list[str]]:
        """Redact what was hers alone. What another made with her is the other's: that stays, sealed, until pruned."""
        count, files = 0, []
        rows = self._db.execute(
            "SELECT seq, raw, own FROM outbox WHERE learner = ? AND seq <= ?", (learner, upto)
        )
        for seq, raw, own in rows.fetchall():
            if own != own_hash(raw):
                continue  # damaged: the hub has it, and the next start takes care of it
            try:
                envelope = decode_envelope(raw)
            except MessageRefused:
                continue
            if envelope.learners == (learner,):
                files += [ref.id for ref in envelope.media]
                self._replace(seq, redact_envelope(raw))
                count += 1
            else:
                self._db.execute("UPDATE outbox SET learner = NULL WHERE seq = ?", (seq,))
        return count, files

    def _replace(self, seq: int, raw: bytes) -> None:
        self._db.execute(
            "UPDATE outbox SET type = ?, visit = NULL, learner = NULL, raw = ?, own = ?, rejected = NULL WHERE seq = ?",
            (REDACTED, raw, own_hash(raw), seq),
        )


def remove_files(made: BlobStore, fetched: BlobStore, files: tuple[str, ...]) -> None:
    """Delete her files, and all that came down to be looked at."""
    for file in files:
        made.delete(file)
    for file in list(fetched.ids()):
        fetched.delete(file)
    for part in fetched.part_ids():
        fetched.drop_part(part)


def remove_wrecks(asides: Path, learner: LearnerId) -> None:
    """Delete the damaged databases that were set aside, if she stands in them: what was readable was taken over."""
    for aside in asides.glob("*"):
        if any(learner.encode() in path.read_bytes() for path in aside.glob("*") if path.is_file()):
            shutil.rmtree(aside)
