"""How safe the work is: the second device, and what lies on it."""

from typing import Literal

from classroom.value import Value


class Safety(Value, frozen=True, kw_only=True):
    """What is known of the backups; times are UTC ms.

    `second`: "none" = nothing is named in [backup] second; "away" = it is named, but not plugged in; "same disk" =
    it is there, but on the disk of the hub itself (same_disk_ok); "here". `verified_ms`: when the newest backup
    there was verified. `journal_ms`: up to when the acts of staff lie there too. `trouble`: one sentence, or "".
    """

    second: Literal["none", "here", "away", "same disk"] = "none"
    verified_ms: int | None = None
    file: str = ""
    bytes: int = 0
    journal_ms: int | None = None
    running: bool = False
    trouble: str = ""
