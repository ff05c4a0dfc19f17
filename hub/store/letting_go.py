"""Files whose time may be over, and whether a verified backup holds them; which were let go."""

from collections.abc import Iterable
from typing import NamedTuple

from hub.store.safe import all_safe_marks
from hub.store.tables import Tables

_PIECES = """
SELECT media, size, at_ms, station, epoch, seq, '' FROM piece_media JOIN pieces USING (evidence)
WHERE media NOT IN (SELECT media FROM let_go)
"""
_DRAFTS = """
SELECT media, size, at_ms, facts.station, facts.epoch, facts.seq, learner || ' ' || draft
FROM draft_media JOIN drafts USING (draft) JOIN facts USING (ev)
WHERE media NOT IN (SELECT media FROM let_go) AND media NOT IN (SELECT media FROM piece_media)
"""


class Lying(NamedTuple):
    """One file; made when (UTC ms), `safe` when a verified backup holds it, of which draft of whom, if of one."""

    media: str
    size: int
    at_ms: int
    safe: bool
    learner: str = ""
    draft: str = ""


def of_pieces(tables: Tables) -> list[Lying]:
    """The files of pieces."""
    return _lying(tables, _PIECES)


def of_drafts(tables: Tables) -> list[Lying]:
    """The files that are of drafts alone."""
    return _lying(tables, _DRAFTS)


def was_let_go(tables: Tables, media: str) -> bool:
    """Whether the time of this file was over and it was let go."""
    return tables.one("SELECT 1 FROM let_go WHERE media = ?", media) is not None


def doom(tables: Tables, media: Iterable[str]) -> None:
    """These files are to be deleted, with the small pictures of them; in the caller's transaction."""
    for one in media:
        tables.run("INSERT OR IGNORE INTO doomed SELECT thumb FROM thumbs WHERE media = ?", (one,))
        tables.run("DELETE FROM thumbs WHERE media = ?", (one,))
        tables.run("INSERT OR IGNORE INTO doomed VALUES (?)", (one,))


def _lying(tables: Tables, sql: str) -> list[Lying]:
    safe = all_safe_marks(tables)
    return [
        Lying(media, size, at_ms, seq <= safe.get((station, epoch), 0), *of.split(" ", 1))
        if of
        else Lying(media, size, at_ms, seq <= safe.get((station, epoch), 0))
        for media, size, at_ms, station, epoch, seq, of in tables.all(sql)
    ]
