"""A backup counts when it was read again and is whole; a station is safe as far as it holds all of it."""

import resource
import sqlite3
import threading
from pathlib import Path

import pytest

from classroom.facts import VisitModeChanged
from classroom.wire.messages import MediaRef
from hub.backup.archive import Manifest
from hub.backup.making import Progress, make_backup
from hub.errors import BackupFailed, NoRecoveryKey, NoSecondDevice, ServiceRefused
from tests.factories_hub import MS_R
from tests.unit.hub.backup.keeping import KEY, Kept


def manifest() -> Manifest:
    return Manifest(room="", school="", made_ms=1, number=1, rev=0, journal=True)


def test_what_a_verified_backup_holds_is_safe_and_nothing_later(school: Kept) -> None:
    school.photo(school.cave)
    assert school.safe(school.cave) == 0
    made = school.back_up()
    assert school.safe(school.cave) == school.cave.seq == 3
    school.photo(school.cave)
    assert school.safe(school.cave) == 3
    assert (made.media, made.path.stat().st_mode & 0o777) == (1, 0o600)
    assert made.bytes == made.path.stat().st_size
    safety = school.keeping.safety()
    assert (safety.second, safety.file, safety.verified_ms) == (
        "same disk",
        made.path.name,
        school.clock() - 1000,
    )


def test_no_word_of_a_child_stands_in_clear_in_a_backup(school: Kept) -> None:
    school.cave.hand_in(school.cave.open_visit("amal"), "amal", text="My very own words.")
    school.send()
    made = school.back_up()
    school.tick()
    written = b"".join(path.read_bytes() for path in school.second.iterdir())
    assert made.path.read_bytes() in written
    for word in (b"very own", b"Amal", b"Cedar Bend", b"SQLite", KEY.private, KEY.secret):
        assert word not in written


def test_safe_stops_before_a_fact_whose_file_is_not_in_the_backup(school: Kept) -> None:
    school.photo(school.cave)
    media = school.photo(school.cave, arrives=False)
    school.cave.write(VisitModeChanged(mode="at_table"), ("amal",), next(iter(school.cave.keys)))
    school.send()
    school.back_up()
    assert (school.safe(school.cave), school.cave.seq) == (5, 7)
    school.office.give_up_media(media, MS_R)
    school.back_up()
    assert school.safe(school.cave) == 7


def test_a_file_that_is_here_or_no_file_of_ours_is_not_given_up(school: Kept) -> None:
    media = school.photo(school.cave)
    with pytest.raises(ServiceRefused, match="is here"):
        school.office.give_up_media(media, MS_R)
    with pytest.raises(ServiceRefused):
        school.office.give_up_media("ab" * 32, "mr-t")


def test_a_fact_in_quarantine_holds_safe_back_while_its_file_is_away(school: Kept) -> None:
    visit = school.cave.open_visit("amal")
    ref = MediaRef(id="ab" * 32, size=9, mime="image/jpeg")
    school.cave.write(
        VisitModeChanged(mode="at_table"), ("amal",), "a visit that nobody opened", media=(ref,)
    )
    school.cave.write(VisitModeChanged(mode="at_table"), ("amal",), visit)
    school.send()
    school.back_up()
    assert (school.safe(school.cave), school.cave.seq) == (1, 3)


def test_a_fact_that_came_in_an_earlier_epoch_holds_the_new_one_back_too(school: Kept) -> None:
    school.photo(school.cave, arrives=False)
    school.rehome(list(school.cave.rows))
    school.send()
    school.back_up()
    assert school.safe(school.cave) == 0
    school.make.open_visit("bao")
    school.send()
    school.back_up()
    assert school.safe(school.make) == 1


class Meddling(Progress):
    """Does something between writing and reading."""

    def __init__(self, deed: object) -> None:
        super().__init__()
        self._deed = deed

    def half(self) -> None:
        super().half()
        self._deed()  # type: ignore[operator]


@pytest.mark.parametrize("place", [3, 40, 119, 130, 5_000, -1])
def test_a_disk_that_changes_one_byte_is_caught_before_anything_counts(school: Kept, place: int) -> None:
    to = school.second / "a.backup"

    def flip() -> None:
        (part,) = school.second.glob(".a.backup*")
        data = bytearray(part.read_bytes())
        data[place] ^= 1
        part.write_bytes(data)

    with pytest.raises(BackupFailed):
        make_backup(
            school.back.store.folder, school.back.store.blobs, to, KEY.public, manifest(), Meddling(flip)
        )
    assert list(school.second.iterdir()) == []
    assert not (school.back.store.folder / "scratch").exists()


def test_a_log_with_a_broken_link_is_never_safe(school: Kept) -> None:
    school.photo(school.cave)
    school.back.writer.do(
        lambda tables: tables.run(
            "UPDATE facts SET raw = CAST(replace(raw, 'amal', 'bmal') AS BLOB) WHERE seq = 2"
        )
    )
    with pytest.raises(BackupFailed, match="fact 2"):
        school.back_up()
    assert school.safe(school.cave) == 0
    assert list(school.second.iterdir()) == []


