"""The door of the room: open for some minutes and one station, closed by itself; nobody comes in without a person.

Holds no key of the hub's and no table. A claim is spent by the first station that has it. What is refused is refused
in the same words and the same time, whatever is wrong with it, counted, and slowed down for each address.
"""

import hmac
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from classroom.ids import ClassId, StaffId, ZoneId
from classroom.wire import enrolling as talk
from classroom.wire.claims import SECRET
from hub.errors import ServiceRefused
from hub.service.strikes import Strikes
from plumbing import seal

MINUTES: Final = 4
LONGEST_MINUTES: Final = 60
LOOK_S: Final = 120.0
"""So long a station that has knocked may wait for a person, also when the window ends before."""
KEEP_S: Final = 300.0
"""So long an answer waits for its station."""
_LETTERS: Final = "BCDFGHJKMNPQRSTVWXZ23456789"
"""For short names that are read aloud and typed; no word comes of them."""

log = logging.getLogger(__name__)
Standing = Literal["knocked", "waiting", "admitted", "refused"]


@dataclass(slots=True, kw_only=True)
class Window:
    """The door stands open: for a zone and classes, by whom, until when (monotonic s)."""

    zone: ZoneId
    classes: tuple[ClassId, ...]
    host: str
    by: StaffId
    until_s: float
    secret: bytes = field(repr=False)


@dataclass(slots=True, kw_only=True)
class Guest:
    """A station that had the claim. `id` is what people call it, `ticket` what it shows when it asks again."""

    id: str
    window: Window
    source: str
    until_s: float
    standing: Standing = "knocked"
    pictures: tuple[str, ...] = ()
    ticket: str = field(repr=False)
    promised: str = field(repr=False)
    station_key: bytes = field(repr=False)
    hub_private: bytes = field(repr=False)
    hub_key: bytes = field(repr=False)
    hub_nonce: bytes = field(repr=False)
    digest: bytes = field(default=b"", repr=False)
    box: bytes = field(default=b"", repr=False)


class _Threshold:
    """The station's side of the door."""

    def __init__(
        self,
        entropy: Callable[[int], bytes],
        monotonic: Callable[[], float],
        whose: Callable[[], tuple[str, bytes]],
    ) -> None:
        self._entropy, self._monotonic, self._whose = entropy, monotonic, whose
        self._lock = threading.Lock()
        self._window: Window | None = None
        self._guests: dict[str, Guest] = {}
        self._strikes = Strikes(monotonic)
        self._spent = entropy(SECRET)

    def listens_to(self, source: str) -> bool:
        """Whether somebody at this address may say anything now."""
        with self._lock:
            return self._strikes.listens_to(source)

    def hear(self, said: talk.Asking, source: str) -> talk.Answering:
        """Answer a station, or somebody who poses as one."""
        with self._lock:
            self._sweep()
            match said:
                case talk.Knock():
                    return self._knocked(said, source)
                case talk.Reveal():
                    return self._revealed(said, source)
            return self._polled(said, source)

    def misheard(self, source: str) -> talk.Refused:
        """Somebody said what no station says."""
        with self._lock:
            return self._send_away("unreadable", source)

    def _knocked(self, said: talk.Knock, source: str) -> talk.Answering:
        window, claim = self._window, said.claim.strip().upper().encode("ascii", "replace")
        right = hmac.compare_digest(_letters(window.secret if window else self._entropy(SECRET)), claim)
        spent = hmac.compare_digest(_letters(self._spent), claim)
        private, public = seal.box_keypair()
        if window is None or not right:
            reason = "used claim" if spent else "wrong claim" if window else "closed"
            return self._send_away(reason, source)
        self._spent = window.secret
        self._window = None
        guest = Guest(
            id=self._free_id(), window=window, source=source, ticket=self._entropy(16).hex(),
            until_s=max(window.until_s, self._monotonic() + LOOK_S), promised=said.promise,
            station_key=bytes.fromhex(said.key), hub_private=private, hub_key=public, hub_nonce=self._entropy(16),
        )  # fmt: skip
        self._guests[guest.ticket] = guest
        log.info("a station at %s has the claim and waits at the door as %s", source, guest.id)
        return talk.Met(ticket=guest.ticket, key=public.hex(), nonce=guest.hub_nonce.hex())

    def _revealed(self, said: talk.Reveal, source: str) -> talk.Answering:
        guest, nonce = self._guests.get(said.ticket), bytes.fromhex(said.nonce)
        if guest is None or guest.standing != "knocked":
            return self._send_away("no ticket", source)
        if not talk.keeps_promise(guest.promised, guest.station_key, nonce):
            del self._guests[said.ticket]
            return self._send_away("broken promise", source)
        room, fingerprint = self._whose()
        transcript = talk.Transcript(
            room=room, fingerprint=fingerprint, claim=guest.window.secret, station_key=guest.station_key,
            hub_key=guest.hub_key, station_nonce=nonce, hub_nonce=guest.hub_nonce,
        )  # fmt: skip
        guest.digest, guest.pictures, guest.standing = transcript.digest(), transcript.pictures(), "waiting"
        return talk.Wait()

    def _polled(self, said: talk.Poll, source: str) -> talk.Answering:
        guest = self._guests.get(said.ticket)
        if guest is None:
            return self._send_away("no ticket", source)
        if guest.standing == "refused":
            return talk.Refused(why="person")
        return talk.Admitted(box=talk.in_text(guest.box)) if guest.box else talk.Wait()

    def _send_away(self, reason: str, source: str) -> talk.Refused:
        """Count and log it; the one who is sent away does not hear why."""
        self._strikes.note(reason, source)
        return talk.Refused(why="code")

    def _sweep(self) -> None:
        now_s = self._monotonic()
        if self._window and self._window.until_s <= now_s:
            self._window = None
        for ticket in [ticket for ticket, guest in self._guests.items() if guest.until_s <= now_s]:
            del self._guests[ticket]

    def _free_id(self) -> str:
        taken = {guest.id for guest in self._guests.values()}
        while True:
            id_ = "".join(_LETTERS[byte % len(_LETTERS)] for byte in self._entropy(4))
            if id_ not in taken:
                return id_


