"""What the hub knows, cut to what a station needs: documents come down, versioned. Pure."""

from typing import Annotated, Final, Literal

import msgspec

from classroom.announcement import Announcing
from classroom.asking import AskCard
from classroom.doors import BadgeEntry, ClassWrap, Face
from classroom.drawing import Drawing
from classroom.helping import HandLine
from classroom.ids import ClassId, EvidenceId, LearnerId, StaffId, StationId, TargetId, VisitId, ZoneId
from classroom.learner import Band, Consent, Supports
from classroom.mastery import State
from classroom.path import NextLine
from classroom.playlist import Activity, Playlist
from classroom.target import Framework
from classroom.value import Value
from classroom.visit import Mode, VisitOver
from classroom.zone import Zone


class Document(Value, frozen=True, kw_only=True, tag_field="kind"):
    """A document; its id and version stand beside it in the feed."""


class BadgesDocument(Document, frozen=True, kw_only=True, tag="badges"):
    """The badges of one class; no names."""

    class_: ClassId
    badges: tuple[BadgeEntry, ...]


class StaffDocument(Document, frozen=True, kw_only=True, tag="staff"):
    """What opens with a grown-up's own key: her card (a box, base64) and the keys of her classes. No names."""

    staff: StaffId
    card: str
    classes: tuple[ClassWrap, ...] = ()


class FacesDocument(Document, frozen=True, kw_only=True, tag="faces"):
    """The learners of a class by name and picture; travels sealed under the key of the class."""

    class_: ClassId
    name: str
    faces: tuple[Face, ...] = ()


class MediaKey(Value, frozen=True, kw_only=True):
    """Where a sealed file is; `key` opens it: a wrap (base64) under hers, for this media id. Empty: it is her visit's.

    `thumb` when it is the small picture.
    """

    media: str
    key: str
    mime: str
    size: int = 0
    thumb: bool = False


class TargetLine(Value, frozen=True, kw_only=True):
    """One target on a learner's path, with what is in and what is asked; `best` is the piece that was liked best."""

    target: TargetId
    state: State
    pieces: int = 0
    pieces_asked: int = 0
    kinds: int = 0
    kinds_asked: int = 0
    days: int = 0
    days_asked: int = 0
    role: str = ""
    activity: str | None = None
    star_day: str = ""
    opens_after: tuple[str, ...] = ()
    new_words: bool = False
    best: EvidenceId = ""


class PieceCard(Value, frozen=True, kw_only=True):
    """One piece of hers: when, for what, how far its answer is.

    `day_from` is None where `day` is sure; else the piece is from one of the days between the two, "" for any before.
    """

    evidence: EvidenceId
    target: TargetId
    kind: str
    day: str
    at_ms: int
    state: Literal["handed_in", "in_review", "answered"] = "handed_in"
    activity: str | None = None
    text: str = ""
    attempt: int = 1
    revises: EvidenceId | None = None
    media: tuple[MediaKey, ...] = ()
    day_from: str | None = None


class FeedbackLine(Value, frozen=True, kw_only=True):
    """One line of a grown-up's words: glow, grow, ask or next; `voice` of so many seconds in place of a text."""

    feedback: str
    kind: Literal["glow", "grow", "ask", "next"]
    text: str
    voice: MediaKey | None = None
    voice_s: int = 0


class FeedbackCard(Value, frozen=True, kw_only=True):
    """What a grown-up answered to one piece; newest first on the screen."""

    evidence: EvidenceId
    by: str
    at_ms: int
    lines: tuple[FeedbackLine, ...] = ()
    mastered: bool = False
    not_yet: bool = False
    seen: bool = False


DRAFT_BOX: Final = "application/x-waystation-draft"
"""What the box of a draft says it is."""


class DraftForm(Value, frozen=True, kw_only=True):
    """What the sealed box of a half-finished piece holds; its picture is a sealed file of its own."""

    draft: str
    kind: str
    target: TargetId
    activity: str | None = None
    text: str = ""
    revises: EvidenceId | None = None
    attempt: int = 1
    at_ms: int = 0
    continues: str = ""
    drawing: Drawing = Drawing()


class DraftFile(Value, frozen=True, kw_only=True):
    """A sealed file of a draft; it opens with the key of the draft's visit."""

    media: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    mime: str
    size: int = 0


