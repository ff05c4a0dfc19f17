"""A simulated station with its real inside, and whoever stands before it."""

from collections.abc import Mapping
from typing import Final, Protocol

from msgspec.structs import replace

from classroom.ids import LearnerId
from classroom.target import Framework
from demo.actors.crowd import Crowd, Errand
from demo.actors.pupil import BEGIN, is_away, is_open, next_touch
from demo.paper import paper
from demo.school.chance import Chance
from demo.school.words import SAID, strand_of
from hardware.fake import FakeBadgeReader
from station.session.events import Event
from station.views.door_shapes import GoodbyeView
from station.views.screen import Shown
from station.views.work_shapes import HandedInView, PhotoView, WorkView

LOOKS_AT_IT_S: Final = (0.25, 0.6)
"""How long a child looks at a screen before she touches it."""
LOOKS_AT_TICKS_S: Final = 2.0
PATIENCE_S: Final = 12.0
"""So long without anything to touch, and she walks away."""


class Screen(Protocol):
    """What a person can do with a station."""

    def view(self) -> Shown: ...
    def post(self, event: Event) -> None: ...


class Booth:
    """One station and the pretend learner at it. `turn` does what is due and never waits."""

    def __init__(
        self,
        name: str,
        screen: Screen,
        reader: FakeBadgeReader,
        *,
        crowd: Crowd,
        tokens: Mapping[LearnerId, str],
        framework: Framework,
        chance: Chance,
    ) -> None:
        self.name, self._screen, self._reader = name, screen, reader
        self._crowd, self._tokens, self._framework, self._chance = crowd, tokens, framework, chance
        self._errand: Errand | None = None
        self._came = False
        self._touch_s = self._acted_s = 0.0
        self._shown: Shown | None = None

    def turn(self, now_s: float) -> None:
        """Let somebody come, touch, or go."""
        shown = self._screen.view()
        if self._errand is None:
            self._welcome(shown, now_s)
        elif (self._came and is_away(shown)) or now_s - self._acted_s > PATIENCE_S:
            self._leave(now_s, keeps_place=not isinstance(shown, GoodbyeView))
        else:
            self._come_or_touch(self._errand, shown, now_s)

    def abandon(self, now_s: float) -> None:
        """The station goes dark: whoever is here walks away."""
        if self._errand is not None:
            self._leave(now_s)

    def _welcome(self, shown: Shown, now_s: float) -> None:
        self._errand = self._crowd.next(self.name, now_s) if is_open(shown) else None
        if self._errand is not None:
            self._came, self._acted_s, self._shown = False, now_s, None
            self._reader.present(self._tokens[self._errand.learner])

    def _leave(self, now_s: float, *, keeps_place: bool = True) -> None:
        if self._errand is not None:
            self._crowd.left(self._errand.learner, now_s, keeps_place=keeps_place)
        self._errand = None

    def _come_or_touch(self, errand: Errand, shown: Shown, now_s: float) -> None:
        self._came = self._came or not is_away(shown)
        if type(shown) is not type(self._shown):
            self._arrive(errand, shown, now_s)
        self._shown = shown
        if self._came and now_s >= self._touch_s:
            self._touch(self._errand or errand, shown, now_s)

    def _arrive(self, errand: Errand, shown: Shown, now_s: float) -> None:
        """A new screen: she looks at it, and gets out what she needs for it."""
        self._touch_s = now_s + self._chance.uniform(*LOOKS_AT_IT_S)
        match shown:
            case WorkView(i_can=i_can):
                words = self._chance.choice(SAID[strand_of(i_can, self._framework)])
                self._errand = replace(errand, intent=replace(errand.intent, words=words))
            case PhotoView(stage="live"):
                self._reader.show(paper(errand.intent.words, int(self._chance.random() * 1_000_000)))
            case HandedInView():
                self._touch_s = now_s + LOOKS_AT_TICKS_S
                self._errand = replace(errand, intent=BEGIN)

    def _touch(self, errand: Errand, shown: Shown, now_s: float) -> None:
        event = next_touch(shown, errand.intent, self._chance)
        if event is not None:
            self._acted_s = now_s
            self._touch_s = now_s + self._chance.uniform(*LOOKS_AT_IT_S)
            self._screen.post(event)
