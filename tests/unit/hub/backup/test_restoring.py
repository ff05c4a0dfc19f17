"""Back from a backup: everything or nothing, with what was done since, and with each thing named that is missing."""

import os
from pathlib import Path

import pytest

from classroom.facts import JudgementMade
from hub.backup.recovery import RecoveryKey
from hub.backup.restoring import Restoring
from hub.config import read_config
from hub.errors import BackupRefused, RestoreRefused, SetUpAlready
from hub.service.office import Office
from hub.service.shapes import Answer, Chip
from hub.store import audit, desk, facts
from hub.store.facts import Stored
from hub.store.rebuild import differences
from hub.store.store import looking
from plumbing.seal import random_bytes
from tests.factories_hub import MS_R, enrol, open_back
from tests.stub_station import StubStation
from tests.unit.hub.backup.keeping import KEY, Kept


def of_hub(folder: Path) -> dict[str, Stored]:
    with looking(folder) as tables:
        return {fact.ev: fact._replace(rev=0) for fact in facts.of_hub_after(tables, 0)}


def word(folder: Path, key: str) -> str:
    with looking(folder) as tables:
        return desk.meta(tables, key)


def answered(school: Kept, *texts: str) -> None:
    """A teacher answers a new piece with each of these; the last one is still held."""
    for text in texts:
        piece, _ = school.cave.hand_in(school.cave.open_visit("amal"), "amal")
        school.send(school.cave)
        school.office.answer(piece, MS_R, Answer(level=3, words=(Chip(kind="glow", text=text),)))


def test_everything_comes_back_under_another_epoch(school: Kept, tmp_path: Path) -> None:
    media = school.photo(school.cave)
    answered(school, "one", "two")
    school.back_up()
    school.tick()
    restored = school.restored(tmp_path / "new")
    assert (restored.school, restored.media, restored.missing, restored.waiting) == ("Cedar Bend", 1, [], {})
    assert of_hub(tmp_path / "new") == of_hub(school.folder)
    for key in ("hub_epoch", "log_epoch"):
        assert word(tmp_path / "new", key) != word(school.folder, key)
    assert word(tmp_path / "new", "room") == word(school.folder, "room")
    assert restored.hub_epoch == word(tmp_path / "new", "hub_epoch")
    assert (tmp_path / "new" / "media" / media[:2] / media).exists()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    with looking(tmp_path / "new") as tables:
        assert differences(tables)[0] == []


def test_what_staff_did_since_comes_from_the_journal_with_its_chain(school: Kept, tmp_path: Path) -> None:
    answered(school, "before")
    school.back_up()
    school.tick(1)
    answered(school, "since", "held")
    school.tick(1)
    before, until_ms = of_hub(school.folder), school.clock()
    restored = school.restored(tmp_path / "new")
    back = of_hub(tmp_path / "new")
    assert {ev: (fact.seq, fact.epoch, fact.raw) for ev, fact in back.items()} == {
        ev: (fact.seq, fact.epoch, fact.raw) for ev, fact in before.items()
    }
    assert (restored.journal_ms, restored.journal_facts > 3) == (until_ms, True)
    with looking(tmp_path / "new") as tables:
        assert differences(tables)[0] == []


def test_who_saw_and_changed_what_comes_back_with_its_chain(school: Kept, tmp_path: Path) -> None:
    school.office.learner_page("amal", MS_R)
    school.back.settle_audit()
    school.back_up()
    school.office.learner_page("bao", MS_R)
    school.back.settle_audit()
    school.tick(1)
    school.office.learner_page("maya", MS_R)
    school.back.settle_audit()
    school.tick(1)
    with looking(school.folder) as tables:
        before = audit.after(tables, 0)
    assert {"amal", "bao", "maya"} <= {learner for line in before for learner in line.learners}
    school.restored(tmp_path / "new")
    with looking(tmp_path / "new") as tables:
        *back, last = audit.after(tables, 0)
        assert tuple(back) == before
        assert (last.action, last.actor) == ("restored", "")
        assert audit.check(tables).broken == 0


