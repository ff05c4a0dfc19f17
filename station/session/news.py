"""What happens without a touch: time, camera, disk, hub, the outcomes of effects. Pure."""

from msgspec.structs import replace

from classroom.facts import StationErred
from station.session import (
    announced,
    answers,
    calling,
    commanding,
    grownups,
    handing,
    hello,
    helping,
    leaving,
    making,
    observing,
    pairing,
    picturing,
    saying,
    scanning,
    sketching,
    staffroom,
    voicing,
)
from station.session.called import VisitCalled
from station.session.drawing import DrawingPainted
from station.session.events import (
    Acknowledged,
    BadgeAccepted,
    BadgeRefused,
    CameraBack,
    CameraGone,
    CodesSeen,
    CodeUnreadable,
    CommandArrived,
    DiskChanged,
    Event,
    HealthTold,
    LightSeen,
    LinkChanged,
    LockFound,
    MediaAway,
    MediaReady,
    NotRecorded,
    PicturesRefused,
    Recorded,
    RoomLoaded,
    StaffBadgeRead,
    StaffClosed,
    StaffOpened,
    StaffRefused,
    StillFailed,
    StillTaken,
    Ticked,
    VisitElsewhere,
    VisitorRefreshed,
    VisitStarted,
    VolumeTurned,
    WipeRefused,
)
from station.session.observed import ObservationFailed, ObservationKept, TargetsTold
from station.session.overlay import ended_by
from station.session.recording import of_station, recorded, visit_started
from station.session.state import Feedback, Goodbye, Hello, Idle, Moment, Release, State, Step
from station.session.touches import ShownAloud
from station.session.visitor import Visitor
from station.session.voice import VoiceNews, VoicePlayed


def happened(state: State, event: Event, moment: Moment) -> Step:
    """Return the step of an event that no finger made."""
    match event:
        case Ticked():
            return _ticked(state, moment)
        case CodesSeen() | CodeUnreadable() | BadgeAccepted() | BadgeRefused():
            return _scanned(state, event, moment)
        case ShownAloud(text=text):
            return saying.say(state, text, moment)
        case LightSeen() | CameraGone() | CameraBack() | StillTaken() | StillFailed() | MediaReady():
            return _seen(state, event)
        case CommandArrived() | LockFound() | WipeRefused():
            return commanding.happened(state, event), ()
        case RoomLoaded() | LinkChanged() | DiskChanged() | VolumeTurned() | HealthTold():
            return _around(state, event, moment)
        case StaffBadgeRead() | StaffOpened() | StaffRefused() | StaffClosed() | PicturesRefused():
            return _of_a_grownup(state, event, moment)
        case TargetsTold() | ObservationKept() | ObservationFailed():
            return observing.happened(state, event, moment)
    return _of_the_visit(state, event, moment)


def _scanned(
    state: State, event: CodesSeen | CodeUnreadable | BadgeAccepted | BadgeRefused, moment: Moment
) -> Step:
    match event:
        case CodesSeen():
            return scanning.codes_seen(state, event, moment)
        case BadgeAccepted():
            return scanning.badge_accepted(state, event, moment)
        case BadgeRefused():
            return scanning.badge_refused(state, event, moment)
    if isinstance(state.screen, Idle):
        return scanning.noticed(state, "torn", moment), ()
    return state, ()


def _of_a_grownup(
    state: State,
    event: StaffBadgeRead | StaffOpened | StaffRefused | StaffClosed | PicturesRefused,
    moment: Moment,
) -> Step:
    match event:
        case StaffBadgeRead():
            return scanning.staff_badge_read(state, event, moment)
        case StaffOpened():
            return grownups.opened(state, event, moment)
        case StaffRefused():
            return grownups.refused(state, event, moment)
        case PicturesRefused():
            return picturing.refused(state, event, moment)
    return grownups.over(state, moment)


def _of_the_visit(state: State, event: Event, moment: Moment) -> Step:
    match event:
        case MediaAway() | DrawingPainted() | VoiceNews():
            return _of_a_medium(state, event, moment)
        case VisitStarted():
            return visit_started(state, event)
        case Recorded():
            return recorded(state, event, moment)
        case NotRecorded():
            return handing.not_recorded(state, event)
        case Acknowledged():
            return handing.acknowledged(state, event)
        case VisitorRefreshed():
            return _refreshed(state, event.visitor), ()
        case VisitElsewhere() if pairing.is_here(state, event.learner, event.visit):
            return leaving.end(state, "idle_parked" if state.pair else "moved", Idle())
        case VisitCalled():
            return calling.called(state, event, moment)
    return state, ()


