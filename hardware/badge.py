"""What a station hears from whatever reads its badges, and the rules that keep those reports few. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hardware.frame import Code, Frame, LightKind

GONE_AFTER_S = 1.0  # a badge must be out of sight that long before it counts again
UNREADABLE_AFTER_S = 3.0


@dataclass(frozen=True, slots=True)
class CodesSeen:
    """All codes of one frame, posted once when a code comes into view; texts are hostile."""

    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class CodeUnreadable:
    """Something like a badge has been in view for 3 s and cannot be read."""


@dataclass(frozen=True, slots=True)
class LightSeen:
    """How the light before the camera is, posted when it has changed for good."""

    kind: LightKind


@dataclass(frozen=True, slots=True)
class CameraLost:
    """The camera does not answer; it is tried again. `reason` is a sentence for the operator."""

    reason: str


@dataclass(frozen=True, slots=True)
class CameraBack:
    """The camera answers again."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that came in one burst of keys, as only a scanner types; hostile like any other code."""

    text: str


@dataclass(frozen=True, slots=True)
class StillTaken:
    """A picture of the work: a JPEG without EXIF, badges in it blurred; sizes in pixels."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class StillFailed:
    """The picture that was asked for could not be taken. `reason` is a sentence for the operator."""

    reason: str


BadgeEvent = (
    CodesSeen | CodeUnreadable | LightSeen | CameraLost | CameraBack | Typed | StillTaken | StillFailed
)
Post = Callable[[BadgeEvent], None]


class BadgeReader(Protocol):
    """Watches for badges on a thread of its own and posts what it sees from there."""

    def start(self, post: Post) -> None: ...
    def stop(self) -> None:
        """No event is posted after this returns. May be called twice, or before start()."""

    def preview(self) -> Frame | None:
        """The latest frame, for a window on the screen; None while there is none."""

    def request_still(self) -> None:
        """Answered by StillTaken or StillFailed."""


class Scanner(Protocol):
    """Hears keys and posts Typed when a scanner, and not a person, has pressed them."""

    def start(self, post: Post) -> None: ...
    def stop(self) -> None: ...
    def hear(self, text: str) -> None:
        """Characters as they were typed; Enter is a line feed."""

    def tick(self) -> None:
        """Call it now and then (10 times a second): some scanners send no Enter at the end."""


class Appearances:
    """Lets the codes of a frame through when one of them has just come into view."""

    def __init__(self, gone_after_s: float = GONE_AFTER_S) -> None:
        self._gone_after_s = gone_after_s
        self._last_seen_s: dict[str, float] = {}

    def newly(self, codes: tuple[Code, ...], now_s: float) -> bool:
        there = {text for text, at_s in self._last_seen_s.items() if now_s - at_s < self._gone_after_s}
        texts = {code.text for code in codes}
        self._last_seen_s = {text: at_s for text, at_s in self._last_seen_s.items() if text in there}
        self._last_seen_s |= dict.fromkeys(texts, now_s)
        return not texts <= there


class TwoEqualReads:
    """Holds a code back until a second frame in a row says the same, where one read is not enough: every
    Code 128 (2 of 396 were misread), and a text that is not of the form we print.
    """

    def __init__(self, accept: Callable[[str], bool]) -> None:
        self._accept = accept
        self._before: frozenset[Code] = frozenset()

    def sure(self, codes: tuple[Code, ...]) -> tuple[Code, ...]:
        before, self._before = self._before, frozenset(Code(code.text, code.format) for code in codes)
        return tuple(
            code for code in codes if self._one_is_enough(code) or Code(code.text, code.format) in before
        )

    def _one_is_enough(self, code: Code) -> bool:
        return code.format == "QRCode" and self._accept(code.text)


class Lasting:
    """Answers True once when something has been so for `for_s` with no break longer than `break_s`."""

    def __init__(self, for_s: float, break_s: float = GONE_AFTER_S) -> None:
        self._for_s = for_s
        self._break_s = break_s
        self.forget()

    def forget(self) -> None:
        self._since_s: float | None = None
        self._last_s = 0.0
        self._told = False

    def now(self, now_s: float, *, so: bool) -> bool:
        if self._since_s is not None and now_s - self._last_s > self._break_s:
            self.forget()
        if not so:
            return False
        self._since_s = now_s if self._since_s is None else self._since_s
        self._last_s = now_s
        if self._told or now_s - self._since_s < self._for_s:
            return False
        self._told = True
        return True


class LightChanges:
    """Answers the kind of light when it has been new for a second: a passing shadow is no news."""

    def __init__(self) -> None:
        self._told: LightKind = "fine"
        self._new: LightKind = "fine"
        self._since_s = 0.0

    def told(self, kind: LightKind, now_s: float) -> LightKind | None:
        if kind != self._new:
            self._new, self._since_s = kind, now_s
        if kind == self._told or now_s - self._since_s < GONE_AFTER_S:
            return None
        self._told = kind
        return kind
