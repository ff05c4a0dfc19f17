"""A hub's feed and a station's shelf with a wire between them that a test holds in its hand."""

import shutil
from collections import deque
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from classroom.wire.messages import FeedGet, Head, Hello, MediaGone, MediaHave, MediaWant, Message, Welcome
from hub.intake import requests
from hub.intake.library import Library
from hub.store import feed
from hub.store.desk import meta, set_meta
from hub.store.projections import roster
from hub.store.store import Store
from hub.store.tables import Tables
from plumbing.chunks import Chunk, decode_chunk
from plumbing.errors import BlobMissing
from plumbing.inbox import Disconnected
from plumbing.outgoing import Outgoing
from station.store.keep import Keep
from tests.unit.station.sync.talking import Talk

STATION: Final = "s1"
LARGE: Final = feed.INLINE + 20_000
_BACKED_UP: Final = {"feed": 9, "bodies": 2, "stations": 3}
"""How many columns they have."""


class Shown(NamedTuple):
    """A document as a station shows it."""

    doc: str
    version: int
    body: bytes


class FeedHub:
    """The hub's half: documents are put by hand, questions answered by the code of the house."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.tables: Tables = self.store.open_writer()
        self._library = Library(self.store)
        self.outgoing = Outgoing(self._library.size, self._library.piece)
        self.ever: set[Shown] = set()
        self.said = 0
        with self.tables.transaction():
            set_meta(self.tables, "hub_epoch", "e0")
            self.serve("heron")
        self.back_up()

    @property
    def epoch(self) -> str:
        return meta(self.tables, "hub_epoch")

    def back_up(self) -> None:
        """Remember the feed as it is, and what the station serves: both stand in one file."""
        self._saved = {table: self.tables.all(f"SELECT * FROM {table}") for table in _BACKED_UP}  # noqa: S608

    def restore(self) -> None:
        """Begin a new epoch with the feed as it was: revisions and versions are given out a second time."""
        with self.tables.transaction():
            set_meta(self.tables, "hub_epoch", f"{self.epoch}+")
            for table, rows in self._saved.items():
                self.tables.run(f"DELETE FROM {table}")  # noqa: S608
                marks = ", ".join("?" * _BACKED_UP[table])
                self.tables.run_many(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    def serve(self, *classes: str, zone: str = "cave") -> None:
        """Let the station serve other classes, or stand in another zone; as an enrolment does."""
        row = (STATION, zone, msgspec.json.encode(classes).decode())
        self.tables.run("INSERT OR REPLACE INTO stations VALUES (?, ?, ?)", row)
        said = msgspec.json.encode(roster.served_by(self.tables, STATION))
        feed.put(self.tables, feed.Entry(f"station/{STATION}", "station", said, (feed.NOBODY,), said))

    def put(self, doc: str, scope: tuple[str, ...], *, size: int) -> None:
        """Publish something new; size 0 = gone."""
        self.said += 1
        words = f'"{self.said:09d}{"x" * size}"'.encode() if size else None
        with self.tables.transaction():
            feed.put(self.tables, feed.Entry(doc, "kind", words, scope, str(self.said).encode()))
        row = feed.entry(self.tables, doc)
        if row is not None and row.body is not None:
            self.ever.add(Shown(doc, row.version, row.body))

    def compact(self, kept: int) -> None:
        with self.tables.transaction():
            feed.compact(self.tables, kept)

    def wanted(self) -> set[Shown]:
        """What the station should hold."""
        served = roster.served_by(self.tables, STATION)
        rows = [row for row in feed.after(self.tables, 0) if row.size is not None]
        return {
            Shown(row.doc, row.version, feed.body(self.tables, row.rev))
            for row in rows
            if feed.in_scope(row.scope, served)
        }

    def answers(self, said: Message | Chunk) -> list[Message | bytes]:
        """What is to be said to a station's message."""
        match said:
            case Hello():
                with self.tables.transaction():
                    return [
                        requests.greet(self.tables, STATION, said, 1, nonce="0" * 32, epoch="new").welcome
                    ]
            case FeedGet():
                return [requests.page(self.tables, STATION, said, self.epoch)]
            case MediaWant():
                return self._pieces(said)
            case MediaHave(media=media):
                self.outgoing.stop(STATION, media)
        return []

    def close(self) -> None:
        self.tables.connection.close()
        self.store.close()

    def _pieces(self, want: MediaWant) -> list[Message | bytes]:
        try:
            self.outgoing.want(STATION, want.media, want.missing, want.window)
        except BlobMissing:
            return [MediaGone(media=want.media)]
        pieces: list[Message | bytes] = []
        while (frame := self.outgoing.next()) is not None:
            pieces.append(frame.data)
        return pieces


class FeedRoom:
    """The hub, the station, and what is under way: `up` is what the station said, `down` what the hub did."""

    def __init__(self, hub: FeedHub, folder: Path) -> None:
        self.hub, self.folder = hub, folder
        self.down: deque[Message | bytes] = deque()
        self._open()

    def _open(self) -> None:
        self.keep = Keep(self.folder, disk_floor=0.0)
        self.store = self.keep.open()
        self.talk = Talk(self.keep, self.store)
        self.connect()

    @property
    def up(self) -> list[Message | Chunk]:
        return self.talk.said

    def connect(self) -> None:
        self.talk.connect()

    def cut(self) -> None:
        """The link breaks; what was under way is lost."""
        self.talk.conversation.take(Disconnected(1, 7, "lost"), self.talk.now_s)
        self.up.clear()
        self.down.clear()

    def kill(self) -> None:
        """Everything in the station's memory is gone."""
        self.down.clear()
        self.store.close()
        self._open()

    def deliver_up(self) -> None:
        if self.up:
            self.down.extend(self.hub.answers(self.up.pop(0)))

    def deliver_down(self) -> None:
        if self.down:
            answer = self.down.popleft()
            if isinstance(answer, bytes):
                self.talk.hub_sends_piece(decode_chunk(answer))
            elif isinstance(answer, Welcome):
                self.talk.hub_welcomes(answer)
            else:
                self.talk.hub_says(answer)

    def announce(self) -> None:
        head = Head(
            hub_epoch=self.hub.epoch, rev=feed.head(self.hub.tables), floor=feed.floor(self.hub.tables)
        )
        self.talk.hub_publishes(head)

    def shown(self) -> set[Shown]:
        rows = self.store._db.execute("SELECT doc, version, body FROM documents").fetchall()
        return {Shown(doc, version, bytes(body)) for doc, version, body in rows}

    def is_at_rest(self) -> bool:
        """Whether the station believes that it has everything there is."""
        here = self.store.shelf.cursor()
        return (
            (here.hub_epoch, here.rev) == (self.hub.epoch, feed.head(self.hub.tables))
            and here.scope == feed.scope_name(roster.served_by(self.hub.tables, STATION))
            and self.store.shelf.coming() is None
            and not self.store.shelf.pending()
        )

    def close(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)
