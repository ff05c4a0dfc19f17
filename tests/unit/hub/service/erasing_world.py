"""A morning of Maya's at a hub, and what the tests of erasing look at."""

import sqlite3
from contextlib import closing
from pathlib import Path

from classroom.facts import (
    DraftParked,
    EvidenceHandedIn,
    HelpOpened,
)
from classroom.staff import Role, Staff
from classroom.wire.messages import MediaRef
from hub.store import projections
from hub.store.copying import examine
from hub.store.rebuild import differences
from plumbing import seal
from tests.factories_hub import MS_R, SchoolAtWork
from tests.waiting import until

WORDS = "quokka words"
PICTURE = b"\xff\xd8 a picture of her own"


def works(school: SchoolAtWork) -> tuple[str, str, str]:
    """Maya's morning: a piece of her own, one with Bao, a draft, a hand; (own piece, shared piece, its file)."""
    cave = school.cave
    visit = cave.open_visit("maya")
    own, box = cave.hand_in(visit, "maya", kind="photo", photo=PICTURE, text=WORDS)
    school.back.store.blobs.put(box)
    shared = cave.fresh_id()
    both = seal.seal(cave.keys[visit], b"\xff\xd8 of the two", b"media")
    ref = MediaRef(id=school.back.store.blobs.put(both), size=len(both), mime="image/jpeg")
    cave.write(
        EvidenceHandedIn(evidence=shared, targets=("M01",), kind="photo", text="we built it"),
        ("maya", "bao"),
        visit,
        media=(ref,),
    )
    draft = cave.fresh_id()
    form = seal.seal(cave.keys[visit], WORDS.encode(), f"draft {draft}".encode())
    kept = MediaRef(
        id=school.back.store.blobs.put(form), size=len(form), mime="application/x-waystation-draft"
    )
    cave.write(DraftParked(draft=draft, kind="writing", target="M01"), ("maya",), visit, media=(kept,))
    cave.write(HelpOpened(help="hand-of-maya"), ("maya",), visit)
    other = cave.open_visit("bao")
    cave.hand_in(other, "bao", text="bao's own words")
    school.send(cave)
    return own, shared, ref.id


def erased_now(school: SchoolAtWork, learner: str = "maya") -> None:
    promote(school)
    assert school.office.erase((learner,), MS_R, now=True).state == "erased"


def promote(school: SchoolAtWork) -> None:
    """Ms R is all there is to ask: administrator and leader."""
    roles = frozenset({Role.TEACHER, Role.ADMIN, Role.LEADER})
    school.office.publish((Staff(id=MS_R, name="Ms R", roles=roles),))


def send_held(school: SchoolAtWork) -> None:
    """Let the seconds pass in which an answer may be taken back."""
    school.clock.advance(30)
    school.back.writer.do(lambda _: None)
    until(lambda: looks(school, "SELECT count(*) FROM held_answers") == [(0,)])


def looks(school: SchoolAtWork, sql: str, *values: object) -> list[tuple[object, ...]]:
    with school.back.store.reading() as tables:
        return tables.all(sql, *values)


def chains_are_whole(school: SchoolAtWork) -> None:
    """The log is what it says, the projections are what the log says."""
    with school.back.store.reading() as tables:
        assert differences(tables)[0] == []
        keys = frozenset(keys.station for keys in school.back.keys.stations())
        assert examine(tables, keys, lambda _media: True).facts > 10


def holds(folder: Path, *needles: bytes) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


def everything(school: SchoolAtWork) -> dict[str, object]:
    """Every table but those of erasing itself, every key, every file; of documents what they say."""
    own = {"erasures", "hidden", "times", "runs", "corrections", "clock_anchors"}
    with school.back.store.reading() as tables:
        found: dict[str, object] = {
            name: digest for name, digest in projections.dump(tables) if name not in own
        }
        found["facts"] = [
            row
            for row in tables.all("SELECT ev, raw, body, learners, cut FROM facts ORDER BY rev")
            if b'"erase.' not in row[1]
        ]
        found["visit keys"] = tables.all("SELECT * FROM visit_keys ORDER BY visit")
        found["digests"] = tables.all(
            "SELECT doc, size IS NULL, scope FROM feed WHERE doc NOT LIKE 'zones' ORDER BY doc"
        )
    with closing(sqlite3.connect(school.folder / "keys.db")) as keys:
        found["keys"] = keys.execute("SELECT * FROM learner_keys ORDER BY learner").fetchall()
    found["files"] = {media: school.back.store.blobs.get(media) for media in school.back.store.blobs.ids()}
    return found
