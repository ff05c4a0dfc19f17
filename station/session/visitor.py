"""What a signed-in learner brings to the screen: her document, her own later facts, her drafts. Pure."""

import msgspec

from classroom.documents import (
    ActivityDocument,
    ClassDocument,
    FrameworkDocument,
    LearnerDocument,
    OpenVisit,
    PlaylistDocument,
    SettingsDocument,
    ZoneLine,
)
from classroom.facts import Fact
from classroom.ids import EvidenceId, TargetId


class OwnFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that this station keeps of hers, later than what her document covers."""

    seq: int
    at_ms: int
    fact: Fact
    media: tuple[str, ...] = ()
    acknowledged: bool = False


class DraftCard(msgspec.Struct, frozen=True, kw_only=True):
    """A half-finished piece: what for, how far. `photo` is a jpeg in the open, in memory only."""

    draft: str
    kind: str
    target: TargetId
    activity: str | None = None
    text: str = ""
    photo: bytes = b""
    revises: EvidenceId | None = None
    attempt: int = 1
    at_ms: int = 0


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """A learner at this station; `drafts` newest first.

    `here` is a visit that she left open here (she went off to work).
    """

    document: LearnerDocument
    own: tuple[OwnFact, ...] = ()
    drafts: tuple[DraftCard, ...] = ()
    here: OpenVisit | None = None


class RoomKnown(msgspec.Struct, frozen=True, kw_only=True):
    """What the shelf of documents says of the room; what never came is empty."""

    zones: tuple[ZoneLine, ...] = ()
    classes: tuple[ClassDocument, ...] = ()
    frameworks: tuple[FrameworkDocument, ...] = ()
    playlists: tuple[PlaylistDocument, ...] = ()
    activities: tuple[ActivityDocument, ...] = ()
    settings: SettingsDocument = SettingsDocument(school="")
