"""What a page is given to show and what it gives back: frozen records, no rule in them. Pure."""

from hub.service.shapes.learner import EvidenceNow, FeedbackNow, LearnerPage, LineNow, VisitNow
from hub.service.shapes.people import BadgeRow, ClassLine, Counts, PrintedBadge
from hub.service.shapes.review import (
    Answer,
    AnswerKept,
    Chip,
    Decided,
    EarlierPiece,
    FeedbackKind,
    LevelWords,
    Made,
    MediaState,
    PolicyTick,
    ReviewItem,
    ReviewPiece,
    TargetWords,
)
from hub.service.shapes.room import FailingNow, Freshness, HandNow, PersonNow, RoomNow, StationNow, ZoneNow
from hub.service.shapes.safety import Safety
from hub.service.shapes.stations import (
    AlarmNow,
    AsideNow,
    MediaAwayNow,
    StationLine,
    StationsPage,
)

__all__ = [
    "AlarmNow",
    "Answer",
    "AnswerKept",
    "AsideNow",
    "BadgeRow",
    "Chip",
    "ClassLine",
    "Counts",
    "Decided",
    "EarlierPiece",
    "EvidenceNow",
    "FailingNow",
    "FeedbackKind",
    "FeedbackNow",
    "Freshness",
    "HandNow",
    "LearnerPage",
    "LevelWords",
    "LineNow",
    "Made",
    "MediaAwayNow",
    "MediaState",
    "PersonNow",
    "PolicyTick",
    "PrintedBadge",
    "ReviewItem",
    "ReviewPiece",
    "RoomNow",
    "Safety",
    "StationLine",
    "StationNow",
    "StationsPage",
    "TargetWords",
    "VisitNow",
    "ZoneNow",
]
