"""A small Cedar Bend for the tests of a station's session: a room, a framework, three learners."""

from typing import Any, Final

from msgspec.structs import replace

from classroom.documents import (
    ActivityDocument,
    ClassDocument,
    FeedbackCard,
    FeedbackLine,
    FrameworkDocument,
    LearnerDocument,
    MediaKey,
    PieceCard,
    PlaylistDocument,
    SettingsDocument,
    TargetLine,
    ZoneLine,
)
from classroom.learner import OLDER, YOUNG, Consent
from classroom.mastery import State
from classroom.path import NextLine, Reason
from classroom.playlist import Activity, Playlist, PlaylistItem, Step
from classroom.target import EvidencePolicy, Framework, LearningTarget
from classroom.zone import Zone, ZoneKind
from station.session.state import Face
from station.session.visitor import RoomKnown

DAY_MS: Final = 86_400_000
NOW_MS: Final = 1_790_000_000_000
FACE: Final = Face(station="st-porch", zone="porch", zone_name="Reading Porch")
OPUS: Final = b"OggS a voice"
JPEG: Final = b"\xff\xd8 a picture \xff\xd9"

_ZONES: Final[tuple[tuple[str, str, ZoneKind, int, int | None], ...]] = (
    ("cave", "Quiet Cave", "cave", 5, 2),
    ("campfire", "Campfire", "campfire", 6, 6),
    ("watering", "Watering Hole", "watering", 8, 3),
    ("bench", "Make Bench", "make", 6, 5),
    ("nook", "Listening Nook", "listen", 3, 1),
    ("porch", "Reading Porch", "read", 6, 2),
    ("table", "Show-It Table", "show", 4, 1),
    ("garden", "Garden Door", "outside", 6, None),
)
_TARGETS: Final = {
    "G01": "I can find the subject and the verb in a sentence.",
    "G02": "I can fix a fragment so it is a whole sentence.",
    "G08": "I can make clear who each pronoun stands for.",
    "G10": "I can join ideas with but, so, because or although.",
    "M03": "I can solve ratio problems with a table.",
    "M09": "I can plot points in all four parts of a grid.",
    "M10": "I can use a letter to stand for a number.",
    "SC01": "I can plan a fair test and name what I change.",
    "W02": "I can try first, then ask for the help I need.",
}
_ACTIVITIES: Final = (
    ("because-bridges", "Because Bridges", "G10", "porch", 15),
    ("although-dominoes", "Although Dominoes", "G10", "campfire", 10),
    ("ratio-table-bakery", "Ratio Table Bakery", "M03", "bench", 20),
    ("treasure-grid", "Treasure Grid", "M09", "campfire", 15),
    ("paper-helicopter", "Paper Helicopter Test", "SC01", "bench", 25),
)
_BRIDGES: Final = (
    "Pick four sentence strips from the blue box.",
    "Build two bridges: one with because, one with although.",
    "Read them to a partner. Does the reason fit?",
    "Put the strips back.",
)


def room(langs: tuple[str, ...] = ("en",)) -> RoomKnown:
    """Eight zones, nine targets, five activities, one playlist."""
    return RoomKnown(
        zones=tuple(
            ZoneLine(zone=Zone(id=id_, name=name, kind=kind, seats=seats, order=order), taken=taken)
            for order, (id_, name, kind, seats, taken) in enumerate(_ZONES)
        ),
        classes=(
            ClassDocument(
                class_="heron", name="Heron", agreement="ask two friends, then raise your hand.", block="b1"
            ),
        ),
        frameworks=(
            FrameworkDocument(
                framework=Framework(id="cb6", title="Cedar Bend 6", targets=tuple(map(_target, _TARGETS)))
            ),
        ),
        playlists=(PlaylistDocument(playlist=_playlist()),),
        activities=tuple(ActivityDocument(activity=_activity(*line)) for line in _ACTIVITIES),
        settings=SettingsDocument(school="Cedar Bend", langs=langs),
    )


