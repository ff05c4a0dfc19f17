"""Who comes in and who does not: the door, what a person says there, and shutting a station out at run time.

What follows at the broker and at the intake is the gate's part; a hub that does not run has a gate that does nothing.
"""

import logging
from collections.abc import Callable, Sequence

from classroom.ids import StaffId
from classroom.wire.claims import Claim, encode_claim
from classroom.wire.joining import JoinRecord, encode_join
from hub.errors import DoorClosed, ServiceRefused
from hub.service.barring import Barring, Behind, Front
from hub.service.doorway import MINUTES, Doorway, Guest, Window
from hub.service.enrolling import Agreed, Enrolling, class_named, zone_named
from hub.store.tables import Tables
from plumbing import seal

log = logging.getLogger(__name__)


class Admitting(Barring):
    """Any thread may call; facts are written in the writer's thread. Permissions are asked by whoever calls."""

    def __init__(self, behind: Behind, monotonic: Callable[[], float]) -> None:
        super().__init__(behind)
        self.door = Doorway(behind.entropy, monotonic, self._whose)

    def enrol(
        self, zone: str, classes: Sequence[str], host: str = "", agreed: Agreed | None = None
    ) -> JoinRecord:
        """Let a station in and return its record, a secret."""
        gate = self._standing()
        place = gate.place()
        place = place._replace(host=host or place.host)
        enrolling = Enrolling(self._recording, self._keys, self._entropy, gate.user_of, self._certificates)
        record = self._writer.do(lambda tables: enrolling.enrol(tables, zone, classes, place, agreed))
        keys = self._credential(record.station)
        if keys is None:
            raise LookupError(record.station)
        gate.admit(keys)
        self._live.touch("stations", "room")
        return record

    def open(
        self,
        tables: Tables,
        zone: str,
        classes: Sequence[str],
        by: StaffId,
        minutes: float = MINUTES,
        host: str = "",
    ) -> str:
        """Open the door for one station; return the text of the claim. Raises ServiceRefused, DoorClosed."""
        self._front()
        zone_id, class_ids = (
            zone_named(tables, zone).id,
            tuple(class_named(tables, one).id for one in classes),
        )
        if not class_ids:
            raise ServiceRefused("Say which class the station serves.")
        self.door.open(zone_id, class_ids, by, minutes=minutes, host=host)
        self._live.touch("stations")
        found = self.door.window()
        return self.claim(found[0]) if found else ""

    def claim(self, window: Window) -> str:
        """The text of the code that opens this window."""
        front = self._front()
        claim = Claim(
            room=self._room,
            hosts=(window.host,) if window.host else front.hosts,
            port=front.port,
            fingerprint=front.fingerprint,
            secret=window.secret,
        )
        return encode_claim(claim)

    def can_open(self) -> bool:
        """Whether this hub lets stations in by a code."""
        return self._gate is not None and self._gate.front() is not None

    def confirm(self, id_: str) -> JoinRecord:
        """A person has compared the pictures: the station that shows them comes in."""
        guest = self.door.take(id_)
        box = b""
        try:
            secret = seal.agree(guest.hub_private, guest.station_key)
            agreed = Agreed(*(seal.derive(secret, use, salt=guest.digest) for use in ("k_up", "k_dn")))
            window = guest.window
            record = self.enrol(window.zone, window.classes, window.host, agreed)
            box = seal.seal(
                seal.derive(secret, "record", salt=guest.digest), encode_join(record), guest.digest
            )
        finally:
            self.door.settle(guest, box)
        log.info("a station was let in at the door as %s", record.station)
        return record

    def refuse(self, id_: str) -> Guest:
        """A person has compared the pictures, and they differ."""
        guest = self.door.refuse(id_)
        log.warning("a person sent away the station at %s that waited as %s", guest.source, guest.id)
        self._live.touch("stations")
        return guest

    def close(self) -> None:
        """Nobody new may knock."""
        self.door.close()
        self._live.touch("stations")

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────

    def _front(self) -> Front:
        front = self._standing().front()
        if front is None:
            raise DoorClosed
        return front

    def _whose(self) -> tuple[str, bytes]:
        return self._room, self._front().fingerprint
