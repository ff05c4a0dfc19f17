"""Bytes <-> messages and facts; refuses with a reason and never with anything else. Pure."""

from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

from classroom.documents import AnyDocument
from classroom.errors import MessageRefused
from classroom.facts import AnyFact, Fact
from classroom.wire.messages import AnyMessage, Envelope, Message
from classroom.wire.topics import Channel

MAX_BYTES: Final = 65_536
_HASH_KEY: Final = b',"h":'
T = TypeVar("T")
Chain = Callable[[bytes], str]
"""From the hashed part of an envelope to its chain hash (hex)."""

_ENCODER = msgspec.json.Encoder()
_MESSAGES: Final[msgspec.json.Decoder[AnyMessage]] = msgspec.json.Decoder(AnyMessage)
_ENVELOPES: Final[msgspec.json.Decoder[Envelope]] = msgspec.json.Decoder(Envelope)
_FACTS: Final[msgspec.json.Decoder[AnyFact]] = msgspec.json.Decoder(AnyFact)
_DOCUMENTS: Final[msgspec.json.Decoder[AnyDocument]] = msgspec.json.Decoder(AnyDocument)

CARRIES: Final[dict[Channel, frozenset[str]]] = {
    "pub/hub": frozenset({"hub.state"}),
    "pub/head": frozenset({"head"}),
    "up/state": frozenset({"st.state"}),
    "up/beat": frozenset({"beat"}),
    "up/ev": frozenset({"ev.batch"}),
    "up/rq": frozenset(
        {"hello", "fork", "feed.get", "time.get", "m.offer", "m.want", "m.have", "m.gone", "cmd.done", "err"}
    ),
    "dn/ack": frozenset({"ack"}),
    "dn/rs": frozenset(
        {
            "welcome",
            "fork.noted",
            "leave",
            "feed.page",
            "time.is",
            "m.offer",
            "m.want",
            "m.have",
            "m.gone",
            "cmd",
            "err",
        }
    ),
}


def encode(message: Message) -> bytes:
    """Return the bytes of a message; raise MessageRefused when they pass 64 KiB."""
    data = _ENCODER.encode(message)
    if len(data) > MAX_BYTES:
        raise MessageRefused(f"a message of {len(data)} bytes is too large to send")
    return data


def decode(channel: Channel, data: bytes) -> AnyMessage:
    """Return the message that came on a channel; raise MessageRefused for any other bytes."""
    if len(data) > MAX_BYTES:
        raise MessageRefused(f"a message of {len(data)} bytes is too large")
    message = _read(_MESSAGES, data)
    if _tag(message) not in CARRIES.get(channel, frozenset()):
        raise MessageRefused(f"{_tag(message)} does not belong on {channel}")
    return message


def encode_envelope(envelope: Envelope, chain: Chain) -> tuple[bytes, str]:
    """Return the bytes of an envelope with its chain hash as last member, and that hash."""
    bare = _ENCODER.encode(msgspec.structs.replace(envelope, h=""))
    digest = chain(bare[:-1])
    return bare[:-1] + _HASH_KEY + b'"' + digest.encode() + b'"}', digest


def decode_envelope(data: bytes) -> Envelope:
    """Return an envelope; raise MessageRefused when it is none."""
    return _read(_ENVELOPES, data)


def hashed_part(data: bytes) -> bytes:
    """Return the bytes of an envelope that its chain hash covers; raise MessageRefused without one."""
    end = data.rfind(_HASH_KEY)
    if end < 0:
        raise MessageRefused("a fact without its chain hash")
    return data[:end]


def encode_fact(fact: Fact) -> bytes:
    """Return a fact's body as JSON, its type inside."""
    return _ENCODER.encode(fact)


def decode_fact(kind: str, body: bytes) -> AnyFact:
    """Return the fact of a body; raise MessageRefused when it is unknown, malformed or of another type."""
    fact = _read(_FACTS, body)
    if _tag(fact) != kind:
        raise MessageRefused(f"an envelope of {kind[:40]!r} with a body of {_tag(fact)}")
    return fact


def encode_document(document: AnyDocument) -> bytes:
    """Return a document as JSON, its kind inside."""
    return _ENCODER.encode(document)


def decode_document(body: bytes) -> AnyDocument:
    """Return a document; raise MessageRefused when it is none that we know."""
    return _read(_DOCUMENTS, body)


def kind_of(value: Fact | AnyDocument | AnyMessage) -> str:
    """Return the word by which a fact, document or message is known on the wire."""
    return _tag(value)


def _read(decoder: msgspec.json.Decoder[T], data: bytes) -> T:
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MessageRefused(f"unreadable: {error}"[:200]) from error


def _tag(value: msgspec.Struct) -> str:
    return str(value.__struct_config__.tag)