def test_an_answer_that_was_held_in_the_backup_is_not_sent_twice(school: Kept, tmp_path: Path) -> None:
    answered(school, "held while the backup was made")
    school.back_up()
    school.clock.advance(20)
    school.back.writer.do(lambda tables: school.back.judging.send(tables, until_ms=school.clock()))
    school.tick(1)
    school.restored(tmp_path / "new")
    back = open_back(tmp_path / "new", school.clock)
    back.stop()
    told = [fact.body for fact in of_hub(tmp_path / "new").values() if fact.type == "feedback.given"]
    assert len(told) == 1


def test_a_station_and_a_badge_that_came_after_the_backup_are_known_again(
    school: Kept, tmp_path: Path
) -> None:
    school.back_up()
    late = StubStation(enrol(school.back, "make"), school.clock)
    (badge,) = school.office.print_badges(["maya"], MS_R)
    school.tick(1)
    school.restored(tmp_path / "new")
    back = open_back(tmp_path / "new", school.clock)
    try:
        assert late.record.station in {one.station for one in back.keys.stations()}
        with back.store.reading() as tables:
            (id_,) = [one for (one,) in tables.all("SELECT badge FROM badges WHERE owner = 'maya'")]
        assert back.keys.badge_key(id_) is not None
        late.open_visit("maya")
        taken = back.writer.do(lambda tables: back.recording.take(tables, late.record.station, late.batch()))
        assert (taken.upto, taken.rejected) == (1, ())
        assert badge.owner == "maya"
    finally:
        back.stop()


def test_what_stations_say_again_is_taken_once_and_the_judgement_stands(school: Kept, tmp_path: Path) -> None:
    school.back_up()
    answered(school, "one", "two")
    school.tick(1)
    school.restored(tmp_path / "new")
    back = open_back(tmp_path / "new", school.clock)
    try:
        for _ in range(2):
            back.writer.do(
                lambda tables: back.recording.take(tables, school.cave.record.station, school.cave.batch())
            )
        waiting = [item.evidence for item in Office(back).review_queue(MS_R)]
        assert len(waiting) == 1, "the one whose answer was still held"
        with back.store.reading() as tables:
            assert differences(tables)[0] == []
            mark = facts.mark(tables, school.cave.record.station, school.cave.epoch)
        assert (mark.upto, mark.h) == (school.cave.seq, school.cave.h)
    finally:
        back.stop()


def test_a_hub_that_came_back_goes_on_with_backups_and_journal_and_may_be_lost_again(
    school: Kept, tmp_path: Path
) -> None:
    school.back_up()
    answered(school, "one", "two")
    school.tick(1)
    school.restored(tmp_path / "second life")
    school.back.stop()
    school.folder = tmp_path / "second life"
    school.reopen()
    school.tick()
    answered(school, "three", "four")
    school.tick(1)
    before = of_hub(school.folder)
    school.restored(tmp_path / "third life")
    assert {ev: fact.raw for ev, fact in of_hub(tmp_path / "third life").items()} == {
        ev: fact.raw for ev, fact in before.items()
    }


def test_files_that_are_still_at_their_station_are_named_and_do_not_stand_in_the_way(
    school: Kept, tmp_path: Path
) -> None:
    school.photo(school.cave, arrives=False)
    school.back_up()
    school.tick()
    assert school.restored(tmp_path / "new").waiting == {school.cave.record.station: 1}


