"""What all signed-in screens start from: who is here, in which words, with which frame around it. Pure."""

from collections.abc import Iterable
from typing import Final, TypedDict

import msgspec

from classroom.documents import LearnerDocument
from classroom.helping import HandLine
from classroom.ids import TargetId
from classroom.zone import ZoneKind
from station.session import catalog
from station.session.hand import hand_of
from station.session.overlay import Standing, standing
from station.session.overview_touches import MePressed
from station.session.overviewing import CALM
from station.session.state import Moment, State, Visit
from station.session.touches import BackPressed, DoorPressed, HandPressed, SpeechAsked
from station.views.help_words import AtHelp
from station.views.joining_words import picture_words
from station.views.overview_words import Mine
from station.views.shapes import Avatar, Choice, Frame
from station.views.words import Always, AtDoor, Say, is_right_to_left, words

ZONE_ICONS: Final[dict[ZoneKind, str]] = {
    "cave": "tent",
    "campfire": "flame",
    "watering": "waves",
    "make": "hammer",
    "listen": "headphones",
    "read": "book-open",
    "show": "presentation",
    "outside": "leaf",
}
_COLOURS: Final = ("#2456B8", "#00796B", "#7A4300", "#1B1F3B")
_BIG_TEXT: Final = 1.4


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a screen of somebody who is here may speak of."""

    state: State
    visit: Visit
    moment: Moment
    say: Say
    stand: Standing

    @property
    def document(self) -> LearnerDocument:
        return self.stand.document

    @property
    def lang(self) -> str:
        return self.visit.lang

    @property
    def young(self) -> bool:
        return self.document.band.look == "young"

    @property
    def big_text(self) -> bool:
        return self.document.supports.scale >= _BIG_TEXT

    @property
    def teacher(self) -> str:
        return self.document.teacher or self.state.face.teacher or self.say(Always.YOUR_TEACHER)


def scene(state: State, visit: Visit, moment: Moment) -> Scene:
    """Return the scene of a visit at a moment."""
    return Scene(
        state=state,
        visit=visit,
        moment=moment,
        say=words(visit.lang),
        stand=standing(visit.visitor, moment.offset_min),
    )


def frame(scene: Scene, subtitle: str, spoken: str) -> Frame:
    """Return what stands around a screen; the speaker says all of it."""
    document, say = scene.document, scene.say
    hand = hand_of(scene.visit)
    return Frame(
        name=document.name,
        avatar=avatar(document),
        subtitle=who_comes(scene, hand) or subtitle,
        speaker=Choice(
            words=say(Always.READ_ALOUD), event=SpeechAsked(text=spoken), icon="volume-2", kind="quiet"
        ),
        hand=Choice(
            words=say(Always.HAND_IS_UP if hand else Always.NEED_HELP),
            event=HandPressed(),
            icon="hand",
            kind="help",
            chosen=hand is not None,
        ),
        me=_me(scene),
        door=Choice(words=say(Always.SIGN_OUT), event=DoorPressed(), icon="door-open", kind="quiet"),
        banner=banner_of(scene.state, say),
        young=scene.young,
        scale=document.supports.scale,
        contrast=document.supports.contrast,
        calm=document.supports.calm,
        beside=tuple(avatar(visit.visitor.document) for visit in scene.state.pair[1:]),
    )


def _me(scene: Scene) -> Choice | None:
    if scene.state.pair or not isinstance(scene.state.screen, CALM):
        return None
    return Choice(words=scene.say(Mine.TITLE), event=MePressed(), icon="user", kind="quiet")


def who_comes(scene: Scene, hand: HandLine | None) -> str:
    """Return who is on the way to her: that comes before what she is at."""
    if hand is None or hand.state not in {"coming", "peer"}:
        return ""
    phrase = AtHelp.COMING if hand.state == "coming" else AtHelp.PEER
    return scene.say(phrase, by=hand.by or scene.teacher)


def banner_of(state: State, say: Say) -> str:
    """Return the line over a screen: which station this is while somebody looks for it, or why the hub is away."""
    if state.named_until_s is not None:
        return f"{say(AtDoor.ITS_ME)}: {state.face.station}"
    if state.live:
        return ""
    if state.shut_out:
        return say(Always.SHUT_OUT, picture=say(picture_words(state.shut_out)))
    return say(Always.SAVING_HERE)


class Heard(TypedDict):
    """What each View says of its speech, error and language."""

    spoken: str
    aloud: bool
    error: str
    lang: str
    rtl: bool


def heard(scene: Scene, parts: Iterable[str], error: str = "", *, by_itself: bool = True) -> Heard:
    """Return how a screen sounds, an error first; `by_itself` False where each key would speak it anew."""
    return Heard(
        spoken=spoken(error, *parts),
        aloud=by_itself and aloud(scene.document),
        error=error,
        lang=scene.lang,
        rtl=is_right_to_left(scene.lang),
    )


def aloud(document: LearnerDocument) -> bool:
    """Say whether screens speak by themselves for her."""
    return document.supports.read == "auto" or document.band.speech == "auto"


def spoken(*parts: str) -> str:
    """Return the parts of a screen as one text to speak."""
    said = (part.strip() for part in parts)
    return " ".join(part if part[-1] in ".!?…" else f"{part}." for part in said if part)


def avatar(document: LearnerDocument) -> Avatar:
    """Return her round picture."""
    return picture(document.avatar, document.name)


def picture(name: str, of: str) -> Avatar:
    """Return the picture with this name, in a colour that goes with it; else the first letter of `of`."""
    colour = _COLOURS[sum((name or of).encode()) % len(_COLOURS)]
    return Avatar(letter=of.strip()[:1].upper() or "?", icon=name, colour=colour)


def activity_name(scene: Scene, activity: str | None) -> str:
    """Return the title of an activity in her language, empty when there is none."""
    found = catalog.activity(scene.state.room, activity)
    return found.name(scene.lang) if found else ""


def i_can(scene: Scene, target: TargetId) -> str:
    """Return the whole I-can line of a target in her language."""
    found = catalog.target(scene.state.room, target)
    return found.line(scene.lang) if found else target


def short(i_can: str) -> str:
    """Return an English I-can line as a title: without its beginning and its full stop."""
    if not i_can.startswith("I can "):
        return i_can
    rest = i_can.removeprefix("I can ").rstrip(".")
    return rest[:1].upper() + rest[1:]


def back(scene: Scene) -> Choice:
    """Return the arrow that leads one screen back."""
    return Choice(words=scene.say(Always.BACK), event=BackPressed(), icon="chevron-left")
