"""U25: what a grown-up does at a station once her card and PIN have opened it. Pure."""

from msgspec.structs import replace

from classroom.facts import StaffDeed, StaffOverrode, VisitClosed
from classroom.ids import VisitId
from station.session import commanding, grownups, leaving, observing, pairing, picturing, second
from station.session.curtain import (
    CardCode,
    Curtain,
    Health,
    Menu,
    Page,
    PictureWindow,
    PinPad,
    Roster,
    Sound,
    Sure,
    Visits,
)
from station.session.effects import (
    AdmitLearner,
    Effect,
    EndStation,
    LeaveKiosk,
    LockStation,
    LookAround,
    Record,
    Say,
    SetVolume,
)
from station.session.events import Event, HealthTold, StaffOpened, VisitHere
from station.session.observed import ObservePressed, Observing
from station.session.recording import of_station
from station.session.staff_touches import (
    CheckInPressed,
    ChildPicked,
    ClassTurned,
    EndVisitPressed,
    HealthPressed,
    LeaveKioskPressed,
    LockPressed,
    RestartPressed,
    SoundPressed,
    StaffLeft,
    VisitsPressed,
    VolumePicked,
)
from station.session.state import Idle, Moment, State, Step, lang_of
from station.session.timing import PIN_S
from station.session.together import SecondBadge
from station.session.touches import BackPressed, PageTurned, StayPressed
from station.session.visitor import ClassFaces, FaceCard

ADMIN = "admin"
"""The role that may leave the kiosk."""


def touched(state: State, curtain: Curtain, event: Event, moment: Moment) -> Step:
    """What a touch does in front of the screen."""
    if isinstance(curtain.page, SecondBadge):
        return second.touched(state, curtain, curtain.page, event, moment)
    curtain = _awake(curtain, moment)
    state = replace(state, curtain=curtain)
    match curtain.page:
        case CardCode() as page:
            return grownups.coding(state, curtain, page, event, moment)
        case PinPad() as page:
            return grownups.pinning(state, curtain, page, event, moment)
        case PictureWindow() as page:
            return picturing.tapping(state, curtain, page, event, moment)
    if curtain.staff is None or isinstance(event, StaffLeft):
        return grownups.put_away(state, moment)
    if isinstance(curtain.page, Observing):
        return observing.touched(state, curtain, curtain.page, event, moment)
    if isinstance(event, BackPressed):
        return _turn(state, curtain, Menu()), ()
    return _on_page(state, curtain, curtain.staff, event, moment)


def ticked(state: State, curtain: Curtain, moment: Moment) -> Step:
    """Time went by in front of the screen."""
    if isinstance(curtain.page, SecondBadge):
        return second.ticked(state, curtain, curtain.page, moment)
    if moment.mono_s >= curtain.until_s:
        return grownups.put_away(state, moment)
    page = curtain.page
    if isinstance(page, PinPad | PictureWindow) and page.wait is not None:
        page = replace(page, wait=grownups.waited(page.wait, moment))
        return replace(state, curtain=replace(curtain, page=page)), ()
    return state, ()


def health_told(state: State, event: HealthTold) -> State:
    """Return the state with how the station is."""
    state = replace(state, badges_ms=event.badges_ms)
    if state.curtain is None or state.curtain.staff is None:
        return state
    return replace(state, curtain=replace(state.curtain, health=event))


def visits_here(state: State, curtain: Curtain) -> tuple[VisitHere, ...]:
    """Return who has a visit here: the one behind the curtain first, then those at the table."""
    ended = curtain.page.ended if isinstance(curtain.page, Visits) else None
    told = curtain.health.visits if curtain.health else ()
    known = tuple(one for one in told if ended is None or one.visit != ended.visit)
    on_screen = state.pair or ((state.visit,) if state.visit else ())
    first = tuple(VisitHere(visit=one.id, learner=one.visitor.document.learner) for one in on_screen)
    at_screen = {one.visit for one in first}
    return (*first, *(one for one in known if one.visit not in at_screen))


def class_shown(staff: StaffOpened, page: Roster) -> ClassFaces | None:
    """Return the class whose faces stand on the page, the first one when none was picked."""
    return next((one for one in staff.classes if one.class_ == page.class_), next(iter(staff.classes), None))


def face_of(staff: StaffOpened, learner: str) -> FaceCard | None:
    """Return a child of one of her classes."""
    faces = (face for one in staff.classes for face in one.faces)
    return next((face for face in faces if face.learner == learner), None)


