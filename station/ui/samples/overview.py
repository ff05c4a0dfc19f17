"""Sample Views of the map, the cards, the choices, a question to her teacher, herself. Pure."""

from typing import Final

from msgspec.structs import replace

from classroom.asking import How
from station.session import overview_touches as touches
from station.session.touches import SpeechAsked, TargetPicked
from station.ui.samples.parts import BACK, I_CAN, PIECE, choice, frame, young_frame
from station.views.board_shapes import BoardView, Mark, TargetView, Tick, Tile
from station.views.shapes import Choice, Tone, View

MORE: Final = choice("More", touches.LeafTurned(), "chevron-right")


def _idea(title: str, line: str, icon: str, place: tuple[str, str], reason: str) -> Tile:
    facts = (Mark(icon="clock", words="15 min"), Mark(icon=place[0], words=place[1]),
             Mark(icon="sparkles", words="if you like"))  # fmt: skip
    return Tile(
        title=title, icon=icon, tone="now", line=line, facts=facts,
        mark=Mark(icon="compass", words=reason, tone="next"),
        choice=choice(title, touches.IdeaPicked(target=title), kind="choice"),
    )  # fmt: skip


IDEAS: Final = (
    _idea("Because Bridges", "Join ideas with but, so, because or although", "pencil",
          ("book-open", "Reading Porch"), "You planned it with Ms R"),
    _idea("Treasure Grid", "Plot points in all four parts of a grid", "brush", ("flame", "Campfire"), "You picked it"),
    _idea("Lemonade Ratios", "Compare two amounts with a ratio", "hammer", ("hammer", "Make Bench"),
          "Opens because you mastered M02"),
    _idea("Paper Helicopter Test", "Plan a fair test and name what I change", "leaf", ("leaf", "Garden Door"),
          "Everyone meets this one"),
)  # fmt: skip


def _board(title: str, tiles: tuple[Tile, ...], columns: int, lines: int, *bar: Choice) -> BoardView:
    return BoardView(
        frame=frame(title), tiles=tiles, columns=columns, lines=lines, empty="", caption="", chips=(), back=BACK,
        bar=bar,
    )  # fmt: skip


CHOOSE: Final = _board(
    "What would you like to do?", IDEAS, 2, 2,
    choice("Here", touches.FilterTurned(what="place"), "map-pin", chosen=True),
    choice("Alone or together", touches.FilterTurned(what="company"), "users"),
    choice("Short or long", touches.FilterTurned(what="length"), "clock"),
    MORE,
)  # fmt: skip
CHOOSE_NONE: Final = replace(
    CHOOSE, tiles=(), empty="Nothing fits. Try another place or time.", bar=CHOOSE.bar[:3]
)


def _plain(title: str, icon: str, tone: Tone, offered: Choice) -> Tile:
    return Tile(title=title, icon=icon, tone=tone, choice=offered)


def _young(title: str, icon: str, tone: Tone) -> Tile:
    return _plain(title, icon, tone, choice(title, touches.IdeaPicked(target=title), kind="choice"))


CHOOSE_YOUNG: Final = replace(
    _board("", (
        _young("Count steps", "footprints", "now"),
        _young("Tell a story", "mic", "mastered"),
        _young("Draw a leaf", "brush", "next"),
    ), 3, 1, MORE),
    frame=young_frame(),
)  # fmt: skip

_MARKS: Final = {
    "star": Mark(icon="star", words="I can do it", tone="mastered"),
    "again": Mark(icon="rotate-ccw", words="let's look again", tone="next"),
    "in": Mark(icon="send", words="handed in", tone="now"),
    "now": Mark(icon="footprints", words="now", tone="now"),
    "open": Mark(icon="compass", words="open", tone="next"),
    "later": Mark(icon="lock", words="later", tone="calm"),
}


def _target(title: str, mark: str) -> Tile:
    return Tile(
        title=title, icon="", tone=_MARKS[mark].tone, mark=_MARKS[mark],
        choice=choice(title, touches.TargetOpened(target=title)),
    )  # fmt: skip


MAP: Final = _board(
    "All that we learn",
    (
        _target("Find the subject and the verb in a sentence", "star"),
        _target("Fix a fragment so it is a whole sentence", "star"),
        _target("Fix a run-on sentence in two ways", "again"),
        _target("Make the verb match its subject", "in"),
        _target("Choose their, there or they're and say why", "now"),
        _target("Tell its from it's and your from you're", "later"),
        _target("Pick the right pronoun, such as I or me", "open"),
        _target("Make clear who each pronoun stands for", "later"),
        _target("Put commas after openers and around extra details", "later"),
    ),
    3, 3,
    choice("Grammar", touches.StrandPicked(strand="Grammar"), chosen=True),
    choice("Maths", touches.StrandPicked(strand="Maths")),
    choice("Science", touches.StrandPicked(strand="Science")),
    choice("Habits", touches.StrandPicked(strand="Habits")),
    MORE,
)  # fmt: skip
MAP_YOUNG: Final = replace(
    _board("", (
        replace(_target("Count to ten", "star"), icon="footprints"),
        replace(_target("Tell a story", "now"), icon="mic"),
        replace(_target("Draw what I see", "open"), icon="brush"),
    ), 3, 1, choice("Numbers: next", touches.StrandPicked(strand="Maths"), "map"), MORE),
    frame=young_frame(),
)  # fmt: skip

