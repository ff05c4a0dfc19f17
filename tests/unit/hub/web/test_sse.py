"""The stream: everything first, then only what looks different, and an end when it must end."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from hub.live import Live
from hub.web.sse import EACH_S, Written, message, stream


class Desk:
    """Writes a page of two cards, as often as it is asked."""

    def __init__(self) -> None:
        self.cards: dict[str, str] | None = {"one": "<p>1</p>", "two": "<p>2</p>"}
        self.written = 0

    def __call__(self) -> Written | None:
        self.written += 1
        return None if self.cards is None else Written("10:42", dict(self.cards))


def listen(live: Live, desk: Desk, steps: list[Callable[[], None]], last_id: str = "") -> list[str]:
    """The messages of a stream: after each but the last, the next step happens."""

    async def take() -> list[str]:
        heard = []
        coming = stream(live, desk, last_id).body_iterator
        async for text in coming:
            heard.append(str(text))
            if not steps:
                break
            steps.pop(0)()
        await coming.aclose()  # type: ignore[attr-defined]
        return heard

    with ThreadPoolExecutor(1) as elsewhere:  # a browser of another test may keep a loop in this thread
        return elsewhere.submit(asyncio.run, asyncio.wait_for(take(), 20)).result()


def changed(live: Live, desk: Desk, name: str, html: str) -> Callable[[], None]:
    def change() -> None:
        assert desk.cards is not None
        desk.cards[name] = html
        live.touch("room")

    return change


def test_the_first_message_holds_everything_and_later_ones_only_what_changed() -> None:
    live, desk = Live(), Desk()
    first, second = listen(live, desk, [changed(live, desk, "two", "<p>22</p>")])
    assert 'hx-target="#one"' in first
    assert 'hx-target="#two"' in first
    assert "<p>22</p>" in second
    assert "#one" not in second


def test_silence_is_a_message_too() -> None:
    first, second = listen(Live(), Desk(), [lambda: None])
    assert second.startswith("event: fresh\ndata: 10:42\n")
    assert first.endswith(second)


def test_a_storm_of_changes_is_one_writing() -> None:
    live, desk = Live(), Desk()

    def storm() -> None:
        for number in range(100):
            changed(live, desk, "one", f"<p>{number}</p>")()

    _, second = listen(live, desk, [storm])
    assert "<p>99</p>" in second
    assert desk.written == 2


def test_a_page_is_sent_something_at_most_ten_times_a_second() -> None:
    live, desk = Live(), Desk()
    sent: list[float] = []

    def step() -> None:
        sent.append(asyncio.get_running_loop().time())
        changed(live, desk, "one", f"<p>step {len(sent)}</p>")()

    listen(live, desk, [step] * 11)
    assert sent[10] - sent[0] > 0.95
    assert EACH_S == 1 / 10


def test_what_changes_in_a_quiet_room_is_sent_at_once() -> None:
    live, desk = Live(), Desk()
    times: dict[str, float] = {}

    def happen() -> None:
        times["changed"] = time.monotonic()
        changed(live, desk, "one", "<p>now</p>")()

    def a_while_later() -> None:
        asyncio.get_running_loop().call_later(2 * EACH_S, happen)

    def nothing() -> None:
        times["heard"] = time.monotonic()

    _, second, _ = listen(live, desk, [a_while_later, nothing])
    assert "<p>now</p>" in second
    assert times["heard"] - times["changed"] < EACH_S


def test_a_change_that_the_page_does_not_show_is_no_reason_to_write_it() -> None:
    live, desk = Live(), Desk()
    listen(live, desk, [lambda: live.touch("documents")])
    assert desk.written == 2  # the second one came with the clock


def test_the_stream_ends_when_the_page_may_not_be_seen_any_more() -> None:
    live, desk = Live(), Desk()

    def forbid() -> None:
        desk.cards = None
        live.touch("people")

    assert len(listen(live, desk, [forbid, forbid])) == 1
    assert not live._subscribers


def test_the_stream_ends_when_the_hub_does() -> None:
    live, desk = Live(), Desk()
    assert len(listen(live, desk, [live.stop, live.stop])) == 1


def test_a_fragment_of_several_lines_stays_one_message() -> None:
    text = message({"card": "<p>\none\r\ntwo\n</p>"}, "10:42", "7a")
    events = text.split("\n\n")
    assert [line.partition(":")[0] for line in events[0].splitlines()] == ["data"] * 4
    assert events[1].splitlines() == ["event: fresh", "data: 10:42", "id: 7a"]


def last_id(text: str) -> str:
    return text.rsplit("id: ", 1)[1].strip()


def test_a_page_that_comes_back_gets_what_it_missed_and_no_more() -> None:
    live, desk = Live(), Desk()
    (before,) = listen(live, desk, [])
    (same,) = listen(live, desk, [], last_id(before))
    assert same.startswith("event: fresh\n")
    assert desk.cards is not None
    desk.cards["two"] = "<p>22</p>"
    (after,) = listen(live, desk, [], last_id(before))
    assert "<p>22</p>" in after
    assert "#one" not in after
    assert last_id(after) != last_id(before)


@pytest.mark.parametrize("odd", ["7", "x" * 16, "0" * 16, "0" * 10_000, "\u00e4" * 16, "00000000\nid: 1"])
def test_an_id_that_is_not_of_this_page_gets_everything(odd: str) -> None:
    (first,) = listen(Live(), Desk(), [], odd)
    assert "#one" in first
    assert "#two" in first


def test_nothing_is_kept_for_pages_that_went_away() -> None:
    live, desk = Live(), Desk()
    for _ in range(20):
        listen(live, desk, [])
    assert not live._subscribers
