"""Small pictures that stations fetch ahead of being asked: the newest ones of those whose block is open."""

from collections.abc import Iterable
from typing import Final

from classroom.wire.messages import MediaRef
from hub.store.tables import Tables

EACH: Final = 6
"""Small pictures of one learner: what her first page shows."""
_NEWEST: Final = """
SELECT thumb, size, mime FROM (
    SELECT thumbs.thumb, thumbs.size, thumbs.mime,
        row_number() OVER (PARTITION BY learner ORDER BY pieces.at_ms DESC, thumbs.thumb) AS place
    FROM (
        SELECT DISTINCT learner, evidence FROM class_members JOIN piece_lines USING (learner) WHERE class = ?1
    ) JOIN pieces USING (evidence) JOIN piece_media USING (evidence) JOIN thumbs USING (media)
    WHERE EXISTS (SELECT 1 FROM blocks WHERE class = ?1 AND closed_ms IS NULL)
) WHERE place <= ?2
"""


def small_pictures(tables: Tables, classes: Iterable[str]) -> tuple[MediaRef, ...]:
    """The small pictures of the newest pieces of all who are in a class with an open block."""
    rows = {row for class_ in classes for row in tables.all(_NEWEST, class_, EACH)}
    return tuple(MediaRef(id=thumb, size=size, mime=mime) for thumb, size, mime in sorted(rows))
