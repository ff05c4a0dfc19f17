"""Every secret of the hub, in a file of its own (keys.db, 0600): nothing in it is ever logged."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from hub.store.keys_file import KeysFile
from plumbing import seal
from plumbing.tls import Authority, fingerprint


class StationKeys(NamedTuple):
    """How a station is let in at the broker, and the keys that prove its messages."""

    station: str
    user: str
    password: str
    k_up: bytes
    k_dn: bytes
    revoked_ms: int | None = None


class SessionRow(NamedTuple):
    """Somebody is signed in: the hash of the token, until when at most, since when, last used when, from what."""

    token: bytes
    staff: str
    until_ms: int
    made_ms: int
    seen_ms: int
    device: str


class Keys(KeysFile):
    """Whose keys there are, and which; any thread may ask, one at a time, for each call is short.

    What is written here is on the disk before the fact that speaks of it.
    """

    # ── the hub ──────────────────────────────────────────────────────────────────────────────────────

    def make_hub_keys(self, now_ms: int) -> None:
        """Make the signing key and the box key; a second call changes nothing."""
        with self._writing() as db:
            for kind, make in (("sign", seal.signing_keypair), ("box", seal.box_keypair)):
                if not db.execute("SELECT 1 FROM hub_keys WHERE kind = ?", (kind,)).fetchone():
                    private, public = make()
                    id_ = hashlib.blake2b(public, digest_size=8).hexdigest()
                    db.execute(
                        "INSERT INTO hub_keys VALUES (?, ?, ?, ?, ?)", (id_, kind, private, public, now_ms)
                    )

    def hub_key(self, kind: str) -> tuple[str, bytes, bytes]:
        """(id, private, public) of the newest key of a kind; raises LookupError where there is none.

        "sign", "box"; "ca" is the authority, its key and its certificate in PEM form.
        """
        row = self._one(
            "SELECT id, private, public FROM hub_keys WHERE kind = ? ORDER BY made_ms DESC, id LIMIT 1", kind
        )
        if row is None:
            raise LookupError(kind)
        return row[0], row[1], row[2]

    def sign_publics(self) -> tuple[bytes, ...]:
        """The public half of every key with which this hub signed or signs."""
        return tuple(public for (public,) in self._all("SELECT public FROM hub_keys WHERE kind = 'sign'"))

    def put_authority(self, authority: Authority, now_ms: int) -> None:
        """Keep the authority of this hub; where there is one already, that one stays."""
        id_ = fingerprint(authority.cert_pem).hex()[:16]
        with self._writing() as db:
            if not db.execute("SELECT 1 FROM hub_keys WHERE kind = 'ca'").fetchone():
                db.execute("INSERT INTO hub_keys VALUES (?, 'ca', ?, ?, ?)", (id_, *authority, now_ms))

    def put_recovery_key(self, public: bytes, now_ms: int) -> None:
        """Keep the public half of a recovery key; backups from now on are sealed for it."""
        id_ = hashlib.blake2b(public, digest_size=8).hexdigest()
        with self._writing() as db:
            db.execute("DELETE FROM hub_keys WHERE kind = 'recovery'")
            db.execute("INSERT INTO hub_keys VALUES (?, 'recovery', ?, ?, ?)", (id_, b"", public, now_ms))

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

    def stations(self) -> list[StationKeys]:
        """Every station that may come in."""
        sql = "SELECT * FROM stations WHERE revoked_ms IS NULL ORDER BY station"
        return [StationKeys(*row) for row in self._all(sql)]

    def revoke_station(self, station: str, now_ms: int) -> None:
        """Its credential opens nothing from now on."""
        with self._writing() as db:
            db.execute("UPDATE stations SET revoked_ms = ? WHERE station = ?", (now_ms, station))

    # ── learners and badges ──────────────────────────────────────────────────────────────────────────

    def learner_keys(self, learners: tuple[str, ...]) -> dict[str, bytes]:
        """The key K of each of these learners; those that have none get one."""
        with self._lock:
            found = {learner: self._db.execute(_LEARNER_KEY, (learner,)).fetchone() for learner in learners}
        missing = sorted(learner for learner, row in found.items() if row is None)
        made = {learner: seal.random_bytes(seal.KEY) for learner in missing}
        if made:
            with self._writing() as db:
                db.executemany("INSERT OR IGNORE INTO learner_keys VALUES (?, ?)", made.items())
            return self.learner_keys(learners)
        return {learner: row[0] for learner, row in found.items() if row is not None}

    def renew_learner_key(self, learner: str) -> None:
        """Give a learner a new key; what is wrapped under the old one stays closed to her next badge."""
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO learner_keys VALUES (?, ?)", (learner, seal.random_bytes(seal.KEY))
            )

    def put_badge_keys(self, keys: dict[str, bytes]) -> None:
        """Keep the wrapping keys of new badges by their look-up ids."""
        with self._writing() as db:
            db.executemany("INSERT INTO badge_keys VALUES (?, ?)", keys.items())

    def badge_key(self, badge: str) -> bytes | None:
        """The wrapping key of a badge."""
        row = self._one("SELECT key FROM badge_keys WHERE badge = ?", badge)
        return row[0] if row else None

    # ── people ───────────────────────────────────────────────────────────────────────────────────────

    def put_password(self, staff: str, hash_: str) -> None:
        """Keep the Argon2id hash of somebody's password."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO passwords VALUES (?, ?)", (staff, hash_))

    def password(self, staff: str) -> str | None:
        """The hash of somebody's password, if she has one."""
        row = self._one("SELECT hash FROM passwords WHERE staff = ?", staff)
        return row[0] if row else None

    def put_one_time(self, token: bytes, staff: str, until_ms: int) -> None:
        """Keep the hash of a token that works once."""
        with self._writing() as db:
            db.execute("INSERT INTO one_time VALUES (?, ?, ?)", (token, staff, until_ms))

    def take_one_time(self, token: bytes, now_ms: int, lasts_ms: int) -> str | None:
        """Use such a token up: whose it is, if it ends after now and not later than one made now would."""
        with self._writing() as db:
            row = db.execute(
                "DELETE FROM one_time WHERE token = ?1 RETURNING staff, until_ms > ?2 AND until_ms <= ?2 + ?3",
                (token, now_ms, lasts_ms),
            ).fetchone()
            db.execute("DELETE FROM one_time WHERE until_ms <= ?", (now_ms,))
        return row[0] if row and row[1] else None

    def put_session(self, session: SessionRow) -> None:
        """Keep a session, and sweep out those whose time is over."""
        with self._writing() as db:
            db.execute("DELETE FROM sessions WHERE until_ms <= ?", (session.made_ms,))
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)", session)

    def session(self, token: bytes) -> SessionRow | None:
        """The session with this hashed token, also when its time is over."""
        row = self._one("SELECT * FROM sessions WHERE token = ?", token)
        return SessionRow(*row) if row else None

    def sessions_of(self, staff: str) -> list[SessionRow]:
        """Somebody's sessions, the one that was used last first."""
        rows = self._all("SELECT * FROM sessions WHERE staff = ? ORDER BY seen_ms DESC, made_ms DESC", staff)
        return [SessionRow(*row) for row in rows]

    def see_session(self, token: bytes, now_ms: int) -> None:
        """It was used now."""
        with self._writing() as db:
            db.execute("UPDATE sessions SET seen_ms = ? WHERE token = ?", (now_ms, token))

    def drop_sessions(self, tokens: Sequence[bytes]) -> int:
        """End sessions; return how many were there."""
        with self._writing() as db:
            return db.executemany(
                "DELETE FROM sessions WHERE token = ?", [(token,) for token in tokens]
            ).rowcount


_LEARNER_KEY = "SELECT k FROM learner_keys WHERE learner = ?"
