"""The messages of ws/1, one struct each; `docs/wire.md` is generated from them. Pure.

JSON in UTF-8, at most 64 KiB. Unknown fields are ignored. Field order is part of the golden bytes.
"""

from typing import Annotated, Literal

from msgspec import Meta, Raw, field

from classroom.commands import Command
from classroom.value import Value

Hex128 = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
MediaId = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Short = Annotated[str, Meta(max_length=64)]
Unheard = Literal["forged", "replayed", "unreadable", "not for us", "of another time", "beyond"]
"""Why a station does not listen to something."""
Box = Annotated[str, Meta(max_length=65536)]


class MediaRef(Value, frozen=True, kw_only=True):
    """A sealed file that belongs to a fact: id = BLAKE2b-256 of its ciphertext, size in bytes."""

    id: MediaId
    size: Count
    mime: Short


class Envelope(Value, frozen=True, kw_only=True):
    """One fact on its way up. `body` is a JSON object for a clear type, a base64 string for a sealed one.

    `h` comes last: BLAKE2b-128 over the previous `h` and the bytes of this envelope up to `,"h":`.
    """

    seq: Annotated[int, Meta(ge=1, le=2**53)]
    ev: Short
    type: Short
    body: Raw
    boot_id: Short
    boottime_ms: Count
    wall_ms: int
    clock: Literal["none", "rtc", "hub"] = "none"
    visit: Short | None = None
    learners: Annotated[tuple[Short, ...], Meta(max_length=4)] = ()
    media: Annotated[tuple[MediaRef, ...], Meta(max_length=8)] = ()
    h: str = ""


class Message(Value, frozen=True, kw_only=True, tag_field="t"):
    """Anything that crosses the room."""


class HubState(Message, frozen=True, kw_only=True, tag="hub.state"):
    """Retained: the hub is there, since when, what time it has (UTC ms)."""

    online: bool
    hub_epoch: Short
    started: int = 0
    time: int = 0
    min_v: int = 1


class Head(Message, frozen=True, kw_only=True, tag="head"):
    """Retained: how far the document feed has come."""

    hub_epoch: Short
    rev: Count
    floor: Count = 0
    badge_rev: Count = 0


class StationState(Message, frozen=True, kw_only=True, tag="st.state"):
    """Retained: a station's own word on how it is; as a will it says online false with the same life."""

    online: bool
    life: Short
    boot_id: Short = ""
    epoch: Short = ""
    app: Short = ""
    zone: Short = ""
    queue: Count = 0
    oldest: Count = 0
    disk: float = 1.0
    clock: Literal["none", "rtc", "hub"] = "none"


class Beat(Message, frozen=True, kw_only=True, tag="beat"):
    """Every 5 s: still here; `unheard` counts what came down since the start and was not from the hub, or not new."""

    life: Short
    boottime: Count
    queue: Count = 0
    unheard: dict[Unheard, Count] = field(default_factory=dict)


class EventBatch(Message, frozen=True, kw_only=True, tag="ev.batch"):
    """1 to 50 facts in order, each the exact bytes that the station keeps."""

    epoch: Short
    first: Count
    last: Count
    events: Annotated[tuple[Raw, ...], Meta(min_length=1, max_length=50)]


class Hello(Message, frozen=True, kw_only=True, tag="hello"):
    """A station introduces itself on each connection."""

    epoch: Short
    max_seq: Count
    acked_upto: Count
    feed_rev: Count
    life: Short
    boot_id: Short
    boottime: Count
    wall: int
    nonce: Hex128
    hub_epoch_seen: Short = ""
    feed_hash: Short = ""
    versions: tuple[int, ...] = (1,)


class Fork(Message, frozen=True, kw_only=True, tag="fork"):
    """This outbox goes on under a new epoch, for it and the hub's copy of epoch `was` are two histories.

    `kept` facts were taken along under their old `ev`. `why` is a word of a fixed list: "behind" (the hub knows
    more than this card: it was rolled back, or cloned), "other" (another past under the same numbers), "pruned"
    (the hub was restored from before what this station had let go), "damaged" (the database was set aside, what
    could be read was taken over). Repeated until `fork.noted`.
    """

    epoch: Short
    was: Short
    kept: Count
    why: Short = ""


class FeedGet(Message, frozen=True, kw_only=True, tag="feed.get"):
    """Asks for the documents after a revision; `scope` is the one of the page that was read last."""

    hub_epoch: Short
    since: Count
    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    scope: Short = ""


