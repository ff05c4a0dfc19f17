"""Her requests as they stand: what her document says, and what she asked since. Pure."""

from classroom.asking import AskCard, AskKind, Stage, hindrance
from classroom.facts import DisagreeRaised, Fact, JumpAsked, ReassessAsked
from classroom.ids import TargetId
from station.session.state import Visit

_OPEN = frozenset({Stage.ASKED, Stage.AGREED, Stage.SET})


def asks_of(visit: Visit) -> tuple[AskCard, ...]:
    """Return all her requests, the latest last; what is on its way to the disk is there already."""
    own = [(one.fact, one.at_ms) for one in sorted(visit.visitor.own, key=lambda one: one.seq)]
    own += [(fact, 0) for one in visit.pending for fact in one.facts]
    known = {card.request for card in visit.visitor.document.asks}
    said = [card for fact, at_ms in own if (card := _card(fact, at_ms)) and card.request not in known]
    return (*visit.visitor.document.asks, *said)


def is_open(card: AskCard) -> bool:
    """Say whether it waits for somebody or something."""
    return card.stage in _OPEN


def about(visit: Visit, target: TargetId) -> AskCard | None:
    """Return the request that stands for a target: one that waits before one that is answered, else the latest."""
    mine = [card for card in asks_of(visit) if card.target == target]
    return max(enumerate(mine), key=lambda one: (is_open(one[1]), one[0]), default=(0, None))[1]


def hindered(visit: Visit, kind: AskKind, target: TargetId) -> str:
    """Return why she cannot ask this just now, "" when she can."""
    waiting = [(card.kind, card.target) for card in asks_of(visit) if is_open(card)]
    return hindrance(waiting, kind, target)


def _card(fact: Fact, at_ms: int) -> AskCard | None:
    match fact:
        case ReassessAsked(request=request, target=target):
            kind = AskKind.AGAIN
        case JumpAsked(request=request, target=target):
            kind = AskKind.EARLY
        case DisagreeRaised(request=request, target=target):
            kind = AskKind.DIFFERENTLY
        case _:
            return None
    return AskCard(request=request, kind=kind, target=target, at_ms=at_ms)
