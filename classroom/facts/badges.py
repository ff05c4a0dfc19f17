"""What the hub says of badges, PINs and pictures: never what stands on one. Pure."""

from typing import ClassVar, Literal

from classroom.facts.fact import Decision, Erase, Fact, Keep
from classroom.ids import LearnerId, StaffId


class BadgePrinted(Fact, frozen=True, kw_only=True, tag="badge.printed"):
    """A badge was made: its look-up id; the token itself is nowhere but on paper."""

    keep: ClassVar[Keep] = Keep.LEAVING

    badge: str
    owner: str
    owner_kind: Literal["learner", "staff"] = "learner"
    print_no: int = 1


class BadgeRevoked(Decision, frozen=True, kw_only=True, tag="badge.revoked"):
    """A badge is dead: lost, or its successor was scanned."""

    keep: ClassVar[Keep] = Keep.LEAVING

    badge: str
    reason: Literal["lost", "replaced"]


class BadgeSucceeded(Fact, frozen=True, kw_only=True, tag="badge.succeeded"):
    """A newer print was shown in place of this badge, which stays dead when nobody knows the visit any more."""

    keep: ClassVar[Keep] = Keep.LEAVING

    badge: str


class PinSet(Decision, frozen=True, kw_only=True, tag="pin.set"):
    """A grown-up has a new PIN for stations; no trace of the PIN itself stands here."""

    keep: ClassVar[Keep] = Keep.AUDIT
    erase: ClassVar[Erase] = Erase.NONE

    staff: StaffId


class PicturesSet(Decision, frozen=True, kw_only=True, tag="pictures.set"):
    """A learner has three new pictures to know her by, without a badge; which ones stands nowhere."""

    keep: ClassVar[Keep] = Keep.AUDIT

    learner: LearnerId
