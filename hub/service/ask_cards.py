"""What a learner's document says of her requests, and which of her pieces was liked best."""

from typing import Final

from classroom.asking import AskCard, Request
from classroom.ids import EvidenceId, LearnerId, TargetId
from classroom.staff import Staff
from hub.store.projections import asking
from hub.store.tables import Tables

ANSWERED: Final = 8
"""How many requests that have their answer travel along, the latest of them."""


def ask_cards(tables: Tables, learner: LearnerId) -> tuple[AskCard, ...]:
    """Her requests as her stations show them: all that wait, and the latest of those that are answered."""
    every = asking.of_learner(tables, learner)
    answered = [one for one in every if not one.open][-ANSWERED:]
    return tuple(card for one in every if one.open or one in answered for card in _card(tables, one))


def best_pieces(tables: Tables, learner: LearnerId) -> dict[TargetId, EvidenceId]:
    """By target, the piece to which somebody gave the highest level, the newest of several; the level stays here."""
    rows = tables.all(
        "SELECT target, evidence, level FROM levels JOIN piece_lines USING (evidence, target) WHERE learner = ? "
        "ORDER BY at_ms, rev",
        learner,
    )
    latest = {(target, evidence): level for target, evidence, level in rows}
    return {target: evidence for (target, evidence), _ in sorted(latest.items(), key=lambda item: item[1])}


def _card(tables: Tables, request: Request) -> tuple[AskCard, ...]:
    asked, said = request.asked, request.standing
    if asked is None:
        return ()
    person = tables.definitions.get(Staff, said.by) if said else None
    return (
        AskCard(
            request=request.id,
            kind=asked.kind,
            target=asked.target,
            at_ms=asked.order.at_ms,
            stage=request.stage,
            meeting=request.meeting,
            by=person.name if person else "",
            words=said.words if said else "",
            answered_ms=said.order.at_ms if said else 0,
        ),
    )
