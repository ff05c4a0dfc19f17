"""How files fare on their way to the hub: asked for, shown as they grow, thanked for; their small pictures last."""

import logging
import time
from typing import Final, Protocol

from classroom.ids import StationId
from classroom.wire.messages import MediaHave, MediaWant, Message
from hub.service.backoffice import Backoffice
from hub.service.thumbnails import Thumbnails
from hub.store import erasing

PATIENCE_S: Final = 2.0
"""So long small pictures wait while more files come: they cost more than the files themselves."""

log = logging.getLogger(__name__)


class Answers(Protocol):
    """The way to the stations."""

    def answer(self, station: StationId, message: Message) -> bool: ...


class Arrivals:
    """For the porter's thread alone; what an Incoming tells is carried on."""

    def __init__(self, back: Backoffice, down: Answers, thumbs: Thumbnails) -> None:
        self._back, self._down, self._thumbs = back, down, thumbs
        self._came: list[str] = []
        self._came_s = 0.0

    def ask(self, peer: str, media: str, missing: tuple[int, ...]) -> None:
        self._down.answer(peer, MediaWant(media=media, missing=missing, window=len(missing)))

    def progressed(self, media: str, share: float) -> None:
        self._back.progress.set(media, share)

    def whole(self, peer: str, media: str, size: int) -> None:
        self._back.progress.forget(media)
        with self._back.store.reading() as tables:
            named = erasing.is_named(tables, media)
        self._down.answer(peer, MediaHave(media=media))
        if not named:  # its learner was erased while it came
            self._back.store.blobs.delete(media)
            return
        self._came_s = self._came_s if self._came else time.monotonic()
        self._came.append(media)

    def failed(self, peer: str, media: str, error: Exception | None) -> None:
        self._back.progress.forget(media)
        log.warning("media %s was not taken from %s: %s", media, peer, error or "nothing came")

    def pass_on(self, now_s: float, *, more_come: bool) -> None:
        """Let small pictures be made of what is here."""
        if self._came and (not more_come or now_s - self._came_s >= PATIENCE_S):
            for media in self._came:
                self._thumbs.post(media)
            self._came.clear()
