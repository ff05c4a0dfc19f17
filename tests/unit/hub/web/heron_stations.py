"""The stations of the look's room as the page of stations is given them: one of each trouble."""

import msgspec

from classroom.wire.claims import Claim, encode_claim
from classroom.zone import Zone, ZoneKind
from hub.service.shapes import (
    AlarmNow,
    AsideNow,
    ClonedNow,
    DoorNow,
    FailingNow,
    Freshness,
    GuestNow,
    MediaAwayNow,
    Safety,
    StationLine,
    StationNow,
    StationsPage,
)
from tests.unit.hub.web import heron

MEDIA = "0123456789abcdef" * 4
FORK = "fork/make-1/0123456789abcdef"


def line(
    name: str,
    kind: ZoneKind,
    order: int,
    state: Freshness = "live",
    heard_s: int | None = 1,
    *,
    queue: int = 0,
    oldest_s: int = 0,
    disk: float = 0.71,
    clock: str = "hub",
    facts: int = 1_204,
    safe: int = 1_180,
    failing: tuple[FailingNow, ...] = (),
    aside: int = 0,
    media_waiting: int = 0,
    media_lost: int = 0,
    alarms: int = 0,
) -> StationLine:
    identity = name.lower().split()[0]
    return StationLine(
        now=StationNow(
            station=f"{identity}-1", state=state, queue=queue, oldest_s=oldest_s, disk=disk, app="0.2.0",
            heard_ms=None if heard_s is None else heron.NOW - heard_s * 1_000, clock=clock,
        ),
        zone=Zone(id=f"z-{identity}", name=name, kind=kind, seats=5, order=order),
        classes=("Heron", "Comet"),
        facts=facts,
        safe=safe,
        failing=failing,
        aside=aside,
        media_waiting=media_waiting,
        media_lost=media_lost,
        alarms=alarms,
    )  # fmt: skip


def healthy() -> StationsPage:
    """Eight stations that all are as they should be."""
    rows: tuple[tuple[str, ZoneKind], ...] = (
        ("Quiet Cave", "cave"), ("Campfire", "campfire"), ("Watering Hole", "watering"), ("Make Bench", "make"),
        ("Listening Nook", "listen"), ("Reading Porch", "read"), ("Show-It Table", "show"),
        ("Garden Door", "outside"),
    )  # fmt: skip
    lines = (line(name, kind, order, facts=900 + 61 * order) for order, (name, kind) in enumerate(rows))
    return page(*lines, safety=Safety(second="here", verified_ms=heron.NOW - 11 * heron.MINUTE))


def page(*lines: StationLine, safety: Safety | None = None) -> StationsPage:
    return StationsPage(
        now_ms=heron.NOW, stations=lines, alarms=(), aside=(), media=(), media_count=0,
        safety=safety or Safety(), unheard={}, may_act=True, may_back_up=True,
    )  # fmt: skip


def troubled() -> StationsPage:
    """A bad morning."""
    camera = FailingNow(part="camera", what="lost", since_ms=heron.NOW - 30 * heron.MINUTE)
    full = FailingNow(part="disk", what="full", since_ms=heron.NOW - 3 * heron.MINUTE)
    return StationsPage(
        now_ms=heron.NOW,
        stations=(
            line("Make Bench", "make", 3, failing=(camera,), alarms=1, aside=2),
            line("Quiet Cave", "cave", 0, queue=3, oldest_s=70, disk=0.04, failing=(full,), clock="rtc"),
            line("Show-It Table", "show", 6, media_waiting=3, media_lost=1),
            line("Campfire", "campfire", 1),
            line("Watering Hole", "watering", 2, "late", 14, queue=2),
            line("Reading Porch", "read", 5, "offline", 3_600 * 50, queue=212, oldest_s=3_600 * 50),
            line("Garden Door", "outside", 7, "offline", None, clock="", facts=0, safe=0),
        ),
        alarms=(
            AlarmNow(
                alarm=FORK, station="make-1", zone_name="Make Bench", kind="fork", why="behind", count=41,
                at_ms=heron.NOW - 24 * 60 * heron.MINUTE,
            ),
        ),
        aside=(
            AsideNow(
                number=3, station="make-1", zone_name="Make Bench", kind="draft.split",
                reason="a kind of fact that this hub does not know", at_ms=heron.NOW - 40 * heron.MINUTE, tries=2,
            ),
            AsideNow(
                number=4, station="make-1", zone_name="Make Bench", kind="evidence.handed_in",
                reason="its seal does not open", at_ms=heron.NOW - 39 * heron.MINUTE, tries=1,
            ),
        ),
        media=(
            away("Amal", MEDIA, "lost", 0.0), away("Hana", "b" * 64, "waiting", 0.4),
            away(heron.LONG, "c" * 64, "waiting", 0.0), away("", "d" * 64, "waiting", 0.0),
        ),
        media_count=46,
        safety=Safety(),
        unheard={"replayed": 12, "stranger": 3, "flood: files": 140},
        may_act=True, may_back_up=True,
    )  # fmt: skip


def away(name: str, media: str, state: str, share: float) -> MediaAwayNow:
    return MediaAwayNow(
        media=media,
        evidence=f"e-{media[:3]}",
        learner=heron.learner_id(heron.NAMES.index(name)) if name else heron.learner_id(0),
        full=name,
        zone_name="Show-It Table",
        mime="image/jpeg",
        at_ms=heron.NOW - 9 * heron.MINUTE,
        share=share,
        state="lost" if state == "lost" else "waiting",
    )


CLAIM = encode_claim(
    Claim(
        room="0123456789abcdef", hosts=("192.168.1.20",), port=8600, fingerprint=b"f" * 32, secret=b"s" * 16
    )
)
_TO_ZONES = (
    ("cave", "Quiet Cave"), ("campfire", "Campfire"), ("watering", "Watering Hole"), ("make", "Make Bench"),
    ("listen", "Listening Nook"), ("read", "Reading Porch"), ("show", "Show-It Table"), ("garden", "Garden Door"),
)  # fmt: skip


def closed_door() -> DoorNow:
    """Nobody may knock."""
    return DoorNow(may_open=True, to_zones=_TO_ZONES, to_classes=(("c-heron", "Heron"), ("c-comet", "Comet")))


def open_door() -> DoorNow:
    """One station may."""
    return msgspec.structs.replace(
        closed_door(), left_s=225, zone_name="Reading Porch", classes=("Heron",), claim=CLAIM
    )


def guest_at_the_door() -> DoorNow:
    """One has."""
    guest = GuestNow(
        id="K7QF", zone="read", zone_name="Reading Porch", classes=("Heron",), source="192.168.1.31",
        pictures=("headphones", "moon", "tent"),
    )  # fmt: skip
    return msgspec.structs.replace(closed_door(), guests=(guest,))


CLONED = ClonedNow(
    station="make-1",
    zone_name="Make Bench",
    boots=(("boot-a", "moon"), ("boot-b", "key")),
    at_ms=heron.NOW - 60_000,
)
