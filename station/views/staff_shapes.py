"""What a grown-up sees at a station, and a child who shows her pictures: U25 and its doors. Pure."""

from station.views.shapes import Avatar, Choice, Dots, Shape, Tone, View
from station.views.work_shapes import Key


class CodeView(View, frozen=True, kw_only=True):
    """The code of a card: nine groups of letters, those that are still missing as dots, and keys below."""

    title: str
    groups: tuple[str, ...]
    note: str
    slip: bool
    keys: tuple[tuple[Key, ...], ...]
    back: Choice


class NoteView(View, frozen=True, kw_only=True):
    """A page on which a grown-up types, and keys below; `left` is how many letters fit."""

    title: str
    text: str
    placeholder: str
    left: int
    keys: tuple[tuple[Key, ...], ...]
    back: Choice


class PinView(View, frozen=True, kw_only=True):
    """A PIN as dots, and ten digits in an order of chance. `rests`: no key can be pressed now."""

    title: str
    dots: Dots
    note: str
    keys: tuple[tuple[Key, ...], ...]
    rests: bool
    back: Choice


class TilesView(View, frozen=True, kw_only=True):
    """U25 and its questions: a title, a line, up to ten tiles, the way back."""

    title: str
    icon: str
    note: str
    tiles: tuple[Choice, ...]
    back: Choice
    banner: str = ""


class FaceTile(Shape, frozen=True, kw_only=True):
    """A child to pick: her picture and her preferred name."""

    avatar: Avatar
    choice: Choice


class FacesView(View, frozen=True, kw_only=True):
    """The children of a class, twelve a page. `other` is another class of this grown-up."""

    title: str
    note: str
    faces: tuple[FaceTile, ...]
    page: str
    earlier: Choice | None
    later: Choice | None
    other: Choice | None
    back: Choice


class PicturesView(View, frozen=True, kw_only=True):
    """Twelve pictures of which a child taps three. `rests`: none can be tapped now."""

    title: str
    avatar: Avatar
    dots: Dots
    note: str
    pictures: tuple[Choice, ...]
    rests: bool
    speaker: Choice
    again: Choice
    back: Choice


class Row(Shape, frozen=True, kw_only=True):
    """One line: a picture or an icon, what it is, how it is, and what can be done about it."""

    title: str
    words: str
    icon: str = ""
    avatar: Avatar | None = None
    tone: Tone = "calm"
    choice: Choice | None = None


class RowsView(View, frozen=True, kw_only=True):
    """A list of a grown-up: visits, or how the station is."""

    title: str
    note: str
    rows: tuple[Row, ...]
    page: str
    earlier: Choice | None
    later: Choice | None
    back: Choice