class Doorway(_Threshold):
    """Any thread may come. `monotonic` are seconds that only pass; `whose()` is the room and its CA's fingerprint."""

    def open(
        self,
        zone: ZoneId,
        classes: tuple[ClassId, ...],
        by: StaffId,
        *,
        minutes: float = MINUTES,
        host: str = "",
    ) -> bytes:
        """Open a new window, in the place of one that is open; return its one-time claim."""
        if not 0 < minutes <= LONGEST_MINUTES:
            raise ServiceRefused(f"The door stands open for up to {LONGEST_MINUTES} minutes.")
        secret = self._entropy(SECRET)
        until_s = self._monotonic() + minutes * 60
        with self._lock:
            self._window = Window(
                zone=zone, classes=classes, host=host, by=by, until_s=until_s, secret=secret
            )
        return secret

    def close(self) -> None:
        """Close the window; who has knocked already still waits for a person."""
        with self._lock:
            self._window = None

    def window(self) -> tuple[Window, float] | None:
        """The open window and how many seconds are left of it."""
        with self._lock:
            self._sweep()
            window = self._window
            return (window, window.until_s - self._monotonic()) if window else None

    def guests(self) -> list[Guest]:
        """Who has shown the pictures and waits for a person, in the order of their coming."""
        with self._lock:
            self._sweep()
            return [guest for guest in self._guests.values() if guest.standing == "waiting"]

    def take(self, id_: str) -> Guest:
        """The guest whom a person lets in now, once; raise ServiceRefused when she is not there any more."""
        with self._lock:
            guest = self._waiting(id_)
            guest.standing = "admitted"
            return guest

    def settle(self, guest: Guest, box: bytes) -> None:
        """What the guest gets to hear; empty when it could not be let in after all."""
        with self._lock:
            guest.standing, guest.box = ("admitted" if box else "refused"), box
            guest.until_s = self._monotonic() + KEEP_S

    def refuse(self, id_: str) -> Guest:
        """A person says no."""
        with self._lock:
            guest = self._waiting(id_)
            guest.standing, guest.until_s = "refused", self._monotonic() + KEEP_S
            return guest

    def _waiting(self, id_: str) -> Guest:
        self._sweep()
        for guest in self._guests.values():
            if hmac.compare_digest(guest.id, id_.strip().upper()) and guest.standing == "waiting":
                return guest
        raise ServiceRefused("Nobody of that name waits at the door. Open it again and scan the new code.")

    def sent_away(self) -> dict[str, int]:
        """How many were sent away since the start, by reason."""
        with self._lock:
            return dict(self._strikes.reasons)


def _letters(secret: bytes) -> bytes:
    return talk.in_letters(secret).encode()
