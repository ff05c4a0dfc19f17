"""A hub with two classes that have the same of everything, so that a test can ask for one's own and for another's."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from classroom.facts import HelpOpened, JudgementMade, ReassessAsked, StationForked, TalkFlagged, VisitClosed
from classroom.staff import Role, Staff
from classroom.wire.claims import decode_claim
from classroom.wire.codec import decode_envelope
from classroom.wire.enrolling import in_letters
from hub.service.announcing import Wanted
from hub.service.permissions import OPERATOR, SUBSTITUTE
from tests.factories_hub import COMET, HERON, MR_T, MS_R, SchoolAtWork, enrol
from tests.stub_station import StubStation
from tests.unit.hub.at_the_gate import AtTheGate, Visitor
from tests.unit.hub.pictures import picture

TRIED = "tried"
ROLES = (*map(str, Role), SUBSTITUTE)


class School(NamedTuple):
    """`ids` are names of things by class: what a route asks for."""

    school: SchoolAtWork
    ids: Mapping[str, Mapping[str, str]]


def two_classes(folder: Path) -> School:
    """Make it; each class has a learner with a piece, a photo, a raised hand, a station in trouble."""
    school = SchoolAtWork(folder)
    school.back.codes.cost = (1, 64)  # a PIN at full strength takes a fifth of a second each time
    AtTheGate(school)
    comets = StubStation(enrol(school.back, "make", (COMET,)), school.clock)
    ids = {HERON: _fill(school, school.cave, "amal", HERON), COMET: _fill(school, comets, "kofi", COMET)}
    return School(school, ids)


def as_role(school: SchoolAtWork, role: str) -> str:
    """Make somebody with this role in Heron; return her one-time sign-in."""
    day_pass = role == SUBSTITUTE
    person = Staff(
        id=TRIED,
        name="Somebody Tried",
        roles=frozenset({Role.TEACHER if day_pass else Role(role)}),
        classes=(HERON,),
        until_ms=school.clock() + 3_600_000 if day_pass else 0,
    )
    school.office.publish((person,))
    return school.office.one_time_sign_in(TRIED)


def at_the_door(school: SchoolAtWork, class_id: str, *, knocks: bool) -> str:
    """Open the door for a station of a class; where one knocks, return what it is called."""
    claim = decode_claim(school.office.open_door("cave", (class_id,), MS_R))
    if not knocks:
        return ""
    door = school.back.admitting.door
    Visitor(door, in_letters(claim.secret)).reveal()
    return door.guests()[-1].id


def _fill(school: SchoolAtWork, station: StubStation, learner: str, class_id: str) -> dict[str, str]:
    visit = station.open_visit(learner)
    piece, box = station.hand_in(
        visit, learner, kind="photo", photo=picture(64, 48), text=f"Words of {learner}."
    )
    away, _ = station.hand_in(visit, learner, kind="photo", photo=picture(32, 24))
    station.write(HelpOpened(help=f"help-{learner}", kind="stuck"), (learner,), visit)
    station.write(ReassessAsked(request=f"ask-{learner}", target="M01"), (learner,), visit)
    _strange(station, learner, visit)
    school.send(station)
    media = school.back.store.blobs.put(box)
    name = station.record.station
    forked = StationForked(station=name, epoch="e2", was="e", kept=7, why="behind")
    school.back.writer.do(lambda tables: school.back.recording.note(tables, forked))
    _say(school, learner, piece, away)
    with school.back.store.reading() as tables:
        (aside,) = [row[0] for row in tables.all("SELECT id FROM quarantine WHERE station = ?", name)]
        lost = [row[0] for row in tables.all("SELECT media FROM piece_media WHERE evidence = ?", away)]
    return {
        "class": class_id,
        "learner": learner,
        "evidence": piece,
        "talk": f"talk-{learner}",
        "judgement": f"judged-{learner}",
        "media": media,
        "help": f"help-{learner}",
        "request": f"ask-{learner}",
        "owner": learner,
        "aside": str(aside),
        "alarm": f"fork/{name}/e2",
        "lost": lost[0],
        "station": name,
        "announcement": school.office.announce(
            Wanted(what="info", text={"en": "Good morning."}, classes=(class_id,)), OPERATOR
        ),
        "colleague": MS_R if class_id == HERON else MR_T,
    }


def _say(school: SchoolAtWork, learner: str, piece: str, away: str) -> None:
    """Somebody asked for a talk about the one piece, and decided about the other before she left."""
    flagged = TalkFlagged(by=MS_R, talk=f"talk-{learner}", learner=learner, evidence=piece, target="M01")
    judged = JudgementMade(
        by="gone", judgement=f"judged-{learner}", learner=learner, target="G02", decision="not_yet", level=2,
        evidence=(away,),
    )  # fmt: skip
    note = school.back.recording.note
    school.back.writer.do(lambda tables: note(tables, flagged, (learner,)))
    school.back.writer.do(lambda tables: note(tables, judged, (learner,)))


def _strange(station: StubStation, learner: str, visit: str) -> None:
    """A fact that no hub of this version knows: it is set aside."""
    row = decode_envelope(station.write(VisitClosed(reason="bell"), (learner,), visit))
    station.rows.pop()
    station.h = decode_envelope(station.rows[-1]).h
    station.append(msgspec.structs.replace(row, type="dance.danced", h=""))
