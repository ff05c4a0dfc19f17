"""The thread that carries what may wait: pages of the feed, and files both ways; no fact waits for it."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Final, Protocol

from classroom.ids import StationId
from classroom.wire.messages import (
    FeedGet,
    MediaGone,
    MediaHave,
    MediaOffer,
    MediaRef,
    MediaWant,
    Message,
)
from hub.errors import HubStopping
from hub.intake import requests
from hub.intake.arrivals import Arrivals
from hub.intake.library import Library
from hub.service.backoffice import Backoffice
from hub.service.thumbnails import Thumbnails
from hub.store import erasing
from hub.store.desk import set_lost
from hub.store.letting_go import was_let_go
from hub.store.projections import drafts, evidence
from plumbing.chunks import decode_chunk
from plumbing.errors import BlobMissing, ChunkRefused, PlumbingError
from plumbing.inbox import URGENT, BoundedInbox
from plumbing.incoming import Done, Incoming, finish_now
from plumbing.outgoing import Outgoing
from plumbing.parts import Part

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of one file from a station."""
BACKLOG: Final = 256 * 1024
"""Bytes on their way to the broker beyond which pieces of files wait, so that an acknowledgement does not."""
AT_ONCE: Final = 64
FINISHERS: Final = 4
"""Files that are made whole at the same time: the disk syncs several for the price of one."""
TICK_S: Final = 0.25
BUSY_S: Final = 0.005
_QUESTION, _PIECE = 1, 2

log = logging.getLogger(__name__)
Errand = Message | bytes | Callable[[], None] | None
"""A question, a piece of a file, a file that was made whole, or None: the station begins a new connection."""


class Speaks(Protocol):
    """The way to the stations."""

    hub_epoch: str

    @property
    def backlog(self) -> int: ...
    def answer(self, station: StationId, message: Message) -> bool: ...
    def chunk(self, station: StationId, frame: bytes) -> bool: ...