CARD: Final = TargetView(
    frame=frame("G10"), i_can=I_CAN, state=_MARKS["again"],
    why_here="You showed it on 3 Oct; let's look again.", why_title="Why it matters",
    why="So that a reader hears what you mean.", looks_title="What it looks like",
    looks="A friend reads it once and knows what you mean.", ticks_title="What is asked",
    ticks=(Tick(words="Show it 2 times", done=True), Tick(words="In 2 ways", done=True),
           Tick(words="On 2 days", done=False)),
    piece_title="My best piece", piece=PIECE, asked=None, said="", note="", back=BACK,
    actions=(
        choice("I see it differently", touches.DifferentlyPressed(), "messages-square"),
        choice("Show it again", touches.ShowAgainPressed(), "rotate-ccw", "main"),
    ),
)  # fmt: skip
CARD_SET: Final = replace(
    CARD, asked=Mark(icon="calendar-days", words="Thursday 10:30, Show-It Table", tone="now"),
    said="Ms R: “Bring the bridge that you like best.”", actions=CARD.actions[:1],
)  # fmt: skip
CARD_LATER: Final = replace(
    CARD, state=_MARKS["later"], why_here="It opens after you master Fix a run-on sentence in two ways.", piece=None,
    piece_title="No piece yet.", ticks=tuple(replace(tick, done=False) for tick in CARD.ticks),
    actions=(choice("Ask to start early", touches.EarlyPressed(), "lock-open", "choice"),),
)  # fmt: skip
CARD_NOW: Final = replace(
    CARD, state=_MARKS["now"], note="Three of your questions wait already.",
    actions=(
        CARD.actions[0],
        replace(CARD.actions[1], kind="plain", enabled=False),
        choice("Keep going", TargetPicked(target="G10"), "footprints", "main"),
    ),
)  # fmt: skip


def _way(title: str, icon: str, tone: Tone, how: How) -> Tile:
    return _plain(title, icon, tone, choice(title, touches.HowPicked(how=how), icon, chosen=how == "live"))


AGAIN: Final = replace(
    _board("How do you want to show it?", (
        _way("Do it live", "presentation", "now", "live"),
        _way("Tell it", "mic", "mastered", "tell"),
        _way("Make or draw it", "brush", "next", "make"),
        _way("Write it", "pencil", "now", "write"),
    ), 4, 1, choice("Ask Ms R", touches.AskPressed(), "send", "main")),
    caption="Since then (if you like)",
    chips=(
        choice("I practised", touches.SinceTicked(since="practised"), "repeat", chosen=True),
        choice("I read my words", touches.SinceTicked(since="read_words"), "mail"),
        choice("I asked somebody", touches.SinceTicked(since="asked"), "users"),
        choice("I made more", touches.SinceTicked(since="made_more"), "hammer"),
    ),
)  # fmt: skip
AGAIN_YOUNG: Final = replace(
    AGAIN, frame=young_frame(), tiles=AGAIN.tiles[:3], columns=3, caption="", chips=()
)

ME: Final = _board("Me", (
    _plain("All that we learn", "map", "mastered", choice("All that we learn", touches.SeeAllPressed())),
    _plain("Language", "languages", "now", choice("Language", touches.LanguageAsked())),
    _plain("How this works", "lightbulb", "next", choice("How this works", touches.HowItWorksPressed())),
), 3, 1)  # fmt: skip


def _said(words: str, icon: str, tone: Tone) -> Tile:
    return _plain(words, icon, tone, choice(words, SpeechAsked(text=words)))


HOW: Final = _board("How this works", (
    _said("Your path shows what you can do, and what comes.", "footprints", "now"),
    _said("Pick something, then work away from the screen.", "hammer", "next"),
    _said("Show it in a way that you like.", "camera", "now"),
    _said("A grown-up looks and answers with words.", "mail", "mastered"),
), 2, 2, MORE)  # fmt: skip

OVERVIEW: Final[dict[str, View]] = {
    "choose": CHOOSE,
    "choose-none": CHOOSE_NONE,
    "choose-young": CHOOSE_YOUNG,
    "map": MAP,
    "map-young": MAP_YOUNG,
    "target": CARD,
    "target-set": CARD_SET,
    "target-later": CARD_LATER,
    "target-now": CARD_NOW,
    "again": AGAIN,
    "again-young": AGAIN_YOUNG,
    "me": ME,
    "how": HOW,
}
"""Every one of them, by name."""
