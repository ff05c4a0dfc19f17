"""A pretend learner at a real station: she scans, makes, hands in, and writes down what she saw as saved."""

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Final, Protocol

from PIL import Image

from demo.actors.pupil import Intent, is_away, is_open, next_touch
from demo.simulate.plan import Act, Errand
from demo.simulate.verdict import Saved
from hardware.fake import FakeBadgeReader
from station.session.events import Event
from station.views.path_shapes import PathView
from station.views.screen import Shown
from station.views.shapes import Choice, PieceLook
from station.views.work_shapes import AssessView, HandedInView, PhotoView, WorkView

OPEN_S: Final = 20.0
"""So long she waits for a free screen; then she gives up this errand."""
STEP_S: Final = 4.0
"""So long she waits for a screen to answer, then touches it again; three times, and she walks away."""
TRIES: Final = 3
SIZES: Final[dict[Act, tuple[int, int]]] = {"photo": (160, 120), "large photo": (480, 360)}


class Screen(Protocol):
    """What a person can do with a station."""

    def view(self) -> Shown: ...
    def post(self, event: Event) -> None: ...
    def wait_for(self, wanted: Callable[[Shown], bool], timeout_s: float = ...) -> Shown: ...


class Caller:
    """Whoever comes to one station, one after the other. For a thread of its own."""

    def __init__(
        self,
        station: str,
        screen: Screen,
        reader: FakeBadgeReader,
        *,
        token_of: Callable[[int], str],
        keep: Callable[[Saved], None],
        seed: int,
        pause_s: float,
    ) -> None:
        self._station, self._screen, self._reader = station, screen, reader
        self._token_of, self._keep, self._seed, self._pause_s = token_of, keep, seed, pause_s

    def run(
        self, errands: Sequence[Errand], began_s: float, until_s: float, stopping: threading.Event
    ) -> None:
        """Do the errands, each at its time or as soon after it as the station is free."""
        for errand in errands:
            if stopping.wait(max(0.0, began_s + errand.at_s - time.monotonic())):
                return
            if time.monotonic() > until_s:
                return
            self.visit(errand, stopping)

    def visit(self, errand: Errand, stopping: threading.Event) -> None:
        """Come, do what is to be done, go; whatever the station does not answer is given up."""
        try:
            shown = self._screen.wait_for(is_open, OPEN_S)
            self._reader.present(self._token_of(errand.learner))
            shown = self._screen.wait_for(lambda view: not is_away(view), STEP_S)
        except TimeoutError:
            return
        visit = _Visit(errand, self._station, self._seed)
        misses = 0
        while not is_away(shown) and misses < TRIES:
            self._note(visit, shown)
            stopping.wait(0.0 if is_busy(shown) else self._pause_s)
            self._touch(visit, shown)
            try:
                shown, misses = self._screen.wait_for(_other_than(shown), STEP_S), 0
            except TimeoutError:
                misses += 1

    def _note(self, visit: "_Visit", shown: Shown) -> None:
        if saved := visit.sees(shown):
            self._keep(saved)

    def _touch(self, visit: "_Visit", shown: Shown) -> None:
        picture = visit.picture_for(shown)
        if picture is not None:
            self._reader.show(picture)
        event = visit.touch(shown)
        if event is not None:
            self._screen.post(event)


class _Visit:
    """One learner from her scan to her goodbye."""

    def __init__(self, errand: Errand, station: str, seed: int) -> None:
        self._errand, self._station = errand, station
        self._acts = list(errand.acts)
        self._chance = Random(f"visit {seed} {errand.number}")
        self._name = f"{seed}-{errand.number}"
        self._content, self._tapped_s = "", 0.0

    def sees(self, shown: Shown) -> Saved | None:
        """Return what is to be written down: a piece that says for the first time that it is saved."""
        if not (isinstance(shown, HandedInView) and shown.ticks and self._content):
            return None
        saved = Saved(
            station=self._station,
            learner=str(self._errand.learner),
            content=self._content,
            tapped_s=self._tapped_s,
            saved_s=time.monotonic(),
        )
        self._content = ""
        self._done()
        return saved

    def picture_for(self, shown: Shown) -> Image.Image | None:
        """Return what she holds before the lens, if she photographs."""
        if not (isinstance(shown, PhotoView) and shown.stage == "live"):
            return None
        width, height = SIZES.get(self._act or "photo", SIZES["photo"])
        return Image.frombytes("RGB", (width, height), self._chance.randbytes(3 * width * height))

    def touch(self, shown: Shown) -> Event | None:
        """Return what she touches now; None to wait."""
        match shown:
            case HandedInView() if is_busy(shown):
                return None
            case HandedInView() if not shown.failed:
                return (shown.onward if self._acts else shown.frame.door).event
            case PathView() | WorkView() if not self._acts:
                return shown.frame.door.event
            case WorkView() if self._act == "help" and shown.frame.hand.chosen:
                self._done()
                return (self._off(shown)).event
            case AssessView() if shown.hand_in.enabled:
                self._content, self._tapped_s = content_of(shown.piece), time.monotonic()
                return shown.hand_in.event
        return next_touch(shown, self._intent(), self._chance)

    def _off(self, shown: WorkView) -> Choice:
        return shown.back if self._acts else shown.off

    @property
    def _act(self) -> Act | None:
        return self._acts[0] if self._acts else None

    def _done(self) -> None:
        del self._acts[:1]

    def _intent(self) -> Intent:
        what = "photo" if self._act == "large photo" else self._act or "begin"
        words = f"piece {self._name}-{len(self._acts)} of mine"
        return Intent(what=what, words=words, claim=self._chance.choice((2, 3, 4)))


def is_busy(shown: Shown) -> bool:
    """Whether the station is saving, and she waits to see it."""
    return isinstance(shown, HandedInView) and not shown.ticks and not shown.failed


def content_of(piece: PieceLook) -> str:
    """Return a name for what a piece holds: its words, or the hash of its picture."""
    return text_content(piece.text) if not piece.jpeg else photo_content(piece.jpeg)


def text_content(text: str) -> str:
    return f"text {text.strip()}"


def photo_content(jpeg: bytes) -> str:
    return f"photo {hashlib.blake2b(jpeg, digest_size=16).hexdigest()}"


def _other_than(shown: Shown) -> Callable[[Shown], bool]:
    return lambda view: view is not shown and view != shown