class TimeGet(Message, frozen=True, kw_only=True, tag="time.get"):
    """Asks what time it is; `n` comes back."""

    n: Count


class MediaOffer(Message, frozen=True, kw_only=True, tag="m.offer"):
    """I have these sealed files for you."""

    media: Annotated[tuple[MediaRef, ...], Meta(max_length=32)]


class MediaWant(Message, frozen=True, kw_only=True, tag="m.want"):
    """Send me these chunks of one file; an empty list means all of them."""

    media: MediaId
    missing: Annotated[tuple[Count, ...], Meta(max_length=512)] = ()
    window: Annotated[int, Meta(ge=1, le=8)] = 8


class MediaHave(Message, frozen=True, kw_only=True, tag="m.have"):
    """I hold this file, whole and verified, on disk."""

    media: MediaId


class MediaGone(Message, frozen=True, kw_only=True, tag="m.gone"):
    """I cannot send this file: it is not (or no longer) here."""

    media: MediaId


class CommandDone(Message, frozen=True, kw_only=True, tag="cmd.done"):
    """A command was carried out, or refused with a word why."""

    cmd_id: Short
    ok: bool = True
    why: Short = ""


class Rejected(Value, frozen=True, kw_only=True):
    """One fact that the hub keeps apart; it counts as received."""

    seq: Count
    why: Short


class Ack(Message, frozen=True, kw_only=True, tag="ack"):
    """All facts up to `upto` are committed; all up to `safe` are in a verified backup."""

    epoch: Short
    upto: Count
    hub_epoch: Short
    safe: Count = 0
    rejected: tuple[Rejected, ...] = ()


class Welcome(Message, frozen=True, kw_only=True, tag="welcome"):
    """The hub's answer to hello; `nonce` echoes the station's, and makes the session's keys with `hub_nonce`.

    `started` is that of this run of the hub, as in hub.state.
    """

    nonce: Hex128
    hub_epoch: Short
    upto: Count
    h: str
    rev: Count
    time: int
    safe: Count = 0
    snapshot: bool = False
    hub_nonce: Hex128 = "0" * 32
    started: int = 0


class ForkNoted(Message, frozen=True, kw_only=True, tag="fork.noted"):
    """The hub's log says that this epoch began by a fork; need not be said again."""

    epoch: Short


class Leave(Message, frozen=True, kw_only=True, tag="leave"):
    """Another machine has your credential, and it stays: you, whose boot is `boot_id`, come in anew."""

    boot_id: Short


class FeedDocument(Value, frozen=True, kw_only=True):
    """One document of a page: clear JSON, or a base64 box for a sealed one, or gone.

    A body over 48 KiB travels as the file `media` of `size` bytes, id = BLAKE2b-256 of the body; the page then
    has none, and the version before it is shown until the file is whole.
    """

    rev: Count
    doc: Short
    kind: Short
    version: Count
    body: Raw = field(default_factory=lambda: Raw(b"null"))
    gone: bool = False
    media: MediaId | None = None
    size: Count = 0


class FeedPage(Message, frozen=True, kw_only=True, tag="feed.page"):
    """Documents after `since` up to `to`; `snapshot` pages replace what the station holds.

    `scope` names which classes and zones the page was cut to: a station that serves others now says so by
    asking with another one, and is answered by a snapshot.
    """

    hub_epoch: Short
    since: Count
    to: Count
    docs: tuple[FeedDocument, ...]
    more: bool = False
    snapshot: bool = False
    scope: Short = ""


class TimeIs(Message, frozen=True, kw_only=True, tag="time.is"):
    """The hub's clock, UTC ms; `era` changes when that clock was set anew, and comes back with `station.clock`."""

    n: Count
    time: int
    era: Count = 0


class Order(Message, frozen=True, kw_only=True, tag="cmd"):
    """A command for one station."""

    command: Command


class Trouble(Message, frozen=True, kw_only=True, tag="err"):
    """What one side could not read of the other, by a word of a fixed list."""

    why: Short
    about: Short = ""


Request = (
    Hello | Fork | FeedGet | TimeGet | MediaOffer | MediaWant | MediaHave | MediaGone | CommandDone | Trouble
)
Response = (
    Welcome | ForkNoted | Leave | FeedPage | TimeIs | MediaOffer | MediaWant | MediaHave | MediaGone | Order | Trouble
)  # fmt: skip
AnyMessage = (
    HubState | Head | StationState | Beat | EventBatch | Ack | Hello | Fork | FeedGet | TimeGet | CommandDone | Response
)  # fmt: skip
