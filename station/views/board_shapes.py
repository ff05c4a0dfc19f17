"""What boards of tiles and the card of a target look like: U05, U20, U26, U27, U28. Pure."""

from station.views.shapes import Choice, Frame, PieceLook, Shape, Tone, View


class Mark(Shape, frozen=True, kw_only=True):
    """An icon with its words, in the colour of a meaning."""

    icon: str
    words: str
    tone: Tone = "calm"


class Tile(Shape, frozen=True, kw_only=True):
    """One tile: its picture and title, a line below it, small facts in a row, a mark at its foot."""

    title: str
    icon: str
    tone: Tone
    choice: Choice
    line: str = ""
    facts: tuple[Mark, ...] = ()
    mark: Mark | None = None


class BoardView(View, frozen=True, kw_only=True):
    """Tiles in `columns` by `lines`. `chips` stand under them with their `caption`; `bar` are the buttons at the foot.

    `empty` is a kind line where there is no tile.
    """

    frame: Frame
    tiles: tuple[Tile, ...]
    columns: int
    lines: int
    back: Choice
    bar: tuple[Choice, ...] = ()
    empty: str = ""
    caption: str = ""
    chips: tuple[Choice, ...] = ()


class Tick(Shape, frozen=True, kw_only=True):
    """One thing that is asked, and whether it is in."""

    words: str
    done: bool


class TargetView(View, frozen=True, kw_only=True):
    """U28. `state` in icon, word and colour; `why_here` the one sentence; `asked` how her request stands, with `said`
    what a grown-up answered. `actions` are at most three.
    """

    frame: Frame
    i_can: str
    state: Mark
    why_here: str
    why_title: str
    why: str
    looks_title: str
    looks: str
    ticks_title: str
    ticks: tuple[Tick, ...]
    piece_title: str
    piece: PieceLook | None
    asked: Mark | None
    said: str
    note: str
    back: Choice
    actions: tuple[Choice, ...]
