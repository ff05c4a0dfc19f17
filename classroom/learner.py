"""A learner: who she is to the room, what helps her, what her family allowed. Pure."""

from enum import StrEnum
from typing import Final, Literal

from classroom.ids import ClassId, LearnerId
from classroom.value import Value


class Density(StrEnum):
    """How much stands on one screen."""

    FEW = "few"
    SOME = "some"
    MANY = "many"


class Band(Value, frozen=True, kw_only=True):
    """Three separate settings that usually follow the grade: a newcomer may mix them."""

    density: Density = Density.MANY
    speech: Literal["off", "tap", "auto"] = "tap"
    look: Literal["young", "plain"] = "plain"


YOUNG: Final = Band(density=Density.FEW, speech="auto", look="young")
MIDDLE: Final = Band(density=Density.SOME, speech="tap", look="plain")
OLDER: Final = Band()


class Supports(Value, frozen=True, kw_only=True):
    """What travels with the badge to each station."""

    read: Literal["off", "tap", "auto"] = "tap"
    scale: float = 1.0
    contrast: bool = False
    calm: bool = False
    captions: bool = False
    switch: bool = False
    time: Literal["x1", "x3", "x10", "off"] = "x1"
    adult_help_counts: bool = False


class Consent(Value, frozen=True, kw_only=True):
    """What the family allowed; missing means no."""

    photo: bool = False
    voice: bool = False
    family_file: bool = False


class Learner(Value, frozen=True, kw_only=True, tag="learner", tag_field="entity"):
    """A child on the roster; stations show the preferred name and the avatar only."""

    id: LearnerId
    given: str
    initial: str = ""
    preferred: str = ""
    roster_key: str = ""
    grade: str = "06"
    classes: tuple[ClassId, ...] = ()
    avatar: str = ""
    home_langs: tuple[str, ...] = ()
    ui_lang: str = "en"
    band: Band | None = None
    supports: Supports = Supports()
    consent: Consent = Consent()
    status: Literal["imported", "active", "paused", "left"] = "active"

    @property
    def name(self) -> str:
        """The name that the child goes by."""
        return self.preferred or self.given

    @property
    def full(self) -> str:
        """Name and family initial, as staff tell two Mayas apart."""
        return f"{self.name} {self.initial}." if self.initial else self.name


def band_of(grade: str) -> Band:
    """Return the band that a CEDS grade code (PK, KG, 01 .. 12) begins with."""
    if grade in {"IT", "PR", "PK", "TK", "KG", "01", "02"}:
        return YOUNG
    if grade in {"03", "04", "05"}:
        return MIDDLE
    return OLDER