def amal(**changes: Any) -> LearnerDocument:
    """Grade 6: three targets in Now, three in Next, two mastered, one answer unread."""
    document = LearnerDocument(
        learner="amal",
        name="Amal",
        grade="06",
        band=OLDER,
        classes=("heron",),
        avatar="tent",
        consent=Consent(photo=True),
        teacher="Ms R",
        lines=_lines(),
        next=(
            NextLine(target="G08", reason=Reason.PLANNED, because="ms-r"),
            NextLine(target="M09", reason=Reason.PICKED),
            NextLine(target="M10", reason=Reason.EVERYONE),
        ),
        pieces=(_piece(),),
        feedback=(_answer(),),
    )
    return _changed(document, changes)


def noor(**changes: Any) -> LearnerDocument:
    """Grade 1: taps her own picture, sees three cards."""
    return _changed(
        amal(learner="noor", name="Noor", grade="01", band=YOUNG, avatar="leaf", feedback=()), changes
    )


def bao(**changes: Any) -> LearnerDocument:
    """Grade 6, no photo consent, nothing begun."""
    return _changed(
        amal(learner="bao", name="Bao", avatar="star", consent=Consent(), pieces=(), feedback=()), changes
    )


def _changed(document: LearnerDocument, changes: dict[str, Any]) -> LearnerDocument:
    return replace(document, **changes)


def _lines() -> tuple[TargetLine, ...]:
    done = {"pieces": 2, "kinds": 2, "days": 2}
    begun = {"pieces": 1, "kinds": 1, "days": 1}
    return (
        _line("G01", State.MASTERED, **done),
        _line("G02", State.BEYOND, **done),
        _line("G08", State.OPEN),
        _line("G10", State.NOW, role="now", activity="because-bridges", **begun),
        _line("M03", State.NOW, role="now"),
        _line("M09", State.LOOK_AGAIN, **done),
        _line("M10", State.OPEN),
        _line("SC01", State.HANDED_IN, role="now", **done),
        _line("W02", State.LATER),
    )


def _line(target: str, state: State, **more: Any) -> TargetLine:
    return TargetLine(target=target, state=state, pieces_asked=2, kinds_asked=2, days_asked=2, **more)


def _piece() -> PieceCard:
    return PieceCard(
        evidence="ev-old",
        target="G10",
        kind="photo",
        day="2026-09-20",
        at_ms=NOW_MS - DAY_MS,
        state="answered",
        activity="because-bridges",
        media=(
            MediaKey(media="big", key="k", mime="image/jpeg", size=90_000),
            MediaKey(media="small", key="k", mime="image/jpeg", size=9_000, thumb=True),
        ),
    )


def _answer() -> FeedbackCard:
    return FeedbackCard(
        evidence="ev-old",
        by="Ms R",
        at_ms=NOW_MS - 3_600_000,
        lines=(
            FeedbackLine(feedback="fb-1", kind="glow", text="Your although gives a clear reason."),
            FeedbackLine(feedback="fb-2", kind="grow", text="Try one bridge with so."),
        ),
        not_yet=True,
    )


def _target(code: str) -> LearningTarget:
    policy = EvidencePolicy(kinds_allowed=frozenset({"observation", "reflection"}) if code == "W02" else None)
    return LearningTarget(id=code, code=code, strand="s", i_can={"en": _TARGETS[code]}, policy=policy)


def _activity(id_: str, title: str, target: str, zone: str, minutes: int) -> Activity:
    return Activity(
        id=id_,
        title={"en": title},
        steps=tuple(Step(words={"en": line}) for line in _BRIDGES),
        targets=(target,),
        minutes=minutes,
        zones=(zone,),
        materials="blue box",
    )


def _playlist() -> Playlist:
    return Playlist(
        id="flow",
        title="Flow Studio",
        targets=("G10",),
        items=(
            PlaylistItem(id="i1", need="must", activity="because-bridges"),
            PlaylistItem(id="i2", need="may", activity="although-dominoes", kinds=("writing",)),
        ),
    )