def test_a_log_that_ends_elsewhere_than_at_its_mark_is_never_safe(school: Kept) -> None:
    school.photo(school.cave)
    school.back.writer.do(lambda tables: tables.run("UPDATE marks SET h = 'x' WHERE station != 'hub'"))
    with pytest.raises(BackupFailed, match="end elsewhere"):
        school.back_up()


def test_a_station_without_its_credential_is_noticed(school: Kept) -> None:
    with sqlite3.connect(school.folder / "keys.db") as db:
        db.execute("DELETE FROM stations WHERE station = ?", (school.make.record.station,))
    db.close()
    with pytest.raises(BackupFailed, match=school.make.record.station):
        school.back_up()


def test_a_file_that_is_rotten_at_the_hub_counts_as_not_there(school: Kept) -> None:
    media = school.photo(school.cave)
    path = school.folder / "media" / media[:2] / media
    path.write_bytes(b"x" + path.read_bytes()[1:])
    made = school.back_up()
    assert (made.media, school.safe(school.cave)) == (0, 2)


def test_a_file_that_an_earlier_backup_holds_is_missed_and_keeps_the_old_backups(school: Kept) -> None:
    school.keeping = school.keep(keep=2)
    media = school.photo(school.cave)
    first = school.back_up()
    school.back.store.blobs.delete(media)
    for _ in range(3):
        school.back_up()
    assert first.path.exists()
    assert "gone from this hub" in school.keeping.safety().trouble
    assert school.safe(school.cave) == 3


def test_the_newest_backups_stay_and_older_ones_go_with_their_journals(school: Kept) -> None:
    school.keeping = school.keep(keep=2)
    for _ in range(4):
        school.back_up()
        school.tick()
    names = sorted(path.name.partition("-")[2][17:] for path in school.second.iterdir())
    assert names == ["000003-0001.journal", "000003.backup", "000004-0001.journal", "000004.backup"]


def test_stations_go_on_while_a_backup_is_made(school: Kept) -> None:
    visit = school.cave.open_visit("amal")
    school.send(school.cave)
    stop, count = threading.Event(), 0

    def work() -> None:
        nonlocal count
        while not stop.is_set():
            school.cave.write(VisitModeChanged(mode="at_table"), ("amal",), visit)
            school._take(school.cave.record.station, school.cave.batch(school.cave.seq))
            count += 1

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(3):
            before, made = count, school.keeping.back_up()
            assert count > before
            assert school.safe(school.cave) <= school.cave.seq
            assert made.examined.missing == ()
    finally:
        stop.set()
        worker.join()


def test_a_backup_elsewhere_moves_no_mark_and_overwrites_nothing(school: Kept, tmp_path: Path) -> None:
    school.photo(school.cave)
    made = school.keeping.back_up(tmp_path / "mine.backup")
    assert made.path.exists()
    assert school.safe(school.cave) == 0
    assert school.keeping.safety().verified_ms is None
    with pytest.raises(ServiceRefused, match="there already"):
        school.keeping.back_up(tmp_path / "mine.backup")
    with pytest.raises(ServiceRefused, match="no folder"):
        school.keeping.back_up(tmp_path / "nowhere" / "mine.backup")


def test_without_a_place_or_a_key_there_is_a_sentence(school: Kept) -> None:
    with pytest.raises(NoSecondDevice, match="No second device is named"):
        school.keep(second=None).back_up()
    with pytest.raises(NoSecondDevice, match="same disk"):
        school.keep(same_disk_ok=False).back_up()
    with pytest.raises(NoSecondDevice, match="is not there"):
        school.keep(second=school.second / "unplugged").back_up()
    with sqlite3.connect(school.folder / "keys.db") as db:
        db.execute("DELETE FROM hub_keys WHERE kind = 'recovery'")
    db.close()
    with pytest.raises(NoRecoveryKey):
        school.back_up()


def test_a_stop_ends_a_backup_and_leaves_nothing(school: Kept) -> None:
    progress = Progress()
    progress.stopped = True
    to = school.second / "a.backup"
    with pytest.raises(BackupFailed, match="stopping"):
        make_backup(school.back.store.folder, school.back.store.blobs, to, KEY.public, manifest(), progress)
    assert list(school.second.iterdir()) == []


def test_what_a_killed_hub_left_half_done_is_swept_away(school: Kept) -> None:
    with school.back.store.reading() as tables:
        (room,) = tables.one("SELECT value FROM meta WHERE key = 'room'") or ("",)
    half = school.second / f".waystation-{room}-000001.backup.new"
    half.write_bytes(b"half a backup")
    (school.folder / "scratch").mkdir()
    (school.folder / "scratch" / "hub.db").write_bytes(b"half a copy")
    school.photo(school.cave)
    made = school.back_up()
    assert [path.name for path in school.second.glob("*.backup")] == [made.path.name]
    assert not half.exists()
    assert not (school.folder / "scratch").exists()


def test_a_full_second_device_is_said_and_costs_nothing(school: Kept) -> None:
    school.photo(school.cave)
    school.back.store.blobs.put(bytes(4_000_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, before[1]))
    try:
        with pytest.raises(BackupFailed, match="large"):
            school.back_up()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(school.second.iterdir()) == []
    assert school.safe(school.cave) == 0
    school.back_up()
    assert school.safe(school.cave) == 3
