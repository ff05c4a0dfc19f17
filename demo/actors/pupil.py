"""What a pretend learner touches next, given what her station shows. Pure: chance is an argument."""

import msgspec

from demo.school.chance import Chance
from station.session.events import Event
from station.session.touches import KeyTyped, KindPicked, WritingDone
from station.views.door_shapes import (
    GoodbyeView,
    HelloView,
    IdleView,
    NamedView,
    ReleaseView,
    RestsView,
    StillThereView,
)
from station.views.help_shapes import HandUpView, HelpView
from station.views.path_shapes import FeedbackView, PathView
from station.views.shapes import Choice, Frame, View
from station.views.work_shapes import AssessView, HandedInView, PhotoView, WorkView, WriteView

GOES_HOME = 0.08
"""So many leave by the door when they have handed something in; the others find themselves new work."""

READS_MAIL = 0.35
"""So many open new words at once; the others want to get to work first."""


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """What she came for: `begin`, `help`, or the name of an evidence kind that she wants to show; her claim."""

    what: str
    words: str = "I did it."
    claim: int = 3


BEGIN = Intent(what="begin")


def next_touch(view: View, intent: Intent, chance: Chance) -> Event | None:
    """Return the event that she posts now; None when there is nothing to touch, only to wait."""
    match view:
        case HelloView():
            return _own_picture(view, chance)
        case StillThereView():
            return view.stay.event
        case FeedbackView():
            return (view.replies[0] if view.replies and not view.replied else view.back).event
        case PathView():
            return _on_path(view, chance)
        case WorkView():
            return _at_work(view, intent)
        case PhotoView() | WriteView():
            return _making(view, intent)
        case AssessView():
            return _assessing(view, intent)
        case HandedInView():
            return _handed_in(view, chance)
        case HelpView() | HandUpView():
            return _asking(view, intent)
        case _:
            return None


def is_away(view: View) -> bool:
    """Say whether nobody is at this screen."""
    return isinstance(view, IdleView | ReleaseView | GoodbyeView | RestsView | NamedView)


def is_open(view: View) -> bool:
    """Say whether somebody may scan here: a station that never heard of the room knows no badge."""
    return is_away(view) and not (isinstance(view, IdleView) and not view.rooms)


def choices(value: object) -> list[Choice]:
    """Return every button that a view offers, in order."""
    match value:
        case Choice():
            return [value]
        case Frame():
            return [value.speaker, value.hand, value.door]
        case msgspec.Struct():
            return [found for name in value.__struct_fields__ for found in choices(getattr(value, name))]
        case tuple():
            return [found for part in value for found in choices(part)]
        case _:
            return []


def _own_picture(view: HelloView, chance: Chance) -> Event | None:
    if not view.avatars:
        return None
    own = [choice for avatar, choice in view.avatars if avatar == view.avatar]
    return (own or [chance.choice(view.avatars)[1]])[0].event


def _on_path(view: PathView, chance: Chance) -> Event:
    if view.mail is not None and view.mail.words and chance.random() < READS_MAIL:
        return view.mail.event
    ways = [card.choice for card in view.now] + [card.choice for card in view.cards]
    if view.keep_going.enabled:
        ways.append(view.keep_going)
    ways = ways or [tile.choice for tile in view.next]
    return (chance.choice(ways) if ways else view.frame.door).event


def _at_work(view: WorkView, intent: Intent) -> Event:
    if view.frame.hand.chosen != (intent.what == "help"):
        return view.frame.hand.event
    for choice in view.evidence:
        if choice.enabled and isinstance(choice.event, KindPicked) and choice.event.kind == intent.what:
            return choice.event
    return view.off.event


def _asking(view: HelpView | HandUpView, intent: Intent) -> Event:
    """Ask for what comes first; once the hand is up, back to work, or down with it again."""
    if isinstance(view, HelpView):
        return (view.kinds[0] if intent.what == "help" else view.back).event
    return (view.back if intent.what == "help" else view.let_go).event


def _making(view: PhotoView | WriteView, intent: Intent) -> Event | None:
    match view:
        case PhotoView(stage="live"):
            return view.shutter.event
        case PhotoView(stage="taken"):
            return view.keep.event
        case PhotoView(stage="away"):
            return _instead(view).event
        case WriteView(text=""):
            return KeyTyped(text=intent.words)
        case WriteView():
            return WritingDone()
        case _:
            return None


def _instead(view: PhotoView) -> Choice:
    """She writes when the camera is away, where she may."""
    writing = (choice for choice in view.instead if choice.event == KindPicked(kind="writing"))
    return next(writing, view.back)


def _assessing(view: AssessView, intent: Intent) -> Event:
    if view.hand_in.enabled:
        return view.hand_in.event
    return view.claims[min(intent.claim, len(view.claims)) - 1].choice.event


def _handed_in(view: HandedInView, chance: Chance) -> Event | None:
    if not view.ticks:
        return None
    return (view.frame.door if chance.random() < GOES_HOME else view.onward).event
