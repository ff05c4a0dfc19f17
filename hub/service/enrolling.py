"""Letting a station in: its credential at the broker, its keys, and the one record that it joins with."""

import base64
import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from classroom.facts import StationEnrolled
from classroom.ids import ClassId, StationId, ZoneId
from classroom.wire.joining import JoinRecord
from classroom.zone import ClassGroup, Zone
from hub.errors import ServiceRefused
from hub.service.certificates import Certificates
from hub.service.recording import Recording
from hub.store.desk import meta
from hub.store.keys import Keys, StationKeys
from hub.store.projections import doors
from hub.store.tables import Tables
from plumbing import seal

LONGEST_STEM: Final = 24


class Place(NamedTuple):
    """Where stations reach the broker, and over what; `https_port` is where the pages are, 0 = not known.

    `plain` = in clear, on the same machine only.
    """

    host: str
    port: int
    https_port: int = 0
    plain: bool = False


class Agreed(NamedTuple):
    """The keys that a station and we have agreed on: for what it says, and for what it is told."""

    k_up: bytes
    k_dn: bytes


class Enrolling:
    """`user_of(station)` is the name of its account at the broker; the account itself is made after the commit."""

    def __init__(
        self,
        recording: Recording,
        keys: Keys,
        entropy: Callable[[int], bytes],
        user_of: Callable[[StationId], str],
        certificates: Certificates,
    ) -> None:
        self._recording, self._keys, self._entropy, self._user_of, self._certificates = (
            recording,
            keys,
            entropy,
            user_of,
            certificates,
        )

    def enrol(
        self,
        tables: Tables,
        zone: ZoneId,
        classes: Sequence[ClassId],
        place: Place,
        agreed: Agreed | None = None,
    ) -> JoinRecord:
        """Make a station for a zone and these classes (by id or name); its record is a secret.

        `agreed` are keys that the station knows already, and that its record need not say.
        """
        zone_id = zone_named(tables, zone).id
        class_ids = tuple(class_named(tables, class_).id for class_ in classes)
        station = _free_name(tables, zone_named(tables, zone).name)
        password, keys = self._entropy(24).hex(), agreed or Agreed(*map(self._entropy, (seal.KEY, seal.KEY)))
        user = self._user_of(station)
        self._keys.put_station(StationKeys(station, user, password, *keys))
        self._recording.note(tables, StationEnrolled(station=station, zone=zone_id, classes=class_ids))
        box_id, _, box_public = self._keys.hub_key("box")
        _, _, sign_public = self._keys.hub_key("sign")
        return JoinRecord(
            room=meta(tables, "room"),
            station=station,
            zone=zone_id,
            classes=class_ids,
            host=place.host,
            port=place.port,
            user=user,
            password=password,
            client_secret=self._entropy(16).hex(),
            k_up="" if agreed else _text(keys.k_up),
            k_dn="" if agreed else _text(keys.k_dn),
            hub_epoch=meta(tables, "hub_epoch"),
            hub_sign=_text(sign_public),
            hub_box=_text(box_public),
            hub_box_id=box_id,
            ca="" if place.plain else self._certificates.authority().cert_pem.decode(),
            https_port=place.https_port,
        )


def zone_named(tables: Tables, zone: str) -> Zone:
    """A zone by id or name."""
    for one in tables.definitions.all(Zone):
        if zone == one.id or zone.casefold() == one.name.casefold():
            return one
    raise ServiceRefused(f"There is no zone {zone!r}. There are: {_list(tables.definitions.all(Zone))}.")


def class_named(tables: Tables, class_: str) -> ClassGroup:
    """A class by id or name."""
    for one in tables.definitions.all(ClassGroup):
        if class_ == one.id or class_.casefold() == one.name.casefold():
            return one
    raise ServiceRefused(
        f"There is no class {class_!r}. There are: {_list(tables.definitions.all(ClassGroup))}."
    )


def _list(found: Sequence[Zone | ClassGroup]) -> str:
    return ", ".join(one.name for one in found) or "none yet"


def _free_name(tables: Tables, zone: str) -> StationId:
    """A station id that speaks of its zone: quiet-cave-1."""
    stem = re.sub(r"[^a-z0-9]+", "-", zone.casefold())[:LONGEST_STEM].strip("-") or "station"
    taken = doors.names(tables)
    return next(name for number in range(1, len(taken) + 2) if (name := f"{stem}-{number}") not in taken)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
