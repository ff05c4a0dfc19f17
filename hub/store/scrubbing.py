"""Makes the files of a database forget what was deleted from it: every page written anew, the log beside it emptied."""

import sqlite3
import time
from typing import Final

from hub.errors import ScrubDelayed

PATIENCE_S: Final = 10.0
_PAUSE_S: Final = 0.02


def scrub(connection: sqlite3.Connection, patience_s: float = PATIENCE_S) -> None:
    """Write the database anew without its free pages and cut its log to nothing; outside of any transaction.

    Raises ScrubDelayed while somebody keeps reading an older state: the log is needed as long as that.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("VACUUM")
    until = time.monotonic() + patience_s
    while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > until:
            raise ScrubDelayed
        time.sleep(_PAUSE_S)
