"""Review (H03): one piece after the other, answered by keys; the common case is `3 Enter`."""

from typing import Final

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.service.shapes import AnswerKept, ReviewPiece
from hub.web.answers import REASONS, answer_of
from hub.web.desk import Call, Desk

PATH: Final = "/review"
PREFETCH: Final = 5
LONGEST: Final = 2 * 16_000 * 61 + 1_024
"""Bytes of a minute, as a browser sends it: 16 kHz, mono, 16 bit."""
SECONDS_A_PIECE: Final = 10
CLAIMS: Final = {1: "not yet", 2: "nearly", 3: "got it", 4: "could teach it"}


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Review(desk)
    return [
        desk.get(PATH, page.show),
        desk.get(f"{PATH}/queue", page.queue),
        desk.post(f"{PATH}/undo", page.undo),
        desk.get(PATH + "/{evidence}", page.show),
        desk.get(PATH + "/{evidence}/piece", page.piece),
        desk.post(PATH + "/{evidence}/start", page.start),
        desk.post(PATH + "/{evidence}/answer", page.answer),
        desk.post_sound(PATH + "/{evidence}/voice", page.say, LONGEST),
        desk.post(PATH + "/{evidence}/date", page.date),
    ]


class _Review:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        waiting = [item.evidence for item in self._office.review_queue(call.staff.id)]
        asked = call.request.path_params.get("evidence") or (waiting[0] if waiting else None)
        piece = self._office.review_piece(asked, call.staff.id, call.field("target")) if asked else None
        return self._desk.page(
            call,
            "review.html",
            piece=piece,
            claims=CLAIMS,
            reasons=REASONS,
            waiting=waiting if asked in waiting or not asked else [asked, *waiting],
            minutes=-(-len(waiting) * SECONDS_A_PIECE // 60),
            prefetch=PREFETCH,
        )

    def queue(self, call: Call) -> Response:
        return JSONResponse([item.evidence for item in self._office.review_queue(call.staff.id)])

    def piece(self, call: Call) -> Response:
        piece = self._office.review_piece(call.part("evidence"), call.staff.id, call.field("target"))
        return self._desk.part(call, "review/piece.html", piece=piece, claims=CLAIMS, reasons=REASONS)

    def start(self, call: Call) -> Response:
        self._office.start_review(call.part("evidence"), call.staff.id)
        return Response(status_code=204)

    def say(self, call: Call, samples: bytes) -> Response:
        """Take in what somebody said about a piece, until her answer names it."""
        return JSONResponse({"voice": self._office.say(call.part("evidence"), samples, call.staff.id)})

    def date(self, call: Call) -> Response:
        evidence = call.part("evidence")
        self._office.set_date(evidence, call.field("day"), call.staff.id)
        return RedirectResponse(f"{PATH}/{evidence}", 303)

    def answer(self, call: Call) -> Response:
        evidence = call.part("evidence")
        kept = self._office.answer(evidence, call.staff.id, answer_of(call))
        if not call.by_script:
            return RedirectResponse(f"{PATH}/{kept.next}" if kept.next else PATH, 303)
        piece = self._office.review_piece(evidence, call.staff.id, call.field("target"))
        return JSONResponse(
            {"answer": kept.answer, "until_ms": kept.until_ms, "says": says(kept, piece, call)}
        )

    def undo(self, call: Call) -> Response:
        taken = [self._office.undo(answer, call.staff.id) for answer in call.fields("answer") or [""]]
        evidence = taken[0]
        return (
            JSONResponse({"evidence": evidence})
            if call.by_script
            else RedirectResponse(f"{PATH}/{evidence}", 303)
        )


def says(kept: AnswerKept, piece: ReviewPiece, call: Call) -> str:
    """Return in words what an answer does, for the line that offers to undo it."""
    if kept.did == "words":
        return f"{piece.target.code}: words sent."
    if kept.did == "counts":
        return f"{piece.target.code}: level {call.field('level')} for this piece."
    decided = call.field("decision").replace("_", " ") or "mastered"
    return f"{piece.target.code}: {decided}."
