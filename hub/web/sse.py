"""A page that stays fresh: watches the hub and sends only what looks different now, as server-sent events."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from hashlib import blake2b
from typing import Final, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from hub.live import Live

EVERY_S: Final = 2.0
"""How often a watched page is written anew even if nothing was heard: ages grow, and silence is news."""
EACH_S: Final = 0.1
"""So long at least lies between two looks at a page, however much happens: ten in a second."""
MARK: Final = 4
"""Bytes of the mark that stands for a fragment in an event's id."""
LONGEST_ID: Final = 4_000
TOPICS: Final = ("room", "review", "people", "stations")
"""What a page of the room is made of; other changes are no reason to write it."""

Fragments = Mapping[str, str]
"""What a page is made of: an element's id, and its HTML as it should be now."""
Marks = Mapping[str, str]


class Written(NamedTuple):
    """A page as it was at `fresh_at`, in words, and at a `revision` of the hub: None means when it was asked for.

    Whoever writes one picture for many says the `marks` of its fragments once; `own` puts into a fragment what is
    this person's alone, and is asked only for those that are sent.
    """

    fresh_at: str
    fragments: Fragments
    revision: int | None = None
    marks: Marks | None = None
    own: Callable[[str], str] = str


Write = Callable[[], Written | None]
"""Gives a page as it is now; None when this person may not look any more."""


def stream(live: Live, write: Write, last_id: str = "") -> StreamingResponse:
    """Return a stream of what `write` gives, until it gives None; `write` is called in a thread.

    The first message holds everything but what a page has already that comes back with its last event's id. That
    id says how each fragment looked, so whatever was missed is made good, and nothing is kept here for anybody.
    """
    return StreamingResponse(_messages(live, write, last_id[:LONGEST_ID]), media_type="text/event-stream")


async def _messages(live: Live, write: Write, last_id: str) -> AsyncIterator[str]:
    loop, changed = asyncio.get_running_loop(), asyncio.Event()

    def notify() -> None:
        with suppress(RuntimeError):  # the loop has closed: nobody watches any more
            loop.call_soon_threadsafe(changed.set)

    unsubscribe = live.subscribe(notify)
    sent: Marks = {}
    try:
        while not live.stopped:
            begun = time.monotonic()
            revision, written = live.revision, await run_in_threadpool(write)
            if written is None:
                return
            marks = marks_of(written.fragments) if written.marks is None else written.marks
            sent = sent or known(marks, last_id)
            yield message(_different(written, marks, sent), written.fresh_at, id_of(marks))
            sent = marks
            await _news(live, changed, revision if written.revision is None else written.revision)
            await asyncio.sleep(max(0.0, begun + EACH_S - time.monotonic()))
    finally:
        unsubscribe()


def _different(written: Written, marks: Marks, sent: Marks) -> Fragments:
    return {
        name: written.own(html) for name, html in written.fragments.items() if sent.get(name) != marks[name]
    }


async def _news(live: Live, changed: asyncio.Event, revision: int) -> None:
    """Wait until something changed of which the page is made, at the longest EVERY_S seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(EVERY_S):
            while not (live.stopped or live.changed(TOPICS, revision)):
                changed.clear()
                if not live.changed(TOPICS, revision):
                    await changed.wait()


def marks_of(fragments: Fragments) -> Marks:
    """Return a mark of each fragment that changes with it."""
    return {name: blake2b(html.encode(), digest_size=MARK).hexdigest() for name, html in fragments.items()}


def id_of(marks: Marks) -> str:
    """Return an event's id: how the whole page looks after it."""
    return "".join(marks[name] for name in sorted(marks))


def known(marks: Marks, last_id: str) -> Marks:
    """Return how the fragments looked at the event with this id; nothing for an id of another page."""
    if len(last_id) != len(marks) * MARK * 2:
        return {}
    places = zip(sorted(marks), range(0, len(last_id), MARK * 2), strict=True)
    return {name: last_id[at : at + MARK * 2] for name, at in places}


def message(fragments: Fragments, fresh_at: str, page: str) -> str:
    """Return the events that put fragments in their places and tell the page that it is fresh; `page` is their id."""
    partials = "".join(
        f'<hx-partial hx-target="#{name}" hx-swap="outerMorph">{html}</hx-partial>'
        for name, html in fragments.items()
    )
    lines = "".join(f"data: {line}\n" for line in partials.splitlines())
    swap = (
        f"{lines}\n" if lines else ""
    )  # without an id: until all of it has come, the page has the one before
    return f"{swap}event: fresh\ndata: {fresh_at}\nid: {page}\n\n"
