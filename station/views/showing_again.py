"""U20: how she wants to show it again; what she did since is offered, never asked for. Pure."""

from typing import Final

from classroom.asking import How, Since
from station.session.overview import ShowAgain
from station.session.overview_touches import AskPressed, HowPicked, SinceTicked
from station.views.board_shapes import BoardView, Tile
from station.views.idle import trouble_of
from station.views.overview_words import Again
from station.views.scene import Scene, back, frame, heard
from station.views.shapes import Choice, Tone
from station.views.words import Phrase

_HOW: Final[tuple[tuple[How, Phrase, str, Tone], ...]] = (
    ("live", Again.LIVE, "presentation", "now"),
    ("tell", Again.TELL, "mic", "mastered"),
    ("make", Again.MAKE, "brush", "next"),
    ("write", Again.WRITE, "pencil", "now"),
)
_SINCE: Final[tuple[tuple[Since, Phrase, str], ...]] = (
    ("practised", Again.PRACTISED, "repeat"),
    ("read_words", Again.READ_WORDS, "mail"),
    ("asked", Again.ASKED, "users"),
    ("made_more", Again.MADE_MORE, "hammer"),
)
_YOUNG: Final = 3


def showing_again_view(scene: Scene, screen: ShowAgain) -> BoardView:
    """Return the ways to show it; the question can go once one is picked."""
    say = scene.say
    ways = _HOW[:_YOUNG] if scene.young else _HOW
    tiles = tuple(
        Tile(
            title=say(phrase),
            icon=icon,
            tone=tone,
            choice=Choice(
                words=say(phrase), event=HowPicked(how=how), icon=icon, chosen=screen.how == how,
                says=say(phrase),
            ),
        )
        for how, phrase, icon, tone in ways
    )  # fmt: skip
    chips = () if scene.young else tuple(_chip(scene, screen, *one) for one in _SINCE)
    title, ask = say(Again.TITLE), say(Again.ASK, teacher=scene.teacher)
    sounds = heard(scene, [title, *(tile.title for tile in tiles)], trouble_of(scene.state, say))
    return BoardView(
        **sounds,
        frame=frame(scene, title, sounds["spoken"]),
        tiles=tiles,
        columns=len(tiles),
        lines=1,
        caption=say(Again.SINCE) if chips else "",
        chips=chips,
        back=back(scene),
        bar=(
            Choice(
                words=ask if screen.how else say(Again.PICK_FIRST), event=AskPressed(), icon="send",
                kind="main", enabled=screen.how is not None,
            ),
        ),
    )  # fmt: skip


def _chip(scene: Scene, screen: ShowAgain, since: Since, phrase: Phrase, icon: str) -> Choice:
    return Choice(
        words=scene.say(phrase), event=SinceTicked(since=since), icon=icon, chosen=since in screen.since
    )
