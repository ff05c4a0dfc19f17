"""One class as the pages are given it: the room of the look's pictures, with names that break layouts."""

import msgspec

from classroom.learner import Learner
from classroom.visit import Mode
from classroom.zone import Zone, ZoneKind
from hub.service.shapes import Freshness, HandNow, PersonNow, RoomNow, StationNow, ZoneNow

MINUTE = 60_000
NOW = 1_792_406_520_000  # 19 Oct 2026, 10:42 UTC
LONG = "Wolfeschlegelsteinhausen"
NAMES = (
    "Amal", "Kai", "Bao", "Hana", "Celeste", "June", "Ivo", "Maya R.", "Maya R.", "Nguyễn Thị Ánh",
    "Олександр", "أمل", LONG, "O'Neill-Brâncuși", "Lu", "Efe", "Dmytro", "Farah", "Gus", "Noor", "Sofia", "Tomas",
)  # fmt: skip


def learner_id(number: int) -> str:
    return f"019a0000-0000-7000-8000-{number:012x}"


def learners() -> tuple[Learner, ...]:
    return tuple(
        Learner(
            id=learner_id(number),
            given=name.removesuffix(" R."),
            initial="R" if name.endswith(" R.") else "",
            classes=("c-heron",),
            roster_key=str(number),
        )
        for number, name in enumerate(NAMES)
    )


def person(
    name: str, doing: str, minutes: int, mode: Mode = "at_screen", hand: HandNow | None = None
) -> PersonNow:
    return PersonNow(
        learner=learner_id(NAMES.index(name)),
        name=name.removesuffix(" R."),
        full=name,
        doing=doing,
        mode=mode,
        since_ms=NOW - minutes * MINUTE,
        hand=hand,
    )


def hand(name: str, zone: str, minutes: int) -> HandNow:
    return HandNow(
        help=f"h-{NAMES.index(name)}",
        learner=learner_id(NAMES.index(name)),
        full=name,
        zone_name=zone,
        kind="ready" if name == "Maya R." else "stuck",
        since_ms=NOW - minutes * MINUTE,
    )


def zone(
    name: str,
    kind: ZoneKind,
    seats: int,
    *people: PersonNow,
    fresh: Freshness = "live",
    heard_s: int = 1,
) -> ZoneNow:
    identity = name.lower().replace(" ", "-")
    here = Zone(id=f"z-{identity}", name=name, kind=kind, seats=seats)
    if fresh == "none":
        return ZoneNow(zone=here, people=(), freshness=fresh)
    heard = NOW - heard_s * 1_000
    return ZoneNow(
        zone=here,
        people=people,
        freshness=fresh,
        heard_ms=heard,
        holding=7 if fresh == "offline" else 0,
        stations=(StationNow(station=f"s-{identity}", state=fresh, heard_ms=heard),),
        were_here=3 if fresh == "offline" else 0,
    )


def zones(maya: HandNow, ivo: HandNow) -> tuple[ZoneNow, ...]:
    talk = (person(name, "ratios", 8, "with_teacher") for name in ("Bao", "Hana", "Олександр", "أمل"))
    hole = (
        person("Celeste", "helping June", 16),
        person("June", "Balance Scale", 16),
        person("Ivo", "Mystery Bag x", 2, hand=ivo),
        person(LONG, "Comma Kitchen", 5),
    )
    bench = (
        person("Dmytro", "Straw Bridge 2.0", 21, "at_table"),
        person("Farah", "Ratio Bakery", 9),
        person("Nguyễn Thị Ánh", "Fraction Ribbon", 9),
        person("O'Neill-Brâncuși", "", 1),
    )
    amal, kai = person("Amal", "Because Bridges", 12, "at_table"), person("Kai", "Sale Tags", 4)
    show = (
        person("Maya R.", "I can find a percent of an amount.", 3, hand=maya),
        person("Noor", "Claim Court", 5),
    )
    read = (person("Efe", "Comma Kitchen", 31), person("Lu", "Claim Court", 7))
    return (
        zone("Quiet Cave", "cave", 5, amal, kai),
        zone("Campfire", "campfire", 6, *talk),
        zone("Watering Hole", "watering", 8, *hole),
        zone("Make Bench", "make", 3, *bench),
        zone("Listening Nook", "listen", 3, person("Gus", "Drop's Diary", 6), fresh="late", heard_s=14),
        zone("Reading Porch", "read", 6, *read),
        zone("Show-It Table", "show", 4, *show),
        zone("Garden Door", "outside", 6, fresh="offline", heard_s=14 * 60),
        zone("Art Corner", "make", 4, fresh="none"),
    )


def room() -> RoomNow:
    maya, ivo = hand("Maya R.", "Show-It Table", 4), hand("Ivo", "Watering Hole", 3)
    return RoomNow(
        class_id="c-heron",
        class_name="Heron",
        block_open=True,
        now_ms=NOW,
        here=19,
        unknown=3,
        unknown_since_ms=NOW - 14 * MINUTE,
        out=2,
        zones=zones(maya, ivo),
        nowhere=(
            person("Sofia", "", 0),
            msgspec.structs.replace(person("Tomas", "", 12), mark="out", place="nurse"),
        ),
        reviews_waiting=6,
        hands=(maya, ivo),
    )
