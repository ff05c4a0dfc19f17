"""The bounded inbox: order, bounds, what a flood may drop, and waking up."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from plumbing.inbox import CEILING, URGENT, BoundedInbox


def inbox(limit: int = 4, limit_bytes: int = 1000) -> BoundedInbox[str]:
    return BoundedInbox(limit, limit_bytes)


def test_items_come_out_in_the_order_of_arrival_whatever_their_rank() -> None:
    box = inbox()
    for item, rank in (("chunk", 2), ("ack", 0), ("batch", 1), ("connected", URGENT)):
        assert box.put(item, rank)
    assert box.drain(10) == ["chunk", "ack", "batch", "connected"]


def test_a_full_inbox_refuses_what_matters_no_more_than_the_least_it_holds() -> None:
    box = inbox(limit=2)
    assert box.put("batch", 1)
    assert box.put("chunk", 2)
    assert not box.put("another chunk", 2)
    assert box.dropped == {2: 1}


def test_the_newest_of_the_least_important_makes_room_for_what_matters_more() -> None:
    box = inbox(limit=3)
    for item in ("first chunk", "second chunk"):
        box.put(item, 2)
    box.put("batch", 1)
    assert box.put("ack", 0)
    assert box.put("hello", 0)
    assert box.drain(10) == ["batch", "ack", "hello"]
    assert box.dropped == {2: 2}


def test_the_bound_counts_bytes_too() -> None:
    box = inbox(limit=100, limit_bytes=100)
    assert box.put("chunk", 2, 60)
    assert not box.put("chunk", 2, 60)
    assert box.put("batch", 1, 60)
    assert box.drain(10) == ["batch"]


def test_rank_zero_goes_past_the_bound_but_not_past_the_ceiling() -> None:
    box = inbox(limit=2)
    kept = [box.put(str(number), 0) for number in range(3 * CEILING)]
    assert kept == [True] * 2 * CEILING + [False] * CEILING
    assert box.dropped == {0: CEILING}


def test_news_of_the_link_itself_is_never_dropped() -> None:
    box = inbox(limit=1)
    assert all(box.put("disconnected", URGENT) for _ in range(50))
    assert len(box) == 50


def test_space_is_given_back_when_items_are_taken() -> None:
    box = inbox(limit=1, limit_bytes=10)
    for _ in range(3):
        assert box.put("chunk", 2, 10)
        assert box.get(0) == "chunk"
    assert len(box) == 0


def test_get_waits_for_an_item_from_another_thread() -> None:
    box = inbox()
    threading.Timer(0.02, box.put, ("late", 0)).start()
    assert box.get(5) == "late"


def test_get_gives_up_after_its_time() -> None:
    assert inbox().get(0.001) is None


def test_a_nudge_is_not_lost_when_nobody_waits_yet() -> None:
    box = inbox()
    box.nudge()
    assert box.get(60) is None
    box.put("then", 0)
    assert box.get(60) == "then"


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=200))
def test_whatever_arrives_bounds_hold_order_holds_and_nothing_vanishes_uncounted(
    arrivals: list[tuple[int, int]],
) -> None:
    box: BoundedInbox[tuple[int, int]] = BoundedInbox(10, 200)
    for number, (rank, size) in enumerate(arrivals):
        box.put((number, rank), rank, size)
        assert len(box) <= 10 * CEILING
    left = box.drain(1000)
    assert left == sorted(left)
    assert len(left) + sum(box.dropped.values()) == len(arrivals)
    assert len([rank for _, rank in left if rank > 0]) <= 10
    assert 0 not in box.dropped or all(rank == 0 for _, rank in left)


def test_one_sender_has_its_share_and_no_more_so_that_the_others_are_heard() -> None:
    box: BoundedInbox[str] = BoundedInbox(160, 16_000)
    taken = [box.put(f"flood {number}", 0, 10, "loud") for number in range(1_000)]
    assert taken.count(True) == 10
    assert box.put("hello", 0, 10, "calm")
    assert box.dropped == {0: 990}


def test_the_share_is_also_one_of_bytes_but_a_single_large_item_fits() -> None:
    box: BoundedInbox[str] = BoundedInbox(160, 16_000)
    assert box.put("a picture", 0, 5_000, "loud")
    assert not box.put("another", 0, 10, "loud")
    assert box.put("hello", 0, 10, "calm")


def test_what_was_taken_out_counts_no_more() -> None:
    box: BoundedInbox[str] = BoundedInbox(16, 16_000)
    assert box.put("one", 0, 10, "loud")
    assert not box.put("two", 0, 10, "loud")
    assert box.drain(9) == ["one"]
    assert box.put("three", 0, 10, "loud")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-1, 2), st.integers(0, 400)), max_size=200))
def test_whatever_comes_the_count_of_what_each_sender_holds_is_true(
    arrivals: list[tuple[str, int, int]],
) -> None:
    box: BoundedInbox[str] = BoundedInbox(20, 2_000)
    for sender, rank, size in arrivals:
        box.put(sender, rank, size, sender)
    while box.drain(1):
        pass
    assert box._held == {}
    assert (box._count, box._bytes) == (0, 0)
