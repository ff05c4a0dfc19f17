"""The listening thread: acknowledged after the commit, in groups, and alive whatever comes."""

from collections.abc import Iterator

import msgspec
import pytest

from classroom.wire.codec import decode
from classroom.wire.messages import (
    Ack,
    FeedGet,
    FeedPage,
    Fork,
    ForkNoted,
    MediaGone,
    MediaHave,
    MediaOffer,
    MediaRef,
    MediaWant,
    TimeGet,
    TimeIs,
    Trouble,
    Welcome,
)
from classroom.wire.topics import parse
from hub.store import facts
from hub.store.projections import alarms
from plumbing import seal
from plumbing.chunks import Chunk, encode_chunk
from plumbing.errors import DiskFull
from plumbing.inbox import Connected
from tests.factories_hub import HERON, MS_R, SchoolAtWork, enrol
from tests.stub_station import StubStation
from tests.unit.hub.intake.air import Air
from tests.unit.hub.pictures import picture
from tests.waiting import until


@pytest.fixture
def air(school: SchoolAtWork) -> Iterator[Air]:
    air = Air(school)
    yield air
    air.intake.stop()
    assert air.intake.broken == 0


def test_a_hello_is_answered_by_a_welcome_that_echoes_its_nonce(air: Air) -> None:
    topic, payload = air.station.connect()
    air.arrive(topic, payload)
    answer = air.answer()
    assert isinstance(answer, Welcome)
    assert answer.nonce in payload.decode(errors="replace")
    assert (answer.upto, answer.time) == (0, air.school.clock())


def test_facts_are_acknowledged_once_they_are_in_the_log(air: Air) -> None:
    air.connect()
    air.station.hand_in(air.station.open_visit("amal"), "amal")
    air.say("up/ev", air.station.batch())
    answer = air.answer()
    assert isinstance(answer, Ack)
    assert (answer.upto, answer.epoch, answer.safe) == (3, air.station.epoch, 0)
    with air.school.back.store.reading() as tables:
        assert facts.mark(tables, air.station.record.station, air.station.epoch).upto == 3


def test_known_and_holed_batches_are_acknowledged_too(air: Air) -> None:
    air.connect()
    air.station.hand_in(air.station.open_visit("amal"), "amal")
    air.say("up/ev", air.station.batch(first=2))
    assert air.acknowledged() == 0
    air.say("up/ev", air.station.batch())
    assert air.acknowledged() == 3
    air.say("up/ev", air.station.batch())
    assert air.acknowledged() == 3


def test_a_broken_chain_is_said_and_acknowledged_up_to_the_break(air: Air) -> None:
    air.connect()
    air.station.open_visit("amal")
    air.station.h = "0" * 32
    air.station.open_visit("bao")
    air.say("up/ev", air.station.batch())
    answer = air.answer()
    assert isinstance(answer, Trouble)
    assert answer.why == "chain"
    assert air.acknowledged() == 1


def test_what_is_set_aside_is_named_in_the_acknowledgement(air: Air) -> None:
    air.connect()
    stranger = StubStation(msgspec.structs.replace(air.station.record, hub_box_id="0" * 16))
    stranger.life, stranger.counter, stranger.session = (
        air.station.life, air.station.counter, air.station.session,
    )  # fmt: skip
    stranger.open_visit("amal")
    air.say("up/ev", stranger.batch(), stranger)
    answer = air.answer()
    assert isinstance(answer, Ack)
    assert (answer.upto, [one.seq for one in answer.rejected]) == (1, [1])


def test_many_stations_at_once_are_recorded_in_few_transactions(air: Air) -> None:
    stations = [StubStation(enrol(air.school.back, "make"), air.school.clock) for _ in range(8)]
    for keys in air.school.back.keys.stations():
        air.intake.let_in(keys)
    for station in stations:
        air.connect(station)
        for _ in range(5):
            station.open_visit("amal")
    for station in stations:
        air.arrive(*station.say("up/ev", station.batch()))
    until(lambda: _committed(air, stations) == 40)


def _committed(air: Air, stations: list[StubStation]) -> int:
    with air.school.back.store.reading() as tables:
        return sum(facts.mark(tables, one.record.station, one.epoch).upto for one in stations)