def _on_page(state: State, curtain: Curtain, staff: StaffOpened, event: Event, moment: Moment) -> Step:
    match curtain.page, event:
        case Menu(), _:
            return _from_menu(state, curtain, staff, event, moment)
        case Roster() as page, PageTurned(what="faces", by=by):
            return _turn(state, curtain, replace(page, page=max(0, page.page + by))), ()
        case Roster() as page, ClassTurned(class_=class_):
            return _turn(state, curtain, replace(page, class_=class_, page=0)), ()
        case Roster() as page, ChildPicked(learner=learner):
            return _picked(state, curtain, page, face_of(staff, learner))
        case Visits() as page, PageTurned(what="visits", by=by):
            return _turn(state, curtain, replace(page, page=max(0, page.page + by))), ()
        case Visits(), EndVisitPressed(visit=visit):
            return _end_visit(state, curtain, visit)
        case Sound(), VolumePicked(level=level, sample=sample) if state.volume is not None:
            return state, (SetVolume(level=level), Say(text=sample, lang=lang_of(state)))
        case Sure(what=what), StayPressed():
            return _sure(state, staff, what, moment)
    return state, ()


def _from_menu(state: State, curtain: Curtain, staff: StaffOpened, event: Event, moment: Moment) -> Step:
    match event:
        case CheckInPressed(by=by):
            return _turn(state, curtain, Roster(by=by)), ()
        case ObservePressed() if observing.may_observe(staff):
            return _turn(state, curtain, Roster(by="observe")), ()
        case VisitsPressed():
            return _turn(state, curtain, Visits()), (LookAround(),)
        case HealthPressed():
            return _turn(state, curtain, Health()), (LookAround(),)
        case SoundPressed() if state.volume is not None:
            return _turn(state, curtain, Sound()), ()
        case LockPressed(locked=locked):
            return _lock(state, staff, moment, locked=locked)
        case RestartPressed():
            return _turn(state, curtain, Sure(what="restart")), ()
        case LeaveKioskPressed() if ADMIN in staff.roles:
            return _turn(state, curtain, Sure(what="leave")), ()
    return state, ()


def _lock(state: State, staff: StaffOpened, moment: Moment, *, locked: bool) -> Step:
    """Let the zone rest as a command of the hub does: whoever is here goes, her piece waits for her."""
    gone: tuple[Effect, ...] = ()
    if locked:
        state, gone = commanding.nobody_here(state)
    state, said = _deed(state, staff, "locked" if locked else "unlocked")
    return replace(state, locked=locked), (*gone, LockStation(locked=locked, as_=moment.fresh_id), *said)


def _picked(state: State, curtain: Curtain, page: Roster, face: FaceCard | None) -> Step:
    """A child was picked: she comes in, or her window opens, and then nothing else can be done here."""
    if face is None:
        return state, ()
    if page.by == "observe":
        return observing.begin(state, curtain, face)
    if page.by == "word":
        return state, (AdmitLearner(learner=face.learner),)
    if not face.pictures:
        return state, ()
    window = Curtain(
        page=PictureWindow(face=face), until_s=curtain.over_s or curtain.until_s, over_s=curtain.over_s
    )
    return replace(state, curtain=window), ()


def _end_visit(state: State, curtain: Curtain, visit: VisitId) -> Step:
    """End a visit: the one behind the curtain as its own door does, one at the table by its id alone."""
    found = next((one for one in visits_here(state, curtain) if one.visit == visit), None)
    staff = curtain.staff
    if found is None or staff is None:
        return state, ()
    state, said = _deed(state, staff, "visit_ended", found.learner)
    if pairing.is_here(state, found.learner, visit):
        state, ended = leaving.end(state, "staff", Idle())
    else:
        tag, facts = str(state.tags + 1), (VisitClosed(reason="staff"),)
        state = replace(state, tags=state.tags + 1)
        ended = (Record(tag=tag, facts=facts, visit=visit, learner=found.learner),)
    page = Visits(ended=found)
    return _turn(state, curtain, page), (*ended, *said, LookAround())


def _sure(state: State, staff: StaffOpened, what: str, moment: Moment) -> Step:
    """End the program: whoever is behind the curtain is signed out first, so that her piece waits for her."""
    state, said = _deed(state, staff, "restarted" if what == "restart" else "exited")
    if state.visit is not None:
        state, ended = leaving.end(state, "staff", Idle())
        said = (*ended, *said)
    state, closed = grownups.put_away(state, moment)
    return state, (*said, *closed, EndStation() if what == "restart" else LeaveKiosk())


def _awake(curtain: Curtain, moment: Moment) -> Curtain:
    """Return the curtain with its time begun anew; what is opened for so long lasts no longer."""
    stays_s = observing.UNTOUCHED_S if isinstance(curtain.page, Observing) else PIN_S
    until_s = max(curtain.until_s, moment.mono_s + stays_s)
    if curtain.over_s is not None:
        until_s = curtain.over_s if curtain.staff is None else min(curtain.over_s, moment.mono_s + stays_s)
    return replace(curtain, until_s=until_s)


def _deed(state: State, staff: StaffOpened, what: StaffDeed, learner: str = "") -> Step:
    return of_station(state, StaffOverrode(staff=staff.staff, what=what, learner=learner))


def _turn(state: State, curtain: Curtain, page: Page) -> State:
    return replace(state, curtain=replace(curtain, page=page))
