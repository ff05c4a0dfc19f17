"""Row 20: a learner is erased; nowhere is anything left of her, and what others made with her is still theirs."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from hub.store.desk import visit_key
from hub.store.projections import erasures, evidence
from hub.store.rebuild import differences
from hub.store.store import looking
from plumbing import seal
from station.views.door_shapes import IdleView
from tests.faults.canary_school import (
    CANARY,
    JPEG,
    NAME,
    PARTNER,
    TOGETHER,
    WORDS,
    CanarySchool,
    canary_school,
    hits,
)
from tests.faults.kept_school import SOON_S, run_hub
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")


@pytest.fixture
def second() -> Iterator[Path]:
    """Another file system where this machine has one."""
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def test_nothing_is_left_of_an_erased_learner(
    tmp_path: Path, second: Path, reached: Callable[[str], None]
) -> None:
    with canary_school(tmp_path, second) as school:
        _works_everywhere(school)
        needles = _needles(school)
        before = hits(school.hub, needles)
        assert before, "the search finds nothing even before: it proves nothing"
        yesterday = max(second.glob("*.backup"))
        erased = run_hub("erase", CANARY, "--now", "--yes", "--data", str(school.hub))
        assert erased[0] == 0, erased
        assert hits(school.hub, needles) == {}
        _stations_come_back(school)
        school.backs_up()
        assert hits(school.hub, needles) == {}
        assert {place: hits(tmp_path / place, needles) for place in ("cave", "make")} == {
            "cave": {},
            "make": {},
        }
        assert hits(second, {NAME.encode(), WORDS.encode()}) == {}
        _partner_still_has_hers(school)
        _log_is_sound(school)
        school.running.kill()
        for backup in (yesterday, max(second.glob("*.backup"))):
            restored = _restores(school, backup, tmp_path / f"again {backup.stem}")
            assert hits(restored, needles) == {}
            with looking(restored) as tables:
                assert differences(tables)[0] == []
                assert evidence.piece(tables, school.pair) is not None
    reached(
        f"row 20: {len(needles)} secrets in {len(before)} files before; 0 hits after, also after a restore"
    )


def _works_everywhere(school: CanarySchool) -> None:
    """At one station that sends all, and at one that is then cut off from its hub."""
    with school.at("cave") as cave:
        school.makes(cave, CANARY, f"{WORDS} in the cave", "photo")
        school.makes(cave, PARTNER, "words of the partner")
        school.sends_all("cave")
    school.running.answers(school.seen.evidence_of(f"{WORDS} in the cave"), f"{NAME}, I read it.")
    school.running.answers(school.seen.evidence_of("words of the partner"), "I read this too.")
    school.backs_up()
    with school.at("make") as make:
        make.sees(IdleView, lambda view: bool(view.rooms))
        school.sends_all("make")
        school.running.kill()
        school.makes(make, CANARY, f"{WORDS} while it was gone", "photo")
    school.switch_on()
    school.moves("cave", "make")


def _needles(school: CanarySchool) -> set[bytes]:
    """Her name, her words, the names of her files, her keys: also of what the hub has not heard of yet."""
    with closing(sqlite3.connect(school.hub / "keys.db")) as keys:
        (key,) = keys.execute("SELECT k FROM learner_keys WHERE learner = ?", (CANARY,)).fetchone()
    with closing(sqlite3.connect(school.folder / "make" / "station.db")) as station:
        waiting = {media for (media,) in station.execute("SELECT media FROM media").fetchall()}
    files = {media.encode() for media in school.hashes() | waiting}
    assert len(waiting) == 1
    assert len(files) >= 5
    return {NAME.encode(), WORDS.encode(), key, *school.keys(), *files}


def _stations_come_back(school: CanarySchool) -> None:
    """The one that knew it all, and the one with pieces that nobody has heard of."""
    for place in ("cave", "make"):
        with school.at(place):
            school.sends_all(place)
            until(partial(_is_clean, school, place), seconds=SOON_S)
    with looking(school.hub) as tables:
        assert tables.one("SELECT count(*) FROM quarantine") == (0,)
        assert tables.one("SELECT count(*) FROM lost_media") == (0,)


def _is_clean(school: CanarySchool, place: str) -> bool:
    with looking(school.hub) as tables:
        return school.stations[place] in erasures.clean_stations(tables, CANARY)


def _partner_still_has_hers(school: CanarySchool) -> None:
    with looking(school.hub) as tables:
        piece = evidence.piece(tables, school.pair)
        assert piece is not None
        assert (piece.learners, piece.text) == ((PARTNER,), TOGETHER)
        (file,) = evidence.media_of(tables, school.pair)
        assert file.id == school.shared
        box = (school.hub / "media" / file.id[:2] / file.id).read_bytes()
        assert seal.unseal(visit_key(tables, piece.visit) or b"", box, b"media") == JPEG
        assert tables.one("SELECT count(*) FROM pieces WHERE text = 'words of the partner'") == (1,)


def _log_is_sound(school: CanarySchool) -> None:
    assert school.seen.differences() == []
    number, said = run_hub("rebuild", "--check", "--data", str(school.hub))
    assert (number, said.startswith("Everything is as the log says.")) == (0, True)


def _restores(school: CanarySchool, backup: Path, to: Path) -> Path:
    where = ("--second", str(school.second), "--data", str(to))
    number, said = run_hub(
        "restore", str(backup), "--recovery-key", str(school.key), "--accept-missing", *where
    )
    assert number == 0, said
    return to
