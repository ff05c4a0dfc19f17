"""Evidence: the kinds a class accepts (data, not code), what counts, and when a policy is met. Pure."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal

from classroom.ids import EvidenceId, LearnerId, TargetId
from classroom.target import EvidencePolicy
from classroom.value import Value

Support = Literal["none", "notes", "peer", "adult"]
Source = Literal["school", "home", "club", "community"]
MAX_TEXT: Final = 2_000
MAX_PHOTO_BYTES: Final = 400_000
MAX_PHOTO_SIDE: Final = 1_600


class Medium(StrEnum):
    """What a part of a piece is made of; each has one capture editor and one renderer."""

    PHOTO = "photo"
    VOICE = "voice"
    TEXT = "text"
    DRAWING = "drawing"


class Part(Value, frozen=True, kw_only=True):
    """One part of a piece."""

    medium: Medium
    prompt: str = ""
    required: bool = True


class EvidenceKind(Value, frozen=True, kw_only=True):
    """A way to show what one can do; a teacher may write more of them."""

    name: str
    title: str
    icon: str
    parts: tuple[Part, ...] = ()
    staff_only: bool = False


KINDS: Final = (
    EvidenceKind(name="photo", title="Photo", icon="camera", parts=(Part(medium=Medium.PHOTO),)),
    EvidenceKind(name="voice", title="Voice", icon="mic", parts=(Part(medium=Medium.VOICE),)),
    EvidenceKind(name="writing", title="Write", icon="pencil", parts=(Part(medium=Medium.TEXT),)),
    EvidenceKind(name="drawing", title="Draw", icon="brush", parts=(Part(medium=Medium.DRAWING),)),
    EvidenceKind(
        name="reflection",
        title="What I learned",
        icon="message-circle",
        parts=(Part(medium=Medium.TEXT, required=False), Part(medium=Medium.VOICE, required=False)),
    ),
    EvidenceKind(name="quiz", title="Quick check", icon="list-checks"),
    EvidenceKind(name="link", title="Link", icon="link", parts=(Part(medium=Medium.TEXT),)),
    EvidenceKind(name="observation", title="Seen by a teacher", icon="eye", staff_only=True),
)


class Order(Value, frozen=True, kw_only=True, order=True):
    """Where something stands in time: (time or upper end of its bracket, station, epoch, seq)."""

    at_ms: int
    station: str
    epoch: str
    seq: int


class Piece(Value, frozen=True, kw_only=True):
    """One handed-in piece as the rules see it: what it is, when, with whom; `day` is "" where nobody knows it."""

    id: EvidenceId
    kind: str
    learners: tuple[LearnerId, ...]
    targets: tuple[TargetId, ...]
    day: str
    order: Order
    activity: str | None = None
    support: Support = "none"
    source: Source = "school"
    revises: EvidenceId | None = None
    by_staff: bool = False


class PolicyCount(Value, frozen=True, kw_only=True):
    """How far the evidence for one target has come; counts only, never a score."""

    pieces: int = 0
    kinds: int = 0
    days: int = 0
    live_seen: bool = False
    solo: bool = False
    met: bool = False


def heads(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the latest piece of each revision chain, oldest first."""
    live = sorted(pieces, key=lambda piece: piece.order)
    revised = {piece.revises for piece in live if piece.revises}
    return [piece for piece in live if piece.id not in revised]


def countable(
    pieces: Iterable[Piece], policy: EvidencePolicy, *, after: Order | None, adult_help_counts: bool
) -> list[Piece]:
    """Return the pieces that a policy may count (learning model 2.1), oldest first."""
    kept: dict[tuple[str, ...], Piece] = {}
    for piece in heads(pieces):
        if after is not None and piece.order <= after:
            continue
        if piece.support == "adult" and not adult_help_counts:
            continue
        if piece.source != "school" and not policy.outside_ok:
            continue
        if policy.kinds_allowed is not None and piece.kind not in policy.kinds_allowed:
            continue
        kept[(piece.activity, piece.day) if piece.activity else (piece.id,)] = piece
    return _without_spare_quizzes(kept.values(), policy.quiz_max)


def count(pieces: Iterable[Piece], policy: EvidencePolicy) -> PolicyCount:
    """Return the counts of countable pieces and whether they meet the policy; a quiz alone never does.

    A piece whose day nobody knows adds none.
    """
    counted = list(pieces)
    kinds = {piece.kind for piece in counted}
    days = {piece.day for piece in counted if piece.day}
    live_seen = any(piece.by_staff for piece in counted)
    solo = any(len(piece.learners) == 1 for piece in counted)
    met = (
        len(counted) >= policy.min_pieces
        and len(kinds) >= policy.min_kinds
        and len(days) >= policy.min_days
        and (live_seen or not policy.live_seen)
        and (solo or not policy.solo)
        and bool(kinds - {"quiz"})
    )
    return PolicyCount(
        pieces=len(counted), kinds=len(kinds), days=len(days), live_seen=live_seen, solo=solo, met=met
    )


def _without_spare_quizzes(pieces: Iterable[Piece], quiz_max: int) -> list[Piece]:
    kept, quizzes = [], 0
    for piece in sorted(pieces, key=lambda piece: piece.order):
        if piece.kind == "quiz":
            quizzes += 1
            if quizzes > quiz_max:
                continue
        kept.append(piece)
    return kept
