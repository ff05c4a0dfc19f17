"""Words of a grown-up to everybody in the room, or to one zone of it; they never name a learner. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from classroom.learner import Learner

Announcing = Literal["info", "move", "clear"]
"""info: something to know; move: all go somewhere; clear: put things away."""
LONGEST: Final = 90
_EVERYDAY: Final = frozenset({
    "art", "april", "august", "autumn", "bill", "dawn", "faith", "grace", "hope", "joy", "june", "mark", "may",
    "melody", "pat", "rose", "ruby", "summer", "will",
})  # fmt: skip
"""Names that are words, too: written small they name nobody."""


def names_somebody(text: str, learners: Iterable[Learner]) -> str:
    """Return the first name of a learner that stands in a text as a word of its own, "" when there is none."""
    for learner in learners:
        for name in {learner.name, learner.given} - {""}:
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
            if found and found[0] not in _EVERYDAY:
                return name
    return ""


def said_in(text: Mapping[str, str], langs: Iterable[str]) -> str:
    """Return the words in the first of these languages that has some, else in any."""
    return next((text[lang] for lang in langs if text.get(lang)), next(iter(text.values()), ""))
