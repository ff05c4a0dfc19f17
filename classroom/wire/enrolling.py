"""What a station that holds a claim and its hub say to each other over HTTPS, and the pictures that both show. Pure.

Station: `knock` (claim, its key, a promise). Hub: `met` (ticket, its key, a nonce). Station: `reveal` (what it had
promised). Then both know the transcript, and three pictures of it. The station asks (`poll`) until a grown-up has
compared them: `wait`, `admitted` with the join record in a box, or `refused`. The promise makes both sides settle on
their part before they see the other's: somebody in the middle has one try, and not a million, at equal pictures.
"""

import base64
import hashlib
import hmac
from typing import Annotated, Final, Literal, TypeVar

import msgspec

from classroom.errors import MessageRefused
from classroom.value import Value

KEY: Final = 32
NONCE: Final = 16
LONGEST: Final = 4096
"""Bytes of anything that is said here."""
Hex128 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
Hex256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Picture = str
_T = TypeVar("_T")

PICTURES: Final[tuple[Picture, ...]] = (
    "bell", "book", "camera", "clock", "compass", "ear", "eye", "flag",
    "flame", "footprints", "globe", "hammer", "hand", "headphones", "heart", "hourglass",
    "house", "key", "leaf", "lightbulb", "lock", "mail", "map", "moon",
    "music", "palette", "pencil", "puzzle", "scissors", "star", "sun", "tent",
)  # fmt: skip
"""Icons that station and hub both have and a child can name; two of them are never alike."""


class Talk(Value, frozen=True, kw_only=True, tag_field="t"):
    """Anything that is said while a station is let in."""


class Knock(Talk, frozen=True, kw_only=True, tag="knock"):
    """A station has a claim: the one-time part in base32, its X25519 key, and what `reveal` will say, hashed."""

    claim: Annotated[str, msgspec.Meta(max_length=64)]
    key: Hex256
    promise: Hex256


class Reveal(Talk, frozen=True, kw_only=True, tag="reveal"):
    """What the station had promised: 128 random bits."""

    ticket: Hex128
    nonce: Hex128


class Poll(Talk, frozen=True, kw_only=True, tag="poll"):
    """Asks whether somebody has compared the pictures."""

    ticket: Hex128


class Met(Talk, frozen=True, kw_only=True, tag="met"):
    """The hub's side: a ticket for what follows, its X25519 key for this once, 128 random bits."""

    ticket: Hex128
    key: Hex256
    nonce: Hex128


class Wait(Talk, frozen=True, kw_only=True, tag="wait"):
    """Nobody has compared the pictures yet."""


class Admitted(Talk, frozen=True, kw_only=True, tag="admitted"):
    """The join record, sealed under what the two keys agree on and bound to the transcript; base64."""

    box: Annotated[str, msgspec.Meta(max_length=16_384)]


class Refused(Talk, frozen=True, kw_only=True, tag="refused"):
    """No. `code`: this claim opens nothing (any more). `person`: a grown-up said so. `busy`: too many tries."""

    why: Literal["code", "person", "busy"]


Asking = Knock | Reveal | Poll
Answering = Met | Wait | Admitted | Refused
_ASKING: Final[msgspec.json.Decoder[Asking]] = msgspec.json.Decoder(Asking)
_ANSWERING: Final[msgspec.json.Decoder[Answering]] = msgspec.json.Decoder(Answering)


def decode_asking(data: bytes) -> Asking:
    """Return what a station says; raise MessageRefused."""
    return _decoded(_ASKING, data)


def decode_answering(data: bytes) -> Answering:
    """Return what a hub says; raise MessageRefused."""
    return _decoded(_ANSWERING, data)


def _decoded(decoder: msgspec.json.Decoder[_T], data: bytes) -> _T:
    if len(data) > LONGEST * 8:
        raise MessageRefused("it is too long")
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MessageRefused(f"nothing that is said while a station is let in: {error}") from error


def promise(key: bytes, nonce: bytes) -> str:
    """Return the hash by which a station settles on its key and nonce."""
    return hashlib.blake2b(key + nonce, digest_size=32, person=b"ws promise").hexdigest()


def keeps_promise(promised: str, key: bytes, nonce: bytes) -> bool:
    """Say whether this is what was promised."""
    return hmac.compare_digest(promised, promise(key, nonce))


class Transcript(Value, frozen=True, kw_only=True):
    """All that both sides must have seen alike."""

    room: str
    fingerprint: bytes
    claim: bytes
    station_key: bytes
    hub_key: bytes
    station_nonce: bytes
    hub_nonce: bytes

    def digest(self) -> bytes:
        """Return 32 bytes that stand for all of it."""
        parts = (
            self.room.encode(), self.fingerprint, self.claim, self.station_key, self.hub_key,
            self.station_nonce, self.hub_nonce,
        )  # fmt: skip
        told = hashlib.blake2b(digest_size=32, person=b"ws transcript")
        for part in parts:
            told.update(len(part).to_bytes(2, "big") + part)
        return told.digest()

    def pictures(self) -> tuple[Picture, ...]:
        """Return the three pictures of it."""
        return pictures_of(self.digest())

    def __repr__(self) -> str:
        return f"Transcript(room={self.room!r})"


def pictures_of(digest: bytes, count: int = 3) -> tuple[Picture, ...]:
    """Return pictures that stand for some bytes, in order."""
    number = int.from_bytes(hashlib.blake2b(digest, digest_size=8, person=b"ws pictures").digest(), "big")
    many = len(PICTURES)
    return tuple(PICTURES[number // many**place % many] for place in range(count))


def picture_of(boot: str) -> Picture:
    """Return the picture of one machine since it was switched on, so that people can tell two of them apart."""
    return pictures_of(boot.encode(), 1)[0]


def in_letters(secret: bytes) -> str:
    """Return the one-time part of a claim as it is said: base32 without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def in_text(data: bytes) -> str:
    """Return a box as it travels."""
    return base64.b64encode(data).decode()


def from_text(text: str) -> bytes:
    """Return the bytes of a box; raise MessageRefused."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise MessageRefused("a box that is no base64") from error
