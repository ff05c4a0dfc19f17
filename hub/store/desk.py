"""What lies on the hub's own desk beside the log: answers held for 10 s, small pictures, files given up."""

from collections.abc import Callable
from typing import NamedTuple

from hub.store.tables import Tables


class Held(NamedTuple):
    """An answer that may still be taken back until `due_ms`; `body` holds its facts."""

    answer: str
    evidence: str
    by: str
    due_ms: int
    body: bytes


class Thumb(NamedTuple):
    """The small picture of a file: its own media id, its own key, its size in bytes when sealed."""

    media: str
    thumb: str
    key: bytes
    mime: str
    size: int


def hold(tables: Tables, held: Held) -> None:
    """Keep an answer."""
    tables.run("INSERT INTO held_answers VALUES (?, ?, ?, ?, ?)", held)


def held(tables: Tables) -> list[Held]:
    """Every answer that is held, the first due first."""
    return [Held(*row) for row in tables.all("SELECT * FROM held_answers ORDER BY due_ms, answer")]


def let_go(tables: Tables, answer: str) -> None:
    """It was sent, or taken back."""
    tables.run("DELETE FROM held_answers WHERE answer = ?", (answer,))


def put_thumb(tables: Tables, thumb: Thumb) -> None:
    """Remember the small picture of a file."""
    tables.run("INSERT OR REPLACE INTO thumbs VALUES (?, ?, ?, ?, ?)", thumb)


def thumb_of(tables: Tables, media: str) -> Thumb | None:
    """The small picture of a file."""
    row = tables.one("SELECT * FROM thumbs WHERE media = ?", media)
    return Thumb(*row) if row else None


def thumb(tables: Tables, thumb_id: str) -> Thumb | None:
    """A small picture by its own id."""
    row = tables.one("SELECT * FROM thumbs WHERE thumb = ?", thumb_id)
    return Thumb(*row) if row else None


def forget_thumbs(tables: Tables, lost: Callable[[str], bool]) -> None:
    """Forget the small pictures that are lost, so that they are made again."""
    for (thumb_id,) in tables.all("SELECT thumb FROM thumbs"):
        if lost(thumb_id):
            tables.run("DELETE FROM thumbs WHERE thumb = ?", (thumb_id,))


def set_lost(tables: Tables, media: str, station: str, at_ms: int) -> None:
    """A station says that it cannot send a file."""
    tables.run("INSERT OR REPLACE INTO lost_media VALUES (?, ?, ?)", (media, station, at_ms))


def set_found(tables: Tables, media: str) -> None:
    """The file came after all."""
    tables.run("DELETE FROM lost_media WHERE media = ?", (media,))


def is_lost(tables: Tables, media: str) -> bool:
    """Whether a file was given up."""
    return tables.one("SELECT 1 FROM lost_media WHERE media = ?", media) is not None


def put_visit_key(tables: Tables, visit: str, key: bytes) -> None:
    """Keep the key of a visit, opened."""
    tables.run("INSERT OR IGNORE INTO visit_keys VALUES (?, ?)", (visit, key))


def visit_key(tables: Tables, visit: str) -> bytes | None:
    """The key of a visit."""
    row = tables.one("SELECT v FROM visit_keys WHERE visit = ?", visit)
    return row[0] if row else None


def meta(tables: Tables, key: str) -> str:
    """A word that the hub keeps about itself: room, hub_epoch, log_epoch, projections; "" when it has none."""
    row = tables.one("SELECT value FROM meta WHERE key = ?", key)
    return str(row[0]) if row else ""


def set_meta(tables: Tables, key: str, value: str) -> None:
    """Keep such a word."""
    tables.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
