"""What a spreadsheet shows of one learner: her pieces, what was decided, said and asked, and where she was."""

from collections.abc import Callable, Iterator, Sequence

from classroom.ids import LearnerId
from classroom.staff import Staff
from hub.store.projections import evidence, hands, judging, visits
from hub.store.projections.evidence import HandedIn
from hub.store.tables import Tables

_ALL = 2**31
At = Callable[[int | None], str]
Sheet = tuple[str, tuple[str, ...], list[tuple[object, ...]]]
"""A table: its name, its header, its rows."""


def sheets(tables: Tables, learner: LearnerId, pieces: Sequence[HandedIn], at: At) -> Iterator[Sheet]:
    """Yield the tables; `at` writes a time."""
    yield _evidence(tables, pieces, at)
    yield _judgements(tables, learner, at)
    yield _feedback(tables, learner, at)
    seen = visits.latest_visits(tables, learner, _ALL)
    head = ("opened", "closed", "zone", "mode", "id")
    yield (
        "visits",
        head,
        [(at(one.opened_ms), at(one.closed_ms), one.zone, one.mode, one.visit) for one in seen],
    )
    asked = hands.of_learner(tables, learner)
    yield (
        "help",
        ("at", "kind", "state", "id", "tried"),
        [
            (at(one.since_ms), one.request.kind, one.request.state, one.help, " ".join(one.request.tried))
            for one in asked
        ],
    )


def name_of(tables: Tables, staff: str) -> str:
    """How children call a person of the staff; "" for nobody."""
    person = tables.definitions.get(Staff, staff)
    return person.name if person else ""


def _evidence(tables: Tables, pieces: Sequence[HandedIn], at: At) -> Sheet:
    head = ("at", "targets", "kind", "text", "caption", "support", "attempt", "with a partner", "state", "id")
    rows: list[tuple[object, ...]] = [
        (
            at(one.at_ms), " ".join(one.targets), one.kind, one.text, one.caption, one.support, one.attempt,
            "yes" if len(one.learners) > 1 else "", evidence.progress(tables, one.evidence), one.evidence,
        )
        for one in pieces
    ]  # fmt: skip
    return "evidence", head, rows


def _judgements(tables: Tables, learner: LearnerId, at: At) -> Sheet:
    found = tables.all(
        "SELECT at_ms, target, decision, level, reason, by, judgement FROM judgements WHERE learner = ? ORDER BY at_ms",
        learner,
    )
    rows: list[tuple[object, ...]] = [
        (at(at_ms), *decided, name_of(tables, by), id_) for at_ms, *decided, by, id_ in found
    ]
    return "judgements", ("at", "target", "decision", "level", "reason", "by", "id"), rows


def _feedback(tables: Tables, learner: LearnerId, at: At) -> Sheet:
    rows: list[tuple[object, ...]] = [
        (
            at(one.at_ms), one.kind, one.text, name_of(tables, one.by), "yes" if one.seen else "", one.reply,
            one.evidence,
        )
        for one in judging.words_to(tables, learner, _ALL)
    ]  # fmt: skip
    return "feedback", ("at", "kind", "text", "by", "seen", "reply", "piece"), rows
