"""From an envelope to its fact: the box of a sealed one is opened with the key of its visit. Writes no fact."""

import base64
from typing import Final, NamedTuple, get_args

import msgspec

from classroom.facts import STATION_FACTS, AnyFact, VisitOpened
from classroom.wire.codec import decode_fact
from classroom.wire.messages import Envelope
from hub.errors import FactRefused
from hub.store.desk import put_visit_key, visit_key
from hub.store.keys import Keys
from hub.store.tables import Tables
from plumbing import seal

_STATION_KINDS: Final = {str(kind.__struct_config__.tag): kind for kind in get_args(STATION_FACTS)}


class Opened(NamedTuple):
    """A fact with its JSON, and the key of the visit that it begins."""

    fact: AnyFact
    body: bytes
    visit_key: bytes | None


class VisitKeys:
    """The keys of visits, each read once while a group of batches is taken in."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known: dict[str, bytes] = {}

    def get(self, visit: str) -> bytes | None:
        """The key of a visit; None for one that is not known yet."""
        key = self._known.get(visit)
        if key is None and (key := visit_key(self._tables, visit)) is not None:
            self._known[visit] = key
        return key

    def put(self, visit: str, key: bytes) -> None:
        """Keep the key of a visit that begins; the first one stands."""
        put_visit_key(self._tables, visit, key)

    def forget(self, visit: str) -> None:
        """What was kept is undone."""
        self._known.pop(visit, None)


def open_fact(keys: Keys, visit_keys: VisitKeys, envelope: Envelope) -> Opened:
    """Open and decode the body of a station's fact; raises FactRefused, MessageRefused or SealBroken."""
    kind = _STATION_KINDS.get(envelope.type)
    if kind is None:
        raise FactRefused("a kind of fact that this hub does not know")
    key = visit_keys.get(envelope.visit) if envelope.visit else None
    if envelope.visit and key is None and kind is not VisitOpened:
        raise FactRefused("its visit is not known yet")
    body = bytes(envelope.body)
    if kind.sealed:
        if key is None:
            raise FactRefused("a sealed fact without a visit")
        body = seal.unseal(key, _box(envelope.body), f"fact {envelope.ev} {envelope.type}".encode())
    fact = decode_fact(envelope.type, body)
    return Opened(fact, body, _visit_key(keys, fact) if isinstance(fact, VisitOpened) else None)


def _visit_key(keys: Keys, fact: VisitOpened) -> bytes:
    private = keys.box_private(fact.key_id)
    if private is None:
        raise FactRefused("its visit key is sealed to a key that is not ours")
    try:
        key = seal.open_sealed(private, base64.b64decode(fact.key_box, validate=True))
    except ValueError as error:
        raise FactRefused("its visit key is in no box") from error
    if len(key) != seal.KEY:
        raise FactRefused("its visit key has a wrong length")
    return key


def _box(body: msgspec.Raw) -> bytes:
    try:
        return base64.b64decode(msgspec.json.decode(body, type=str), validate=True)
    except (msgspec.DecodeError, ValueError) as error:
        raise FactRefused("a sealed body that is no box") from error
