"""Where two grown-ups see one child's work differently: the latest stands, both are shown, a talk is due. Pure."""

from collections.abc import Iterable

from classroom.ids import StaffId
from classroom.mastery import Judgement


def two_minds(judgements: Iterable[Judgement], mastery_level: int = 3) -> tuple[Judgement, ...]:
    """Return what each person decided last, oldest first, where that differs about mastery; else nothing.

    `judgements` are those that nobody corrected, oldest first. A higher level that rests on work which the other
    had not seen is no second mind: the child has grown.
    """
    latest: dict[StaffId, Judgement] = {}
    for judgement in judgements:
        if judgement.level is not None:
            latest.pop(judgement.by, None)
            latest[judgement.by] = judgement
    minds = tuple(latest.values())
    if not minds:
        return ()
    last = minds[-1]
    against = [mind for mind in minds[:-1] if _differ(mind, last, mastery_level)]
    return (*against, last) if against else ()


def _differ(before: Judgement, last: Judgement, mastery_level: int) -> bool:
    was, is_ = (before.level or 0) >= mastery_level, (last.level or 0) >= mastery_level
    grown = is_ and not was and not set(last.evidence) <= set(before.evidence)
    return was != is_ and not grown
