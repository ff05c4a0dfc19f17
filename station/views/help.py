"""U18: asking for help, the line, what to do meanwhile. Every kind looks like any other once the hand is up. Pure."""

from typing import Final

from classroom.helping import HandLine, asks_tried
from classroom.visit import HelpKind, Tried
from station.session.hand import UNHEARD, hand_of
from station.session.help_page import HelpPage
from station.session.help_touches import HelpLetGo, HelpPageTurned, HelpPicked, TriedPressed
from station.session.touches import BackPressed, SpeechAsked
from station.views.help_shapes import HandUpView, HelpView, Idea
from station.views.help_words import AtHelp
from station.views.idle import trouble_of
from station.views.scene import Scene, back, frame, heard, who_comes
from station.views.shapes import Choice

_KINDS: Final[dict[HelpKind, tuple[AtHelp, str]]] = {
    "stuck": (AtHelp.STUCK, "puzzle"),
    "look": (AtHelp.LOOK, "eye"),
    "ready": (AtHelp.READY, "presentation"),
    "materials": (AtHelp.MATERIALS, "scissors"),
    "screen": (AtHelp.SCREEN, "monitor"),
    "private": (AtHelp.PRIVATE, "message-circle"),
    "adult": (AtHelp.ADULT, "user"),
}
_YOUNG: Final[tuple[tuple[HelpKind, ...], ...]] = (
    ("stuck", "look", "adult"),
    ("materials", "screen", "private"),
)
"""The young see three kinds at a time; what is ready to show is "look at this"."""
_TRIED: Final[dict[Tried, tuple[AtHelp, str]]] = {
    "read": (AtHelp.READ_AGAIN, "book-open"),
    "asked": (AtHelp.ASKED, "users"),
    "another": (AtHelp.ANOTHER, "shuffle"),
}
_IDEAS: Final = (
    (AtHelp.GO_ON, "footprints"),
    (AtHelp.DRAW, "pencil"),
    (AtHelp.QUESTION, "lightbulb"),
)
_COUNTED: Final = 10
"""No number above this for the young."""


def help_view(scene: Scene, page: HelpPage) -> HelpView | HandUpView:
    """Return the page of help: the kinds while her hand is down, else how far it is."""
    hand = hand_of(scene.visit)
    return _kinds_view(scene, page) if hand is None else _hand_view(scene, hand)


def _kinds_view(scene: Scene, page: HelpPage) -> HelpView:
    say = scene.say
    shown = _YOUNG[page.page] if scene.young else tuple(_KINDS)
    kinds = tuple(_kind(scene, kind) for kind in shown)
    error = say(AtHelp.FLAG) if page.failed else trouble_of(scene.state, say)
    sounds = heard(scene, [say(AtHelp.WHAT), *(kind.words for kind in kinds)], error)
    more = Choice(words=say(AtHelp.OTHERS), event=HelpPageTurned(), icon="ellipsis", kind="quiet")
    return HelpView(
        **sounds,
        frame=frame(scene, "", sounds["spoken"]),
        title=say(AtHelp.WHAT),
        kinds=kinds,
        more=more if scene.young else None,
        back=back(scene),
    )


def _kind(scene: Scene, kind: HelpKind) -> Choice:
    phrase, icon = _KINDS[kind]
    return Choice(words=scene.say(phrase), event=HelpPicked(kind=kind), icon=icon)


def _hand_view(scene: Scene, hand: HandLine) -> HandUpView:
    say = scene.say
    title, icon = _how_far(scene, hand)
    place, flag = _place(scene, hand)
    tried = tuple(_tried(scene, hand, what) for what in _TRIED) if asks_tried(hand.kind) else ()
    ideas = () if scene.young else tuple(_idea(say(phrase), icon) for phrase, icon in _IDEAS)
    tried_title, ideas_title = say(AtHelp.TRIED) if tried else "", say(AtHelp.MEANWHILE) if ideas else ""
    sounds = heard(
        scene,
        [
            title,
            place,
            tried_title,
            *(one.words for one in tried),
            ideas_title,
            *(idea.words for idea in ideas),
        ],
        trouble_of(scene.state, say),
    )
    return HandUpView(
        **sounds,
        frame=frame(scene, "", sounds["spoken"]),
        title=title,
        icon=icon,
        place=place,
        flag=flag,
        tried_title=tried_title,
        tried=tried,
        ideas_title=ideas_title,
        ideas=ideas,
        let_go=Choice(words=say(AtHelp.LET_GO), event=HelpLetGo(), icon="x"),
        back=Choice(words=say(AtHelp.BACK_TO_IT), event=BackPressed(), icon="footprints", kind="main"),
    )


def _how_far(scene: Scene, hand: HandLine) -> tuple[str, str]:
    match hand.state:
        case "coming":
            return who_comes(scene, hand), "footprints"
        case "peer":
            return who_comes(scene, hand), "users"
        case "seen":
            return scene.say(AtHelp.HAS_SEEN, by=hand.by or scene.teacher), "eye"
    return scene.say(AtHelp.YOUR_HAND), "hand"


def _place(scene: Scene, hand: HandLine) -> tuple[str, bool]:
    """Return where she stands, and whether the paper flag must do it: nobody can be told without the hub."""
    say, adult = scene.say, hand.kind == "adult"
    if hand.state in {"coming", "peer"}:
        return "", False
    if not scene.state.live:
        return say(AtHelp.FLAG_ADULT if adult else AtHelp.FLAG), True
    return say(AtHelp.ADULT_COMES) if adult else _in_line(scene, hand.before), False


def _in_line(scene: Scene, before: int) -> str:
    say = scene.say
    if before in {UNHEARD, 0}:
        return say(AtHelp.NEXT) if before == 0 else ""
    if scene.young and before > _COUNTED:
        return say(AtHelp.SOME_BEFORE)
    return say(AtHelp.ONE_BEFORE) if before == 1 else say(AtHelp.BEFORE, count=before)


def _tried(scene: Scene, hand: HandLine, what: Tried) -> Choice:
    phrase, icon = _TRIED[what]
    chosen = what in hand.tried
    return Choice(words=scene.say(phrase), event=TriedPressed(what=what), icon=icon, chosen=chosen)


def _idea(words: str, icon: str) -> Idea:
    speak = Choice(words=words, event=SpeechAsked(text=words), icon=icon, kind="quiet")
    return Idea(words=words, icon=icon, speak=speak)
