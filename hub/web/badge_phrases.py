"""What stations saw of badges, PINs and pictures, in a teacher's words: what happened, and what now. Pure."""

from collections.abc import Callable
from typing import Final

from hub.service.shapes import AlarmNow
from hub.web.phrases import many


def _dead_badge(one: AlarmNow) -> tuple[str, str]:
    times = "" if one.count == 1 else f", {one.count} times"
    whose = f"{one.whose}\u2019s" if one.whose else "Somebody\u2019s"
    return (
        f"{whose} old badge was shown here{times}. It was lost or replaced, so it opened nothing.",
        "The screen said no name. Ask who had it; if a new badge is missing, print one on Badges.",
    )


def _tries(one: AlarmNow) -> tuple[str, str]:
    if one.why.startswith("pin/"):
        return (
            f"A wrong PIN was typed {one.count} times with the card of {one.whose or 'somebody'}.",
            "The station waits longer after each. If it was somebody else, say on Badges that the card is lost.",
        )
    whose = f" for {one.whose}" if one.whose else ""
    return (
        f"Wrong pictures were tapped{whose} {one.count} times.",
        "The station waits. Let the child in yourself, or give new pictures on Badges.",
    )


def twice(whose: str, here: str, there: str, apart_ms: int) -> str:
    """Return the calm sentence about a badge that was at two places."""
    badge = f"{whose}\u2019s badge" if whose else "One badge"
    seconds = many(max(1, round(apart_ms / 1000)), "second")
    return f"{badge} was shown at {there} and at {here} within {seconds}."


def _twice(one: AlarmNow) -> tuple[str, str]:
    return (
        twice(one.whose, one.zone_name, one.other or "another zone", one.count),
        "Nobody was kept out. Perhaps there is a copy: print a new badge, and the old ones end with it.",
    )


OF_BADGES: Final[dict[str, Callable[[AlarmNow], tuple[str, str]]]] = {
    "dead_badge": _dead_badge,
    "tries": _tries,
    "twice": _twice,
}
