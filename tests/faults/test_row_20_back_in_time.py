"""Row 20: a copy of a learner is complete by hash, and until seven days are over an erasure is undone byte for byte."""

import hashlib
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from classroom.wire.codec import decode_envelope
from hub.cli_export import export
from hub.store import facts, projections
from hub.store.erasing import revs_of
from hub.store.store import looking
from station.store.keep import look_into
from station.views.door_shapes import IdleView
from station.views.path_shapes import PathView
from station.views.words import AtDoor
from tests.faults.canary_school import CANARY, JPEG, NAME, PARTNER, WORDS, CanarySchool, canary_school
from tests.faults.kept_school import SOON_S, run_hub
from tests.faults.station_world import Visitor
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
OF_ERASING = {"erasures", "hidden", "times", "runs", "corrections", "clock_anchors", "feedback_seen"}


@pytest.fixture
def school(tmp_path: Path) -> Iterator[CanarySchool]:
    with tempfile.TemporaryDirectory() as second, canary_school(tmp_path, Path(second)) as school:
        with school.at("cave") as cave:
            school.makes(cave, CANARY, f"{WORDS} in the cave", "photo")
            school.sends_all("cave")
        yield school


def test_a_copy_is_complete_by_hash(
    school: CanarySchool, tmp_path: Path, reached: Callable[[str], None]
) -> None:
    out = tmp_path / "copy.zip"
    said = CliRunner().invoke(export, ["learner", NAME, "--out", str(out), "--data", str(school.hub)])
    assert said.exit_code == 0, said.output
    with zipfile.ZipFile(out) as zip_, looking(school.hub) as tables:
        manifest = json.loads(zip_.read("manifest.json"))
        told = {(fact["ev"], fact["h"]) for fact in json.loads(zip_.read("data/facts.json"))}
        log = [facts.at(tables, rev) for rev in revs_of(tables, CANARY)]
        assert told == {(one.ev, decode_envelope(one.raw).h) for one in log if one}
        assert {one.ev for one in facts.after(tables, 0) if CANARY in one.learners} <= {ev for ev, _ in told}
        sealed = {one["sealed"]: one for one in manifest["files"] if "sealed" in one}
        assert sealed.keys() | {one["sealed"] for one in manifest["not_here"]} == _named(school)
        assert all(
            hashlib.sha256(zip_.read(one["name"])).hexdigest() == one["sha256"] for one in manifest["files"]
        )
        opened = [zip_.read(one["name"]) for one in sealed.values()]
        page = re.sub(r"base64,[^\"]*", "", zip_.read("index.html").decode())
    assert JPEG in opened
    assert f"{WORDS} half done".encode() in opened
    assert f"{WORDS} in the cave" in page
    assert "with a partner" in page
    assert PARTNER not in page
    reached(f"row 20: a copy of {len(told)} facts and {len(sealed)} files, each hash as in the log")


def _named(school: CanarySchool) -> set[str]:
    """Every file that a fact of hers names, as the log says."""
    with looking(school.hub) as tables:
        mine = [one for one in facts.after(tables, 0) if CANARY in one.learners]
    return {ref.id for one in mine for ref in decode_envelope(one.raw).media}


def test_what_was_ordered_is_undone_byte_for_byte(
    school: CanarySchool, reached: Callable[[str], None]
) -> None:
    with school.at("cave") as cave:
        _opens(school, cave)
        cave.goes()
        until(lambda: _visits_ended(school) == 2, seconds=SOON_S)
        school.sends_all("cave")
        until(lambda: _is_quiet(school), seconds=SOON_S)
        before = _everything(school)
        assert run_hub("erase", CANARY, "--yes", "--data", str(school.hub))[0] == 0
        _badge_rests(school, cave)
        assert run_hub("erase", CANARY, "--undo", "--data", str(school.hub))[0] == 0
        until(lambda: _is_quiet(school), seconds=SOON_S)
        after = _everything(school)
        assert {name: before[name] == after[name] for name in before} == dict.fromkeys(before, True)
        _opens(school, cave)
    reached(f"row 20: undone, {len(before)} tables and folders byte for byte as before")


def _opens(school: CanarySchool, cave: Visitor) -> None:
    """Her badge opens her path; until the document is back it may not."""

    def greeted() -> bool:
        cave.station.reader.present(school.tokens[CANARY])  # type: ignore[attr-defined]
        try:
            return bool(cave.station.wait_for(lambda view: isinstance(view, PathView), 2.0))
        except TimeoutError:
            return False

    cave.sees(IdleView, lambda view: bool(view.rooms))
    until(greeted, seconds=SOON_S)


def _visits_ended(school: CanarySchool) -> int:
    """How many visits of hers at the real station the hub has heard the end of."""
    with looking(school.hub) as tables:
        sql = "SELECT count(*) FROM visits WHERE learner = ? AND station = ? AND closed_ms IS NOT NULL"
        row = tables.one(sql, CANARY, school.stations["cave"])
    return int(row[0]) if row else 0


def _is_told(school: CanarySchool) -> bool:
    """Whether the station was told that her badge opens nothing; before that it would still let her in."""
    store = look_into(school.folder / "cave")
    try:
        documents = [msgspec.json.decode(body) for body in store.shelf.bodies("badges")]
    finally:
        store.close()
    hers = [badge for one in documents for badge in one["badges"] if badge["owner"] == CANARY]
    return bool(hers) and all(badge.get("state") == "lost" for badge in hers)


def _badge_rests(school: CanarySchool, cave: Visitor) -> None:
    until(lambda: _is_told(school), seconds=SOON_S)

    def resting() -> bool:
        cave.station.reader.present(school.tokens[CANARY])  # type: ignore[attr-defined]
        try:
            cave.station.wait_for(lambda view: getattr(view, "error", "") == AtDoor.RESTING.value, 4.0)
        except TimeoutError:
            return False
        return True

    until(resting, seconds=SOON_S, what="her badge still opens")
    until(lambda: _was_heard(school), seconds=SOON_S, what="the hub does not hear of her badge")


def _was_heard(school: CanarySchool) -> bool:
    """Whether the hub knows that her badge was shown while it rested: that stays known, whatever is undone."""
    with looking(school.hub) as tables:
        return tables.one("SELECT 1 FROM alarms WHERE kind = 'dead_badge'") is not None


def _is_quiet(school: CanarySchool) -> bool:
    with looking(school.hub) as tables:
        return tables.one("SELECT 1 FROM stale WHERE doc NOT IN ('zones')") is None


def _everything(school: CanarySchool) -> dict[str, Any]:
    """What the hub holds of everybody but for what is about the erasure itself."""
    with looking(school.hub) as tables:
        found: dict[str, Any] = {
            name: digest for name, digest in projections.dump(tables) if name not in OF_ERASING
        }
        found["facts"] = [
            row
            for row in tables.all("SELECT ev, raw, body, learners, cut FROM facts ORDER BY rev")
            if b'"erase.' not in row[1] and b'"badge.revoked_seen"' not in row[1]
        ]
        found["alarms"] = tables.all("SELECT * FROM alarms WHERE kind != 'dead_badge' ORDER BY 1")
        found["visit keys"] = tables.all("SELECT * FROM visit_keys ORDER BY visit")
        found["feed"] = tables.all(
            "SELECT doc, size IS NULL, scope FROM feed WHERE doc != 'zones' ORDER BY doc"
        )
    with closing(sqlite3.connect(school.hub / "keys.db")) as keys:
        for table in ("learner_keys", "badge_keys"):
            found[table] = keys.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
    found["files"] = {path.name: path.read_bytes() for path in (school.hub / "media").glob("??/*")}
    return found
