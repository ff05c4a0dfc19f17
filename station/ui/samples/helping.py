"""Sample Views of asking for help. Pure."""

from msgspec.structs import replace

from classroom.visit import HelpKind, Tried
from station.session import help_touches, touches
from station.ui.samples.parts import BACK, choice, frame, young_frame
from station.views.help_shapes import HandUpView, HelpView, Idea
from station.views.shapes import Choice


def _kind(words: str, icon: str, kind: HelpKind) -> Choice:
    return choice(words, help_touches.HelpPicked(kind=kind), icon)


def _tried(words: str, icon: str, what: Tried, *, chosen: bool = False) -> Choice:
    return choice(words, help_touches.TriedPressed(what=what), icon, chosen=chosen)


def _idea(words: str, icon: str) -> Idea:
    return Idea(words=words, icon=icon, speak=choice(words, touches.SpeechAsked(text=words), icon, "quiet"))


ASK = HelpView(
    frame=frame(""),
    title="What do you need?",
    kinds=(
        _kind("I am stuck", "puzzle", "stuck"),
        _kind("Look at this", "eye", "look"),
        _kind("Ready to show", "presentation", "ready"),
        _kind("I need materials", "scissors", "materials"),
        _kind("Screen trouble", "monitor", "screen"),
        _kind("Talk in private", "message-circle", "private"),
        _kind("I need an adult", "user", "adult"),
    ),
    more=None,
    back=BACK,
)
ASK_YOUNG = replace(
    ASK, frame=young_frame(), kinds=(*ASK.kinds[:2], ASK.kinds[-1]),
    more=choice("Something else", help_touches.HelpPageTurned(), "ellipsis", "quiet"),
)  # fmt: skip
HAND_UP = HandUpView(
    frame=replace(frame(""), hand=choice("Hand is up", touches.HandPressed(), "hand", "help", chosen=True)),
    title="Your hand is up",
    icon="hand",
    place="2 before you",
    flag=False,
    tried_title="What have you tried?",
    tried=(
        _tried("I read it again", "book-open", "read", chosen=True),
        _tried("I asked a classmate", "users", "asked"),
        _tried("I tried another way", "shuffle", "another"),
    ),
    ideas_title="Meanwhile",
    ideas=(
        _idea("Go on with another part.", "footprints"),
        _idea("Draw or write what you know.", "pencil"),
        _idea("Think of your question.", "lightbulb"),
    ),
    let_go=choice("I don't need help now", help_touches.HelpLetGo(), "x"),
    back=choice("Back to my work", touches.BackPressed(), "footprints", "main"),
)
HAND_FLAG = replace(
    HAND_UP, frame=replace(HAND_UP.frame, banner="Saving here for now"), flag=True,
    place="Put up the paper flag, or go to an adult.",
)  # fmt: skip
HAND_COMING = replace(
    HAND_UP, frame=replace(HAND_UP.frame, subtitle="Ms R is coming to you"), title="Ms R is coming to you",
    icon="footprints", place="", tried_title="", tried=(),
)  # fmt: skip
HAND_YOUNG = replace(
    HAND_UP,
    frame=replace(young_frame(), hand=HAND_UP.frame.hand),
    ideas_title="",
    ideas=(),
    place="You are next.",
)
HELPING = {
    "help": ASK,
    "help-young": ASK_YOUNG,
    "hand": HAND_UP,
    "hand-flag": HAND_FLAG,
    "hand-coming": HAND_COMING,
    "hand-young": HAND_YOUNG,
}
