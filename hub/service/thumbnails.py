"""Small pictures of what arrived: at most 320 px and 12 KB, sealed under keys of their own, made in the background."""

import io
import logging
import threading
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Final

from PIL import Image

from hub.errors import HubStopping, MediaAway
from hub.service.backoffice import Backoffice
from hub.service.media import ABOUT
from hub.store import desk
from hub.store.desk import Thumb
from hub.store.projections import drafts, evidence
from hub.store.tables import Tables
from plumbing import seal
from plumbing.errors import PlumbingError

SIDE: Final = 320
MAX_BYTES: Final = 12_288
LARGEST_SIDE: Final = 6_000
"""Pixels; a picture that claims more is not unpacked."""
TOGETHER: Final = 8
"""Files in one transaction, when so many wait: they come by the dozen after a block without the hub."""
_QUALITIES: Final = (80, 65, 50, 35, 20)

log = logging.getLogger(__name__)
Job = Callable[[Tables], None]


class Thumbnails:
    """One thread, from `start` to `stop`; `post` is told of every file that is whole."""

    def __init__(self, back: Backoffice) -> None:
        self._back = back
        self._queue: SimpleQueue[str | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="hub thumbnails", daemon=True)

    def start(self) -> None:
        """Begin, with what was left undone."""
        with self._back.store.reading() as tables:
            undone = evidence.media_without_thumb(tables)
        for media in undone:
            if self._back.store.blobs.has(media):
                self.post(media)
        self._thread.start()

    def stop(self) -> None:
        """Finish the picture at hand, leave the rest for the next start; may be repeated."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def post(self, media: str) -> None:
        """A file is here: say so to those who wait for it, and make its small picture."""
        self._queue.put(media)

    def _run(self) -> None:
        while (media := self._queue.get()) is not None:
            named = [media]
            while len(named) < TOGETHER and not self._queue.empty():
                more = self._queue.get()
                if more is None:
                    return
                named.append(more)
            try:
                self._keep(named)
            except HubStopping:
                return
            except PlumbingError as error:
                log.warning("small pictures wait for the next start: %s", error)

    def _keep(self, named: list[str]) -> None:
        """Look at some files, and write down what comes of them in one transaction."""
        jobs = [job for media in named if (job := self._look(media))]

        def all_of_them(tables: Tables) -> None:
            for job in jobs:
                job(tables)

        if jobs:
            self._back.writer.do(all_of_them)
            self._back.live.touch("media", "review", "people")

    def _look(self, media: str) -> Job | None:
        """Make the small picture of one file; what cannot be read does not keep the others back."""
        try:
            with self._back.store.reading() as tables:
                if drafts.drafts_with(tables, media):
                    return partial(_draft_came, media=media)
                mime, data = self._back.shelf.opened(tables, media)
            thumb = self._sealed(media, data) if mime.startswith("image/") else None
        except (PlumbingError, MediaAway) as error:
            log.warning("no small picture of %s: %s", media, error)
        except Exception:
            log.exception("no small picture of %s", media)
        else:
            return partial(_piece_came, media=media, thumb=thumb)
        return None

    def _sealed(self, media: str, data: bytes) -> Thumb | None:
        small = small_picture(data)
        if small is None:
            log.warning("media %s is no picture that we can read", media)
            return None
        key = self._back.entropy(seal.KEY)
        box = seal.seal(key, small, ABOUT)
        return Thumb(media, self._back.store.blobs.put(box), key, "image/jpeg", len(box))


def _piece_came(tables: Tables, media: str, thumb: Thumb | None) -> None:
    desk.set_found(tables, media)
    if thumb is not None:
        desk.put_thumb(tables, thumb)
    piece = evidence.piece_with(tables, media)
    for learner in piece.learners if piece else ():
        tables.mark_stale(f"learner/{learner}")


def _draft_came(tables: Tables, media: str) -> None:
    """What is half-finished is shown to nobody; but with all of its files here it may go to other stations."""
    desk.set_found(tables, media)
    for draft in drafts.drafts_with(tables, media):
        drafts.mark_line_stale(tables, draft.draft)
        tables.mark_stale(f"learner/{draft.learner}")


def small_picture(data: bytes) -> bytes | None:
    """A JPEG of at most 320 px and 12 KB; None for bytes that are no picture, or one that is far too large."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            if max(picture.size) > LARGEST_SIDE:
                return None
            picture.draft("RGB", (SIDE, SIDE))
            small = picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        return None
    small.thumbnail((SIDE, SIDE))
    for quality in _QUALITIES:
        out = io.BytesIO()
        small.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MAX_BYTES:
            return out.getvalue()
    return None
