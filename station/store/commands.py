"""What this station has answered to commands of the hub: none is carried out twice, also not after a restart."""

import sqlite3
from typing import Final

from classroom.facts import CommandAnswered
from classroom.wire.messages import CommandDone

REMEMBERED: Final = 256
"""So many answers are kept: a hub asks again for minutes or days, not for ever."""


class Commands:
    """The table `commands`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def answer(self, fact: CommandAnswered) -> None:
        """Remember what became of a command; the first answer stands."""
        self._db.execute(
            "INSERT OR IGNORE INTO commands (cmd_id, kind, ok, why) VALUES (?, ?, ?, ?)",
            (fact.cmd_id, fact.kind, fact.ok, fact.why),
        )
        self._db.execute(
            "DELETE FROM commands WHERE kind NOT IN ('lock', 'unlock') "
            "AND rowid <= (SELECT max(rowid) FROM commands) - ?",
            (REMEMBERED,),
        )

    def turned(self, as_: str, *, locked: bool) -> None:
        """Remember that a grown-up let this zone rest here, or ended its rest; `as_` is an id that no command has."""
        self._db.execute(
            "INSERT INTO commands (cmd_id, kind, ok, why) VALUES (?, ?, 1, '')",
            (as_, "lock" if locked else "unlock"),
        )

    def answered(self, cmd_id: str) -> CommandDone | None:
        """Return what was answered to a command; None when it was not."""
        row = self._db.execute("SELECT ok, why FROM commands WHERE cmd_id = ?", (cmd_id,)).fetchone()
        return CommandDone(cmd_id=cmd_id, ok=bool(row[0]), why=row[1]) if row else None

    def locked(self) -> bool:
        """Say whether the zone rests: the last that was carried out of lock and unlock was a lock."""
        row = self._db.execute(
            "SELECT kind FROM commands WHERE ok AND kind IN ('lock', 'unlock') ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
        return row is not None and row[0] == "lock"