def _of_a_medium(state: State, event: MediaAway | DrawingPainted | VoiceNews, moment: Moment) -> Step:
    match event:
        case VoicePlayed() | MediaAway() if isinstance(state.screen, Feedback):
            return answers.sound_told(state, event)
        case DrawingPainted():
            return sketching.painted(state, event)
        case VoiceNews():
            return voicing.happened(state, event, moment)
    return state, ()


def _ticked(state: State, moment: Moment) -> Step:
    if state.notice is not None and moment.mono_s >= state.notice.until_s:
        state = replace(state, notice=None)
    if state.curtain is not None:
        return staffroom.ticked(state, state.curtain, moment)
    match state.screen:
        case Hello(until_s=until_s) as screen if moment.mono_s >= until_s:
            return hello.hello_over(state, screen, moment)
        case Release(until_s=until_s) | Goodbye(until_s=until_s) if moment.mono_s >= until_s:
            return replace(state, screen=Idle()), ()
        case Idle(until_s=float(until_s)) if moment.mono_s >= until_s:
            return replace(state, screen=Idle()), ()
    if state.visit is not None and state.visit.called is not None:
        return calling.ticked(state, state.visit, state.visit.called, moment)
    if state.visit is not None and state.visit.announced is not None:
        return announced.seen(state, state.visit, moment), ()
    return leaving.still_there(state, moment)


def _seen(state: State, event: Event) -> Step:
    """Return what the camera and the pictures change."""
    match event:
        case LightSeen(light=light):
            return replace(state, light=light), ()
        case CameraGone():
            slept = making.camera_slept(replace(state, camera="asleep"))
            fact = StationErred(part="camera", what="lost")
            return of_station(slept, fact) if state.camera == "ready" else (slept, ())
        case CameraBack() if state.camera == "asleep":
            state, shown = making.camera_woke(replace(state, camera="ready"))
            state, said = of_station(state, StationErred(part="camera", what="back"))
            return state, (*shown, *said)
        case StillTaken():
            return making.still_taken(state, event)
        case StillFailed():
            return making.still_failed(state)
        case MediaReady():
            return answers.media_ready(state, event)
    return state, ()


def _around(
    state: State,
    event: RoomLoaded | LinkChanged | DiskChanged | VolumeTurned | HealthTold,
    moment: Moment,
) -> Step:
    match event:
        case RoomLoaded(room=room):
            return announced.room_loaded(state, room, moment)
        case LinkChanged(live=live, shut_out=shut_out):
            return replace(state, live=live, shut_out=shut_out), ()
        case DiskChanged(photos_ok=photos_ok):
            return replace(state, photos_ok=photos_ok), ()
        case VolumeTurned(level=level):
            return replace(state, volume=level), ()
        case HealthTold():
            return staffroom.health_told(state, event), ()


def _refreshed(state: State, news: Visitor) -> State:
    """Return the state with a newer document of whoever is here; her drafts are kept as they stand here."""
    if isinstance(state.screen, Hello) and _same(state.screen.visitor, news):
        screen = replace(state.screen, visitor=_with_news(state, state.screen.visitor, news))
        return replace(state, screen=screen)
    if state.pair:
        return pairing.refreshed(state, news)
    if state.visit is not None and _same(state.visit.visitor, news):
        visitor = _with_news(state, state.visit.visitor, news)
        return replace(state, visit=helping.lowered(state.visit, replace(state.visit, visitor=visitor)))
    return state


def _with_news(state: State, known: Visitor, news: Visitor) -> Visitor:
    """Keep own facts that were written after the news was put together."""
    _, covered = news.document.covers.get(state.face.station, ("", 0))
    last = max([covered, *(one.seq for one in news.own)])
    later = tuple(one for one in known.own if one.seq > last)
    pending = [fact for one in state.visit.pending for fact in one.facts] if state.visit else []
    elsewhere = tuple(draft for draft in news.elsewhere if draft.draft not in ended_by(pending))
    return replace(known, document=news.document, own=news.own + later, elsewhere=elsewhere)


def _same(known: Visitor, news: Visitor) -> bool:
    return known.document.learner == news.document.learner
