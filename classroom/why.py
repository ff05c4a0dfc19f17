"""Why a target stands where it stands: one sentence to the learner for every state and every "next". Pure.

The English words are the sentence; other languages find theirs by it. None of them counts, ranks or hurries.
"""

from enum import Enum, unique
from typing import Final

from classroom.mastery import State
from classroom.path import Reason


@unique
class Why(Enum):
    """The sentences; {braces} are filled in by whoever shows them: names, days as one says them."""

    BEYOND = "You could teach this. You showed it on {day}."
    MASTERED = "You can do this. You showed it on {day}."
    LOOK_AGAIN = "You showed it on {day}; let's look again."
    HANDED_IN = "Your work is with {teacher}."
    READY = "All that was asked is in; {teacher} will look."
    NOW_PLANNED = "You planned with {teacher} to do it now."
    NOW_BEGUN = "You have begun it."
    OPEN_PICKED = "It is open, for you asked for it."
    OPEN_PLANNED = "It is open, and you planned it with {teacher}."
    OPEN_AFTER = "It is open because you mastered {because}."
    OPEN_GOAL = "It is open, and part of your goal."
    OPEN_TO_ALL = "It is open: everyone meets this one."
    LATER = "It opens after you master {needs}."


_BY_STATE: Final = {
    State.BEYOND: Why.BEYOND,
    State.MASTERED: Why.MASTERED,
    State.LOOK_AGAIN: Why.LOOK_AGAIN,
    State.HANDED_IN: Why.HANDED_IN,
    State.READY: Why.READY,
    State.LATER: Why.LATER,
}
_BY_REASON: Final = {
    Reason.PICKED: Why.OPEN_PICKED,
    Reason.PLANNED: Why.OPEN_PLANNED,
    Reason.OPENS: Why.OPEN_AFTER,
    Reason.GOAL: Why.OPEN_GOAL,
    Reason.EVERYONE: Why.OPEN_TO_ALL,
}


def why(state: State, reason: Reason | None = None, *, planned: bool = False) -> Why:
    """Return the sentence for a state; `reason` is that of "next" for what is open, `planned`: her plan says "now"."""
    if state is State.NOW:
        return Why.NOW_PLANNED if planned else Why.NOW_BEGUN
    if state is State.OPEN:
        return _BY_REASON[reason or Reason.EVERYONE]
    return _BY_STATE[state]
