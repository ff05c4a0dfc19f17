"""How long things are kept: when their time is over, as far as the calendar says. Pure.

Drafts wait for 14 school days on which their class met: that is counted where the meetings are known. What is
somebody's decision (a judgement, a plan) is kept until the learner leaves, and then as the school's own rule says.
"""

from datetime import date, timedelta
from typing import Final, Literal

from classroom.facts import Keep

Kind = Literal["drafts", "files", "visits"]
KINDS: Final[tuple[Kind, ...]] = ("drafts", "files", "visits")
"""What the clock lets go of, each with a switch of its own."""
AFTER_YEAR_END: Final = timedelta(days=60)
TOLD_BEFORE: Final = timedelta(days=14)
"""So long before anything goes the teachers are told; "not yet" moves it by as much again."""
_AUDIT_YEARS: Final = 3


def year_ends(made: date, month: int, day: int) -> date:
    """Return the end of the school year in which a day lies; years end on this day of this month."""
    ends = _on(made.year, month, day)
    return ends if made <= ends else _on(made.year + 1, month, day)


def over_on(keep: Keep, made: date, month: int, day: int) -> date | None:
    """Return the day on which the time of something made then is over; None where no calendar can tell."""
    match keep:
        case Keep.YEAR_END:
            return year_ends(made, month, day) + AFTER_YEAR_END
        case Keep.YEAR:
            return _on(made.year + 1, made.month, made.day)
        case Keep.AUDIT:
            return _on(made.year + _AUDIT_YEARS, made.month, made.day)
    return None


def may_go_on(over: date, told: date | None, not_before: date | None) -> date | None:
    """Return the first day on which something may go: its time is over, and people were told; None before they were."""
    if told is None:
        return None
    days = [over, told + TOLD_BEFORE, *([not_before] if not_before else [])]
    return max(days)


def _on(year: int, month: int, day: int) -> date:
    """A day of a year; the 29th of February is the 28th where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)
