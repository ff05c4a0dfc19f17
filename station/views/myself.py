"""U26: herself; the languages of this visit, and how this place works. Pure."""

from typing import Final

from station.session.overview import Me
from station.session.overview_touches import HowItWorksPressed, LanguageAsked, LanguagePicked, SeeAllPressed
from station.session.touches import SpeechAsked
from station.views.board_shapes import BoardView, Tile
from station.views.boards import Cells, cells, more, page_of
from station.views.idle import trouble_of
from station.views.overview_words import Mine, OnMap
from station.views.scene import Scene, back, frame, heard
from station.views.shapes import Choice, Tone
from station.views.words import OWN_NAMES, Phrase

_HOW: Final[tuple[tuple[Phrase, str, Tone], ...]] = (
    (Mine.PATH, "footprints", "now"),
    (Mine.WORK, "hammer", "next"),
    (Mine.SHOW, "camera", "now"),
    (Mine.LOOKS, "mail", "mastered"),
    (Mine.DECIDES, "star", "mastered"),
    (Mine.AGAIN, "rotate-ccw", "next"),
    (Mine.TALK, "messages-square", "now"),
    (Mine.EARLY, "lock-open", "next"),
    (Mine.HELP, "hand", "help"),
    (Mine.WHO_SEES, "eye", "now"),
    (Mine.DOOR, "door-open", "calm"),
)
_ROW: Final = Cells(3, 1)


def myself_view(scene: Scene, screen: Me) -> BoardView:
    """Return the tiles that there are screens for, or what opens from one."""
    match screen.what:
        case "language":
            return _board(scene, screen, scene.say(Mine.WHICH_LANGUAGE), _languages(scene), cells(scene))
        case "how":
            return _board(scene, screen, scene.say(Mine.HOW_IT_WORKS), _how(scene), cells(scene))
    return _board(scene, screen, scene.say(Mine.TITLE), _tiles(scene), _ROW)


def _board(scene: Scene, screen: Me, title: str, tiles: tuple[Tile, ...], cut: Cells) -> BoardView:
    shown = page_of(tiles, screen.page, cut)
    sounds = heard(scene, [title, *(tile.title for tile in shown)], trouble_of(scene.state, scene.say))
    return BoardView(
        **sounds,
        frame=frame(scene, title, sounds["spoken"]),
        tiles=shown,
        columns=cut.columns,
        lines=cut.lines,
        back=back(scene),
        bar=more(scene, len(tiles), len(shown)),
    )


def _tiles(scene: Scene) -> tuple[Tile, ...]:
    say = scene.say
    return (
        _tile(say(OnMap.TITLE), "map", "mastered", Choice(words=say(OnMap.TITLE), event=SeeAllPressed())),
        _tile(say(Mine.LANGUAGE), "languages", "now", Choice(words=say(Mine.LANGUAGE), event=LanguageAsked())),
        _tile(
            say(Mine.HOW_IT_WORKS), "lightbulb", "next",
            Choice(words=say(Mine.HOW_IT_WORKS), event=HowItWorksPressed()),
        ),
    )  # fmt: skip


def _languages(scene: Scene) -> tuple[Tile, ...]:
    """Return each language by its own name; there is no flag for a language."""
    return tuple(
        _tile(
            OWN_NAMES.get(lang, lang), "languages", "now",
            Choice(words=OWN_NAMES.get(lang, lang), event=LanguagePicked(lang=lang), chosen=lang == scene.lang),
        )
        for lang in scene.state.room.settings.langs
    )  # fmt: skip


def _how(scene: Scene) -> tuple[Tile, ...]:
    """Return a sentence a tile; pressed, it is read aloud."""
    said = ((scene.say(phrase), icon, tone) for phrase, icon, tone in _HOW)
    return tuple(
        _tile(words, icon, tone, Choice(words=words, event=SpeechAsked(text=words)))
        for words, icon, tone in said
    )


def _tile(title: str, icon: str, tone: Tone, choice: Choice) -> Tile:
    return Tile(title=title, icon=icon, tone=tone, choice=choice)
