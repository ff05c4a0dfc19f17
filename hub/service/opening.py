"""From an envelope to its fact: the box of a sealed one is opened with the key of its visit."""

import base64
from typing import Final, NamedTuple, get_args

import msgspec

from classroom.errors import MessageRefused
from classroom.facts import STATION_FACTS, AnyFact, ObservationOpened, PairJoined, VisitOpened
from classroom.wire.codec import decode_fact
from classroom.wire.messages import Envelope
from hub.errors import FactRefused
from hub.store.desk import put_visit_key, visit_key
from hub.store.keys import Keys
from hub.store.tables import Tables
from plumbing import seal
from plumbing.errors import SealBroken

_STATION_KINDS: Final = {str(kind.__struct_config__.tag): kind for kind in get_args(STATION_FACTS)}
_Beginning = VisitOpened | ObservationOpened | PairJoined
_BEGINNINGS: Final = {str(kind.__struct_config__.tag) for kind in get_args(_Beginning)}
"""The facts that bring a key along."""


class Opened(NamedTuple):
    """A fact, its JSON, and the key of the visit that it begins."""

    fact: AnyFact
    body: bytes
    visit_key: bytes | None = None


class Opening:
    """Opens the facts of one group of batches; each key is read once."""

    def __init__(self, keys: Keys, tables: Tables) -> None:
        self._keys, self._tables = keys, tables
        self._visits: dict[str, bytes] = {}
        self._private: dict[str, bytes | None] = {}

    def open(self, envelope: Envelope) -> Opened:
        """Open and decode the body of a station's fact, or say in FactRefused why not; writes nothing."""
        try:
            return self._open(envelope)
        except SealBroken as error:
            raise FactRefused("its seal does not open") from error
        except MessageRefused as error:
            raise FactRefused(str(error)) from error

    def key_of(self, envelope: Envelope) -> bytes | None:
        """The key of the visit that a fact begins; None for any other fact, and where it does not open."""
        if envelope.type not in _BEGINNINGS:
            return None
        try:
            return self._open(envelope).visit_key
        except (SealBroken, MessageRefused, FactRefused):
            return None

    def begin(self, visit: str, key: bytes) -> None:
        """Keep the key of a visit that begins; the first one stands."""
        put_visit_key(self._tables, visit, key)

    def forget(self, visit: str) -> None:
        """Its first fact is set aside, so nothing of it can be opened."""
        self._visits.pop(visit, None)

    def _open(self, envelope: Envelope) -> Opened:
        kind = _STATION_KINDS.get(envelope.type)
        if kind is None:
            raise FactRefused("a kind of fact that this hub does not know")
        key = self._visit(envelope.visit) if envelope.visit else None
        if envelope.visit and key is None and envelope.type not in _BEGINNINGS:
            raise FactRefused("its visit is not known yet")
        body = bytes(envelope.body)
        if kind.sealed:
            if key is None:
                raise FactRefused("a sealed fact without a visit")
            body = seal.unseal(key, _unpacked(_text(body)), f"fact {envelope.ev} {envelope.type}".encode())
        fact = decode_fact(envelope.type, body)
        if not isinstance(fact, _Beginning):
            return Opened(fact, body)
        found = self._key_in(fact)
        self._visits.setdefault(
            envelope.visit or "", found
        )  # what follows in its batch is opened before it is kept
        return Opened(fact, body, found)

    def _visit(self, visit: str) -> bytes | None:
        key = self._visits.get(visit)
        if key is None and (key := visit_key(self._tables, visit)) is not None:
            self._visits[visit] = key
        return key

    def _key_in(self, fact: _Beginning) -> bytes:
        if fact.key_id not in self._private:
            self._private[fact.key_id] = self._keys.box_private(fact.key_id)
        private = self._private[fact.key_id]
        if private is None:
            raise FactRefused("its visit key is sealed to a key that is not ours")
        key = seal.open_sealed(private, _unpacked(fact.key_box))
        if len(key) != seal.KEY:
            raise FactRefused("its visit key has a wrong length")
        return key


def _text(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=str)
    except msgspec.DecodeError as error:
        raise FactRefused("no box where one is due") from error


def _unpacked(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise FactRefused("no box where one is due") from error