def test_a_full_disk_stops_acknowledging_and_nothing_else(air: Air) -> None:
    air.connect()
    air.station.open_visit("amal")
    pages = air.school.back.writer.do(lambda tables: tables.run("PRAGMA page_count").fetchone()[0])
    air.school.back.writer.do(lambda tables: tables.run(f"PRAGMA max_page_count = {pages}").fetchone())
    filler = "x" * 4_000_000
    with pytest.raises(DiskFull):
        air.school.back.writer.do(
            lambda tables: tables.run("INSERT INTO meta VALUES ('f', ?)", (filler,)).rowcount
        )
    for _ in range(40):
        air.station.hand_in(next(iter(air.station.keys)), "amal", text="word " * 390)
    for first in range(1, air.station.seq + 1, 20):
        air.say("up/ev", air.station.batch(first, first + 19))
    air.say("up/rq", TimeGet(n=9))
    answers = [air.answer()]
    while not isinstance(answers[-1], TimeIs):
        answers.append(air.answer())
    reached = max([one.upto for one in answers if isinstance(one, Ack)], default=0)
    assert reached < air.station.seq
    air.school.back.writer.do(lambda tables: tables.run("PRAGMA max_page_count = 1000000").fetchone())
    for first in range(1, air.station.seq + 1, 20):
        air.say("up/ev", air.station.batch(first, first + 19))
    until(lambda: air.acknowledged() == air.station.seq)


def test_time_and_documents_are_given_on_request(air: Air) -> None:
    welcome = air.connect()
    air.say("up/rq", TimeGet(n=7))
    assert air.answer() == TimeIs(n=7, time=air.school.clock(), era=air.school.back.clock.era)
    air.school.settle()
    air.say("up/rq", FeedGet(hub_epoch=welcome.hub_epoch, since=0))
    page = air.answer()
    assert isinstance(page, FeedPage)
    assert {"zones", "class/heron"} <= {each.doc for each in page.docs}


def test_a_picture_travels_to_the_review_page_with_a_small_one(air: Air) -> None:
    air.connect()
    piece, box = air.station.hand_in(air.station.open_visit("amal"), "amal", photo=picture(800, 600))
    air.say("up/ev", air.station.batch())
    assert air.acknowledged() == 3
    (media,) = air.school.office.review_piece(piece, MS_R).media
    ref = MediaRef(id=media.media, size=media.size, mime=media.mime)
    air.say("up/rq", MediaOffer(media=(ref,)))
    want = air.answer()
    assert isinstance(want, MediaWant)
    for index in want.missing:
        part = box[index * 32768 : (index + 1) * 32768]
        air.say("up/media", encode_chunk(Chunk(media.media, index, len(want.missing), part)))
    assert air.answer() == MediaHave(media=media.media)
    until(lambda: air.school.office.review_piece(piece, MS_R).media[0].thumb)
    air.say("up/rq", MediaWant(media=media.media))
    topic, payload, _ = until(lambda: air.sent.get(timeout=10))
    assert topic.endswith("/media")
    assert seal.media_id(air.station.read(topic, payload)[-len(box) :]) == media.media


def test_small_pictures_of_an_open_block_are_offered_ahead_and_once(air: Air) -> None:
    welcome = air.connect()
    piece, box = air.station.hand_in(air.station.open_visit("amal"), "amal", photo=picture(800, 600))
    air.say("up/ev", air.station.batch())
    assert air.acknowledged() == 3
    air.school.back.store.blobs.put(box)
    air.intake._thumbs.post(seal.media_id(box))
    thumb = until(lambda: air.school.office.review_piece(piece, MS_R).media[0].thumb)
    air.school.settle()
    assert offered_ahead(air, welcome.hub_epoch) == []
    air.school.office.open_block(HERON, MS_R)
    air.school.settle()
    (ref,) = offered_ahead(air, welcome.hub_epoch)
    assert (ref.id, ref.size <= 12_400) == (thumb, True)
    assert offered_ahead(air, welcome.hub_epoch) == []


def offered_ahead(air: Air, hub_epoch: str) -> list[MediaRef]:
    """Read all documents; return the files that are offered before the page after the last."""
    offered: list[MediaRef] = []
    pages: list[FeedPage] = []
    while not pages or pages[-1].more or pages[-1].docs:
        since = pages[-1].to if pages else 0
        air.say("up/rq", FeedGet(hub_epoch=hub_epoch, since=since, limit=200))
        while isinstance(answer := air.answer(), MediaOffer):
            offered += answer.media
        assert isinstance(answer, FeedPage)
        pages.append(answer)
    return offered


