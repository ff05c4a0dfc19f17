"""The screens on which she sees where she is, chooses, and asks: U05, U20, U26, U27, U28. Pure."""

from typing import Literal

import msgspec

from classroom.asking import How, Since
from classroom.ids import TargetId, ZoneId


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A screen."""


class Choosing(Page, frozen=True, kw_only=True):
    """U05, a page of what she could do; empty filters let everything through."""

    page: int = 0
    place: ZoneId = ""
    company: Literal["", "alone", "pair"] = ""
    length: Literal["", "short", "long"] = ""


class Overview(Page, frozen=True, kw_only=True):
    """U27: one strand of the framework, a page at a time; "" for the strand that she was last in."""

    strand: str = ""
    page: int = 0


class TargetCard(Page, frozen=True, kw_only=True):
    """U28; `came` is the map that it was opened from, None for her path."""

    target: TargetId
    came: Overview | None = None


class ShowAgain(Page, frozen=True, kw_only=True):
    """U20: how she wants to show it, and what she did since, if she likes to say."""

    card: TargetCard
    how: How | None = None
    since: tuple[Since, ...] = ()


class Me(Page, frozen=True, kw_only=True):
    """U26 and what opens from it."""

    what: Literal["tiles", "language", "how"] = "tiles"
    page: int = 0


OverviewScreen = Choosing | Overview | TargetCard | ShowAgain | Me
