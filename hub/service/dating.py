"""When a piece was made, as far as it is known, and the day that staff may give it where nobody measured it."""

import re
from typing import Final

from classroom.facts import DateSet
from classroom.ids import EvidenceId, StaffId
from classroom.staff import Staff
from hub.errors import NotYours, ServiceRefused
from hub.service.recording import Recording
from hub.service.shapes import Made
from hub.store.projections import dating, evidence
from hub.store.projections.evidence import HandedIn
from hub.store.tables import Tables

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


def made(tables: Tables, piece: HandedIn) -> Made:
    """When a piece was made; where its day is not sure, the days between which it was, and what staff said."""
    if dating.sure_day(tables, piece.from_ms, piece.at_ms):
        return Made(from_ms=piece.from_ms, at_ms=piece.at_ms)
    said, by = dating.date_set(tables, piece.evidence) or ("", "")
    person = tables.definitions.get(Staff, by) if by else None
    return Made(
        from_ms=piece.from_ms,
        at_ms=piece.at_ms,
        first_day=tables.definitions.day(piece.from_ms) if piece.from_ms else "",
        last_day=tables.definitions.day(piece.at_ms),
        day=said,
        by=person.name if person else "",
    )


def set_date(recording: Recording, tables: Tables, evidence_id: EvidenceId, day: str, by: StaffId) -> None:
    """Note on which day a piece was made; raises ServiceRefused for one that is sure, and for an impossible day."""
    piece = evidence.piece(tables, evidence_id)
    if piece is None:
        raise NotYours
    known = made(tables, piece)
    if not known.last_day:
        raise ServiceRefused("The clocks know for sure when this piece was made.")
    if not _DATE.fullmatch(day) or not known.first_day <= day <= known.last_day:
        first = f"{known.first_day} and {known.last_day}" if known.first_day else known.last_day
        raise ServiceRefused(
            f"Choose a day {'between ' if known.first_day else 'up to '}{first}: the piece cannot be from another."
        )
    recording.note(tables, DateSet(evidence=evidence_id, day=day, by=by), piece.learners)
