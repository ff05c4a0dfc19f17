"""Which files of pieces are not here; what has come once is remembered, so that each is looked for on the disk once."""

import threading
from typing import NamedTuple

import msgspec

from hub.store.tables import Tables
from plumbing.blobs import BlobStore

_TEXTS = msgspec.json.Decoder(tuple[str, ...])


class Away(NamedTuple):
    """A file that a piece or a draft names and that is not here; time is UTC ms. A draft has no `evidence`."""

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
        found = [away for media in self._missing(tables) if (away := away_of(tables, media))]
        return sorted(found, key=lambda away: (away.given_up, not away.lost, away.at_ms, away.media))

    def _missing(self, tables: Tables) -> list[str]:
        named = {
            media
            for (media,) in tables.all("SELECT media FROM piece_media UNION SELECT media FROM draft_media")
        }
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


def away_of(tables: Tables, media: str) -> Away | None:
    """The piece or draft that names a file, whether it is here or not; None when nothing does."""
    row = tables.one(
        "SELECT media, mime, evidence, station, visit, learners, at_ms FROM piece_media "
        "JOIN pieces USING (evidence) WHERE media = ?1 UNION ALL "
        "SELECT media, mime, '', station, visit, json_array(learner), at_ms FROM draft_media "
        "JOIN drafts USING (draft) WHERE media = ?1 ORDER BY evidence DESC LIMIT 1",
        media,
    )
    lost = tables.one("SELECT 1 FROM lost_media WHERE media = ?", media)
    given_up = tables.one("SELECT 1 FROM given_up WHERE media = ?", media)
    return Away._make((*row[:5], _TEXTS.decode(row[5]), row[6], bool(lost), bool(given_up))) if row else None
