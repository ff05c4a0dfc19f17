"""Both directions of files over one link: what is offered, asked for, sent and put together."""

from typing import Final

from classroom.wire.messages import AnyMessage, MediaGone, MediaHave, MediaOffer, MediaWant
from plumbing.chunks import Chunk
from station.sync.downloads import Downloads
from station.sync.mouth import Mouth
from station.sync.uploads import Uploads

BACKLOG: Final = 128 * 1024
"""Bytes on their way to the broker beyond which pieces wait, so that a fact does not."""
BUSY_S: Final = 0.005


class Files:
    """Hears and says all about files. For the sync thread alone; times are monotonic seconds."""

    def __init__(self, uploads: Uploads, downloads: Downloads, mouth: Mouth) -> None:
        self._uploads, self._downloads, self._mouth = uploads, downloads, mouth

    def at_s(self, now_s: float) -> float:
        """Return when there is something to say."""
        if self._uploads.new:
            return now_s
        pieces_s = (
            now_s + BUSY_S * (self._mouth.backlog() >= BACKLOG) if self._uploads.waiting else now_s + 60
        )
        return min(pieces_s, self._uploads.at_s, self._downloads.at_s)

    def welcome(self, now_s: float) -> None:
        """Begin a connection: both sides ask anew."""
        self._uploads.welcome()
        self._downloads.fetch_bodies(now_s)

    def facts_arrived(self) -> None:
        """Files of facts that the hub has by now may be offered."""
        self._uploads.look_again()

    def documents_arrived(self, now_s: float) -> None:
        """Some of them may be files that are still to come."""
        self._downloads.fetch_bodies(now_s)

    def fetch(self, media: str, size: int, now_s: float, *, live: bool) -> None:
        """Begin to get a file; without the hub it is missing at once."""
        if live:
            self._downloads.fetch(media, size, now_s)
        else:
            self._downloads.not_now(media)

    def lost_link(self) -> None:
        """What was on its way down does not come now."""
        self._downloads.left()

    def hear(self, heard: AnyMessage | Chunk, now_s: float) -> None:
        """Hear what the hub says about files."""
        match heard:
            case MediaWant():
                if not self._uploads.want(heard):
                    self._mouth.say("up/rq", MediaGone(media=heard.media))
            case MediaHave():
                self._uploads.have(heard)
            case MediaOffer(media=refs):
                for ref in refs:
                    self._downloads.fetch_ahead(ref, now_s)
            case MediaGone(media=media):
                self._downloads.gone(media, now_s)
            case Chunk():
                self._downloads.piece(heard, now_s)

    def turn(self, upto: int, now_s: float) -> None:
        """Say what is due, then send a few pieces if nothing else waits for the broker."""
        if offer := self._uploads.offer(upto, now_s):
            self._mouth.say("up/rq", offer)
        self._downloads.turn(now_s)
        if self._uploads.waiting and self._mouth.backlog() < BACKLOG:
            for frame in self._uploads.frames():
                self._mouth.send("up/media", frame)
