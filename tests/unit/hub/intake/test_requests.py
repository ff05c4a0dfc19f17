"""Welcomes and pages of the feed, read as a station reads them."""

from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.documents import FrameworkDocument
from classroom.facts import StationEnrolled
from classroom.target import Framework, LearningTarget
from classroom.wire.codec import decode_document, encode
from classroom.wire.messages import FeedGet, FeedPage
from hub.intake.library import Library
from hub.intake.requests import Greeting, feed_hash, greet, page
from hub.store import feed
from hub.store.desk import meta
from hub.store.store import Store
from plumbing import seal
from plumbing.blobs import media_id_of
from plumbing.chunks import chunk_count
from plumbing.errors import BlobMissing
from tests.factories_hub import COMET, HERON, SchoolAtWork, enrol, learner
from tests.folders import quick_folder
from tests.stub_station import StubStation


class Shelf(NamedTuple):
    """What a station would hold after reading pages until there are no more."""

    docs: dict[str, int]
    rev: int
    pages: int


def ask(
    school: SchoolAtWork,
    station: StubStation,
    since: int,
    *,
    epoch: str | None = None,
    limit: int = 50,
    scope: str = "",
) -> FeedPage:
    with school.back.store.reading() as tables:
        hub_epoch = meta(tables, "hub_epoch")
        asked = FeedGet(
            hub_epoch=hub_epoch if epoch is None else epoch, since=since, limit=limit, scope=scope
        )
        return page(tables, station.record.station, asked, hub_epoch)


def read_all(
    school: SchoolAtWork, station: StubStation, start: Shelf | None = None, *, limit: int = 50
) -> Shelf:
    school.settle()
    docs, since, pages = dict(start.docs) if start else {}, start.rev if start else 0, 0
    while True:
        got = ask(school, station, since, limit=limit)
        assert got.since == since
        for each in got.docs:
            docs[each.doc] = each.version
            if each.gone:
                del docs[each.doc]
        since, pages = got.to, pages + 1
        if not got.more:
            return Shelf(docs, since, pages)


def hello(school: SchoolAtWork, station: StubStation, **changes: object) -> Greeting:
    said = station.hello(**changes)
    return school.back.writer.do(
        lambda tables: greet(tables, station.record.station, said, school.clock(), nonce="0" * 32, epoch="e2")
    )


def test_a_station_reads_what_its_classes_need_and_no_more(school: SchoolAtWork) -> None:
    shelf = read_all(school, school.cave)
    assert {doc for doc in shelf.docs if doc.startswith(("learner", "badges", "class"))} == {
        "learner/amal", "learner/bao", "learner/maya", "badges/heron", "class/heron",
    }  # fmt: skip
    assert {"zones", "settings", "framework/f6", "activity/ribbon"} <= shelf.docs.keys()


def test_pages_are_bounded_and_together_they_are_everything(school: SchoolAtWork) -> None:
    small, large = read_all(school, school.cave, limit=1), read_all(school, school.cave)
    assert (small.docs, small.rev) == (large.docs, large.rev)
    assert small.pages > large.pages


