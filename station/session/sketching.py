"""Drawing: strokes that can be taken back, papers to draw on, and at the end a picture. Pure."""

from msgspec.structs import replace

from classroom.drawing import Drawing, Stroke, with_stroke, without_last
from station.session import drafts
from station.session.drawing import (
    ClearPressed,
    ColourPicked,
    Draw,
    DrawingDone,
    DrawingPainted,
    PaintDrawing,
    PaperPicked,
    PapersPressed,
    StrokeDrawn,
    StrokeUndone,
    WidthPicked,
)
from station.session.effects import Effect, StopPreview
from station.session.events import Event
from station.session.state import Assess, Photo, State, Step, Work
from station.session.touches import AgainPressed, BackPressed, KeepPressed


def touched(state: State, screen: Draw, event: Event) -> Step:
    """What a finger does on the page and beside it."""
    if screen.stage == "painting":
        return state, ()
    drawing = screen.draft.drawing
    match event:
        case StrokeDrawn(points=points) if screen.stage == "drawing":
            stroke = Stroke(colour=screen.colour, width=screen.width, points=points)
            return _drawn(state, screen, with_stroke(drawing, stroke))
        case StrokeUndone():
            return _drawn(state, screen, without_last(drawing))
        case ClearPressed(sure=True) if screen.stage == "sure":
            return _drawn(state, screen, Drawing(paper=drawing.paper))
        case DrawingDone() if not screen.draft.empty:
            return _paint(state, screen)
        case PaperPicked(paper="photo"):
            return _photograph(state, screen)
        case PaperPicked(paper=paper):
            return _drawn(state, _without_photo(screen), Drawing(paper=paper, strokes=drawing.strokes))
        case BackPressed() if screen.stage == "drawing":
            state, said = drafts.park(state, screen.draft)
            return replace(state, screen=Work(item=drafts.item_of(screen.draft))), said
    return replace(state, screen=_held(screen, event)), ()


def painted(state: State, event: DrawingPainted) -> Step:
    """The picture is there, if she still waits for it."""
    match state.screen:
        case Draw(stage="painting", draft=draft) as screen if draft.draft == event.draft:
            if not event.jpeg:
                return replace(state, screen=replace(screen, stage="drawing", failed=True)), ()
            return replace(state, screen=Assess(draft=replace(draft, painted=event.jpeg))), ()
    return state, ()


def before_the_lens(state: State, screen: Photo, event: Event) -> Step:
    """What a touch does while she takes the picture to draw on."""
    draft = screen.draft
    match event, screen.stage:
        case KeepPressed(), "taken":
            draft = replace(draft, drawing=Drawing(paper="photo", strokes=draft.drawing.strokes))
            return drafts.keep(replace(state, screen=Draw(draft=draft)), draft)
        case AgainPressed(), "taken":
            return drafts.live(state, replace(draft, photo=b""))
        case BackPressed(), _:
            photo = draft.photo if draft.drawing.paper == "photo" else b""
            return replace(state, screen=Draw(draft=replace(draft, photo=photo))), (StopPreview(),)
    return state, ()


def _held(screen: Draw, event: Event) -> Draw:
    """Return the page with another pen in her hand, or with a question beside it."""
    match event:
        case ColourPicked(colour=colour):
            return replace(screen, colour=colour)
        case WidthPicked(width=width):
            return replace(screen, width=width)
        case PapersPressed():
            return replace(screen, stage="papers")
        case ClearPressed(sure=False) if screen.draft.drawing.strokes:
            return replace(screen, stage="sure")
        case BackPressed():
            return replace(screen, stage="drawing")
    return screen


def _drawn(state: State, screen: Draw, drawing: Drawing) -> Step:
    """Keep every change: nothing of it is lost with the power."""
    draft = replace(screen.draft, drawing=drawing)
    fresh = replace(screen, draft=draft, stage="drawing", failed=False)
    return drafts.keep(replace(state, screen=fresh), draft)


def _without_photo(screen: Draw) -> Draw:
    return replace(screen, draft=replace(screen.draft, photo=b""))


def _paint(state: State, screen: Draw) -> Step:
    paint: tuple[Effect, ...] = (PaintDrawing(draft=screen.draft),)
    return replace(state, screen=replace(screen, stage="painting")), paint


def _photograph(state: State, screen: Draw) -> Step:
    """Take a picture to draw on, where pictures may be taken."""
    document = state.visit.visitor.document if state.visit else None
    if document is None or not document.consent.photo or not state.photos_ok:
        return state, ()
    return drafts.live(state, screen.draft)
