"""The keys of learners, grown-ups and classes, and what proves a badge, a PIN or a row of pictures."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from hub.store.keys_file import KeysFile
from plumbing import seal

Holder = Literal["learner", "staff", "class"]
_DESTROYED: Final = b""
"""What stands in the place of a key that is gone for ever: nobody makes another one."""


class Slow(NamedTuple):
    """A slow hash with how it was made: Argon2id, `salt` of 16 bytes, `hash` of 32."""

    salt: bytes
    passes: int
    kib: int
    hash: bytes


class PeopleKeys(KeysFile):
    """Keys are made when they are first asked for."""

    def learner_keys(self, learners: tuple[str, ...]) -> dict[str, bytes]:
        """The key K of each of these learners; those that have none get one. Nothing of whom it was destroyed."""
        return self._keys("learner", learners)

    def staff_keys(self, staff: tuple[str, ...]) -> dict[str, bytes]:
        """The key P of each of these grown-ups."""
        return self._keys("staff", staff)

    def class_keys(self, classes: tuple[str, ...]) -> dict[str, bytes]:
        """The key C of each of these classes."""
        return self._keys("class", classes)

    def renew_learner_key(self, learner: str) -> None:
        """Give a learner a new key; what is wrapped under the old one stays closed to her next badge."""
        self._renew("learner", (learner,))

    def renew_staff_key(self, staff: str) -> None:
        """Give a grown-up a new key."""
        self._renew("staff", (staff,))

    def renew_class_keys(self, classes: Iterable[str]) -> None:
        """Give these classes new keys."""
        self._renew("class", classes)

    def destroy_learner_key(self, learner: str, badges: Iterable[str] = ()) -> None:
        """Let go a learner's key, her pictures, and the wrapping keys of her badges, for ever."""
        self.destroy((learner,), badges)

    def destroy(self, learners: Iterable[str], badges: Iterable[str]) -> None:
        """The same of many; the file holds nothing of them afterwards."""
        gone = tuple(learners)
        with self._writing() as db:
            rows = [(one, _DESTROYED) for one in gone]
            db.executemany("INSERT OR REPLACE INTO learner_keys VALUES (?, ?)", rows)
            db.executemany("DELETE FROM picture_proofs WHERE learner = ?", [(one,) for one in gone])
            db.executemany("DELETE FROM badge_keys WHERE badge = ?", [(badge,) for badge in badges])
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # ── badges, PINs, pictures ───────────────────────────────────────────────────────────────────────

    def put_badge_keys(self, keys: dict[str, bytes]) -> None:
        """Keep the wrapping keys of new badges by their look-up ids."""
        with self._writing() as db:
            db.executemany("INSERT INTO badge_keys VALUES (?, ?)", keys.items())

    def badge_key(self, badge: str) -> bytes | None:
        """The wrapping key of a badge."""
        row = self._one("SELECT key FROM badge_keys WHERE badge = ?", badge)
        return row[0] if row else None

    def put_pin(self, staff: str, pin: Slow) -> None:
        """Keep the slow hash of a grown-up's PIN, in the place of the one before."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO pins VALUES (?, ?, ?, ?, ?)", (staff, *pin))

    def pin(self, staff: str) -> Slow | None:
        """The slow hash of a grown-up's PIN, if she has one."""
        row = self._one("SELECT salt, passes, kib, hash FROM pins WHERE staff = ?", staff)
        return Slow(*row) if row else None

    def put_pictures(self, learner: str, pictures: Slow) -> None:
        """Keep the slow hash of a learner's three pictures, in the place of those before."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO picture_proofs VALUES (?, ?, ?, ?, ?)", (learner, *pictures))

    def pictures(self, learner: str) -> Slow | None:
        """The slow hash of a learner's three pictures, if she has any."""
        row = self._one("SELECT salt, passes, kib, hash FROM picture_proofs WHERE learner = ?", learner)
        return Slow(*row) if row else None

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────

    def _keys(self, holder: Holder, ids: tuple[str, ...]) -> dict[str, bytes]:
        sql = f"SELECT k FROM {holder}_keys WHERE {holder} = ?"  # noqa: S608
        with self._lock:
            found = {id_: self._db.execute(sql, (id_,)).fetchone() for id_ in ids}
        missing = sorted(id_ for id_, row in found.items() if row is None)
        if missing:
            made = [(id_, seal.random_bytes(seal.KEY)) for id_ in missing]
            with self._writing() as db:
                db.executemany(f"INSERT OR IGNORE INTO {holder}_keys VALUES (?, ?)", made)  # noqa: S608
            return self._keys(holder, ids)
        return {id_: row[0] for id_, row in found.items() if row is not None and row[0] != _DESTROYED}

    def _renew(self, holder: Holder, ids: Iterable[str]) -> None:
        """New keys for those that had one; what was destroyed stays destroyed."""
        made = [(id_, seal.random_bytes(seal.KEY)) for id_ in ids]
        with self._writing() as db:
            db.executemany(
                f"INSERT INTO {holder}_keys VALUES (?, ?) ON CONFLICT DO UPDATE SET k = excluded.k "  # noqa: S608
                "WHERE k != x''",
                made,
            )
