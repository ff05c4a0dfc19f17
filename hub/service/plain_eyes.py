"""What somebody sees who may see the work and not how it was judged, such as an aide. Pure."""

from typing import Final

from msgspec.structs import replace

from classroom.evidence import PolicyCount
from classroom.mastery import State
from hub.service.shapes import LearnerPage, LineNow, ReviewPiece

_TOLD: Final = {State.LOOK_AGAIN: State.NOW, State.READY: State.HANDED_IN}


def without_levels(page: LearnerPage) -> LearnerPage:
    """Return a learner's page with what she works on and what she made, and no level or judgement of it."""
    lines = (*page.handed_in, *page.now, *page.look_again)
    return replace(
        page,
        mastered=(),
        handed_in=(),
        look_again=(),
        now=tuple(_plain(line) for line in lines),
        next=tuple(_plain(line) for line in page.next),
        later=0,
        evidence=tuple(replace(piece, level=None, claim=None) for piece in page.evidence),
        levels=False,
    )


def without_levels_of(piece: ReviewPiece) -> ReviewPiece:
    """Return a piece with what it takes to say a word about it, and no level or judgement."""
    return replace(
        piece,
        claim=None,
        policy=(),
        policy_met=False,
        earlier=tuple(replace(one, level=None) for one in piece.earlier),
        levels=(),
        preset=0,
        judged="",
        lately=(),
        highest=0,
    )


def _plain(line: LineNow) -> LineNow:
    state = _TOLD.get(line.state, line.state)
    return replace(line, state=state, since="", by_name="", why="", counts=PolicyCount(), judged=(), minds=())
