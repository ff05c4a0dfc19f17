"""Both directions of sealed files over one link: what is offered, asked for, sent and put together."""

import logging
from collections.abc import Callable
from typing import Final

from classroom.wire.messages import AnyMessage, MediaGone, MediaHave, MediaWant
from plumbing.chunks import Chunk
from plumbing.errors import PlumbingError
from station.sync.downloads import Downloads
from station.sync.mouth import Mouth
from station.sync.news import MediaArrived, MediaMissing, News
from station.sync.uploads import Uploads

_FAILED: Final = (PlumbingError, OSError)

log = logging.getLogger(__name__)


class Files:
    """Hears and says all about media. For the sync thread alone; times are monotonic seconds."""

    def __init__(
        self, uploads: Uploads, downloads: Downloads, mouth: Mouth, tell: Callable[[News], None]
    ) -> None:
        self._uploads, self._downloads, self._mouth, self._tell = uploads, downloads, mouth, tell

    def at_s(self, now_s: float) -> float:
        """Return when there is something to say."""
        return now_s if self._uploads.waiting else min(self._uploads.at_s, self._downloads.at_s)

    def welcome(self) -> None:
        self._uploads.welcome()

    def facts_arrived(self) -> None:
        """Files of facts that the hub has by now may be offered."""
        self._uploads.look_again()

    def fetch(self, media: str, *, live: bool) -> None:
        """Begin to get a file; without the hub it is missing at once."""
        if not live or not self._downloads.begin(media):
            self._tell(MediaMissing(media))

    def lost_link(self) -> None:
        """What was on its way down does not come now."""
        for media in self._downloads.drop_all():
            self._tell(MediaMissing(media))

    def hear(self, heard: AnyMessage | Chunk, now_ms: int) -> None:
        match heard:
            case MediaWant():
                if not self._uploads.want(heard):
                    self._mouth.say("up/rq", MediaGone(media=heard.media))
            case MediaHave():
                self._uploads.have(heard)
            case MediaGone(media=media):
                if self._downloads.drop(media):
                    self._tell(MediaMissing(media))
            case Chunk():
                self._piece(heard, now_ms)

    def turn(self, upto: int, now_s: float) -> None:
        """Say what is due, then send a few pieces."""
        if offer := self._uploads.offer(upto, now_s):
            self._mouth.say("up/rq", offer)
        wants, given_up = self._downloads.requests(now_s)
        for want in wants:
            self._mouth.say("up/rq", want)
        for media in given_up:
            self._tell(MediaMissing(media))
        for frame in self._uploads.frames():
            self._mouth.send("up/media", frame)

    def _piece(self, chunk: Chunk, now_ms: int) -> None:
        try:
            whole = self._downloads.piece(chunk, now_ms)
        except _FAILED:
            log.exception("a file from the hub cannot be kept")
            self._tell(MediaMissing(chunk.media_id))
            return
        if whole:
            self._mouth.say("up/rq", MediaHave(media=chunk.media_id))
            self._tell(MediaArrived(chunk.media_id))
