"""Learners who work together at one station: a key of their own, wrapped for each of them. Pure."""

from typing import Annotated, ClassVar

import msgspec

from classroom.facts.fact import Erase, Fact, Keep
from classroom.ids import LearnerId, ZoneId
from classroom.value import Value


class KeyWrap(Value, frozen=True, kw_only=True):
    """The visit key sealed under one learner's key; `box` is base64."""

    learner: LearnerId
    box: str


class PairJoined(Fact, frozen=True, kw_only=True, tag="pair.joined"):
    """Two to four learners work together from here on; each has a visit of her own beside it.

    What they make is under a key of the pair: `key_box` holds it for the hub's key `key_id` (base64), `wraps` for each
    of them. So none of them opens with it what another made alone.
    """

    keep: ClassVar[Keep] = Keep.YEAR_END
    erase: ClassVar[Erase] = Erase.SHARED

    zone: ZoneId
    key_id: str
    key_box: str
    wraps: Annotated[tuple[KeyWrap, ...], msgspec.Meta(min_length=2, max_length=4)]
