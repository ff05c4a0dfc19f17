"""Who would like help: the line of raised hands, and what a grown-up says to one of them."""

from collections.abc import Collection, Iterator
from typing import Literal

from classroom.facts import HelpSeen
from classroom.helping import HandLine, outside
from classroom.ids import ClassId, LearnerId, StaffId
from classroom.learner import Learner
from classroom.staff import Staff
from classroom.zone import Zone
from hub.errors import NotYours, ServiceRefused
from hub.service.recording import Recording
from hub.service.shapes import HandNow
from hub.store.projections import hands, roster, visits
from hub.store.projections.hands import Hand
from hub.store.tables import Tables

AnswerTo = Literal["seen", "coming", "peer", "done"]


def line_of(tables: Tables, classes: Collection[ClassId]) -> Iterator[Hand]:
    """Yield the hands that are up in some classes, oldest first."""
    for hand in hands.hands_up(tables):
        if not set(classes).isdisjoint(roster.classes_of(tables, hand.learner)):
            yield hand


def hand_now(tables: Tables, hand: Hand, *, opened: bool = False) -> HandNow:
    """Return a hand as a page shows it; its kind as nobody may tell it apart, unless somebody `opened` it."""
    learner, visit = tables.definitions.get(Learner, hand.learner), visits.visit(tables, hand.visit)
    zone = tables.definitions.get(Zone, visit.zone) if visit else None
    kind = hand.request.kind
    return HandNow(
        help=hand.help,
        learner=hand.learner,
        full=learner.full if learner else "",
        zone_name=zone.name if zone else "",
        kind=kind if opened else outside(kind),
        since_ms=hand.since_ms,
        state=hand.request.state,
        tried=hand.request.tried,
        by=_name(tables, hand.request.by),
    )


def hand_line(tables: Tables, learner: LearnerId, visit: str) -> HandLine | None:
    """Return what her station shows of her last call of this visit, and how many wait before her."""
    hand = hands.last_of_visit(tables, visit)
    if hand is None:
        return None
    request = hand.request
    return HandLine(
        help=hand.help,
        kind=request.kind,
        tried=request.tried,
        state=request.state,
        by=_name(tables, request.by) if request.answer != "peer" else "",
        before=_before(tables, learner, hand) if request.up else 0,
    )


def answer(recording: Recording, tables: Tables, help_id: str, state: AnswerTo, by: StaffId) -> None:
    """A grown-up saw a hand, comes, sends a classmate, or was there."""
    hand = hands.hand(tables, help_id)
    if hand is None:
        raise NotYours
    if not hand.request.up:
        raise ServiceRefused("This hand is down already.")
    recording.note(tables, HelpSeen(help=help_id, state=state, by=by), (hand.learner,))


def call_waiting(tables: Tables, classes: Collection[ClassId]) -> str:
    """Return the oldest hand that asks for an adult and that nobody goes to yet; "" if there is none."""
    waiting = (
        hand.help
        for hand in line_of(tables, classes)
        if hand.request.kind == "adult" and hand.request.state in {"open", "seen"}
    )
    return next(waiting, "")


def _before(tables: Tables, learner: LearnerId, hers: Hand) -> int:
    """How many hands of her classes are older than hers."""
    line = line_of(tables, roster.classes_of(tables, learner))
    return sum((one.since_ms, one.help) < (hers.since_ms, hers.help) for one in line)


def _name(tables: Tables, staff: StaffId) -> str:
    person = tables.definitions.get(Staff, staff) if staff else None
    return person.name if person else ""
