"""PINs of grown-ups and pictures of learners: set here, hashed slowly, in no file in clear."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from classroom.errors import PinRefused
from classroom.facts import PicturesSet, PinSet
from classroom.ids import LearnerId, StaffId
from classroom.learner import Learner
from classroom.pictures import picture_secret, pictures_from
from classroom.pins import check_pin
from classroom.staff import Staff
from hub.errors import ServiceRefused
from hub.service.recording import Recording
from hub.service.rekeying import Rekeying
from hub.store.keys import Keys
from hub.store.people_keys import Slow
from hub.store.tables import Tables
from plumbing import seal

PIN: Final = (3, 65_536)
"""Passes and KiB of a PIN: about 0.6 s on a Pi 4, and the most memory that a small station can spare."""
PICTURES: Final = (1, 8_192)
"""Of pictures: a child waits for the answer, and whoever could try them offline has her key already."""
_SALT: Final = 16
_DIGITS: Final = 6
"""Of a PIN that nobody chose."""


class Codes:
    """`entropy` gives random bytes. Hashes are made outside the writer, which others wait for."""

    def __init__(
        self, recording: Recording, keys: Keys, rekeying: Rekeying, entropy: Callable[[int], bytes]
    ) -> None:
        self._recording, self._keys, self._rekeying, self._entropy = recording, keys, rekeying, entropy
        self.cost = PIN
        """What trying one PIN costs from now on; each keeps what it was made with."""

    def hash_pin(self, pin: str) -> Slow:
        """Hash a PIN; raises ServiceRefused for one that a child tries first."""
        try:
            check_pin(pin)
        except PinRefused as refusal:
            raise ServiceRefused(str(refusal)) from refusal
        return self._slow(pin.encode(), *self.cost)

    def new_pin(self) -> tuple[str, Slow]:
        """Return a PIN by chance, none that a child tries first, and its hash."""
        while True:
            pin = f"{int.from_bytes(self._entropy(8)) % 10**_DIGITS:0{_DIGITS}}"
            with suppress(PinRefused):
                check_pin(pin)
                return pin, self._slow(pin.encode(), *self.cost)

    def set_pin(self, tables: Tables, staff: StaffId, pin: Slow, by: StaffId) -> None:
        """She has a new PIN: what opened with the old one opens nothing that comes from now on."""
        person = tables.definitions.get(Staff, staff)
        if person is None or person.status != "active":
            raise ServiceRefused("Nobody of that name works here.")
        self._keys.put_pin(staff, pin)
        self._rekeying.of_staff(tables, staff)
        self._recording.note(tables, PinSet(staff=staff, by=by))

    def new_pictures(self) -> tuple[tuple[str, ...], Slow]:
        """Return three pictures by chance, and their hash."""
        icons = pictures_from(self._entropy(16))
        return icons, self._slow(picture_secret(icons) or b"", *PICTURES)

    def set_pictures(self, tables: Tables, learner: LearnerId, pictures: Slow, by: StaffId) -> None:
        """She has three new pictures; the ones before are nobody's."""
        if tables.definitions.get(Learner, learner) is None:
            raise ServiceRefused("Nobody of that name learns here.")
        self._keys.put_pictures(learner, pictures)
        self._recording.note(tables, PicturesSet(learner=learner, by=by), (learner,))

    def _slow(self, secret: bytes, passes: int, kib: int) -> Slow:
        salt = self._entropy(_SALT)
        hashed = seal.slow_hash(secret, salt, passes=passes, kib=kib)
        return Slow(salt, passes, kib, bytes(hashed))
