"""A station and its hub over a real broker: what is saved arrives once, whatever happens in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import EvidenceHandedIn, SelfAssessed
from plumbing.seal import media_id, seal, unseal
from station.store.keep import Keep, look_into
from station.views.door_shapes import IdleView
from station.views.path_shapes import PathView
from station.views.work_shapes import HandedInView
from tests.faults.station_school import Child
from tests.faults.station_world import World, small_world
from tests.unit.station.made import spoil
from tests.unit.station.room import amal, bao
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with small_world(tmp_path) as made:
        yield made


def pieces(world: World) -> list[EvidenceHandedIn]:
    return [fact for fact in world.school.open_all(world.hub.all()) if isinstance(fact, EvidenceHandedIn)]


def test_a_badge_leads_to_the_path_and_a_piece_to_two_ticks(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        child.comes_in(world.school.child)
        assert child.writes("although it rained").ticks >= 1
        child.sees(HandedInView, lambda view: view.ticks == 2)
        child.goes()
        child.sees(IdleView)
        until(lambda: world.hub.kinds()[-1:] == ["visit.closed"])
    assert [piece.text for piece in pieces(world)] == ["although it rained"]
    assert any(isinstance(fact, SelfAssessed) for fact in world.school.open_all(world.hub.all()))
    assert world.marks().waiting == 0


def test_a_photo_reaches_the_hub_sealed_under_the_key_of_its_visit(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        child.comes_in(world.school.child)
        assert child.photographs().ticks >= 1
        until(lambda: world.hub.office.media, seconds=20)
        until(lambda: not look_for_offers(world))
    envelope = next(one for one in world.hub.all() if one.media)
    key = world.school.visit_key(world.hub.all(), envelope.visit or "")
    sealed = world.hub.office.media[envelope.media[0].id]
    assert unseal(key, sealed, b"media").startswith(b"\xff\xd8")


def look_for_offers(world: World) -> bool:
    store = look_into(world.folder / "s1")
    try:
        return bool(store.media.to_offer(10**6))
    finally:
        store.close()


def test_a_station_greets_a_child_whom_it_never_saw_while_the_hub_is_away(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        world.hub_goes()
        child.sees(IdleView, lambda view: bool(view.banner))
        child.comes_in(world.school.child)
        saved = child.writes("made while nobody listened")
        assert saved.ticks == 1
        world.hub_comes()
        child.sees(HandedInView, lambda view: view.ticks == 2)
    assert [piece.text for piece in pieces(world)] == ["made while nobody listened"]


def test_what_was_saved_offline_goes_up_after_the_station_was_switched_off_and_on(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        world.hub_goes()
        child.comes_in(world.school.child)
        child.writes("saved")
    world.hub_comes()
    with world.station():
        until(lambda: world.marks().waiting == 0 and pieces(world))
    assert [piece.text for piece in pieces(world)] == ["saved"]


def test_acknowledgements_that_come_twice_change_nothing(world: World) -> None:
    world.hub.office.ack_twice = True
    with world.station() as child:
        until(world.knows_documents)
        child.comes_in(world.school.child)
        child.writes("once")
        child.sees(HandedInView, lambda view: view.ticks == 2)
    assert world.hub.office.again == []
    assert len(pieces(world)) == 1


def test_a_hub_that_hears_but_does_not_answer_gets_it_again_and_has_it_once(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        child.comes_in(world.school.child)
        world.hub.silent = True
        assert child.writes("heard late").ticks == 1
        child.sees(HandedInView, lambda view: bool(view.frame.banner))
        world.hub.silent = False
        child.sees(HandedInView, lambda view: view.ticks == 2)
    assert world.hub.office.again == []
    assert [piece.text for piece in pieces(world)] == ["heard late"]


def test_a_hub_restored_from_an_older_day_gets_everything_again_under_the_same_names(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        child.comes_in(world.school.child)
        child.writes("before the backup")
        child.sees(HandedInView, lambda view: view.ticks == 2)
        names = [one.ev for one in world.hub.all()]
        world.hub_goes()
        world.school.hub_epoch = "hub-epoch-2"
        for rows in world.hub.office.envelopes.values():
            del rows[1:]
        world.hub_comes()
        until(lambda: [one.ev for one in world.hub.all()][: len(names)] == names, seconds=20)


def test_a_broker_that_is_killed_and_wiped_costs_nothing(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        child.comes_in(world.school.child)
        world.broker.restart()
        child.writes("through the wreck")
        child.sees(HandedInView, lambda view: view.ticks == 2)
    assert [piece.text for piece in pieces(world)] == ["through the wreck"]


def test_a_damaged_fact_is_a_visible_gap_and_the_others_arrive(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        world.hub_goes()
        child.comes_in(world.school.child)
        child.writes("still whole")
    store = Keep(world.folder / "s1", disk_floor=0.0).open()
    chosen = next(row.seq for row in store.outbox.after(0, 99) if row.type == "self.assessed")
    spoil(store, chosen)
    store.close()
    world.hub_comes()
    with world.station():
        until(lambda: world.marks().waiting == 0 and pieces(world))
    assert world.hub.kinds().count("gap") == 1
    assert "self.assessed" not in world.hub.kinds()
    assert [piece.text for piece in pieces(world)] == ["still whole"]


def test_a_card_that_was_copied_back_begins_a_new_epoch_and_loses_nothing(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        child.comes_in(world.school.child)
        child.writes("on both cards")
        child.sees(HandedInView, lambda view: view.ticks == 2)
        child.goes()
    image = {path: path.read_bytes() for path in (world.folder / "s1").glob("station.db*")}
    with world.station() as child:
        child.comes_in(world.school.child)
        child.writes("after the copy")
        child.sees(HandedInView, lambda view: view.ticks == 2)
    for path in (world.folder / "s1").glob("station.db*"):
        path.unlink()
    for path, data in image.items():
        path.write_bytes(data)
    before = world.marks().epoch
    with world.station() as child:
        child.comes_in(world.school.child)
        child.writes("on the old card")
        until(lambda: world.marks().waiting == 0 and world.marks().epoch != before, seconds=20)
    texts = {piece.text for piece in pieces(world)}
    assert texts == {"on both cards", "after the copy", "on the old card"}


def test_news_of_the_hub_reaches_the_child_on_screen(world: World) -> None:
    with world.station() as child:
        until(world.knows_documents)
        child.comes_in(world.school.child)
        world.school.publish_child(world.school.child, name="Zora")
        world.hub.announce()
        child.sees(PathView, lambda view: view.frame.name == "Zora")


def test_a_picture_at_the_hub_comes_down_by_need(world: World) -> None:
    key = bytes(range(32))
    sealed = seal(key, b"\xff\xd8 a picture \xff\xd9" * 9000, b"media")
    world.hub.office.media[media_id(sealed)] = sealed
    with world.station() as child:
        until(world.knows_documents)
        child.station._station._link.fetch(media_id(sealed), len(sealed))
        until(lambda: list((world.folder / "s1" / "fetched").glob(f"??/{media_id(sealed)}")))


def test_two_stations_share_a_child(tmp_path: Path) -> None:
    with small_world(tmp_path, Child(amal()), Child(bao())) as world:
        one, two = world.school.children
        with world.station("s1") as left, world.station("s2") as right:
            until(lambda: world.knows_documents("s1") and world.knows_documents("s2"))
            left.comes_in(one)
            right.comes_in(two)
            left.writes("left")
            right.writes("right")
            left.sees(HandedInView, lambda view: view.ticks == 2)
            right.sees(HandedInView, lambda view: view.ticks == 2)
        assert {piece.text for piece in pieces(world)} == {"left", "right"}
