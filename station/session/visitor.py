"""What a signed-in learner brings to the screen: her document, her own later facts, her drafts. Pure."""

import msgspec

from classroom.documents import (
    ActivityDocument,
    AnnouncementDocument,
    ClassDocument,
    FrameworkDocument,
    LearnerDocument,
    OpenVisit,
    PlaylistDocument,
    SettingsDocument,
    ZoneLine,
)
from classroom.drawing import Drawing
from classroom.facts import Fact
from classroom.ids import ClassId, EvidenceId, LearnerId, TargetId, ZoneId


class OwnFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that this station keeps of hers, later than what her document covers."""

    seq: int
    at_ms: int
    fact: Fact
    media: tuple[str, ...] = ()
    acknowledged: bool = False


class DraftCard(msgspec.Struct, frozen=True, kw_only=True):
    """A half-finished piece: what for, how far, which one it goes on with.

    `photo` is a jpeg and `sound` a voice in Ogg Opus, both in the open, in memory only; `painted` is the jpeg of a
    drawing that is ready. `zone` is the place where it was put aside, empty for this station. `away`: what she made is
    at the hub, and only its name is here; then even `target` may be missing.
    """

    draft: str
    kind: str
    target: TargetId
    activity: str | None = None
    text: str = ""
    photo: bytes = b""
    sound: bytes = b""
    drawing: Drawing = Drawing()
    painted: bytes = b""
    revises: EvidenceId | None = None
    attempt: int = 1
    at_ms: int = 0
    continues: str = ""
    zone: ZoneId = ""
    away: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own id and that of the draft that it continues: they end together."""
        return (self.draft, self.continues) if self.continues else (self.draft,)

    @property
    def empty(self) -> bool:
        """Whether there is nothing of a piece yet."""
        return not self.text.strip() and not self.source and not self.drawing.strokes

    @property
    def source(self) -> bytes:
        """What is kept of it as a file of its own while it is a draft."""
        return self.sound or self.photo

    @property
    def file(self) -> bytes:
        """What is handed in as a file."""
        return self.painted or self.source


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """A learner at this station; `drafts` are those of its own journal, newest first, `elsewhere` the others.

    `here` is a visit that she left open here (she went off to work).
    """

    document: LearnerDocument
    own: tuple[OwnFact, ...] = ()
    drafts: tuple[DraftCard, ...] = ()
    elsewhere: tuple[DraftCard, ...] = ()
    here: OpenVisit | None = None


class FaceCard(msgspec.Struct, frozen=True, kw_only=True):
    """One learner in the grid that a grown-up opened; `pictures`: she may prove herself with her three."""

    learner: LearnerId
    name: str
    avatar: str = ""
    pictures: bool = False


class ClassFaces(msgspec.Struct, frozen=True, kw_only=True):
    """The learners of one class of the grown-up who is here."""

    class_: ClassId
    name: str
    faces: tuple[FaceCard, ...] = ()


class RoomKnown(msgspec.Struct, frozen=True, kw_only=True):
    """What the shelf of documents says of the room; what never came is empty. The newest announcement stands first."""

    zones: tuple[ZoneLine, ...] = ()
    classes: tuple[ClassDocument, ...] = ()
    frameworks: tuple[FrameworkDocument, ...] = ()
    playlists: tuple[PlaylistDocument, ...] = ()
    activities: tuple[ActivityDocument, ...] = ()
    announcements: tuple[AnnouncementDocument, ...] = ()
    settings: SettingsDocument = SettingsDocument(school="")