class OpenVisit(Value, frozen=True, kw_only=True):
    """The visit that she has open somewhere in the room; without a station, a grown-up sent her to the zone."""

    visit: VisitId
    zone: ZoneId
    station: StationId
    mode: Mode = "at_screen"
    activity: str | None = None
    target: TargetId | None = None
    revises: EvidenceId | None = None
    attempt: int = 1


class LearnerDocument(Document, frozen=True, kw_only=True, tag="learner"):
    """All that a station shows one learner of her own; travels sealed under her key K.

    `over` is her last visit, where a grown-up ended it. `hand` is her last call for help in the visit that she has
    open. `drafts_ended` are drafts that came to an end elsewhere than at the station where they were put aside, newest
    first. `asks` are her requests, the latest last. `covers` says up to which (epoch, seq) of each station the hub had
    heard when it wrote this.
    """

    learner: LearnerId
    name: str
    grade: str
    band: Band
    classes: tuple[ClassId, ...] = ()
    avatar: str = ""
    lang: str = "en"
    supports: Supports = Supports()
    consent: Consent = Consent()
    teacher: str = ""
    lines: tuple[TargetLine, ...] = ()
    next: tuple[NextLine, ...] = ()
    pieces: tuple[PieceCard, ...] = ()
    feedback: tuple[FeedbackCard, ...] = ()
    visit: OpenVisit | None = None
    over: VisitOver | None = None
    hand: HandLine | None = None
    drafts_ended: tuple[str, ...] = ()
    asks: tuple[AskCard, ...] = ()
    covers: dict[StationId, tuple[str, int]] = msgspec.field(default_factory=dict)


class DraftDocument(Document, frozen=True, kw_only=True, tag="draft"):
    """A half-finished piece that waits for her at every station: ids and sizes, nothing that she made.

    `becomes` is the kind of evidence that it will be. `wrap` is the key of `visit` under hers (base64); with it
    open `files`: the box first, then her picture.
    """

    draft: str
    learner: LearnerId
    becomes: str
    visit: VisitId
    wrap: str
    zone: ZoneId
    at_ms: int
    files: tuple[DraftFile, ...]
    continues: str = ""


class ClassDocument(Document, frozen=True, kw_only=True, tag="class"):
    """One class as a station needs it: its agreement, its open block, no names."""

    class_: ClassId
    name: str
    agreement: str = ""
    block: str | None = None


class ZoneLine(Value, frozen=True, kw_only=True):
    """A zone and how many people are known to be there; None = not known."""

    zone: Zone
    taken: int | None = None


class ZonesDocument(Document, frozen=True, kw_only=True, tag="zones"):
    """The room today, counts only."""

    zones: tuple[ZoneLine, ...]


class FrameworkDocument(Document, frozen=True, kw_only=True, tag="framework"):
    """A published framework."""

    framework: Framework


class PlaylistDocument(Document, frozen=True, kw_only=True, tag="playlist"):
    """A published playlist."""

    playlist: Playlist


class ActivityDocument(Document, frozen=True, kw_only=True, tag="activity"):
    """An activity."""

    activity: Activity


class SettingsDocument(Document, frozen=True, kw_only=True, tag="settings"):
    """What the school set: idle seconds by band density, languages."""

    school: str
    idle_s: dict[str, int] = msgspec.field(default_factory=lambda: {"few": 90, "some": 75, "many": 60})
    langs: tuple[str, ...] = ("en",)


class AnnouncementDocument(Document, frozen=True, kw_only=True, tag="announcement"):
    """Words of a grown-up to everybody at the stations that hold this, by language."""

    announcement: str
    what: Announcing
    text: dict[str, str]
    at_ms: int = 0


class ErasedDocument(Document, frozen=True, kw_only=True, tag="erased"):
    """A learner was erased: a station lets go of whatever it holds of hers, then says `erase.done`."""

    learner: LearnerId


ClearDocument = (
    BadgesDocument
    | ClassDocument
    | ZonesDocument
    | FrameworkDocument
    | PlaylistDocument
    | ActivityDocument
    | SettingsDocument
    | AnnouncementDocument
    | DraftDocument
    | StaffDocument
    | ErasedDocument
)
AnyDocument = ClearDocument | LearnerDocument | FacesDocument
