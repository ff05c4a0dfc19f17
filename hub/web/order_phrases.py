"""What a station may be asked on its card, and what became of it, in words for a teacher. Pure."""

from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from classroom.commands import Kind, Why
from hub.service.shapes import AskedNow, StationLine
from hub.web.station_phrases import when


class Button(NamedTuple):
    """One button of a card: what is asked, its icon, its words."""

    kind: Kind
    icon: str
    words: str


_IDENTIFY: Final = Button("identify", "lightbulb", "Which one?")
_LOCK: Final = Button("lock", "lock", "Let it rest")
_UNLOCK: Final = Button("unlock", "lock-open", "Open again")
_RESTART: Final = Button("restart", "rotate-ccw", "Restart")
ASKED: Final[dict[Kind, str]] = {
    "identify": "say which one it is",
    "rescan": "read everything anew",
    "lock": "rest",
    "unlock": "open again",
    "restart": "start anew",
    "wipe": "destroy all that is on it",
    "rezone": "stand in another zone",
    "admit": "let a learner in",
    "update": "bring itself up to date",
}
_WHY: Final[dict[Why, str]] = {
    "busy": "somebody was at work on it until it was too late. Ask again.",
    "unknown": "this station cannot do that. Bring it up to date.",
    "unsaved": "something is on it that the hub has not. Wait until it is here.",
    "forged": "the hub\u2019s signature did not fit. Load the page, and ask again.",
    "failed": "its disk failed. Look at its card.",
}


def buttons(line: StationLine) -> tuple[Button, ...]:
    """Return what one touch asks of a station."""
    return (_IDENTIFY, _UNLOCK if line.locked else _LOCK, _RESTART)


def asked(one: AskedNow, tz: ZoneInfo, now_ms: int) -> str:
    """Return what a station was asked last, and what became of it."""
    at = when(one.at_ms, tz, now_ms)
    if one.done_ms is None:
        return (
            f"Asked at {at} to {ASKED[one.kind]}. It does so as soon as it hears it and nobody is in its way."
        )
    if one.ok:
        return f"Asked at {at} to {ASKED[one.kind]}: done."
    return f"Asked at {at} to {ASKED[one.kind]}, but {_WHY.get(one.why, one.why)}"
