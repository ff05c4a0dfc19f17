"""The shelf: pages with their cursor, snapshots that replace everything at once."""

from pathlib import Path

import pytest
from msgspec import Raw

from classroom.wire.messages import FeedDocument, FeedPage
from station.store.keep import Store
from station.store.shelf import Cursor, feed_hash
from tests.unit.station.made import opened


def doc(rev: int, name: str, *, version: int = 1, gone: bool = False) -> FeedDocument:
    body = Raw(b'{"rev":%d}' % rev)
    return FeedDocument(rev=rev, doc=name, kind=name.partition("/")[0], version=version, body=body, gone=gone)


def page(
    since: int,
    to: int,
    *docs: FeedDocument,
    epoch: str = "h",
    scope: str = "",
    more: bool = False,
    snapshot: bool = False,
) -> FeedPage:
    return FeedPage(hub_epoch=epoch, since=since, to=to, docs=docs, more=more, snapshot=snapshot, scope=scope)


def take(store: Store, each: FeedPage) -> bool:
    with store.writing():
        return store.shelf.apply(each)


def test_a_page_brings_its_documents_and_its_cursor(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert take(store, page(0, 2, doc(1, "zones"), doc(2, "activity/a"), snapshot=True))
        assert store.shelf.cursor() == Cursor("h", 2)
        assert store.shelf.body("zones") == b'{"rev":1}'
        assert store.shelf.bodies("activity") == [b'{"rev":2}']
        assert store.shelf.ids() == {"zones", "activity/a"}


def test_a_later_page_changes_and_removes(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        take(store, page(0, 2, doc(1, "zones"), doc(2, "activity/a"), snapshot=True))
        assert take(store, page(2, 4, doc(3, "zones", version=2), doc(4, "activity/a", gone=True)))
        assert store.shelf.ids() == {"zones"}
        assert store.shelf.body("zones") == b'{"rev":3}'


def test_a_page_that_does_not_follow_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        take(store, page(0, 2, doc(1, "zones"), snapshot=True))
        assert not take(store, page(1, 3, doc(3, "settings")))
        assert not take(store, page(2, 3, doc(3, "settings"), epoch="another"))
        assert store.shelf.ids() == {"zones"}
        assert store.shelf.cursor() == Cursor("h", 2)


def test_a_snapshot_takes_the_place_of_everything_with_its_last_page(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        take(store, page(0, 9, doc(1, "zones"), doc(2, "class/left"), snapshot=True))
        take(store, page(0, 3, doc(3, "zones"), epoch="h2", more=True, snapshot=True))
        assert store.shelf.ids() == {"zones", "class/left"}
        assert store.shelf.wanted() == Cursor("h2", 3)
        take(store, page(3, 7, doc(7, "settings"), epoch="h2"))
        assert store.shelf.ids() == {"zones", "settings"}
        assert store.shelf.cursor() == store.shelf.wanted() == Cursor("h2", 7)


def test_a_snapshot_that_was_cut_off_goes_on_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        take(store, page(0, 9, doc(1, "zones"), doc(2, "class/left"), snapshot=True))
        take(store, page(0, 3, doc(3, "zones", version=2), epoch="h2", more=True, snapshot=True))
    with opened(tmp_path) as store:
        assert store.shelf.wanted() == Cursor("h2", 3)
        take(store, page(3, 7, doc(7, "settings"), epoch="h2"))
        assert store.shelf.ids() == {"zones", "settings"}


def test_a_page_of_another_scope_does_not_follow_and_its_snapshot_removes_what_left(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        take(store, page(0, 2, doc(1, "zones"), doc(2, "class/heron"), scope="heron", snapshot=True))
        assert not take(store, page(2, 3, doc(3, "class/comet"), scope="comet"))
        assert take(store, page(0, 3, doc(1, "zones"), doc(3, "class/comet"), scope="comet", snapshot=True))
        assert store.shelf.ids() == {"zones", "class/comet"}
        assert store.shelf.cursor() == Cursor("h", 3, "comet")


@pytest.mark.parametrize(
    "bad",
    [
        page(2, 1),
        page(2, 2, more=True),
        page(2, 5, doc(2, "settings")),
        page(2, 5, doc(6, "settings")),
        page(2, 5, doc(5, "settings"), doc(4, "zones")),
        page(1, 5, doc(5, "settings"), snapshot=True),
        page(2, 3, FeedDocument(rev=3, doc="f", kind="f", version=1, media="0" * 64)),
        page(2, 3, FeedDocument(rev=3, doc="f", kind="f", version=1, media="0" * 64, size=2**40)),
    ],
    ids=[
        "back",
        "no way forward",
        "old",
        "beyond",
        "out of order",
        "snapshot from the middle",
        "empty",
        "huge",
    ],
)
def test_a_page_that_no_hub_sends_changes_nothing(tmp_path: Path, bad: FeedPage) -> None:
    with opened(tmp_path) as store:
        take(store, page(0, 2, doc(1, "zones"), snapshot=True))
        assert not take(store, bad)
        assert (store.shelf.ids(), store.shelf.cursor()) == (frozenset({"zones"}), Cursor("h", 2))


def test_a_snapshot_that_was_given_up_is_begun_again(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        take(store, page(0, 3, doc(3, "zones"), more=True, snapshot=True))
        with store.writing():
            store.shelf.abandon()
        assert store.shelf.wanted() == Cursor("", 0)
        take(store, page(0, 4, doc(4, "settings"), snapshot=True))
        assert store.shelf.ids() == {"settings"}


def test_the_hash_speaks_of_documents_and_versions_in_any_order() -> None:
    assert feed_hash([]) == ""
    assert feed_hash([("a", 1), ("b", 2)]) == feed_hash([("b", 2), ("a", 1)])
    assert feed_hash([("a", 1)]) != feed_hash([("a", 2)])
    assert len(feed_hash([("a", 1)])) == 32
