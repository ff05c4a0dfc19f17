"""What working, making and handing in look like: U06, U08, U10, U13, U14. Pure."""

from typing import Literal

from station.views.shapes import Choice, Dots, Frame, PieceLook, Shape, Tone, View


class StepRow(Shape, frozen=True, kw_only=True):
    """One step; pressing the row speaks it."""

    number: int
    words: str
    speak: Choice


class WorkView(View, frozen=True, kw_only=True):
    """U06. `earlier`, `later` turn the steps, three a page. `other` is another way to the same target."""

    frame: Frame
    i_can: str
    steps: tuple[StepRow, ...]
    steps_empty: str
    earlier: Choice | None
    later: Choice | None
    materials: str
    minutes: str
    show_title: str
    evidence: tuple[Choice, ...]
    evidence_note: str
    policy: str
    dots: Dots | None
    note: str
    other: Choice | None
    back: Choice
    off: Choice


class PhotoView(View, frozen=True, kw_only=True):
    """U08. live: preview and shutter; taking: wait; taken: `jpeg` with keep and again.

    away: no camera, and `instead` are other ways.
    """

    frame: Frame
    stage: Literal["live", "taking", "taken", "away"]
    title: str
    hint: str
    jpeg: bytes
    shutter: Choice
    keep: Choice
    again: Choice
    instead: tuple[Choice, ...]
    back: Choice


class Key(Shape, frozen=True, kw_only=True):
    """One key; `width` in widths of a letter."""

    choice: Choice
    width: float = 1.0


class WriteView(View, frozen=True, kw_only=True):
    """U10: the text so far and four rows of keys; Done is one of the keys. `left` is how many letters fit."""

    frame: Frame
    title: str
    text: str
    placeholder: str
    left: int
    keys: tuple[tuple[Key, ...], ...]
    back: Choice


class ClaimCard(Shape, frozen=True, kw_only=True):
    """One of four cards, or of three hand signs for the young."""

    tone: Tone
    choice: Choice


class AssessView(View, frozen=True, kw_only=True):
    """U13. `hand_in` is enabled once a card is chosen."""

    frame: Frame
    title: str
    i_can: str
    piece: PieceLook
    claims: tuple[ClaimCard, ...]
    tricky: Choice | None
    tricky_note: str
    back: Choice
    hand_in: Choice


class HandedInView(View, frozen=True, kw_only=True):
    """U14. `ticks`: 0 being saved or not saved, 1 saved here, 2 the teacher has it; `status` in words.

    `failed`: it was not saved; `onward` then tries again and the piece is still there.
    """

    frame: Frame
    title: str
    piece: PieceLook
    i_can: str
    who: str
    ticks: Literal[0, 1, 2]
    status: str
    failed: bool
    undo: Choice | None
    onward: Choice
