"""What a pretend learner touches next, given what her station shows. Pure: chance is an argument."""

from typing import Protocol

import msgspec

from station.session.events import Event
from station.session.touches import (
    HandPressed,
    KeyTyped,
    KindPicked,
    WritingDone,
)
from station.views.door_shapes import GoodbyeView, HelloView, IdleView, ReleaseView, StillThereView
from station.views.path_shapes import FeedbackView, PathView
from station.views.shapes import Choice, Frame, View
from station.views.work_shapes import AssessView, HandedInView, PhotoView, WorkView, WriteView


class Chance(Protocol):
    """What we need of a seeded random.Random."""

    def random(self) -> float: ...


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """What she came for: to begin, to show something in a way, or to ask for help."""

    what: str
    words: str = ""
    claim: int = 3


BEGIN = Intent(what="begin")


def next_touch(view: View, intent: Intent, chance: Chance) -> Event | None:
    """Return the event that she posts now; None when there is nothing to touch, only to wait."""
    match view:
        case IdleView() | ReleaseView() | GoodbyeView() | HelloView():
            return _own_picture(view, chance)
        case StillThereView():
            return view.stay.event
        case FeedbackView():
            return (view.replies[0] if view.replies and not view.replied else view.back).event
        case PathView():
            return _on_path(view)
        case WorkView():
            return _at_work(view, intent)
        case PhotoView() | WriteView():
            return _making(view, intent)
        case AssessView():
            return _assessing(view, intent)
        case HandedInView():
            return view.frame.door.event if view.ticks and view.frame.door.enabled else None
        case _:
            return None


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


def _own_picture(view: View, chance: Chance) -> Event | None:
    if isinstance(view, HelloView) and view.avatars:
        own = [choice for avatar, choice in view.avatars if avatar == view.avatar]
        return (own or [view.avatars[int(chance.random() * len(view.avatars))][1]])[0].event
    return None


def _on_path(view: PathView) -> Event:
    if view.mail is not None and view.mail.enabled and view.mail.words not in {"", "0"}:
        return view.mail.event
    if view.keep_going.enabled:
        return view.keep_going.event
    tiles = [tile.choice for tile in view.next] + [card.choice for card in view.cards]
    return tiles[0].event if tiles else view.frame.door.event


def _at_work(view: WorkView, intent: Intent) -> Event:
    if intent.what == "help" and isinstance(view.frame.hand.event, HandPressed):
        return view.frame.hand.event
    ways = {
        choice.event.kind: choice
        for choice in view.evidence
        if choice.enabled and isinstance(choice.event, KindPicked)
    }
    wanted = ways.get(intent.what)
    return wanted.event if wanted else view.off.event


def _making(view: PhotoView | WriteView, intent: Intent) -> Event | None:
    match view:
        case PhotoView(stage="live"):
            return view.shutter.event
        case PhotoView(stage="taken"):
            return view.keep.event
        case PhotoView(stage="away"):
            return (view.write or view.back).event
        case WriteView(text=""):
            return KeyTyped(text=intent.words)
        case WriteView():
            return WritingDone()
        case _:
            return None


def _assessing(view: AssessView, intent: Intent) -> Event:
    if view.hand_in.enabled:
        return view.hand_in.event
    return view.claims[min(intent.claim, len(view.claims)) - 1].choice.event
