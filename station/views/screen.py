"""The one door to the views: state -> View. Pure."""

from station.session.state import Moment, State
from station.views.door_shapes import GoodbyeView, HelloView, IdleView, ReleaseView, StillThereView
from station.views.path_shapes import FeedbackView, PathView
from station.views.work_shapes import AssessView, HandedInView, PhotoView, WorkView, WriteView

Shown = (
    IdleView
    | HelloView
    | ReleaseView
    | StillThereView
    | GoodbyeView
    | PathView
    | WorkView
    | PhotoView
    | WriteView
    | AssessView
    | HandedInView
    | FeedbackView
)


def view(state: State, moment: Moment) -> Shown:
    """Return what the screen shows in this state at this moment."""
    raise NotImplementedError