def test_a_file_that_a_station_may_have_let_go_is_missed(school: Kept, tmp_path: Path) -> None:
    media = school.photo(school.cave)
    school.back_up()
    school.back.store.blobs.delete(media)
    school.back_up()
    school.tick()
    with pytest.raises(RestoreRefused, match=r"1 files that .* may have let go"):
        school.restored(tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert len(school.restored(tmp_path / "new", accept_missing=True).missing) == 1


def test_a_journal_that_should_be_there_is_missed(school: Kept, tmp_path: Path) -> None:
    school.back_up()
    for journal in school.second.glob("*.journal"):
        journal.unlink()
    with pytest.raises(RestoreRefused, match="journal of what staff did"):
        school.restored(tmp_path / "new")
    assert not (tmp_path / "new").exists()
    restored = school.restored(tmp_path / "new", accept_missing=True)
    assert (len(restored.missing), restored.journal_ms) == (1, None)


def test_a_piece_missing_from_the_journal_is_named(school: Kept, tmp_path: Path) -> None:
    first = school.back_up()
    school.tick()
    answered(school, "one", "two")
    for path in school.second.glob("*.journal"):
        path.unlink()
    school.back_up()
    school.tick()
    with pytest.raises(RestoreRefused) as refused:
        school.restored(tmp_path / "new", first.path)
    assert len(refused.value.missing) == 2
    assert "newer backup" in refused.value.missing[0]
    assert "a piece of the journal" in refused.value.missing[1]


def test_the_older_backup_and_both_journals_make_the_newer_one_again(school: Kept, tmp_path: Path) -> None:
    first = school.back_up()
    school.tick()
    answered(school, "one", "two")
    school.tick(1)
    newer = school.back_up()
    school.tick()
    answered(school, "three", "four")
    school.tick(1)
    newer.path.write_bytes(newer.path.read_bytes()[:-1000])
    with pytest.raises(BackupRefused, match="cut short"):
        school.restored(tmp_path / "new")
    school.restored(tmp_path / "new", first.path, accept_missing=True)
    before, back = of_hub(school.folder), of_hub(tmp_path / "new")
    assert {ev: fact.raw for ev, fact in back.items()} == {ev: fact.raw for ev, fact in before.items()}


def test_a_judgement_before_its_piece_is_no_trouble(school: Kept, tmp_path: Path) -> None:
    school.back_up()
    piece, _ = school.cave.hand_in(school.cave.open_visit("amal"), "amal")
    school.send()
    fact = JudgementMade(
        by=MS_R, judgement="j1", learner="amal", target="M01", decision="mastered", evidence=(piece,), level=3
    )
    school.back.writer.do(lambda tables: school.back.recording.note(tables, fact, ("amal",)))
    school.tick(1)
    school.restored(tmp_path / "new")
    with looking(tmp_path / "new") as tables:
        assert differences(tables)[0] == []


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────


def refused(school: Kept, file: Path, into: Path, key: RecoveryKey = KEY) -> str:
    with pytest.raises(BackupRefused) as error:
        Restoring(file, key.private, school.second, school.clock, random_bytes).into(
            into, accept_missing=True
        )
    assert not into.exists()
    assert [path for path in into.parent.iterdir() if "restoring" in path.name] == []
    return str(error.value)


def test_broken_cut_foreign_and_wrong_are_refused_in_one_sentence(school: Kept, tmp_path: Path) -> None:
    school.photo(school.cave)
    file = school.back_up().path
    whole, other = file.read_bytes(), tmp_path / "other.backup"
    for length in (0, 5, 100, 130, 5_000, len(whole) // 2, len(whole) - 1):
        other.write_bytes(whole[:length])
        assert refused(school, other, tmp_path / "new").endswith("Nothing was restored.")
    for place in (0, 7, 9, 60, 119, 123, 4_000, len(whole) - 3):
        other.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refused(school, other, tmp_path / "new")
    other.write_bytes(whole + b"more")
    refused(school, other, tmp_path / "new")
    other.write_bytes(os.urandom(200_000))
    assert "no backup of a hub" in refused(school, other, tmp_path / "new")
    assert "of another" in refused(school, file, tmp_path / "new", RecoveryKey(b"another key, yes"))
    assert "is not there" in refused(school, tmp_path / "nowhere", tmp_path / "new")


def test_a_folder_that_holds_something_is_left_alone(school: Kept, tmp_path: Path) -> None:
    school.back_up()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a").write_text("mine")
    with pytest.raises(SetUpAlready):
        school.restored(tmp_path / "new", accept_missing=True)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a"]


def test_an_empty_folder_will_do_and_the_settings_name_the_second_device(
    school: Kept, tmp_path: Path
) -> None:
    (school.folder / "hub.toml").write_text('broker = "mosquitto"\n[backup]\nsecond = "/nowhere"\nkeep = 3\n')
    school.back_up()
    (tmp_path / "new").mkdir()
    school.restored(tmp_path / "new", accept_missing=True)
    config = read_config(tmp_path / "new")
    assert (config.broker, config.backup.second, config.backup.keep) == ("mosquitto", school.second, 3)


def test_nobody_stays_signed_in(school: Kept, tmp_path: Path) -> None:
    token = school.office.open_session(MS_R)
    school.back_up()
    school.restored(tmp_path / "new", accept_missing=True)
    back = open_back(tmp_path / "new", school.clock)
    try:
        assert school.office.session(token) is not None
        assert Office(back).session(token) is None
    finally:
        back.stop()