def test_a_file_that_the_station_lost_is_shown_as_lost(air: Air) -> None:
    air.connect()
    piece, _ = air.station.hand_in(air.station.open_visit("amal"), "amal", photo=b"x" * 99)
    air.say("up/ev", air.station.batch())
    assert air.acknowledged() == 3
    (media,) = air.school.office.review_piece(piece, MS_R).media
    ref = MediaRef(id=media.media, size=media.size, mime=media.mime)
    air.say("up/rq", MediaOffer(media=(ref,)))
    assert isinstance(air.answer(), MediaWant)
    air.say("up/rq", MediaGone(media=media.media))
    until(lambda: air.school.office.review_piece(piece, MS_R).media[0].state == "lost")


def test_presence_follows_hello_beats_and_the_will(air: Air) -> None:
    presence, sid = air.school.back.presence, air.station.record.station
    air.connect()
    air.say("up/state", air.station.state())
    until(lambda: presence.now(sid).state == "live")
    air.school.clock.advance(15)
    assert presence.now(sid).state == "late"
    air.say("up/beat", air.station.beat())
    until(lambda: presence.now(sid).state == "live")
    air.say("up/state", air.station.state(online=False))
    until(lambda: presence.now(sid).state == "offline")


def test_watchers_hear_of_facts_and_of_stations_that_fall_silent(air: Air) -> None:
    air.connect()
    live = air.school.back.live
    since = until(lambda: live.changed({"stations"}, 0) and live.revision)
    air.school.clock.advance(30)
    until(lambda: live.changed({"stations"}, since))
    air.station.open_visit("amal")
    air.say("up/ev", air.station.batch())
    until(lambda: live.changed({"room"}, since))


def test_the_hub_is_seen_and_signs_what_it_says_to_all(air: Air) -> None:
    air.inbox.put(Connected(1), -1)
    topics: dict[str, bytes] = {}
    while len(topics) < 2:
        topic, payload, retained = air.sent.get(timeout=10)
        if parse(topic).station is None:
            assert retained
            topics[parse(topic).channel] = seal.verify(air.sign_public, topic, payload)
    assert decode("pub/hub", topics["pub/hub"]).online  # type: ignore[union-attr]


def test_a_station_that_was_shut_out_gets_no_answer_any_more(air: Air) -> None:
    air.connect()
    air.intake.shut_out(air.station.record.station)
    until(lambda: not air.down.answer(air.station.record.station, TimeIs(n=1, time=1)))
    air.say("up/rq", TimeGet(n=7))
    until(lambda: air.intake.door.refused["stranger"])


def test_a_fork_that_is_said_twice_is_one_fact_one_alarm_and_two_answers(air: Air) -> None:
    air.connect()
    fork = Fork(epoch="0123456789abcdef", was=air.station.epoch, kept=7, why="behind")
    for _ in range(2):
        air.say("up/rq", fork)
        assert air.answer() == ForkNoted(epoch=fork.epoch)
    with air.school.back.store.reading() as tables:
        assert [fact.type for fact in facts.after(tables, 0)].count("station.forked") == 1
        (alarm,) = alarms.open_alarms(tables)
    sid = air.station.record.station
    assert (alarm.station, alarm.kind, alarm.why, alarm.facts) == (sid, "fork", "behind", 7)


def test_a_fork_that_cannot_be_written_down_is_not_answered(air: Air) -> None:
    air.connect()
    writer = air.school.back.writer
    pages = writer.do(lambda tables: tables.run("PRAGMA page_count").fetchone()[0])
    writer.do(lambda tables: tables.run(f"PRAGMA max_page_count = {pages}").fetchone())
    for fork in range(400):
        air.say("up/rq", Fork(epoch=f"e{fork}", was="e", kept=0))
    air.say("up/rq", TimeGet(n=1))
    answers = [air.answer()]
    while not isinstance(answers[-1], TimeIs):
        answers.append(air.answer())
    with air.school.back.store.reading() as tables:
        written = {f"e{alarm.alarm.rpartition('/e')[2]}" for alarm in alarms.open_alarms(tables)}
    assert {one.epoch for one in answers if isinstance(one, ForkNoted)} == written
    assert len(written) < 400
