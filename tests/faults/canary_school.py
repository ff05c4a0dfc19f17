"""A school with a child whose name, words and files nobody else has: to be erased, and looked for everywhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from classroom.facts import DraftParked, EvidenceHandedIn, HelpOpened, PlanApproved, SelfAssessed
from classroom.learner import Consent, Learner
from classroom.plan import Plan, PlannedTarget
from classroom.wire.messages import MediaRef
from hub.service.backoffice import Backoffice
from hub.service.office import Office
from hub.store.store import looking
from plumbing import seal
from tests.factories_hub import HERON, MS_R, enrol, open_back
from tests.faults.kept_school import KeptSchool, Past
from tests.stub_station import StubStation

CANARY: Final = "0199aaaa-0000-7000-8000-00000000cafe"
NAME: Final = "Zyxquilla"
WORDS: Final = "zebrawood words"
TOGETHER: Final = "what the two of us built"
PARTNER: Final = "bao"
JPEG: Final = b"\xff\xd8 not much of a picture, but one of its own"


class CanarySchool(KeptSchool):
    """`pair` is the piece that she made with a partner, `shared` its file."""

    pair, shared = "", ""

    def _found(self) -> dict[str, str]:
        tokens = super()._found()
        back = open_back(self.hub, lambda: time.time_ns() // 1_000_000)
        office = Office(back)
        try:
            person = Learner(
                id=CANARY, given=NAME, initial="Q", classes=(HERON,), consent=Consent(photo=True, voice=True)
            )
            office.publish((person,))
            office.remember([_planned()])
            tokens[CANARY] = office.print_badges((CANARY,), MS_R)[0].token
            self.pair, self.shared = _works(back)
        finally:
            back.stop()
        return tokens

    def hashes(self) -> set[str]:
        """The files that are hers alone, and the small pictures of them, as the hub knows them now."""
        with looking(self.hub) as tables:
            rows = tables.all(
                "SELECT media FROM piece_media JOIN pieces USING (evidence) WHERE learners = ?1 "
                "UNION SELECT thumb FROM thumbs JOIN piece_media USING (media) JOIN pieces USING (evidence) "
                "WHERE learners = ?1 UNION SELECT media FROM draft_media JOIN drafts USING (draft) WHERE learner = ?2",
                f'["{CANARY}"]',
                CANARY,
            )
        return {media for (media,) in rows}

    def keys(self) -> list[bytes]:
        """The key of the learner, and those of visits that were hers alone."""
        with looking(self.hub) as tables:
            rows = tables.all(
                "SELECT v FROM visit_keys JOIN visits USING (visit) WHERE learner = ? AND visit NOT IN "
                "(SELECT visit FROM pieces WHERE evidence = ?)",
                CANARY,
                self.pair,
            )
        return [key for (key,) in rows]


def _works(back: Backoffice) -> tuple[str, str]:
    """At a station by hand: a piece with a partner, a draft, a raised hand; return the piece and its file."""
    station = StubStation(enrol(back), lambda: time.time_ns() // 1_000_000)
    visit = station.open_visit(CANARY)
    piece, box = station.fresh_id(), seal.seal(station.keys[visit], JPEG, b"media")
    both, ref = (CANARY, PARTNER), MediaRef(id=seal.media_id(box), size=len(box), mime="image/jpeg")
    station.write(
        EvidenceHandedIn(evidence=piece, targets=("M01",), kind="photo", text=TOGETHER),
        both,
        visit,
        media=(ref,),
    )
    alone, _ = station.hand_in(visit, CANARY, text=f"{WORDS} at a stub", photo=JPEG)
    name = station.fresh_id()
    draft = seal.seal(station.keys[visit], f"{WORDS} half done".encode(), f"draft {name}".encode())
    kept = MediaRef(id=back.store.blobs.put(draft), size=len(draft), mime="application/x-waystation-draft")
    station.write(DraftParked(draft=name, kind="writing", target="M01"), (CANARY,), visit, media=(kept,))
    station.write(HelpOpened(help=station.fresh_id()), (CANARY,), visit)
    station.write(SelfAssessed(evidence=alone, claim=4, tricky=f"{WORDS} were tricky"), (CANARY,), visit)
    back.store.blobs.put(box)
    back.writer.do(lambda tables: back.recording.take(tables, station.record.station, station.batch()))
    return piece, ref.id


def _planned() -> Past:
    targets = (PlannedTarget(target="M01", role="now"), PlannedTarget(target="G01", role="now"))
    plan = Plan(id="pc", learner=CANARY, targets=targets, agreed_learner_ms=1, agreed_staff_ms=1, staff=MS_R)
    return Past(1_790_000_000_000, (CANARY,), PlanApproved(by=MS_R, plan=plan))


def hits(folder: Path, needles: set[bytes]) -> dict[str, list[bytes]]:
    """Which files below a folder hold any of these bytes in the clear, or are called so."""
    found: dict[str, list[bytes]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.name.encode() + b"\0" + path.read_bytes()
            if here := [needle for needle in needles if needle in data]:
                found[str(path.relative_to(folder))] = here
    return found


@contextmanager
def canary_school(folder: Path, second: Path) -> Iterator[CanarySchool]:
    """The school with its hub on."""
    school = CanarySchool(folder, second, "nats")
    try:
        yield school
    finally:
        school.running.kill()
