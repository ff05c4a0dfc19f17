"""What a learner asked for, in the words of the page. Pure."""

from datetime import date
from typing import Final

from classroom.asking import AskKind, How, Since, Stage
from hub.service.shapes.asking import RequestNow
from hub.web.phrases import MONTHS, many
from hub.web.when import DAYS

KINDS: Final = {
    AskKind.AGAIN: ("rotate-ccw", "Show again"),
    AskKind.EARLY: ("lock-open", "Start early"),
    AskKind.DIFFERENTLY: ("messages-square", "I see it differently"),
}
_HOW: Final[dict[How, str]] = {
    "live": "do it live",
    "tell": "tell it",
    "make": "make or draw it",
    "write": "write it",
}
_SINCE: Final[dict[Since, str]] = {
    "practised": "practised",
    "read_words": "read the words for her",
    "asked": "asked somebody",
    "made_more": "made another one",
}


def wish(one: RequestNow) -> str:
    """Return what she would like, in a line."""
    if one.kind is AskKind.EARLY:
        first = f" {', '.join(one.needs)} would come first." if one.needs else ""
        return f"Would like to start this now.{first}"
    if one.kind is AskKind.DIFFERENTLY:
        return "Sees it differently and would like to talk."
    return f"Would like to {_HOW[one.how or 'live']}."


def since(one: RequestNow) -> str:
    """Return what she did since, as she told; "" when she did not say."""
    return f"Since then: {', '.join(_SINCE[each] for each in one.since)}." if one.since else ""


def age(one: RequestNow) -> str:
    """Return how long it waits, in days on which her class met."""
    return many(one.age_days, "school day") if one.age_days else "today"


def agreed(one: RequestNow) -> str:
    """Return what was said to it already; "" for what nobody has answered."""
    if one.stage is Stage.AGREED:
        return f"{one.by_name} agreed. A time is still to be set."
    if one.meeting is None:
        return ""
    at = f", {one.meeting.time}" if one.meeting.time else ""
    return f"{day(one.meeting.day)}{at} · {one.zone_name} · {one.by_name}"


def day(iso: str) -> str:
    """Return a day to choose: "Thu 5 Nov"."""
    found = date.fromisoformat(iso)
    return f"{DAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]}"
