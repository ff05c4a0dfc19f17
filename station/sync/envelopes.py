"""A fact on its way to the outbox and back: sealed under its visit's key, or clear."""

import base64
from collections.abc import Sequence
from typing import Final

import msgspec

from classroom.facts import AnyFact, Fact
from classroom.ids import LearnerId, VisitId, uuid7
from classroom.wire.codec import decode_envelope, decode_fact, encode_fact, kind_of
from classroom.wire.messages import Envelope, MediaRef
from plumbing.errors import SealBroken
from plumbing.seal import Key, random_bytes, seal, unseal
from station.sync.clock import Stamp

UNNUMBERED: Final = 1
"""The outbox gives each envelope its real seq."""


def make_envelope(
    fact: Fact,
    stamp: Stamp,
    *,
    visit: VisitId | None = None,
    learner: LearnerId | None = None,
    partners: Sequence[LearnerId] = (),
    key: Key = b"",
    media: Sequence[MediaRef] = (),
) -> Envelope:
    """Return the envelope of a fact; a sealed type goes under `key`, bound to its ev and type."""
    ev, kind = uuid7(stamp.wall_ms, random_bytes(10)), kind_of(fact)
    body = encode_fact(fact)
    if fact.sealed:
        box = seal(key, body, _about(ev, kind))
        body = b'"' + base64.b64encode(box) + b'"'
    return Envelope(
        seq=UNNUMBERED,
        ev=ev,
        type=kind,
        visit=visit,
        learners=(learner, *partners) if learner else (),
        body=msgspec.Raw(body),
        media=tuple(media),
        boot_id=stamp.boot_id,
        boottime_ms=stamp.boottime_ms,
        wall_ms=stamp.wall_ms,
        clock=stamp.clock,
    )


def open_envelope(raw: bytes, key: Key) -> tuple[Envelope, AnyFact]:
    """Return an envelope and its fact; raise SealBroken or MessageRefused for any other bytes or key."""
    envelope = decode_envelope(raw)
    body = bytes(envelope.body)
    if body.startswith(b'"'):
        body = unseal(key, unbox_json(body), _about(envelope.ev, envelope.type))
    return envelope, decode_fact(envelope.type, body)


def unbox(text: str) -> bytes:
    """Return the bytes of a base64 text; raise SealBroken when it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise SealBroken from error


def unbox_json(text: bytes) -> bytes:
    """Return the bytes of a JSON string of base64; raise SealBroken when it is none."""
    try:
        return unbox(msgspec.json.decode(text, type=str))
    except msgspec.DecodeError as error:
        raise SealBroken from error


def _about(ev: str, kind: str) -> bytes:
    return f"fact {ev} {kind}".encode()
