"""Learners (H05): strengths first, then the path, then the pieces that show it."""

from typing import Final
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from classroom.learner import Learner
from hub.errors import ServiceRefused
from hub.service.shapes import EvidenceNow, LearnerPage, LineNow
from hub.web.answers import DECISIONS
from hub.web.desk import Call, Desk
from hub.web.pages.review import CLAIMS

PATH: Final = "/learners"


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the list and of one learner."""
    page = _Learners(desk)
    return [
        desk.get(PATH, page.show_all),
        desk.get(PATH + "/{learner}", page.show),
        desk.post(PATH + "/{learner}/admit", page.admit),
        desk.post(PATH + "/{learner}/slip", page.correct),
    ]


class _Learners:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show_all(self, call: Call) -> Response:
        classes = self._office.classes(call.staff.id)
        if not classes and not call.field("class"):
            return self._desk.page(call, "no_class.html")
        chosen = call.field("class") or classes[0].id
        learners = self._office.learners(chosen, call.staff.id)
        return self._desk.page(call, "learners.html", classes=classes, chosen=chosen, learners=learners)

    def show(self, call: Call) -> Response:
        page = self._office.learner_page(call.part("learner"), call.staff.id, call.field("day"))
        return self._desk.page(
            call,
            "learner.html",
            page=page,
            groups=path_groups(page),
            wall=wall(page),
            let_in_at=self._office.let_in_at(page.learner.classes, call.staff.id),
            asked=call.field("asked"),
            claims=CLAIMS,
            supports=supports(page.learner),
            corrected="corrected" in call.request.query_params,
        )

    def admit(self, call: Call) -> Response:
        """Let her in at one station, without her badge."""
        learner, station = call.part("learner"), call.field("station")
        self._office.admit(learner, station, call.staff.id)
        return RedirectResponse(f"{PATH}/{quote(learner, safe='')}?{urlencode({'asked': station})}", 303)

    def correct(self, call: Call) -> Response:
        """Put what was meant in the place of a slip."""
        meant = DECISIONS.get(call.field("meant"))
        if meant is None:
            raise ServiceRefused("Choose what was meant.")
        learner = self._office.correct_slip(
            call.field("judgement"), meant, call.field("words"), call.staff.id
        )
        return RedirectResponse(f"{PATH}/{quote(learner, safe='')}?corrected", 303)


def path_groups(page: LearnerPage) -> tuple[tuple[str, tuple[LineNow, ...]], ...]:
    """Return the lines of the path under their headings, in the order in which they matter today."""
    return (
        ("Handed in", page.handed_in),
        ("Now", page.now),
        ("Let's look again", page.look_again),
        ("Can come next", page.next),
    )


def supports(learner: Learner) -> tuple[str, ...]:
    """Return in words what stations do for a learner that they do not do for everybody."""
    has = learner.supports
    found = (
        ("screens read aloud", has.read == "auto"),
        (f"letters {has.scale:g} times as large", has.scale > 1),
        ("strong contrast", has.contrast),
        ("no motion", has.calm),
        ("captions", has.captions),
        ("one switch", has.switch),
        ("no time-out" if has.time == "off" else f"time {has.time}", has.time != "x1"),
        ("work with an adult counts", has.adult_help_counts),
    )
    return tuple(words for words, is_so in found if is_so)


def wall(page: LearnerPage) -> dict[str, list[list[EvidenceNow]]]:
    """Return the pieces by target, the target of the newest piece first; the tries of one piece stand together.

    Inside a target the piece with the newest try comes first, and its newest try before those that it revises.
    """
    after = {piece.revises: piece for piece in page.evidence if piece.revises}
    chains: dict[str, list[EvidenceNow]] = {}
    for piece in sorted(page.evidence, key=lambda piece: piece.at_ms, reverse=True):
        newest, seen = piece, {piece.evidence}
        while (later := after.get(newest.evidence)) and later.evidence not in seen:
            newest = later
            seen.add(later.evidence)
        chains.setdefault(newest.evidence, []).append(piece)
    found: dict[str, list[list[EvidenceNow]]] = {}
    for chain in chains.values():
        found.setdefault(chain[0].target, []).append(chain)
    return found
