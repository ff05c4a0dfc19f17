"""Her raised hand as it stands now: what the hub said of it, and her own later facts laid over that. Pure."""

from msgspec.structs import replace

from classroom.facts import Fact, HelpCancelled, HelpOpened, HelpTried, VisitClosed, VisitNotMe, VisitOpened
from classroom.helping import ENDED, HandLine
from station.session.state import Visit

UNHEARD = -1
"""How many wait before a hand of which the hub has not said so yet."""


def hand_of(visit: Visit) -> HandLine | None:
    """Return her hand while it is up, facts on their way to the disk included."""
    facts, known = _facts_of(visit), _known(visit)
    asked = next((fact for fact in reversed(facts) if isinstance(fact, HelpOpened)), None)
    if asked is not None and (known is None or known.help != asked.help):
        known = HandLine(help=asked.help, kind=asked.kind, before=UNHEARD)
    if known is None or known.state in ENDED or HelpCancelled(help=known.help) in facts:
        return None
    tried = [fact.tried for fact in facts if isinstance(fact, HelpTried) and fact.help == known.help]
    return replace(known, tried=tried[-1]) if tried else known


def _known(visit: Visit) -> HandLine | None:
    """Return what the hub said of her hand, if that was in this visit."""
    document = visit.visitor.document
    there = document.visit is not None and document.visit.visit == visit.id
    return document.hand if there else None


def _facts_of(visit: Visit) -> list[Fact]:
    """Return her own facts that belong to this visit, in order."""
    facts = [one.fact for one in sorted(visit.visitor.own, key=lambda fact: fact.seq)]
    facts += [fact for pending in visit.pending for fact in pending.facts]
    bounds = [
        at for at, fact in enumerate(facts, 1) if isinstance(fact, VisitOpened | VisitClosed | VisitNotMe)
    ]
    return facts[bounds[-1] if bounds else 0 :]
