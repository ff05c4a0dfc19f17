"""Founding the school: once, quickly, and found again the next time."""

from collections import Counter
from pathlib import Path

from msgspec.structs import replace

from classroom.wire.joining import decode_join, encode_join
from demo.founding import Premises, found, office_of, print_badges
from demo.school.people import SECTION, TEACHER
from demo.show import AWAY
from hub.backup.recovery import read_recovery_key
from hub.config import read_config
from hub.store import facts
from plumbing.files import replace_file


def test_a_school_has_learners_a_past_a_window_and_as_many_stations_as_were_asked_for(tmp_path: Path) -> None:
    premises = Premises(tmp_path)
    founded = found(premises, range(10), seed=1)
    assert founded.stations[0].zone == "campfire"
    assert len({record.station for record in founded.stations.values()}) == 10
    assert {record.port for record in founded.stations.values()} == {founded.port}
    with office_of(premises.hub) as (back, office), back.store.reading() as tables:
        kinds = Counter(fact.type for fact in facts.after(tables, 0))
        room = office.room(SECTION, TEACHER)
    assert len(founded.printed) == kinds["badge.printed"] == 25
    assert kinds["judgement.made"] > 250
    assert room.block_open
    assert {badge.owner for badge in founded.printed} >= AWAY


def test_the_second_start_goes_on_with_what_is_there(tmp_path: Path) -> None:
    premises = Premises(tmp_path)
    first = found(premises, [1], seed=1)
    print_badges(premises, first.printed)
    second = found(premises, [0, 1, 2], seed=1)
    assert second.printed == ()
    assert second.stations[1].k_up == first.stations[1].k_up
    assert [record.zone for record in second.stations.values()] == ["campfire", "watering", "make"]
    assert second.sign_in != first.sign_in
    with office_of(premises.hub) as (back, _), back.store.reading() as tables:
        kinds = Counter(fact.type for fact in facts.after(tables, 0))
    assert (kinds["badge.printed"], kinds["station.enrolled"]) == (25, 3)


def test_stations_of_a_demo_from_before_certificates_learn_whom_to_trust(tmp_path: Path) -> None:
    premises = Premises(tmp_path)
    before = found(premises, [1], seed=1).stations[1]
    replace_file(premises.station(1) / "join.json", encode_join(replace(before, ca="")))
    after = found(premises, [1], seed=1).stations[1]
    assert (after.station, after.ca) == (before.station, before.ca)
    assert after.ca


def test_the_keys_of_a_station_are_for_its_owner_only(tmp_path: Path) -> None:
    premises = Premises(tmp_path)
    found(premises, [1], seed=1)
    join = premises.station(1) / "join.json"
    assert join.stat().st_mode & 0o077 == 0
    assert decode_join(join.read_bytes()).zone == "watering"


def test_a_demo_is_kept_safe_beside_its_own_disk_and_its_key_lies_apart(tmp_path: Path) -> None:
    premises = Premises(tmp_path)
    found(premises, [1], seed=1)
    sheet = tmp_path / "recovery" / "sheet.txt"
    key = read_recovery_key(sheet.read_text(encoding="utf-8"))
    settings = read_config(premises.hub).backup
    assert (settings.second, settings.same_disk_ok) == (tmp_path / "backups", True)
    assert sheet.stat().st_mode & 0o077 == 0
    found(premises, [1], seed=1)
    assert read_recovery_key(sheet.read_text(encoding="utf-8")) == key
    with office_of(premises.hub) as (back, _):
        assert back.keys.recovery_key() == key.public
