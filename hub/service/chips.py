"""Ready-made lines of feedback for the keys G 1 to G 9: those that the hub comes with, and each person's own."""

from collections.abc import Sequence
from typing import Final

from classroom.facts import ChipsSet
from classroom.ids import StaffId
from hub.errors import ServiceRefused
from hub.service.recording import Recording
from hub.service.shapes import Chip
from hub.store.projections import talks
from hub.store.tables import Tables

CHIPS: Final = (
    Chip(kind="glow", text="You made it clear."),
    Chip(kind="glow", text="You said why."),
    Chip(kind="glow", text="You checked your own work."),
    Chip(kind="grow", text="Show one more example."),
    Chip(kind="grow", text="Say why it works."),
    Chip(kind="grow", text="Check it once more, step by step."),
    Chip(kind="next", text="Read it aloud to a friend."),
    Chip(kind="next", text="Try it with a new one."),
    Chip(kind="ask", text="How did you find that?"),
)
LONGEST: Final = 80
"""Letters of a ready line: it has to fit on a key, and on a child's screen."""


def chips_for(tables: Tables, staff: StaffId) -> tuple[Chip, ...]:
    """The lines under a person's keys."""
    return talks.chips_of(tables, staff) or CHIPS


def set_chips(recording: Recording, tables: Tables, chips: Sequence[Chip], by: StaffId) -> None:
    """Keep a person's own lines; none at all brings back those that the hub came with."""
    kept = tuple(Chip(kind=chip.kind, text=text) for chip in chips if (text := " ".join(chip.text.split())))
    if len(kept) > len(CHIPS) or any(len(chip.text) > LONGEST for chip in kept):
        raise ServiceRefused(f"Keep up to {len(CHIPS)} lines of up to {LONGEST} letters.")
    if kept and not any(chip.kind in {"grow", "next"} for chip in kept):
        raise ServiceRefused(
            "Keep one line at least that says what to try next: \u201cnot yet\u201d needs it."
        )
    recording.note(tables, ChipsSet(by=by, chips=() if kept == CHIPS else kept))
