"""The one door to the views: state -> View. Pure."""

from station.session import announced, resting
from station.session.drawing import Draw
from station.session.overview import Choosing, Me, Overview, ShowAgain, TargetCard
from station.session.state import (
    Assess,
    Feedback,
    Goodbye,
    HandedIn,
    Hello,
    Idle,
    Moment,
    Path,
    Photo,
    Release,
    Started,
    State,
    Work,
    Write,
)
from station.session.voice import Voice
from station.views.announced import AnnouncedView, announced_view
from station.views.asked import emptying_view, named_view, rests_view
from station.views.board_shapes import BoardView, TargetView
from station.views.called import CalledView, called_view
from station.views.coming import goodbye_view, hello_view, release_view, still_there_view
from station.views.curtain import ShownBefore, curtain_view
from station.views.door_shapes import (
    EmptyingView,
    GoodbyeView,
    HelloView,
    IdleView,
    NamedView,
    ReleaseView,
    RestsView,
    StillThereView,
)
from station.views.drawing import draw_view
from station.views.drawing_shapes import DrawView
from station.views.feedback import feedback_view
from station.views.help import help_view
from station.views.help_shapes import HandUpView, HelpView
from station.views.idle import idle_view
from station.views.joining import JoinKeysView, JoinView
from station.views.making import assess_view, handed_in_view, photo_view, write_view
from station.views.overview import overview_view
from station.views.path import path_view
from station.views.path_shapes import FeedbackView, PathView, StartedView
from station.views.scene import Scene, scene
from station.views.started import started_view
from station.views.voice import voice_view
from station.views.voice_shapes import VoiceView
from station.views.work import work_view
from station.views.work_shapes import AssessView, HandedInView, PhotoView, WorkView, WriteView

Shown = (
    IdleView
    | HelloView
    | ReleaseView
    | StillThereView
    | CalledView
    | AnnouncedView
    | GoodbyeView
    | RestsView
    | NamedView
    | EmptyingView
    | PathView
    | StartedView
    | WorkView
    | PhotoView
    | WriteView
    | VoiceView
    | DrawView
    | AssessView
    | HandedInView
    | FeedbackView
    | BoardView
    | TargetView
    | HelpView
    | HandUpView
    | ShownBefore
    | JoinView
    | JoinKeysView
)


def view(state: State, moment: Moment) -> Shown:
    """Return what the screen shows in this state at this moment."""
    if state.wiping:
        return emptying_view(state)
    if state.curtain is not None:
        return curtain_view(state, state.curtain, moment)
    if state.visit is None and state.named_until_s is not None:
        return named_view(state)
    return _on_screen(state, moment)


def _on_screen(state: State, moment: Moment) -> Shown:
    match state.screen:
        case Idle() if resting.rests(state):
            return rests_view(state)
        case Idle() as screen:
            return idle_view(state, screen, moment)
        case Hello() as screen:
            return hello_view(state, screen)
        case Release() as screen:
            return release_view(screen)
        case Goodbye() as screen:
            return goodbye_view(screen)
    if state.visit is None:
        return idle_view(state, Idle(), moment)
    if state.visit.called is not None and not state.visit.called.seen:
        return called_view(state, state.visit, state.visit.called)
    if said := announced.before_her(state, state.visit):
        return announced_view(state, state.visit, said)
    if state.visit.still_s is not None:
        return still_there_view(state.visit)
    here = scene(state, state.visit, moment)
    return help_view(here, state.visit.help) if state.visit.help else _hers(here)


def _hers(scene: Scene) -> Shown:
    match scene.state.screen:
        case Started() as screen:
            return started_view(scene, screen)
        case Work() as screen:
            return work_view(scene, screen)
        case Feedback() as screen:
            return feedback_view(scene, screen)
        case Path() as screen:
            return path_view(scene, screen)
        case Choosing() | Overview() | TargetCard() | ShowAgain() | Me() as screen:
            return overview_view(scene, screen)
    return _making(scene)


def _making(scene: Scene) -> Shown:
    match scene.state.screen:
        case Photo() as screen:
            return photo_view(scene, screen)
        case Voice() as screen:
            return voice_view(scene, screen)
        case Write() as screen:
            return write_view(scene, screen)
        case Draw() as screen:
            return draw_view(scene, screen)
        case Assess() as screen:
            return assess_view(scene, screen)
        case HandedIn() as screen:
            return handed_in_view(scene, screen)
    return idle_view(scene.state, Idle(), scene.moment)
