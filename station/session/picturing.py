"""A child without her badge shows that it is she: three of twelve pictures, in her order. Pure."""

from msgspec.structs import replace

from classroom.pictures import CHOSEN, PICTURES
from station.session import grownups, saying
from station.session.curtain import Curtain, PictureWindow
from station.session.effects import CheckPictures
from station.session.events import Event, PicturesRefused
from station.session.staff_touches import PicturesCleared, PictureTapped
from station.session.state import Moment, State, Step
from station.session.touches import BackPressed, SpeechAsked


def tapping(state: State, curtain: Curtain, page: PictureWindow, event: Event, moment: Moment) -> Step:
    """What a touch does while she taps her pictures; the third one sends them."""
    match event:
        case BackPressed():
            return grownups.put_away(state, moment)
        case PictureTapped(icon=icon) if takes(page) and icon in PICTURES and icon not in page.picked:
            return _tapped(state, curtain, page, icon)
        case PicturesCleared() if takes(page):
            return _show(state, curtain, replace(page, picked=(), again=False)), ()
        case SpeechAsked(text=text):
            return saying.say(state, text, moment)
    return state, ()


def takes(page: PictureWindow) -> bool:
    """Say whether a picture can be tapped now."""
    return not page.checking and page.wait is None


def refused(state: State, event: PicturesRefused, moment: Moment) -> Step:
    """They are not hers: she may begin again, after a wait when there were many."""
    curtain = state.curtain
    if curtain is None or not isinstance(curtain.page, PictureWindow):
        return state, ()
    if event.learner != curtain.page.face.learner:
        return state, ()
    if event.why == "closed":
        return grownups.put_away(state, moment)
    wait = grownups.waiting(event.wait_s, moment)
    return _show(state, curtain, replace(curtain.page, picked=(), checking=False, again=True, wait=wait)), ()


def _tapped(state: State, curtain: Curtain, page: PictureWindow, icon: str) -> Step:
    picked = (*page.picked, icon)
    page = replace(page, picked=picked, again=False, checking=len(picked) == CHOSEN)
    ask = (CheckPictures(learner=page.face.learner, icons=picked),) if page.checking else ()
    return _show(state, curtain, page), ask


def _show(state: State, curtain: Curtain, page: PictureWindow) -> State:
    return replace(state, curtain=replace(curtain, page=page))