def test_a_page_stays_under_48_kilobytes(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    for _ in range(8):
        school.cave.hand_in(visit, "amal", "G01", text="word " * 390)
    school.send()
    school.settle()
    sizes, since, more = [], 0, True
    while more:
        got = ask(school, school.cave, since, limit=200)
        sizes.append(len(msgspec.json.encode(got)))
        since, more = got.to, got.more
    assert max(sizes) < 60_000


def test_the_hash_of_what_a_station_read_is_the_hubs_own(school: SchoolAtWork) -> None:
    shelf = read_all(school, school.cave)
    with school.back.store.reading() as tables:
        held = feed.versions(tables, (HERON,))
        assert dict(held) == shelf.docs
        assert feed_hash(tables, school.cave.record.station) != ""
        assert feed_hash(tables, "stranger") != feed_hash(tables, school.cave.record.station)


def test_only_what_changed_comes_after_a_revision(school: SchoolAtWork) -> None:
    shelf = read_all(school, school.cave)
    school.office.publish((msgspec.structs.replace(learner("amal"), preferred="Ama"),))
    school.settle()
    docs = {each.doc for each in ask(school, school.cave, shelf.rev).docs}
    assert docs == {"learner/amal", "faces/heron"}  # her name stands in both


def test_a_learner_who_changes_class_leaves_the_shelf(school: SchoolAtWork) -> None:
    comet = StubStation(enrol(school.back, "make", (COMET,)), school.clock)
    shelf, other = read_all(school, school.cave), read_all(school, comet)
    assert "learner/amal" not in other.docs
    school.office.publish((learner("amal", classes=(COMET,)),))
    assert "learner/amal" not in read_all(school, school.cave, shelf).docs
    assert "learner/amal" in read_all(school, comet, other).docs


def test_another_hub_epoch_or_a_future_revision_is_answered_by_a_snapshot(school: SchoolAtWork) -> None:
    shelf = read_all(school, school.cave)
    for got in (ask(school, school.cave, shelf.rev, epoch=""), ask(school, school.cave, shelf.rev + 9)):
        assert (got.snapshot, got.since) == (True, 0)
        assert {each.doc for each in got.docs} <= shelf.docs.keys()
        assert not any(each.gone for each in got.docs)


def test_a_page_cut_to_another_scope_is_answered_by_a_snapshot(school: SchoolAtWork) -> None:
    shelf = read_all(school, school.cave)
    scope = ask(school, school.cave, shelf.rev).scope
    assert not ask(school, school.cave, shelf.rev, scope=scope).snapshot
    note = StationEnrolled(station=school.cave.record.station, zone="make", classes=(COMET,))
    school.back.writer.do(lambda tables: school.back.recording.note(tables, note))
    school.settle()
    with school.back.store.reading() as tables:
        assert feed.head(tables) > shelf.rev, "nobody would ask"
    moved = ask(school, school.cave, shelf.rev, scope=scope)
    assert (moved.snapshot, moved.since) == (True, 0)
    docs = {each.doc for each in moved.docs}
    assert {"learner/kofi", "class/comet"} <= docs
    assert not {"learner/amal", "class/heron"} & docs


def test_who_has_read_less_than_is_remembered_reads_everything_anew(school: SchoolAtWork) -> None:
    shelf = read_all(school, school.cave)
    school.office.publish((learner("amal", classes=(COMET,)),))
    after = read_all(school, school.cave, shelf)
    for number in range(4):
        school.office.publish((msgspec.structs.replace(learner("bao"), preferred=f"Ba{number}"),))
        school.settle()
    floor = school.back.writer.do(lambda tables: feed.compact(tables, 2))
    assert shelf.rev < floor <= after.rev
    assert not ask(school, school.cave, after.rev).snapshot
    anew = ask(school, school.cave, shelf.rev)
    assert anew.snapshot
    assert "learner/amal" not in {each.doc for each in anew.docs}
    assert school.back.writer.do(lambda tables: feed.compact(tables, 2)) == floor


def test_revisions_never_go_back_however_much_is_forgotten(school: SchoolAtWork) -> None:
    entry = feed.Entry("activity/x", "activity", b"{}", (), b"1")
    school.settle()
    school.back.writer.do(lambda tables: feed.put(tables, entry))
    school.back.writer.do(lambda tables: feed.put(tables, entry._replace(body=None, digest=b"2")))
    before = school.back.writer.do(feed.head)
    school.back.writer.do(lambda tables: feed.compact(tables, 0))
    assert school.back.writer.do(feed.head) == before
    school.back.writer.do(lambda tables: feed.put(tables, entry._replace(digest=b"3")))
    assert school.back.writer.do(feed.head) == before + 1


def test_a_document_over_48_kib_is_named_and_travels_as_a_file(school: SchoolAtWork) -> None:
    shelf = read_all(school, school.cave)
    targets = tuple(
        LearningTarget(
            id=f"T{number:04}", code=f"T{number:04}", strand="All", i_can={"en": "I can " + "x" * 200}
        )
        for number in range(1000)
    )
    school.office.publish((Framework(id="f9", title="Nine", targets=targets),))
    school.settle()
    found = {each.doc: each for each in ask(school, school.cave, shelf.rev, limit=200).docs}["framework/f9"]
    assert found.media is not None
    assert found.size > 200_000
    with school.back.store.reading() as tables:
        pieces = [feed.piece(tables, found.media, index) for index in range(chunk_count(found.size) + 1)]
        assert pieces.pop() == b""
        body = b"".join(pieces)
        assert (len(body), seal.media_id(body)) == (found.size, found.media)
        library = Library(school.back.store)
        assert library.size(school.cave.record.station, found.media) == found.size
    document = decode_document(body)
    assert isinstance(document, FrameworkDocument)
    assert document.framework.targets == targets
    school.office.publish((Framework(id="f9", title="Nine again", targets=targets),))
    school.settle()
    with school.back.store.reading() as tables:
        assert feed.file(tables, found.media) is None
        assert tables.one("SELECT count(*) FROM bodies") == tables.one(
            "SELECT count(*) FROM feed WHERE size NOT NULL"
        )


def test_a_file_of_a_document_is_not_for_who_does_not_hold_it(school: SchoolAtWork) -> None:
    school.settle()
    entry = feed.Entry("class/big", "class", b"x" * 60_000, (COMET,), b"1")
    school.back.writer.do(lambda tables: feed.put(tables, entry))
    comet = enrol(school.back, "make", (COMET,))
    library, media = Library(school.back.store), media_id_of(b"x" * 60_000)
    assert library.size(comet.station, media) == 60_000
    with pytest.raises(BlobMissing):
        library.size(school.cave.record.station, media)


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.integers(0, feed.INLINE + 10), st.text('é"a/', min_size=1, max_size=30)), max_size=12
    )
)
def test_every_page_fits_into_a_message(documents: list[tuple[int, str]]) -> None:
    with quick_folder() as folder:
        tables = Store(folder).open_writer()
        with tables.transaction():
            for size, name in documents:
                body = b'"' + b"x" * size + b'"'
                feed.put(tables, feed.Entry(name, "kind", body, (), name.encode() + bytes([size % 256])))
        since, more, docs = 0, True, set[str]()
        while more:
            got = page(tables, "s1", FeedGet(hub_epoch="e", since=since, limit=200), "e")
            encode(got)
            docs |= {each.doc for each in got.docs}
            since, more = got.to, got.more
        assert docs == {name for _, name in documents}
        tables.connection.close()


