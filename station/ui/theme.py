"""What everything on the station looks like: colours, sizes in millimetres and points, turned into pixels. Pure."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple, Self

Colour = tuple[float, float, float, float]

SMALL_PX_PER_MM: Final = 5.25  # a 7 inch panel of 800 x 480
LARGE_PX_PER_MM: Final = 5.88  # a 10.1 inch panel of 1280 x 800
_LARGE_FROM_MM: Final = 190
_MM_PER_POINT: Final = 25.4 / 72
_ROOMIER: Final = 1.17


def hue(text: str, alpha: float = 1.0) -> Colour:
    """Turn #RRGGBB into four shares of one."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (red, green, blue, alpha)


class Palette(NamedTuple):
    """One hue for each meaning; a wash is the quiet ground that the hue stands on."""

    paper: Colour
    card: Colour
    line: Colour
    ink: Colour
    soft: Colour
    mastered: Colour
    mastered_wash: Colour
    now: Colour
    now_wash: Colour
    next: Colour
    next_wash: Colour
    help: Colour
    help_wash: Colour
    sand: Colour
    night: Colour
    sky: Colour
    on_main: Colour


WARM: Final = Palette(
    paper=hue("#FFF8E7"),
    card=hue("#FFFFFF"),
    line=hue("#E9DFC8"),
    ink=hue("#1B1F3B"),
    soft=hue("#5B6078"),
    mastered=hue("#00796B"),
    mastered_wash=hue("#DFF1EC"),
    now=hue("#2456B8"),
    now_wash=hue("#E3ECFB"),
    next=hue("#7A4300"),
    next_wash=hue("#FBEBD3"),
    help=hue("#5E0A2B"),
    help_wash=hue("#F8E1E9"),
    sand=hue("#EFE8D7"),
    night=hue("#20263F"),
    sky=hue("#7FB2FF"),
    on_main=hue("#FFFFFF"),
)

DARK: Final = Palette(
    paper=hue("#11131F"),
    card=hue("#1D2133"),
    line=hue("#8A90AB"),
    ink=hue("#FFF8E7"),
    soft=hue("#D3D6E4"),
    mastered=hue("#7FE3D0"),
    mastered_wash=hue("#12352F"),
    now=hue("#A9C8FF"),
    now_wash=hue("#1C2F57"),
    next=hue("#FFCB8C"),
    next_wash=hue("#43290A"),
    help=hue("#FFB7CE"),
    help_wash=hue("#4A1027"),
    sand=hue("#34343F"),
    night=hue("#05060B"),
    sky=hue("#A9C8FF"),
    on_main=hue("#11131F"),
)


@dataclass(frozen=True)
class Theme:
    """All measures of one panel for one person; every length is in whole pixels."""

    width: int = 800
    height: int = 480
    px_per_mm: float = SMALL_PX_PER_MM
    scale: float = 1.0
    contrast: bool = False
    calm: bool = False

    def for_person(self, *, scale: float = 1.0, contrast: bool = False, calm: bool = False) -> Self:
        """Return the same panel as this person needs it."""
        return replace(self, scale=min(max(scale, 1.0), 1.6), contrast=contrast, calm=calm)

    @cached_property
    def hues(self) -> Palette:
        return DARK if self.contrast else WARM

    @cached_property
    def large(self) -> bool:
        """Whether the panel is of the 10 inch kind, which has its own frame."""
        return self.width / self.px_per_mm >= _LARGE_FROM_MM

    def mm(self, length: float) -> int:
        return round(length * self.px_per_mm)

    def px(self, small: float, large: float | None = None) -> int:
        """Return a length drawn as `small` on the 7 inch panel and `large` on the 10 inch one."""
        if not self.large:
            return round(small * self.px_per_mm / SMALL_PX_PER_MM)
        if large is not None:
            return round(large * self.px_per_mm / LARGE_PX_PER_MM)
        return round(small * self.px_per_mm / SMALL_PX_PER_MM)

    def pt(self, points: float) -> int:
        """Return a letter height, enlarged for the person and a little where there is more room."""
        return self.pts(points, points * _ROOMIER)

    def pts(self, small: float, large: float) -> int:
        """Return a letter height that differs between the two kinds of panel."""
        points = large if self.large else small
        return round(points * _MM_PER_POINT * self.px_per_mm * self.scale)

    # targets
    @cached_property
    def big(self) -> int:
        return self.mm(20)

    @cached_property
    def low(self) -> int:
        return self.mm(12)

    @cached_property
    def least(self) -> int:
        return self.mm(10)

    @cached_property
    def gap(self) -> int:
        return self.mm(3)

    # letters
    @cached_property
    def note(self) -> int:
        return self.pts(9.2, 10)

    @cached_property
    def text(self) -> int:
        return self.pts(12, 12)

    # frame
    @cached_property
    def top(self) -> int:
        return self.px(72, 88)

    @cached_property
    def actions(self) -> int:
        return self.px(88, 112)

    @cached_property
    def rail(self) -> int:
        return self.px(120, 160)

    @cached_property
    def margin(self) -> int:
        return self.px(16, 24)

    @cached_property
    def radius(self) -> int:
        return self.px(16, 18)

    @cached_property
    def line(self) -> float:
        return max(1.0, 1.5 * self.px_per_mm / SMALL_PX_PER_MM)

    @cached_property
    def fade(self) -> float:
        """Seconds that a screen takes to appear."""
        return 0.0 if self.calm else 0.15
