"""How a station that belongs to no room yet is let in: a code is scanned or typed, pictures are compared. Pure."""

from typing import Final, Literal

from msgspec.structs import replace

from classroom.wire.claims import LONGEST, is_claim
from station.session.events import CameraBack, CameraGone, CodesSeen, Event
from station.session.state import Part
from station.session.touches import BackPressed, Backspaced, KeysTurned, KeyTyped, Touch, WritingDone

Trouble = Literal["", "code", "away", "other", "old", "person", "often", "failed"]
Stage = Literal["scan", "type", "looking", "pictures", "in"]


class TypeCodePressed(Touch, frozen=True, kw_only=True):
    """The code is to be typed, for there is no camera, or it sees nothing."""


class StopPressed(Touch, frozen=True, kw_only=True):
    """Whoever sets the station up gives this code up."""


class PicturesCame(Event, frozen=True, kw_only=True):
    """The hub answered: these stand on both screens."""

    pictures: tuple[str, ...]


class LetIn(Event, frozen=True, kw_only=True):
    """A person at the hub said yes."""


class NotLetIn(Event, frozen=True, kw_only=True):
    """It came to nothing, and why."""

    why: Trouble


class Newcomer(Part, frozen=True, kw_only=True):
    """A station without a room. `again` is the code that was tried last: it is not tried twice by itself."""

    stage: Stage = "scan"
    camera: bool = True
    typed: str = ""
    layer: Literal["small", "capital", "signs"] = "capital"
    pictures: tuple[str, ...] = ()
    trouble: Trouble = ""
    again: str = ""


class TryCode(Part, frozen=True, kw_only=True):
    """To do: talk with the hub of this code. -> PicturesCame, then LetIn | NotLetIn."""

    text: str


class GiveUp(Part, frozen=True, kw_only=True):
    """To do: end that talk."""


ToDo = TryCode | GiveUp
Step = tuple[Newcomer, tuple[ToDo, ...]]
_WAITS: Final = ("scan", "type")


def arrived(state: Newcomer, event: Event) -> Step:
    """Return the state after the event, and what is to be done."""
    match event:
        case CameraGone() | CameraBack():
            return replace(state, camera=isinstance(event, CameraBack)), ()
        case PicturesCame(pictures=pictures) if state.stage == "looking":
            return replace(state, stage="pictures", pictures=pictures), ()
        case LetIn() if state.stage == "pictures":
            return replace(state, stage="in", pictures=()), ()
        case NotLetIn(why=why) if state.stage in {"looking", "pictures"}:
            return replace(state, stage="scan", pictures=(), trouble=why), ()
        case StopPressed() if state.stage in {"looking", "pictures"}:
            return Newcomer(camera=state.camera, again=state.again), (GiveUp(),)
        case CodesSeen(texts=texts) if state.stage in _WAITS:
            return _seen(state, texts)
        case WritingDone() if state.stage == "type":
            return _try(state, state.typed) if is_claim(state.typed) else (replace(state, trouble="code"), ())
    return _typing(state, event), ()


def _seen(state: Newcomer, texts: tuple[str, ...]) -> Step:
    """A code that is a hub's is tried, once; any other is told apart, and which of two is a person's to say."""
    codes = [text for text in texts if is_claim(text)]
    if len(codes) != 1:
        return replace(state, trouble="code"), ()
    return (state, ()) if codes[0] == state.again else _try(state, codes[0])


def _try(state: Newcomer, code: str) -> Step:
    looking = replace(state, stage="looking", typed="", trouble="", again=code)
    return looking, (TryCode(text=code),)


def _typing(state: Newcomer, event: Event) -> Newcomer:
    match event:
        case TypeCodePressed() if state.stage == "scan":
            return replace(state, stage="type", trouble="", typed="", layer="capital")
        case BackPressed() if state.stage == "type":
            return replace(state, stage="scan", trouble="", typed="")
        case KeyTyped(text=text) if state.stage in _WAITS:
            return replace(state, stage="type", typed=(state.typed + text)[:LONGEST], trouble="")
        case Backspaced() if state.stage == "type":
            return replace(state, typed=state.typed[:-1], trouble="")
        case KeysTurned(to=to) if state.stage == "type":
            return replace(state, layer=to)
    return state