def test_a_stranger_gets_only_what_is_for_all(school: SchoolAtWork) -> None:
    school.settle()
    stranger = StubStation(msgspec.structs.replace(school.cave.record, station="stranger"))
    docs = read_all(school, stranger).docs
    assert [doc for doc in docs if doc.startswith(("learner", "badges", "class"))] == []


# ── welcome ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_welcome_says_how_far_the_station_has_come(school: SchoolAtWork) -> None:
    school.cave.open_visit("amal")
    school.send(school.cave)
    welcome = hello(school, school.cave).welcome
    assert (welcome.upto, welcome.h) == (1, school.cave.h)
    assert hello(school, school.cave, epoch="never seen").welcome.upto == 0


def test_a_station_that_is_up_to_date_needs_no_snapshot(school: SchoolAtWork) -> None:
    shelf = read_all(school, school.cave)
    with school.back.store.reading() as tables:
        right = feed_hash(tables, school.cave.record.station)
    assert not hello(school, school.cave, feed_rev=shelf.rev, feed_hash=right).welcome.snapshot
    assert hello(school, school.cave, feed_rev=shelf.rev, feed_hash="other").welcome.snapshot
    assert hello(school, school.cave, feed_rev=shelf.rev, hub_epoch_seen="other").welcome.snapshot
    assert not hello(school, school.cave, feed_rev=shelf.rev - 1, feed_hash="older").welcome.snapshot


def test_a_station_that_knows_more_than_the_hub_makes_it_begin_a_new_epoch(school: SchoolAtWork) -> None:
    greeting = hello(school, school.cave, feed_rev=10_000)
    assert greeting.new_epoch
    assert (greeting.welcome.hub_epoch, greeting.welcome.snapshot) == ("e2", True)
    again = hello(school, school.make, feed_rev=10_000)
    assert (again.new_epoch, again.welcome.hub_epoch) == (False, "e2")
