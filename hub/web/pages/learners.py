"""Learners (H05): strengths first, then the path, then the pieces that show it."""

from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from hub.service.shapes import EvidenceNow, LearnerPage, LineNow
from hub.web.desk import Call, Desk

PATH: Final = "/learners"


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the list and of one learner."""
    page = _Learners(desk)
    return [desk.get(PATH, page.show_all), desk.get(PATH + "/{learner}", page.show)]


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
        page = self._office.learner_page(call.part("learner"), call.staff.id)
        return self._desk.page(call, "learner.html", page=page, groups=path_groups(page), wall=wall(page))


def path_groups(page: LearnerPage) -> tuple[tuple[str, tuple[LineNow, ...]], ...]:
    """Return the lines of the path under their headings, in the order in which they matter today."""
    return (
        ("Handed in", page.handed_in),
        ("Now", page.now),
        ("Let's look again", page.look_again),
        ("Can come next", page.next),
    )


def wall(page: LearnerPage) -> dict[str, list[EvidenceNow]]:
    """Return the pieces by target, the target of the newest piece first, newest piece first."""
    found: dict[str, list[EvidenceNow]] = {}
    for piece in sorted(page.evidence, key=lambda piece: piece.at_ms, reverse=True):
        found.setdefault(piece.target, []).append(piece)
    return found
