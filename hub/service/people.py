"""Who is at the desk: passwords, sessions, one-time sign-ins; nothing that opens a door is kept in clear."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from classroom.ids import StaffId
from classroom.staff import Role, Staff
from hub.errors import ServiceRefused, TooManyTries
from hub.store.keys import Keys
from hub.store.tables import Tables

SESSION_MS: Final = 12 * 3_600_000
ONE_TIME_MS: Final = 10 * 60_000
SHORTEST_PASSWORD: Final = 8
_FREE_TRIES: Final = 4
_LONGEST_WAIT_S: Final = 60
_NAMES_REMEMBERED: Final = 1_000


class People:
    """`now` are ms that go on evenly, whatever is done to a clock; `entropy` gives random bytes; any thread may ask."""

    def __init__(self, keys: Keys, now: Callable[[], int], entropy: Callable[[int], bytes]) -> None:
        self._keys, self._now, self._entropy = keys, now, entropy
        self._hasher = PasswordHasher()
        self._one_at_a_time = threading.Lock()  # a hash takes 64 MiB: a crowd at the door must not take all
        self._nobody = ""
        self._failures: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def set_password(self, staff: StaffId, password: str) -> None:
        """Keep a new password, hashed."""
        check_length(password)
        with self._one_at_a_time:
            hash_ = self._hasher.hash(password)
        self._keys.put_password(staff, hash_)

    def check_password(self, tables: Tables, name: str, password: str) -> StaffId | None:
        """Whose name (or id) and password these are; unknown names cost the same. Raises TooManyTries."""
        key = name.strip().casefold()[:200]
        with self._one_at_a_time:
            self._refuse_the_hasty(key)
            person = _by_name(tables, key)
            hash_ = self._keys.password(person.id) if person else None
            fits = self._fits(hash_ or self._nobodys_hash(), password)
            if person and hash_ and fits:
                self._failures.pop(key, None)
                return person.id
            self._count_failure(key)
        return None

    def open_session(self, staff: StaffId) -> str:
        """Make a session of 12 hours; its token is returned once and kept hashed."""
        return self._ticket("sessions", staff, SESSION_MS)

    def session(self, tables: Tables, token: str) -> Staff | None:
        """Who holds this session, as long as it lasts and the person is active."""
        staff = self._keys.ticket("sessions", _hashed(token), self._now(), SESSION_MS)
        person = tables.definitions.get(Staff, staff) if staff else None
        return person if person and person.status == "active" else None

    def close_session(self, token: str) -> None:
        """Sign out."""
        self._keys.drop_ticket("sessions", _hashed(token), self._now())

    def one_time(self, staff: StaffId) -> str:
        """Make a token that opens one session within 10 minutes."""
        return self._ticket("one_time", staff, ONE_TIME_MS)

    def use_one_time(self, token: str) -> StaffId | None:
        """Redeem such a token, once."""
        staff = self._keys.ticket("one_time", _hashed(token), self._now(), ONE_TIME_MS)
        there = self._keys.drop_ticket("one_time", _hashed(token), self._now())
        return staff if there else None

    def _ticket(self, table: str, staff: StaffId, lasts_ms: int) -> str:
        token = self._entropy(32).hex()
        self._keys.put_ticket(table, _hashed(token), staff, self._now() + lasts_ms)
        return token

    def _fits(self, hash_: str, password: str) -> bool:
        try:
            return self._hasher.verify(hash_, password)
        except (Argon2Error, InvalidHashError, UnicodeError):
            return False

    def _nobodys_hash(self) -> str:
        """A hash that no password fits, so that an unknown name takes as long as a known one."""
        self._nobody = self._nobody or self._hasher.hash(self._entropy(32).hex())
        return self._nobody

    def _refuse_the_hasty(self, key: str) -> None:
        _, until_ms = self._failures.get(key, (0, 0))
        if (left_ms := until_ms - self._now()) > 0:
            raise TooManyTries(-(-left_ms // 1000))

    def _count_failure(self, key: str) -> None:
        tries = self._failures.pop(key, (0, 0))[0] + 1
        wait_s = min(2 ** max(0, tries - _FREE_TRIES), _LONGEST_WAIT_S) if tries >= _FREE_TRIES else 0
        self._failures[key] = (tries, self._now() + wait_s * 1000)
        if len(self._failures) > _NAMES_REMEMBERED:
            self._failures.popitem(last=False)


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


def person_named(tables: Tables, name: str) -> StaffId:
    """The one of the staff whom children call so; raises ServiceRefused for a stranger."""
    person = _by_name(tables, name.strip().casefold())
    if person is None:
        raise ServiceRefused(f"Nobody here is called {name!r}. Say the name as the children do.")
    return person.id
