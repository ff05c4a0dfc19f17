"""What opens the hub's pages to people: passwords, sign-ins that work once, sessions; all of it hashed."""

from collections.abc import Sequence
from typing import NamedTuple

from hub.store.keys_file import KeysFile


class SessionRow(NamedTuple):
    """Somebody is signed in: the hash of the token, until when at most, since when, last used when, from what."""

    token: bytes
    staff: str
    until_ms: int
    made_ms: int
    seen_ms: int
    device: str


class DoorKeys(KeysFile):
    """Tokens come in and are kept as their hashes."""

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
