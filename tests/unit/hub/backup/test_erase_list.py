"""The list of who was erased: beside the backups, signed, and read before a restored hub serves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.backup import erase_list
from hub.errors import EraseListRefused, RestoreRefused
from hub.service.erase_listing import EraseListing
from hub.service.permissions import OPERATOR
from hub.store import erasing
from hub.store.desk import meta
from hub.store.rebuild import differences
from hub.store.store import looking
from plumbing.seal import signing_keypair
from tests.factories_hub import open_back
from tests.unit.hub.backup.keeping import Kept

ROOM = "0123456789abcdef"
SEED, PUBLIC = signing_keypair()


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Kept]:
    school = Kept(tmp_path)
    yield school
    school.back.stop()


def erase(school: Kept) -> None:
    """Amal is erased; the list goes to the second device of the test."""
    school.office.erase(("amal",), OPERATOR, now=True)
    EraseListing(school.back.store, school.back.writer, school.keeping).write({})


def test_nobody_is_ever_taken_off_it(tmp_path: Path) -> None:
    assert erase_list.read(tmp_path, ROOM, [PUBLIC]) is None
    assert erase_list.write(tmp_path, ROOM, {"amal": 1}, SEED, [PUBLIC])
    assert erase_list.write(tmp_path, ROOM, {"bao": 2}, SEED, [PUBLIC])
    assert not erase_list.write(tmp_path, ROOM, {"bao": 3}, SEED, [PUBLIC])
    assert erase_list.read(tmp_path, ROOM, [PUBLIC]) == {"amal": 1, "bao": 2}


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_list_that_somebody_changed_is_refused(tmp_path: Path, place: int) -> None:
    erase_list.write(tmp_path, ROOM, {"amal": 1}, SEED, [PUBLIC])
    path = tmp_path / erase_list.list_name(ROOM)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(EraseListRefused):
        erase_list.read(tmp_path, ROOM, [PUBLIC])
    with pytest.raises(EraseListRefused):
        erase_list.write(tmp_path, ROOM, {"bao": 2}, SEED, [PUBLIC])


def test_a_list_of_another_hub_or_room_is_refused(tmp_path: Path) -> None:
    erase_list.write(tmp_path, ROOM, {"amal": 1}, SEED, [PUBLIC])
    with pytest.raises(EraseListRefused):
        erase_list.read(tmp_path, ROOM, [signing_keypair()[1]])
    other = "f" * 16
    (tmp_path / erase_list.list_name(ROOM)).rename(tmp_path / erase_list.list_name(other))
    with pytest.raises(EraseListRefused):
        erase_list.read(tmp_path, other, [PUBLIC])


def test_it_holds_ids_and_dates_only(school: Kept) -> None:
    school.back_up()
    erase(school)
    (path,) = school.second.glob("*.erasures")
    assert b"Amal" not in path.read_bytes()
    assert b'"amal"' in path.read_bytes()


def test_a_restore_of_yesterday_takes_her_out_before_it_serves(school: Kept, tmp_path: Path) -> None:
    media = school.photo(school.cave)
    made = school.back_up()
    school.tick()
    erase(school)
    restored = school.restored(tmp_path / "new", made.path)
    assert (restored.erased, restored.missing) == (1, [])
    assert not (tmp_path / "new" / "media" / media[:2] / media).exists()
    for path in (tmp_path / "new").rglob("*"):
        assert not path.is_file() or b'"given":"Amal"' not in path.read_bytes()
    with looking(tmp_path / "new") as tables:
        assert differences(tables)[0] == []
        assert erasing.erased(tables) == {"amal"}
    back = open_back(tmp_path / "new", school.clock)
    try:
        with back.store.reading() as tables:
            assert tables.one("SELECT learner FROM tombstones") == ("amal",)
    finally:
        back.stop()


def test_what_staff_did_after_the_backup_does_not_bring_her_back(school: Kept, tmp_path: Path) -> None:
    school.photo(school.cave)
    made = school.back_up()
    school.office.print_badges(("amal",), OPERATOR)
    school.tick()
    erase(school)
    school.tick()
    restored = school.restored(tmp_path / "new", made.path)
    assert restored.missing == []
    assert restored.journal_facts > 0
    with looking(tmp_path / "new") as tables:
        assert tables.all("SELECT * FROM badges WHERE owner = 'amal'") == []
        assert differences(tables)[0] == []


def test_a_new_backup_of_a_log_with_cut_facts_is_whole(school: Kept, tmp_path: Path) -> None:
    school.photo(school.cave)
    school.back_up()
    erase(school)
    school.back_up()
    school.tick()
    restored = school.restored(tmp_path / "new")
    assert restored.missing == []
    with looking(tmp_path / "new") as tables:
        assert differences(tables)[0] == []


def test_a_list_that_should_be_there_and_is_not_is_named(school: Kept, tmp_path: Path) -> None:
    school.photo(school.cave)
    school.back_up()
    erase(school)
    school.back_up()
    (path,) = school.second.glob("*.erasures")
    path.unlink()
    with looking(school.folder) as tables:
        assert meta(tables, erase_list.KEPT)
    with pytest.raises(RestoreRefused, match="list of who was erased"):
        school.restored(tmp_path / "new")


def test_a_forged_list_restores_nothing(school: Kept, tmp_path: Path) -> None:
    school.photo(school.cave)
    made = school.back_up()
    with looking(school.folder) as tables:
        room = meta(tables, "room")
    seed, public = signing_keypair()
    erase_list.write(school.second, room, {"bao": 1}, seed, [public])
    with pytest.raises(EraseListRefused):
        school.restored(tmp_path / "new", made.path)
    assert not (tmp_path / "new").exists()


def test_a_device_that_was_away_gets_the_list_when_it_is_back(school: Kept) -> None:
    school.office.erase(("amal",), OPERATOR, now=True)
    assert list(school.second.glob("*.erasures")) == []
    listing = EraseListing(school.back.store, school.back.writer, school.keep(second=school.second / "none"))
    listing.write({})
    EraseListing(school.back.store, school.back.writer, school.keeping).write({})
    assert len(list(school.second.glob("*.erasures"))) == 1
