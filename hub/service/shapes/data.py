"""What the page Data shows (H17): what goes when a learner is erased, what was decided, what is kept how long. Pure."""

from typing import Literal

from classroom.ids import LearnerId, StationId
from classroom.value import Value
from hub.service.shapes.safety import Safety


class ErasePreview(Value, frozen=True, kw_only=True):
    """What exactly goes with one learner, and what stays; bytes are those of her sealed files.

    `shared` pieces stay with the others who made them. `stations` hold something of hers, or her documents.
    `aside` are facts that nobody could read yet.
    """

    learner: LearnerId
    full: str
    class_names: tuple[str, ...]
    pieces: int
    shared: int
    files: int
    bytes: int
    drafts: int
    words: int
    judgements: int
    visits: int
    hands: int
    badges: int
    facts: int
    aside: int
    stations: tuple[StationId, ...]


class ErasureLine(Value, frozen=True, kw_only=True):
    """One wish to erase, with what this person may do about it; times are UTC ms."""

    erasure: str
    learners: tuple[LearnerId, ...]
    names: tuple[str, ...]
    state: Literal["asked", "ordered", "undone", "erased"]
    asked_by: str
    asked_ms: int
    ordered_by: str
    due_ms: int | None
    may_approve: bool
    may_undo: bool
    may_hurry: bool


class TombstoneLine(Value, frozen=True, kw_only=True):
    """A learner who is gone: counts without a name; `waiting` are stations that have not said so yet."""

    learner: LearnerId
    at_ms: int
    facts: int
    files: int
    clean: int
    waiting: tuple[StationId, ...]


class KeepLine(Value, frozen=True, kw_only=True):
    """One rule of the clock: what it lets go of, what would go next, and when; `counted` are counts by now."""

    kind: Literal["drafts", "files", "visits"]
    on: bool
    count: int
    unsafe: int
    on_day: str
    counted: int = 0


class DataPage(Value, frozen=True, kw_only=True):
    """The page. `listed`: everybody who is gone stands on the list beside the backups.

    `old_backups_until`: the day (ISO) on which the last backup leaves that still holds somebody, sealed; or "".
    """

    now_ms: int
    learners: tuple[tuple[LearnerId, str, str], ...]
    may_erase: bool
    may_approve: bool
    may_keep: bool
    may_back_up: bool
    erasures: tuple[ErasureLine, ...]
    tombstones: tuple[TombstoneLine, ...]
    listed: bool
    old_backups_until: str
    keeping: tuple[KeepLine, ...]
    year_end: str
    safety: Safety
