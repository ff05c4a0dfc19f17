"""Every secret of the hub, in a file of its own (keys.db, 0600): nothing in it is ever logged."""

import hashlib
from typing import NamedTuple

from hub.store.people_keys import PeopleKeys
from plumbing import seal


class StationKeys(NamedTuple):
    """How a station is let in at the broker, and the keys that prove its messages."""

    station: str
    user: str
    password: str
    k_up: bytes
    k_dn: bytes
    revoked_ms: int | None = None


class Keys(PeopleKeys):
    """Everything that the hub keeps to itself."""

    # ── the hub ──────────────────────────────────────────────────────────────────────────────────────

    def make_hub_keys(self, now_ms: int) -> None:
        """Make the signing key and the box key; a second call changes nothing."""
        self.keep_hub_key("sign", *seal.signing_keypair(), now_ms)
        self.keep_hub_key("box", *seal.box_keypair(), now_ms)

    def keep_hub_key(self, kind: str, private: bytes, public: bytes, now_ms: int) -> None:
        """Keep a key of the hub; where there is one of its kind already, that one stays."""
        with self._writing() as db:
            if not db.execute("SELECT 1 FROM hub_keys WHERE kind = ?", (kind,)).fetchone():
                db.execute(_PUT_KEY, (_id(public), kind, private, public, now_ms))

    def hub_key(self, kind: str) -> tuple[str, bytes, bytes]:
        """(id, private, public) of the newest key of a kind, "sign", "box" or "ca" (in PEM); or LookupError."""
        row = self._one(
            "SELECT id, private, public FROM hub_keys WHERE kind = ? ORDER BY made_ms DESC, id LIMIT 1", kind
        )
        if row is None:
            raise LookupError(kind)
        return row[0], row[1], row[2]

    def put_recovery_key(self, public: bytes, now_ms: int) -> None:
        """Keep the public half of a recovery key; backups from now on are sealed for it."""
        with self._writing() as db:
            db.execute("DELETE FROM hub_keys WHERE kind = 'recovery'")
            db.execute(_PUT_KEY, (_id(public), "recovery", b"", public, now_ms))

    def recovery_key(self) -> bytes | None:
        """The public half of the recovery key; None when there is none yet."""
        row = self._one("SELECT public FROM hub_keys WHERE kind = 'recovery'")
        return row[0] if row else None

    def box_private(self, key_id: str) -> bytes | None:
        """The private key for boxes that were sealed to this id, also an old one."""
        row = self._one("SELECT private FROM hub_keys WHERE kind = 'box' AND id = ?", key_id)
        return row[0] if row else None

    # ── stations ─────────────────────────────────────────────────────────────────────────────────────

    def put_station(self, station: StationKeys) -> None:
        """Keep (or replace) the credential of a station."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO stations VALUES (?, ?, ?, ?, ?, ?)", station)

    def stations(self, *, also_revoked: bool = False) -> list[StationKeys]:
        """Every station that may come in."""
        which = "" if also_revoked else "WHERE revoked_ms IS NULL"
        return [StationKeys(*row) for row in self._all(f"SELECT * FROM stations {which} ORDER BY station")]  # noqa: S608

    def revoke_station(self, station: str, now_ms: int | None) -> None:
        """Its credential opens nothing from now on; None = it does again."""
        with self._writing() as db:
            db.execute("UPDATE stations SET revoked_ms = ? WHERE station = ?", (now_ms, station))

    # ── people ───────────────────────────────────────────────────────────────────────────────────────

    def put_password(self, staff: str, hash_: str) -> None:
        """Keep the Argon2id hash of somebody's password."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO passwords VALUES (?, ?)", (staff, hash_))

    def password(self, staff: str) -> str | None:
        """The hash of somebody's password, if she has one."""
        row = self._one("SELECT hash FROM passwords WHERE staff = ?", staff)
        return row[0] if row else None

    def put_ticket(self, table: str, token: bytes, staff: str, until_ms: int) -> None:
        """Keep a hashed token in `sessions` or `one_time`, and throw away those that ended before this one began."""
        with self._writing() as db:
            db.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", (token, staff, until_ms))  # noqa: S608

    def ticket(self, table: str, token: bytes, now_ms: int, lasts_ms: int) -> str | None:
        """Whose hashed token this is, while it is valid: it ends after now, and not later than one made now would."""
        ends = "token = ?1 AND until_ms > ?2 AND until_ms <= ?2 + ?3"
        row = self._one(f"SELECT staff FROM {table} WHERE {ends}", token, now_ms, lasts_ms)  # noqa: S608
        return row[0] if row else None

    def drop_ticket(self, table: str, token: bytes, now_ms: int) -> bool:
        """End a token, and sweep out those whose time is over; say whether it was there."""
        with self._writing() as db:
            gone = db.execute(f"DELETE FROM {table} WHERE token = ?", (token,)).rowcount  # noqa: S608
            db.execute(f"DELETE FROM {table} WHERE until_ms <= ?", (now_ms,))  # noqa: S608
        return bool(gone)


def _id(public: bytes) -> str:
    return hashlib.blake2b(public, digest_size=8).hexdigest()


_PUT_KEY = "INSERT INTO hub_keys VALUES (?, ?, ?, ?, ?)"
