"""Which files of pieces are not here; what has come once is remembered, so that each is looked for on the disk once."""

import threading
from typing import NamedTuple

import msgspec

from hub.store.tables import Tables
from plumbing.blobs import BlobStore

_TEXTS = msgspec.json.Decoder(tuple[str, ...])


class Away(NamedTuple):
    """A file that a piece names and that is not here; the time of the piece is UTC ms."""

    media: str
    mime: str
    evidence: str
    station: str
    visit: str
    learners: tuple[str, ...]
    at_ms: int
    lost: bool
    given_up: bool


class AwayMedia:
    """Any thread may ask."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._lock = threading.Lock()
        self._here: set[str] = set()

    def all(self, tables: Tables) -> list[Away]:
        """Every file that is not here, lost ones first, then the oldest."""
        found = [away for media in self._missing(tables) if (away := _details(tables, media))]
        return sorted(found, key=lambda away: (away.given_up, not away.lost, away.at_ms, away.media))

    def _missing(self, tables: Tables) -> list[str]:
        named = {media for (media,) in tables.all("SELECT DISTINCT media FROM piece_media")}
        with self._lock:
            unsure = named - self._here
        came = {media for media in unsure if self._blobs.has(media)}
        with self._lock:
            self._here |= came
        return sorted(unsure - came)


def lost_stations(tables: Tables) -> list[str]:
    """The station of each file that it says it cannot send, and that nobody gave up yet."""
    rows = tables.all("SELECT station FROM lost_media WHERE media NOT IN (SELECT media FROM given_up)")
    return [station for (station,) in rows]


def _details(tables: Tables, media: str) -> Away | None:
    row = tables.one(
        "SELECT media, mime, evidence, station, visit, learners, at_ms, "
        "EXISTS (SELECT 1 FROM lost_media WHERE lost_media.media = piece_media.media), "
        "EXISTS (SELECT 1 FROM given_up WHERE given_up.media = piece_media.media) "
        "FROM piece_media JOIN pieces USING (evidence) WHERE media = ? ORDER BY evidence LIMIT 1",
        media,
    )
    return Away._make((*row[:5], _TEXTS.decode(row[5]), row[6], bool(row[7]), bool(row[8]))) if row else None
