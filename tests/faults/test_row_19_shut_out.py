"""Row 19: who is shut out, or runs twice, or has lost its hub, saves on and loses nothing."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from classroom.wire import enrolling as talk
from station.__main__ import HeadlessStation
from station.config import StationConfig, forget_join_record
from station.sync.clock import Machine, this_machine
from station.views.door_shapes import IdleView
from station.views.joining_words import picture_words
from tests.faults.door_room import Door, facts_named
from tests.faults.kept_school import SOON_S, KeptSchool, kept_school
from tests.faults.station_world import Visitor
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("patient")


def stations(school: KeptSchool) -> set[str]:
    return {one["station"] for one in school.running.ask("status")["stations"]}


# ── out ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(params=["nats", "mosquitto"])
def own_school(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeptSchool]:
    with kept_school(tmp_path, request.param) as made:
        yield made


def test_a_station_that_is_shut_out_is_cut_off_saves_on_and_comes_in_anew_with_everything(
    own_school: KeptSchool, reached: Callable[[str], None]
) -> None:
    school = own_school
    with school.at("cave") as visitor:
        school.makes(visitor, "amal", "before", "photo")
        school.sends_all("cave")
        name = visitor.station.record.station
        began = time.monotonic()
        school.running.ask("revoke", station=name)
        visitor.sees(IdleView, lambda view: bool(view.banner))
        cut_s = time.monotonic() - began
        picture = picture_words(talk.picture_of(this_machine().boot_id)).value
        visitor.sees(IdleView, lambda view: view.banner == f"Saving here. Ask your teacher. ({picture})")
        school.makes(visitor, "bao", "while it was shut out")
        assert school.marks("cave").waiting > 0
    assert name not in stations(school)
    assert [one["station"] for one in facts_named(school, "station.revoked")] == [name]
    record = Door(school).lets_in("cave")
    assert record.station not in {name, "make-1"}
    with school.at("cave"):
        school.sends_all("cave")
    until(lambda: school.seen.pieces() == Counter(school.saved), seconds=SOON_S)
    assert school.seen.differences() == []
    assert cut_s < 5
    reached(f"row 19: shut out in {cut_s:.2f} s; {len(school.saved)} pieces saved, 0 lost, 0 doubled")


def test_who_was_shut_out_stays_so_when_the_hub_starts_again(own_school: KeptSchool) -> None:
    school = own_school
    record = Door(school).lets_in("third")
    school.running.ask("revoke", station=record.station)
    school.running.kill()
    school.switch_on()
    record = replace(record, port=school.running.port)
    with machine(school, "third", record, "boot") as visitor:
        visitor.sees(IdleView, lambda view: "Ask your teacher" in view.banner)


# ── twice ────────────────────────────────────────────────────────────────────────────────────────────


class machine:  # noqa: N801 - reads as what it is
    """A machine of its own, with a card and a boot."""

    def __init__(self, school: KeptSchool, place: str, record: object = None, boot: str = "") -> None:
        if record is not None:
            (school.folder / place).mkdir(exist_ok=True)
            (school.folder / place / "join.json").write_bytes(msgspec.json.encode(record))
            (school.folder / place / "join.json").chmod(0o600)
        self.left = False
        here = this_machine()
        config = StationConfig(data=school.folder / place, camera="fake", speech="none", disk_floor=0.0)
        clocks = Machine(boot, here.boottime_ms, here.wall_ms)
        self._station = HeadlessStation(config, clocks, left=self._leaves)

    def __enter__(self) -> Visitor:
        self._station.start()
        return Visitor(self._station)

    def __exit__(self, *_: object) -> None:
        self._station.stop()

    def _leaves(self) -> None:
        self.left = True


def test_a_card_that_runs_twice_is_noticed_both_wait_one_is_picked_and_nothing_is_lost(
    own_school: KeptSchool, reached: Callable[[str], None]
) -> None:
    school = own_school
    with school.at("cave") as visitor:
        school.makes(visitor, "amal", "on both cards", "photo")
        school.sends_all("cave")
    shutil.copytree(school.folder / "cave", school.folder / "copy")
    original, copy = machine(school, "cave", boot="boot-a"), machine(school, "copy", boot="boot-b")
    began = time.monotonic()
    with original as first, copy as second:
        for visitor in (first, second):
            visitor.sees(IdleView, lambda view: "Ask your teacher" in view.banner)
        noticed_s = time.monotonic() - began
        (cloned,) = facts_named(school, "station.cloned")
        assert set(cloned["boots"]) == {"boot-a", "boot-b"}
        school.makes(first, "amal", "on the original while both wait")
        school.makes(second, "bao", "on the copy while both wait")
        school.running.ask("pick", station=cloned["station"], boot="boot-a")
        until(lambda: copy.left, seconds=120, what="the copy was not told to leave")
    assert not original.left
    forget_join_record(school.folder / "copy" / "join.json")
    anew = Door(school).lets_in("copy")
    assert anew.station != cloned["station"]
    with machine(school, "cave", boot="boot-a"), machine(school, "copy", boot="boot-b"):
        for place in ("cave", "copy"):
            school.sends_all(place)
    until(lambda: school.seen.pieces() == Counter(school.saved), seconds=SOON_S)
    assert school.seen.differences() == []
    reached(
        f"row 19: a copied card noticed in {noticed_s:.1f} s; {len(school.saved)} pieces, 0 lost, 0 doubled"
    )


# ── elsewhere ────────────────────────────────────────────────────────────────────────────────────────


def test_stations_come_back_by_themselves_to_a_hub_that_was_restored_elsewhere(
    tmp_path: Path, reached: Callable[[str], None]
) -> None:
    with kept_school(tmp_path, "nats") as school:
        with school.at("cave") as visitor:
            school.makes(visitor, "amal", "before")
            school.sends_all("cave")
        school.backs_up()
        data = school.folder / "cave"
        config = StationConfig(
            data=data, camera="fake", speech="none", disk_floor=0.0, look_at=("127.0.0.1",)
        )
        station = HeadlessStation(config)
        station.start()
        try:
            school.loses_its_hub()
            school.makes(Visitor(station), "bao", "while it was gone")
            school.restores(by_hand=False)
            began = time.monotonic()
            school.sends_all("cave")
        finally:
            station.stop()
        assert school.seen.pieces() == Counter(school.saved)
        assert station.record.port != school.running.port
        reached(f"row 19: a station found its restored hub by itself in {time.monotonic() - began:.0f} s")
