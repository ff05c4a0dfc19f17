"""The copy of one learner: complete by hash, open to read, and nobody else's name in it."""

import csv
import hashlib
import io
import zipfile
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from classroom.facts import EvidenceHandedIn, HelpOpened
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import MediaRef
from hub.errors import NotYours
from hub.service.permissions import OPERATOR
from hub.service.shapes import Answer, Chip
from hub.store import facts
from hub.store.rebuild import differences
from plumbing import seal
from tests.factories_hub import MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork
from tests.unit.hub.service.erasing_world import send_held

PHOTO = b"\xff\xd8 her photo"
TOGETHER = b"\xff\xd8 of the two"


def works(school: SchoolAtWork) -> tuple[str, str]:
    """Maya and Bao make a piece together, and she one alone whose words a spreadsheet would obey."""
    cave = school.cave
    visit = cave.open_visit("maya")
    own, box = cave.hand_in(visit, "maya", kind="photo", photo=PHOTO, text="=HYPERLINK(1) & <b>bold</b>")
    school.back.store.blobs.put(box)
    both = seal.seal(cave.keys[visit], TOGETHER, b"media")
    ref = MediaRef(id=school.back.store.blobs.put(both), size=len(both), mime="image/jpeg")
    shared = cave.fresh_id()
    piece = EvidenceHandedIn(evidence=shared, targets=("M01",), kind="photo", text="ours")
    cave.write(piece, ("maya", "bao"), visit, media=(ref,))
    away = MediaRef(id="ab" * 32, size=7, mime="audio/ogg")
    voice = EvidenceHandedIn(evidence=cave.fresh_id(), targets=("G01",), kind="voice")
    cave.write(voice, ("maya",), visit, media=(away,))
    cave.write(HelpOpened(help="h1"), ("maya",), visit)
    cave.hand_in(cave.open_visit("bao"), "bao", text="bao's own")
    school.send(cave)
    school.office.print_badges(("maya",), MS_R)
    school.office.answer(own, MS_R, Answer(level=3, words=(Chip(kind="glow", text="Clear."),)))
    send_held(school)
    return own, shared


def taken(school: SchoolAtWork, by: str = MS_R) -> zipfile.ZipFile:
    data = b"".join(school.office.export_learner("maya", by).pieces)
    return zipfile.ZipFile(io.BytesIO(data))


def read(zip_: zipfile.ZipFile, name: str) -> Any:
    return msgspec.json.decode(zip_.read(name))


@pytest.fixture
def pieces(school: SchoolAtWork) -> tuple[str, str]:
    return works(school)


def test_every_fact_about_her_is_in_it_by_its_hash(school: SchoolAtWork, pieces: tuple[str, str]) -> None:
    with taken(school) as zip_, school.back.store.reading() as tables:
        told = {(fact["ev"], fact["h"]) for fact in read(zip_, "data/facts.json")}
        log = list(facts.after(tables, 0))
        naming = {(one.ev, decode_envelope(one.raw).h) for one in log if "maya" in one.learners}
        badge = {(one.ev, decode_envelope(one.raw).h) for one in log if one.type == "badge.printed"}
        assert len(naming) >= 9
        assert told == naming | badge
        assert read(zip_, "manifest.json")["facts"] == len(told)


def test_every_file_of_hers_is_in_it_open_and_with_its_hash(
    school: SchoolAtWork, pieces: tuple[str, str]
) -> None:
    with taken(school) as zip_, school.back.store.reading() as tables:
        manifest = read(zip_, "manifest.json")
        files = {one["sealed"]: one for one in manifest["files"] if "sealed" in one}
        named = {
            media
            for (media,) in tables.all(
                "SELECT media FROM piece_media JOIN piece_lines USING (evidence) WHERE learner = 'maya'"
            )
        }
        missing = {one["sealed"] for one in manifest["not_here"]}
        assert (files.keys() | missing, missing) == (named, {"ab" * 32})
        assert {zip_.read(one["name"]) for one in files.values()} == {PHOTO, TOGETHER}
        assert all(
            one["name"].startswith("files/2026-") and " M01 photo " in one["name"] for one in files.values()
        )
        for one in manifest["files"]:
            assert hashlib.sha256(zip_.read(one["name"])).hexdigest() == one["sha256"]
        listed = {one["name"] for one in manifest["files"]} | {"manifest.json"}
        assert set(zip_.namelist()) == listed


