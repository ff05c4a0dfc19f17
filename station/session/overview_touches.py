"""What a finger says on the map, the cards, the choices and herself: one event for each button. Pure."""

from typing import Literal

from classroom.asking import How, Since
from classroom.ids import TargetId
from station.session.touches import Touch


class LeafTurned(Touch, frozen=True, kw_only=True):
    """An arrow of one of these screens: `by` pages on (negative: back)."""

    by: int = 1


class ChoosePressed(Touch, frozen=True, kw_only=True):
    """Something else: show what there is to choose from."""


class FilterTurned(Touch, frozen=True, kw_only=True):
    """The next setting of a filter, round and round."""

    what: Literal["place", "company", "length"]


class IdeaPicked(Touch, frozen=True, kw_only=True):
    """A tile of what there is to choose from; `reason` is the one that stood on it."""

    target: TargetId
    activity: str | None = None
    reason: str = ""


class SeeAllPressed(Touch, frozen=True, kw_only=True):
    """The map of all targets."""


class StrandPicked(Touch, frozen=True, kw_only=True):
    """Another strand of the map."""

    strand: str


class TargetOpened(Touch, frozen=True, kw_only=True):
    """The card of a target."""

    target: TargetId


class ShowAgainPressed(Touch, frozen=True, kw_only=True):
    """She wants to show this target again."""


class HowPicked(Touch, frozen=True, kw_only=True):
    """How she wants to show it."""

    how: How


class SinceTicked(Touch, frozen=True, kw_only=True):
    """She did this since; pressed again, she did not."""

    since: Since


class AskPressed(Touch, frozen=True, kw_only=True):
    """The question goes to her teacher."""


class DifferentlyPressed(Touch, frozen=True, kw_only=True):
    """She sees it differently."""


class EarlyPressed(Touch, frozen=True, kw_only=True):
    """She wants to start this before what comes first."""


class MePressed(Touch, frozen=True, kw_only=True):
    """Her picture in the bar."""


class LanguageAsked(Touch, frozen=True, kw_only=True):
    """Which languages there are."""


class LanguagePicked(Touch, frozen=True, kw_only=True):
    """This language, for this visit."""

    lang: str


class HowItWorksPressed(Touch, frozen=True, kw_only=True):
    """How this place works."""
