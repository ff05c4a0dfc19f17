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
    MediaState,
    PolicyTick,
    ReviewItem,
    ReviewPiece,
    TargetWords,
)
from hub.service.shapes.room import Freshness, HandNow, PersonNow, RoomNow, StationNow, ZoneNow
from hub.service.shapes.safety import Safety

__all__ = [
    "Answer",
    "AnswerKept",
    "BadgeRow",
    "Chip",
    "ClassLine",
    "Counts",
    "Decided",
    "EarlierPiece",
    "EvidenceNow",
    "FeedbackKind",
    "FeedbackNow",
    "Freshness",
    "HandNow",
    "LearnerPage",
    "LevelWords",
    "LineNow",
    "MediaState",
    "PersonNow",
    "PolicyTick",
    "PrintedBadge",
    "ReviewItem",
    "ReviewPiece",
    "RoomNow",
    "Safety",
    "StationNow",
    "TargetWords",
    "VisitNow",
    "ZoneNow",
]
