"""What the page of help looks like: U18. Pure."""

from station.views.shapes import Choice, Frame, Shape, View


class HelpView(View, frozen=True, kw_only=True):
    """What does she need? One touch on a kind puts her hand up. `more` shows the other kinds to the young."""

    frame: Frame
    title: str
    kinds: tuple[Choice, ...]
    more: Choice | None
    back: Choice


class Idea(Shape, frozen=True, kw_only=True):
    """Something to do meanwhile; pressing the row speaks it."""

    words: str
    icon: str
    speak: Choice


class HandUpView(View, frozen=True, kw_only=True):
    """Her hand is up: `title` and `icon` say how far it is, `place` where she stands in the line; empty once one comes.

    `flag`: the hub is away, and the paper flag does what the hand would. `tried` is empty where it would be no help.
    """

    frame: Frame
    title: str
    icon: str
    place: str
    flag: bool
    tried_title: str
    tried: tuple[Choice, ...]
    ideas_title: str
    ideas: tuple[Idea, ...]
    let_go: Choice
    back: Choice
