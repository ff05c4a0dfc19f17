"""Making a piece: a picture, words, and her own word on how it went. Pure."""

import unicodedata
from typing import Final

from msgspec.structs import replace

from classroom.evidence import MAX_TEXT, Medium
from station.session import drafts, handing, pairing, sketching
from station.session.effects import Effect, StartPreview, StopPreview, TakeStill
from station.session.events import Event, StillTaken
from station.session.state import Assess, Moment, Photo, State, Step, Work, Write
from station.session.touches import (
    AgainPressed,
    BackPressed,
    Backspaced,
    ClaimPicked,
    HandInPressed,
    KeepPressed,
    KeysTurned,
    KeyTyped,
    KindPicked,
    ShutterPressed,
    TrickyPressed,
    WritingDone,
)
from station.session.visitor import DraftCard

MAX_TRICKY: Final = 200
_ENDS: Final = (". ", "! ", "? ", "\n")


def photographing(state: State, screen: Photo, event: Event, moment: Moment) -> Step:
    """What a touch does while she photographs."""
    if drafts.medium_of(screen.draft) is Medium.DRAWING and not isinstance(event, ShutterPressed):
        return sketching.before_the_lens(state, screen, event)
    match event, screen.stage:
        case ShutterPressed(), "live":
            return replace(state, screen=replace(screen, stage="taking", failed=False)), (TakeStill(),)
        case KeepPressed(), "taken":
            state, kept = drafts.keep(state, screen.draft)
            return replace(state, screen=Assess(draft=screen.draft)), kept
        case AgainPressed(), "taken":
            state, aside = drafts.park(state, screen.draft)
            state, shown = drafts.live(state, drafts.another(state, screen.draft, moment))
            return state, (*aside, *shown)
        case KindPicked(kind=kind), "away":
            return drafts.begin(state, drafts.item_of(screen.draft), kind, moment)
        case BackPressed(), _:
            return _back_to_work(state, screen.draft, StopPreview())
    return state, ()


def still_taken(state: State, event: StillTaken) -> Step:
    """The picture is there, if she still waits for it."""
    match state.screen:
        case Photo(stage="taking") as screen:
            draft = replace(screen.draft, photo=event.jpeg)
            return replace(state, screen=replace(screen, draft=draft, stage="taken")), (StopPreview(),)
    return state, ()


def still_failed(state: State) -> Step:
    """No picture came: she may press again."""
    match state.screen:
        case Photo(stage="taking") as screen:
            return replace(state, screen=replace(screen, stage="live", failed=True)), ()
    return state, ()


def camera_slept(state: State) -> State:
    """Return the state with the camera window closed."""
    match state.screen:
        case Photo(stage="live" | "taking") as screen:
            return replace(state, screen=replace(screen, stage="away"))
    return state


def camera_woke(state: State) -> Step:
    """The camera window opens again, if she waits before it."""
    match state.screen:
        case Photo(stage="away") as screen:
            return replace(state, screen=replace(screen, stage="live")), (StartPreview(),)
    return state, ()


def writing(state: State, screen: Write, event: Event) -> Step:
    """What a key does while she writes."""
    match event:
        case KeyTyped(text=text):
            return _written(state, screen, text_of(screen) + cleaned(text))
        case Backspaced():
            return _written(state, screen, text_of(screen)[:-1])
        case KeysTurned(to=to):
            return replace(state, screen=replace(screen, keys=to)), ()
        case WritingDone() if screen.tricky is not None or screen.draft.text.strip():
            return replace(state, screen=_assess(screen)), ()
        case BackPressed() if screen.tricky is not None:
            return replace(state, screen=_assess(screen)), ()
        case BackPressed():
            return _back_to_work(state, screen.draft)
    return state, ()


def assessing(state: State, screen: Assess, event: Event, moment: Moment) -> Step:
    """What a touch does while she says how it is for her."""
    match event:
        case ClaimPicked(claim=claim) if state.pair:
            return pairing.claimed(state, screen, claim), ()
        case ClaimPicked(claim=claim):
            return replace(state, screen=replace(screen, claim=claim)), ()
        case TrickyPressed() if not state.pair:
            keys = Write(draft=screen.draft, tricky=screen.tricky, claim=screen.claim)
            return replace(state, screen=replace(keys, keys="small" if screen.tricky else "capital")), ()
        case HandInPressed() if screen.claim is not None:
            return handing.hand_in(state, screen, moment.fresh_id)
        case BackPressed():
            return drafts.edit(state, screen.draft)
    return state, ()


def text_of(screen: Write) -> str:
    """Return what is being written."""
    return screen.draft.text if screen.tricky is None else screen.tricky


def limit_of(screen: Write) -> int:
    """Return how many letters fit."""
    return MAX_TEXT if screen.tricky is None else MAX_TRICKY


def cleaned(text: str) -> str:
    """Return what may stand in a child's text: no control or formatting characters but the line break."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(one for one in kept if one == "\n" or unicodedata.category(one) not in {"Cc", "Cs", "Co"})


def _written(state: State, screen: Write, text: str) -> Step:
    text = text[: limit_of(screen)]
    if text == text_of(screen):
        return state, ()
    keys = "capital" if not text.strip() or text.endswith(_ENDS) else screen.keys
    keys = "small" if keys == "capital" and text and not text.endswith(_ENDS) else keys
    if screen.tricky is not None:
        return replace(state, screen=replace(screen, tricky=text, keys=keys)), ()
    screen = replace(screen, draft=replace(screen.draft, text=text), keys=keys)
    return drafts.keep(replace(state, screen=screen), screen.draft)


def _assess(screen: Write) -> Assess:
    return Assess(draft=screen.draft, claim=screen.claim, tricky=(screen.tricky or "").strip())


def _back_to_work(state: State, draft: DraftCard, *effects: Effect) -> Step:
    state, said = drafts.park(state, draft)
    return replace(state, screen=Work(item=drafts.item_of(draft))), (*effects, *said)
