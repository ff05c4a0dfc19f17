"""Who is at the desk: passwords, sessions, one-time sign-ins; nothing that opens a door is kept in clear."""

import hashlib
import hmac
import re
import threading
from collections.abc import Callable
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from classroom.ids import StaffId
from classroom.staff import Role, Staff
from hub.backup.recovery import spoken
from hub.errors import ServiceRefused
from hub.service.backoff import Backoff
from hub.service.shapes import SessionLine
from hub.store.keys import Keys, SessionRow
from hub.store.tables import Tables

SESSION_MS: Final = 12 * 3_600_000
IDLE_MS: Final = 2 * 3_600_000
"""Without a touch for so long a session ends; a page that only stays fresh is no touch."""
ONE_TIME_MS: Final = 10 * 60_000
PASS_MS: Final = 14 * 86_400_000
PASS_WORDS: Final = 6
SHORTEST_PASSWORD: Final = 8
LONGEST_DEVICE: Final = 60
_NOTED_MS: Final = 60_000
"""A session that was used so lately is not written to the disk again."""
_TRIES_OF_A_NAME: Final = 4
_TRIES_OF_AN_ADDRESS: Final = 20


class People:
    """`now` are ms that go on evenly, whatever is done to a clock; `entropy` gives random bytes; any thread may ask."""

    def __init__(self, keys: Keys, now: Callable[[], int], entropy: Callable[[int], bytes]) -> None:
        self._keys, self._now, self._entropy = keys, now, entropy
        self._hasher = PasswordHasher()
        self._one_at_a_time = threading.Lock()  # a hash takes 64 MiB: a crowd at the door must not take all
        self._nobody = ""
        self._names = Backoff(_TRIES_OF_A_NAME, now)
        self._addresses = Backoff(_TRIES_OF_AN_ADDRESS, now)

    # ── passwords ────────────────────────────────────────────────────────────────────────────────────

    def set_password(self, staff: StaffId, password: str) -> None:
        """Keep a new password, hashed."""
        check_length(password)
        with self._one_at_a_time:
            hash_ = self._hasher.hash(password)
        self._keys.put_password(staff, hash_)

    def check_password(self, tables: Tables, name: str, password: str, address: str = "") -> StaffId | None:
        """Whose name (or id) and password these are; unknown names cost the same. Raises TooManyTries.

        `address` is where the try comes from: many names tried from one place wait as one name does.
        """
        key = name.strip().casefold()[:200]
        with self._one_at_a_time:
            self._names.ask(key)
            self._addresses.ask(address)
            person, nobodys = _by_name(tables, key), self._nobodys_hash()
            hash_ = self._keys.password(person.id) if person else None
            fits = self._fits(hash_ or nobodys, password)
            if person and hash_ and fits:
                self._names.forget(key)
                return person.id
            self._names.count(key)
            if address:
                self._addresses.count(address)
        return None

    def named(self, tables: Tables, name: str) -> StaffId | None:
        """Whom a name (or id) means, as somebody types it at the door."""
        person = _by_name(tables, name.strip().casefold()[:200])
        return person.id if person else None

    # ── sessions ─────────────────────────────────────────────────────────────────────────────────────

    def open_session(self, staff: StaffId, device: str = "", lasts_ms: int = SESSION_MS) -> str:
        """Make a session of 12 hours at most; its token is returned once and kept hashed."""
        token, now = self._entropy(32).hex(), self._now()
        ends = now + min(SESSION_MS, lasts_ms)
        self._keys.put_session(SessionRow(_hashed(token), staff, ends, now, now, device[:LONGEST_DEVICE]))
        return token

    def session(self, tables: Tables, token: str, *, touched: bool = True) -> Staff | None:
        """Who holds this session, as long as it lasts, is used, and the person is active.

        `touched` is false for what a page asks by itself.
        """
        row = self._keys.session(_hashed(token))
        if row is None or not self._lasts(row):
            return None
        if touched and self._now() - row.seen_ms >= _NOTED_MS:
            self._keys.see_session(row.token, self._now())
        person = tables.definitions.get(Staff, row.staff)
        return person if person and person.status == "active" else None

    def sessions(self, staff: StaffId, token: str = "") -> tuple[SessionLine, ...]:
        """Where somebody is signed in; the session of `token` is named as the present one."""
        present = _hashed(token)
        return tuple(
            SessionLine(
                id=_name(row.token),
                device=row.device,
                made_ms=row.made_ms,
                seen_ms=row.seen_ms,
                present=hmac.compare_digest(row.token, present),
            )
            for row in self._keys.sessions_of(staff)
            if self._lasts(row)
        )

    def close_session(self, token: str) -> None:
        """Sign out."""
        self._keys.drop_sessions([_hashed(token)])

    def close_sessions(self, staff: StaffId, only: str = "", but: str = "") -> int:
        """End somebody's sessions, or `only` the one with this name, `but` not that of a token; return how many."""
        kept = _hashed(but)
        ended = [
            row.token
            for row in self._keys.sessions_of(staff)
            if (not only or _name(row.token) == only) and not hmac.compare_digest(row.token, kept)
        ]
        return self._keys.drop_sessions(ended) if ended else 0

    # ── sign-ins that work once ──────────────────────────────────────────────────────────────────────

    def one_time(self, staff: StaffId) -> str:
        """Make a token that opens one session within 10 minutes."""
        token = self._entropy(32).hex()
        self._keys.put_one_time(_hashed(token), staff, self._now() + ONE_TIME_MS)
        return token

    def pass_words(self, staff: StaffId, lasts_ms: int) -> str:
        """Make six words that can be read from paper and typed; they open one session as long as a pass lasts."""
        words = "-".join(spoken(self._entropy(2 * PASS_WORDS)))
        self._keys.put_one_time(_hashed(words), staff, self._now() + lasts_ms)
        return words

    def use_one_time(self, token: str, address: str = "") -> StaffId | None:
        """Redeem such a token or such words, once; raises TooManyTries for an address that guesses."""
        self._addresses.ask(address)
        words = re.findall(r"[a-z]+", token[:200].lower())
        typed, most_ms = ("-".join(words), PASS_MS) if len(words) == PASS_WORDS else (token, ONE_TIME_MS)
        staff = self._keys.take_one_time(_hashed(typed), self._now(), most_ms)
        if staff is None and address:
            self._addresses.count(address)
        return staff

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────

    def _lasts(self, row: SessionRow) -> bool:
        """Whether a session is valid now; one from a clock that was ahead of ours is not."""
        now = self._now()
        return now < row.until_ms <= now + SESSION_MS and now - row.seen_ms < IDLE_MS

    def _fits(self, hash_: str, password: str) -> bool:
        try:
            return self._hasher.verify(hash_, password)
        except (Argon2Error, InvalidHashError, UnicodeError):
            return False

    def _nobodys_hash(self) -> str:
        """A hash that no password fits, so that an unknown name takes as long as a known one."""
        self._nobody = self._nobody or self._hasher.hash(self._entropy(32).hex())
        return self._nobody


def check_length(password: str) -> None:
    """Raise ServiceRefused for a password that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise ServiceRefused(f"A password has at least {SHORTEST_PASSWORD} characters. Choose a longer one.")


def first_person(tables: Tables) -> StaffId:
    """The first administrator, else the first of the staff; raises ServiceRefused before there is one."""
    active = [person for person in tables.definitions.all(Staff) if person.status == "active"]
    for person in sorted(active, key=lambda person: (Role.ADMIN not in person.roles, person.id)):
        return person.id
    raise ServiceRefused("Nobody works here yet. Run: waystation hub init")


def _by_name(tables: Tables, key: str) -> Staff | None:
    for person in tables.definitions.all(Staff):
        if person.status == "active" and key in {person.name.casefold(), person.id}:
            return person
    return None


def _hashed(token: str) -> bytes:
    return hashlib.blake2b(token.encode(errors="replace"), digest_size=32).digest()


def _name(hashed: bytes) -> str:
    """What a page calls a session: says nothing of its token."""
    return hashlib.blake2b(hashed, digest_size=8, person=b"session name").hexdigest()
