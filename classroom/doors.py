"""What opens at a station, and for whom: badges, the keys of grown-ups, the faces of a class. Pure."""

from typing import Annotated, Literal

import msgspec

from classroom.ids import ClassId, LearnerId
from classroom.value import Value


class SlowHash(Value, frozen=True, kw_only=True):
    """How a PIN or a row of pictures is hashed: Argon2id, one lane; `salt` is base64 of 16 bytes.

    The bounds are what the smallest station can bear.
    """

    salt: Annotated[str, msgspec.Meta(min_length=24, max_length=24)]
    passes: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    kib: Annotated[int, msgspec.Meta(ge=8, le=65_536)] = 65_536


class BadgeEntry(Value, frozen=True, kw_only=True):
    """One badge: look-up id (hex), a key wrapped for it (base64), whose it is, whether it lives.

    A learner's wrap holds her key. A grown-up's holds her own key and opens with badge and PIN together; `slow` says
    how that PIN is hashed, None while she has none. Nothing here tells a right PIN from a wrong one without the badge.
    """

    badge: str
    owner: str
    wrap: str = ""
    owner_kind: Literal["learner", "staff"] = "learner"
    state: Literal["active", "lost", "replaced"] = "active"
    slow: SlowHash | None = None


class ClassWrap(Value, frozen=True, kw_only=True):
    """The key of a class, wrapped under the key of a grown-up of it (base64)."""

    class_: ClassId
    wrap: str


class StaffCard(Value, frozen=True, kw_only=True):
    """Who a grown-up is to a station; lies sealed in her document."""

    name: str
    roles: tuple[str, ...] = ()


class PictureProof(Value, frozen=True, kw_only=True):
    """What tells a learner's three pictures from others: their slow hash (base64)."""

    slow: SlowHash
    proof: str


class Face(Value, frozen=True, kw_only=True):
    """One learner as grown-ups find her without a badge; `wrap` is her key under that of the class (base64)."""

    learner: LearnerId
    name: str
    wrap: str
    avatar: str = ""
    pictures: PictureProof | None = None
