"""What a station keeps of itself over a restart: how loud it speaks, when its badge list was last confirmed."""

import sqlite3


class Habits:
    """Columns of the one row `station`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def volume(self) -> int:
        """Return how loud it speaks, 1 to 5."""
        (level,) = self._db.execute("SELECT volume FROM station").fetchone()
        return int(level)

    def speak_at(self, level: int) -> None:
        """Keep how loud it speaks."""
        self._db.execute("UPDATE station SET volume = ?", (level,))

    def badges_ms(self) -> int | None:
        """Return the UTC ms at which the hub last stood behind the badge list; None when it never did."""
        (at_ms,) = self._db.execute("SELECT badges_ms FROM station").fetchone()
        return None if at_ms is None else int(at_ms)

    def badges_confirmed(self, at_ms: int) -> None:
        """Keep that the hub stands behind the badge list now."""
        self._db.execute("UPDATE station SET badges_ms = ?", (at_ms,))