def test_nobody_else_has_a_name_in_it_and_no_key_is(school: SchoolAtWork, pieces: tuple[str, str]) -> None:
    (key,) = school.back.keys.learner_keys(("maya",)).values()
    with taken(school) as zip_:
        everything = b"\n".join(zip_.read(name) for name in zip_.namelist())
        together = [fact for fact in read(zip_, "data/facts.json") if len(fact["learners"]) > 1]
    assert [fact["learners"] for fact in together] == [["maya", "a partner"]]
    assert b'"bao"' not in everything
    assert b"Bao" not in everything
    assert b"bao's own" not in everything
    for secret in (b"key_box", b"wraps", key):
        assert secret not in everything


def test_tables_open_in_a_spreadsheet_that_obeys_nothing(
    school: SchoolAtWork, pieces: tuple[str, str]
) -> None:
    with taken(school) as zip_:
        tables = {
            name: list(csv.DictReader(io.StringIO(zip_.read(f"tables/{name}.csv").decode("utf-8-sig"))))
            for name in ("evidence", "judgements", "feedback", "visits", "help")
        }
    assert {name: len(rows) for name, rows in tables.items()} == {
        "evidence": 3, "judgements": 1, "feedback": 1, "visits": 1, "help": 1,
    }  # fmt: skip
    texts = {row["text"] for row in tables["evidence"]}
    assert "'=HYPERLINK(1) & <b>bold</b>" in texts
    assert {row["with a partner"] for row in tables["evidence"]} == {"yes", ""}


class Tags(HTMLParser):
    """Every tag and every address of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_the_page_shows_it_all_and_asks_nobody(school: SchoolAtWork, pieces: tuple[str, str]) -> None:
    with taken(school) as zip_:
        page = zip_.read("index.html").decode()
    tags = Tags()
    tags.feed(page)
    for words in (
        "Maya R.",
        "I can compare two amounts.",
        "with a partner",
        "Clear.",
        "mastered",
        "not here yet",
    ):
        assert words in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "script" not in tags.tags
    assert tags.tags.count("img") == 2
    assert all(address.startswith(("data:image/jpeg;base64,", "files/")) for address in tags.addresses)


def test_who_took_it_is_written_down(school: SchoolAtWork) -> None:
    taken(school, OPERATOR)
    taken(school)
    with school.back.store.reading() as tables:
        said = tables.all("SELECT actor, object FROM audit WHERE action = 'learner.exported' ORDER BY seq")
    assert said == [(OPERATOR, "learner/maya"), (MS_R, "learner/maya")]


@pytest.mark.parametrize("nobody", [MR_T, MS_ODE, MX_B])
def test_only_her_teachers_and_an_administrator_take_it(school: SchoolAtWork, nobody: str) -> None:
    with pytest.raises(NotYours):
        school.office.export_learner("maya", nobody)
    with pytest.raises(NotYours):
        school.office.export_learner("a stranger", MS_R)


def test_a_copy_can_be_taken_while_she_waits_to_be_erased_by_the_console_only(school: SchoolAtWork) -> None:
    school.office.erase(("maya",), OPERATOR)
    assert b"".join(school.office.export_learner("maya", OPERATOR).pieces)[:2] == b"PK"


def test_taking_a_copy_changes_nothing(school: SchoolAtWork, pieces: tuple[str, str]) -> None:
    with school.back.store.reading() as tables:
        before = tables.one("SELECT count(*) FROM facts")
    taken(school)
    with school.back.store.reading() as tables:
        assert tables.one("SELECT count(*) FROM facts") == before
        assert differences(tables)[0] == []
