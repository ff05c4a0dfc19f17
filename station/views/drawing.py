"""U11: her drawing, six colours, three widths, back one step, a clear page, papers. Pure."""

from typing import Final

from classroom.drawing import COLOURS, WIDTHS, Paper, is_full
from station.session.drawing import (
    ClearPressed,
    ColourPicked,
    Draw,
    DrawingDone,
    PaperPicked,
    PapersPressed,
    StrokeDrawn,
    StrokeUndone,
    WidthPicked,
)
from station.session.touches import BackPressed
from station.views.drawing_shapes import DrawView, Ink, PageLook
from station.views.drawing_words import AtEasel
from station.views.idle import trouble_of
from station.views.scene import Scene, activity_name, back, frame, heard, i_can
from station.views.shapes import Choice
from station.views.words import AtWork, Phrase

_COLOURS: Final[tuple[Phrase, ...]] = (
    AtEasel.BLACK, AtEasel.BLUE, AtEasel.GREEN, AtEasel.ORANGE, AtEasel.PURPLE, AtEasel.BROWN,
)  # fmt: skip
_WIDTHS: Final[tuple[Phrase, ...]] = (AtEasel.THIN, AtEasel.MEDIUM, AtEasel.THICK)
_PAPERS: Final[tuple[tuple[Paper, Phrase, str], ...]] = (
    ("blank", AtEasel.BLANK, "file"),
    ("grid", AtEasel.SQUARES, "grid-3x3"),
    ("line", AtEasel.NUMBER_LINE, "ruler"),
    ("photo", AtEasel.ON_PHOTO, "camera"),
)
_TITLES: Final[dict[str, Phrase]] = {
    "papers": AtEasel.WHICH_PAPER,
    "sure": AtEasel.CLEAR_SURE,
    "painting": AtEasel.MAKING,
}


def draw_view(scene: Scene, screen: Draw) -> DrawView:
    """Return the page she draws on and what lies beside it."""
    say, stage = scene.say, screen.stage
    title = say(_TITLES.get(stage, AtEasel.DRAW_HERE))
    choices = _choices(scene, screen)
    sounds = heard(
        scene,
        [title, *(choice.words for choice in choices)]
        if choices
        else [title, i_can(scene, screen.draft.target)],
        _error(scene, screen),
    )
    drawing = stage == "drawing"
    return DrawView(
        **sounds,
        frame=frame(scene, activity_name(scene, screen.draft.activity), sounds["spoken"]),
        title=title,
        page=_page(scene, screen),
        colours=() if choices else _colours(scene, screen),
        widths=() if choices else _widths(scene, screen),
        tools=() if choices else _tools(scene, screen),
        choices=choices,
        back=back(scene),
        done=Choice(
            words=say(AtEasel.DONE_DRAWING),
            event=DrawingDone(),
            icon="check",
            kind="main",
            enabled=drawing and not screen.draft.empty,
        ),
    )


def _error(scene: Scene, screen: Draw) -> str:
    if screen.failed:
        return scene.say(AtEasel.NOT_MADE)
    if is_full(screen.draft.drawing):
        return scene.say(AtEasel.PAGE_FULL)
    return trouble_of(scene.state, scene.say)


def _page(scene: Scene, screen: Draw) -> PageLook:
    draft, drawing = screen.draft, screen.draft.drawing
    pen = Choice(words=scene.say(AtEasel.DRAW_HERE), event=StrokeDrawn())
    return PageLook(
        drawing=drawing,
        photo=draft.photo if drawing.paper == "photo" else b"",
        colour=COLOURS[screen.colour],
        width=WIDTHS[screen.width],
        pen=pen if screen.stage == "drawing" else None,
    )


def _colours(scene: Scene, screen: Draw) -> tuple[Ink, ...]:
    return tuple(
        Ink(
            colour=colour,
            choice=Choice(
                words="",
                says=scene.say(phrase),
                event=ColourPicked(colour=number),
                chosen=screen.colour == number,
            ),
        )
        for number, (colour, phrase) in enumerate(zip(COLOURS, _COLOURS, strict=True))
    )


def _widths(scene: Scene, screen: Draw) -> tuple[Ink, ...]:
    return tuple(
        Ink(
            colour=COLOURS[screen.colour],
            width=width,
            choice=Choice(
                words="",
                says=scene.say(phrase),
                event=WidthPicked(width=number),
                chosen=screen.width == number,
            ),
        )
        for number, (width, phrase) in enumerate(zip(WIDTHS, _WIDTHS, strict=True))
    )


def _tools(scene: Scene, screen: Draw) -> tuple[Choice, ...]:
    any_there = bool(screen.draft.drawing.strokes)
    say = scene.say
    return (
        Choice(words=say(AtWork.UNDO), event=StrokeUndone(), icon="undo-2", enabled=any_there),
        Choice(words=say(AtEasel.CLEAR), event=ClearPressed(), icon="trash-2", enabled=any_there),
        Choice(words=say(AtEasel.PAPER), event=PapersPressed(), icon="file"),
    )


def _choices(scene: Scene, screen: Draw) -> tuple[Choice, ...]:
    say = scene.say
    if screen.stage == "sure":
        return (
            Choice(words=say(AtEasel.CLEAR_NO), event=BackPressed(), icon="undo-2"),
            Choice(words=say(AtEasel.CLEAR_YES), event=ClearPressed(sure=True), icon="trash-2"),
        )
    if screen.stage != "papers":
        return ()
    paper, photos = screen.draft.drawing.paper, scene.document.consent.photo and scene.state.photos_ok
    return tuple(
        Choice(words=say(phrase), event=PaperPicked(paper=name), icon=icon, chosen=name == paper)
        for name, phrase, icon in _PAPERS
        if name != "photo" or photos
    )
