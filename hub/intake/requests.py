"""What a station asks for: to be welcomed, documents after a revision, the time."""

import hashlib
from collections.abc import Collection
from typing import Final, NamedTuple

import msgspec

from classroom.ids import StationId
from classroom.wire.messages import FeedDocument, FeedGet, FeedPage, Hello, Welcome
from hub.store import facts, feed
from hub.store.desk import meta, set_meta
from hub.store.feed import Listed
from hub.store.projections import roster
from hub.store.safe import safe_mark
from hub.store.tables import Tables

PAGE_BYTES: Final = 56 * 1024
"""Of documents in a page; a single one of up to 48 KiB and what stands around it always fit into a message."""


class Greeting(NamedTuple):
    """The answer to a hello; `new_epoch` when the station proved that this hub has lost documents."""

    welcome: Welcome
    new_epoch: bool


def greet(
    tables: Tables, station: StationId, hello: Hello, now_ms: int, *, nonce: str, epoch: str
) -> Greeting:
    """Say how far a station has come here; `epoch` is one to begin if need be."""
    mark, head = facts.mark(tables, station, hello.epoch), feed.head(tables)
    hub_epoch = meta(tables, "hub_epoch")
    ahead = hello.hub_epoch_seen == hub_epoch and hello.feed_rev > head
    if ahead:
        set_meta(tables, "hub_epoch", epoch)
        hub_epoch = epoch
    stray = hello.feed_rev == head and hello.feed_hash != feed_hash(tables, station)
    welcome = Welcome(
        nonce=hello.nonce,
        hub_epoch=hub_epoch,
        upto=mark.upto,
        h=mark.h,
        rev=head,
        time=now_ms,
        safe=safe_mark(tables, station, hello.epoch),
        snapshot=ahead or stray or hello.hub_epoch_seen != hub_epoch,
        hub_nonce=nonce,
    )
    return Greeting(welcome, ahead)


def feed_hash(tables: Tables, station: StationId) -> str:
    """The hash over (document, version) of all that this station should hold; "" for nothing."""
    held = feed.versions(tables, roster.served_by(tables, station))
    lines = "".join(f"{doc}\t{version}\n" for doc, version in held)
    return hashlib.blake2b(lines.encode(), digest_size=16).hexdigest() if lines else ""


def page(tables: Tables, station: StationId, asked: FeedGet, hub_epoch: str) -> FeedPage:
    """One page of the feed, cut to what this station serves; the first one of a snapshot when it cannot go on."""
    served, head = frozenset(roster.served_by(tables, station)), feed.head(tables)
    scope = feed.scope_name(served)
    snapshot = (
        asked.hub_epoch != hub_epoch
        or asked.scope not in {"", scope}
        or not feed.floor(tables) <= asked.since <= head
    )
    to = since = 0 if snapshot else asked.since
    docs: list[FeedDocument] = []
    room, more = PAGE_BYTES, False
    for row in feed.after_for(tables, since, served):
        document = _for_station(tables, row, served)
        if document and not (snapshot and document.gone):
            room -= len(msgspec.json.encode(document)) + 1
            if docs and (room < 0 or len(docs) >= asked.limit):
                more = True
                break
            docs.append(document)
        to = row.rev
    to = to if more else head
    return FeedPage(
        hub_epoch=hub_epoch, since=since, to=to, docs=tuple(docs), more=more, snapshot=snapshot, scope=scope
    )


def _for_station(tables: Tables, row: Listed, served: Collection[str]) -> FeedDocument | None:
    """The document as this station gets it: whole, gone when it left the station's scope, or not at all."""
    if row.size is None or not feed.in_scope(row.scope, served):
        if not feed.was_in_scope(row, served):
            return None
        return FeedDocument(rev=row.rev, doc=row.doc, kind=row.kind, version=row.version, gone=True)
    if row.media is not None:
        return FeedDocument(
            rev=row.rev, doc=row.doc, kind=row.kind, version=row.version, media=row.media, size=row.size
        )
    body = msgspec.Raw(feed.body(tables, row.rev))
    return FeedDocument(rev=row.rev, doc=row.doc, kind=row.kind, version=row.version, body=body)
