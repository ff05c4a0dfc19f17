"""A learner's path: mastered, now, next, each line with the one reason that put it there. Pure.

It lists and checks; it never chooses for a child. Source: learning model 2.2.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from classroom.ids import TargetId
from classroom.mastery import MASTERED_STATES, MasteryState, State
from classroom.plan import Plan
from classroom.target import LearningTarget
from classroom.value import Value

AT_ONCE = 3
"""How many lines of "next" stand on the first screen; the rest is one tap away."""


class Reason(StrEnum):
    """The fixed list of reasons; a screen shows their words, with the name that goes with them."""

    PICKED = "picked"
    PLANNED = "planned"
    OPENS = "opens"
    GOAL = "goal"
    EVERYONE = "everyone"


class NextLine(Value, frozen=True, kw_only=True):
    """One target that could come next; `because` is the code or name that the reason speaks of."""

    target: TargetId
    reason: Reason
    because: str = ""


def next_lines(
    targets: Iterable[LearningTarget], states: Mapping[TargetId, MasteryState], plan: Plan | None
) -> tuple[NextLine, ...]:
    """Return what is open or asks for another look: pinned, then planned, then in framework order.

    What a learner asked to start early, and was let, is pinned by that.
    """
    in_order = list(targets)
    codes = {target.id: target.code for target in in_order}
    ready = {
        target.id: target for target in in_order if states[target.id].state in {State.OPEN, State.LOOK_AGAIN}
    }
    planned = plan.targets if plan is not None and plan.active else ()
    early = [target for target in ready if states[target].waived]
    lines = {target: NextLine(target=target, reason=Reason.PICKED) for target in early}
    for entry in sorted(planned, key=lambda entry: not entry.pinned):
        if entry.target in ready and entry.target not in lines:
            reason = Reason.PICKED if entry.pinned else Reason.PLANNED
            lines[entry.target] = NextLine(
                target=entry.target, reason=reason, because=plan.staff if plan else ""
            )
    for target in ready.values():
        lines.setdefault(target.id, _open_line(target, states, codes))
    return tuple(lines.values())


def _open_line(
    target: LearningTarget, states: Mapping[TargetId, MasteryState], codes: Mapping[TargetId, str]
) -> NextLine:
    opened_by = [need for need in target.hard if need in states and states[need].state in MASTERED_STATES]
    if opened_by:
        return NextLine(target=target.id, reason=Reason.OPENS, because=codes[opened_by[-1]])
    return NextLine(target=target.id, reason=Reason.EVERYONE)
