"""The one door to what stands in front of the screen: curtain -> View. Pure."""

from msgspec.structs import replace

from station.session.curtain import (
    CardCode,
    Curtain,
    Health,
    PictureWindow,
    PinPad,
    Roster,
    Sound,
    Sure,
    Visits,
)
from station.session.events import StaffOpened
from station.session.observed import Observing
from station.session.state import Moment, State, lang_of
from station.session.together import SecondBadge
from station.views.grownups import code_view, pin_view
from station.views.idle import trouble_of
from station.views.observing import observing_view
from station.views.pairing import SecondView, second_view
from station.views.picturing import pictures_view
from station.views.staff_lists import faces_view, health_view, visits_view
from station.views.staff_shapes import (
    CodeView,
    FacesView,
    NoteView,
    PicturesView,
    PinView,
    RowsView,
    TilesView,
)
from station.views.staffroom import menu_view, sound_view, sure_view
from station.views.words import Say, is_right_to_left, words

ShownBefore = CodeView | PinView | TilesView | FacesView | PicturesView | RowsView | NoteView | SecondView


def curtain_view(state: State, curtain: Curtain, moment: Moment) -> ShownBefore:
    """Return what stands in front of the screen; nothing of who is behind it."""
    lang = lang_of(state)
    say = words(lang)
    if isinstance(curtain.page, SecondBadge):
        shown: ShownBefore = second_view(state, curtain.page)
    else:
        shown = _page(state, curtain, moment, say)
    return replace(shown, error=trouble_of(state, say), lang=lang, rtl=is_right_to_left(lang))


def _page(state: State, curtain: Curtain, moment: Moment, say: Say) -> ShownBefore:
    match curtain.page:
        case CardCode() as page:
            return code_view(page, say)
        case PinPad() as page:
            return pin_view(page, say)
        case PictureWindow() as page:
            return pictures_view(page, say)
    return _staff_page(state, curtain, curtain.staff or _NOBODY, moment, say)


def _staff_page(state: State, curtain: Curtain, staff: StaffOpened, moment: Moment, say: Say) -> ShownBefore:
    match curtain.page:
        case Roster() as page:
            return faces_view(staff, page, say)
        case Visits() as page:
            return visits_view(state, curtain, page, say)
        case Observing() as page:
            return observing_view(state, page, say)
        case Health():
            return health_view(state, curtain.health, moment, say)
        case Sound():
            return sound_view(state, say)
        case Sure() as page:
            return sure_view(page, say)
    return menu_view(state, curtain, staff, say)


_NOBODY = StaffOpened(staff="", name="", roles=(), classes=(), lasts_s=0)