class Porter:
    """Runs from `start` to `stop`; any thread may `post`. What does not fit any more is dropped: it is asked again."""

    def __init__(self, back: Backoffice, down: Speaks, thumbs: Thumbnails) -> None:
        self._back, self._down = back, down
        self._arrivals = Arrivals(back, down, thumbs)
        self._library = Library(back.store)
        self._incoming = Incoming(back.store.blobs.part, self._arrivals, finish=self._finish)
        self._disk = ThreadPoolExecutor(FINISHERS, "hub disk")
        self._outgoing = Outgoing(self._library.size, self._library.piece)
        self._errands: BoundedInbox[tuple[StationId, Errand]] = BoundedInbox(4000, 16 * 1024 * 1024)
        self._thread = threading.Thread(target=self._run, name="hub porter", daemon=True)
        self._stopping = threading.Event()
        self._next_tick = 0.0
        self.broken = 0
        """How many errands did to us what none should; they are in the log."""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the errand at hand, put unfinished files aside; may be repeated."""
        self._stopping.set()
        self._errands.nudge()
        if self._thread.ident is not None:
            self._thread.join()
        self._disk.shutdown()

    def post(self, station: StationId, errand: Message | bytes) -> None:
        """Take a question about documents or files, or a piece of a file."""
        if isinstance(errand, bytes):
            self._errands.put((station, errand), _PIECE, len(errand), station)
        else:
            self._errands.put((station, errand), _QUESTION, 200, station)

    def left(self, station: StationId) -> None:
        """A station begins a new connection: what it offered or wanted before, it says again."""
        self._errands.put((station, None), URGENT)

    def _run(self) -> None:
        while not self._stopping.is_set():
            first = self._errands.get(BUSY_S if self._outgoing.waiting else TICK_S)
            errands = [*([first] if first else []), *self._errands.drain(AT_ONCE)]
            for station, errand in sorted(errands, key=_weight):
                self._survive(station, errand)
            self._send()
            self._tick(time.monotonic())
            more_come = bool(self._incoming.under_way())
            self._arrivals.pass_on(time.monotonic(), more_come=more_come)
        self._incoming.close()

    def _survive(self, station: StationId, errand: Errand) -> None:
        """Do one errand; whatever is in it, the next one is done too."""
        try:
            self._do(station, errand, time.monotonic())
        except HubStopping:
            self._stopping.set()
        except (PlumbingError, OSError) as error:
            log.warning("an errand of %s was not done: %s", station, error)
        except Exception:
            self.broken += 1
            log.exception("an errand broke its reader")

    def _do(self, station: StationId, errand: Errand, now_s: float) -> None:
        match errand:
            case bytes():
                with suppress(ChunkRefused):  # what is missing is asked for again
                    self._incoming.piece(station, decode_chunk(errand), now_s)
            case FeedGet():
                self._page(station, errand)
            case MediaOffer():
                self._offered(station, errand, now_s)
            case MediaWant():
                self._want(station, errand)
            case MediaHave(media=name):
                self._outgoing.stop(station, name)
            case MediaGone(media=name):
                self._gone(station, name, now_s)
            case None:
                self._left(station, now_s)
            case Callable():
                errand()

    def _page(self, station: StationId, asked: FeedGet) -> None:
        with self._back.store.reading() as tables:
            page = requests.page(tables, station, asked, self._down.hub_epoch)
            ahead = () if page.more else self._library.new_ahead(tables, station)
        self._down.answer(station, page)
        for start in range(0, len(ahead), 32):
            self._down.answer(station, MediaOffer(media=ahead[start : start + 32]))

    def _left(self, station: StationId, now_s: float) -> None:
        self._library.left(station)
        self._outgoing.left(station)
        for media in self._incoming.left(station, now_s):
            self._back.progress.forget(media)

    def _offered(self, station: StationId, offer: MediaOffer, now_s: float) -> None:
        for ref in offer.media:
            if self._back.store.blobs.has(ref.id):
                self._down.answer(station, MediaHave(media=ref.id))
            elif ref.size <= LARGEST and self._is_wanted(ref):
                self._incoming.claim(station, ref.id, ref.size, now_s)

    def _want(self, station: StationId, want: MediaWant) -> None:
        try:
            self._outgoing.want(station, want.media, want.missing, want.window)
        except BlobMissing:
            self._down.answer(station, MediaGone(media=want.media))

    def _gone(self, station: StationId, media: str, now_s: float) -> None:
        if self._incoming.gone(station, media, now_s):
            self._back.progress.forget(media)
            with self._back.store.reading() as tables:
                if not erasing.is_named(tables, media):
                    return  # its learner was erased meanwhile
            self._back.writer.do(lambda tables: set_lost(tables, media, station, self._back.now()))
            self._back.live.touch("media", "review")

    def _finish(self, part: Part, done: Done) -> None:
        """Make a file whole beside this thread; what comes of it is the next errand here."""

        def tell(error: Exception | None) -> None:
            self._errands.put(("", partial(done, error)), URGENT)

        self._disk.submit(finish_now, part, tell)

    def _send(self) -> None:
        """Send pieces while the way is free; what was deleted in the meantime is asked for again, and gone then."""
        while self._down.backlog < BACKLOG and not len(self._errands):
            try:
                frame = self._outgoing.next()
            except (PlumbingError, OSError) as error:
                log.warning("a piece could not be read: %s", error)
                continue
            if frame is None:
                return
            self._down.chunk(frame.peer, frame.data)

    def _tick(self, now_s: float) -> None:
        if now_s >= self._next_tick:
            self._next_tick = now_s + TICK_S
            self._incoming.tick(now_s)

    def _is_wanted(self, ref: MediaRef) -> bool:
        with self._back.store.reading() as tables:
            named = evidence.is_named(tables, ref) or drafts.is_named(tables, ref)
            return named and not was_let_go(tables, ref.id)


def _weight(errand: tuple[StationId, Errand]) -> bool:
    """Questions before pieces, each in the order of their coming."""
    return isinstance(errand[1], bytes)
