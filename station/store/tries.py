"""How often a PIN or a row of pictures was wrong here, and until when nothing is tried; kept through every restart."""

import sqlite3
from typing import Final, NamedTuple

FREE: Final = 5
"""So many wrong ones cost nothing but the typing."""
FIRST_WAIT_S: Final = 30
LONGEST_WAIT_S: Final = 900


class Tried(NamedTuple):
    """The wrong tries on one code. Times are ms since the boot `boot`."""

    times: int = 0
    boot: str = ""
    until_ms: int = 0
    wait_s: int = 0


class Tries:
    """Rows by what is tried. The writing methods want a transaction around them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, what: str) -> Tried:
        found = self._db.execute("SELECT count, boot, until_ms, wait_s FROM tries WHERE what = ?", (what,))
        row = found.fetchone()
        return Tried(*row) if row else Tried()

    def put(self, what: str, tried: Tried) -> None:
        self._db.execute("INSERT OR REPLACE INTO tries VALUES (?, ?, ?, ?, ?)", (what, *tried))

    def clear(self, what: str) -> None:
        self._db.execute("DELETE FROM tries WHERE what = ?", (what,))


def wait_after(count: int, free: int = FREE) -> int:
    """Return the seconds that follow so many wrong tries: none, then 30, 60, 120 ... 900."""
    if count < free:
        return 0
    return int(min(FIRST_WAIT_S * 2 ** min(count - free, 10), LONGEST_WAIT_S))
