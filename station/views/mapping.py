"""U27: all targets by strand, each with where she stands, in icon, word and colour. Pure."""

from typing import Final

from classroom.mastery import State
from classroom.target import LearningTarget
from station.session.mapping import strand_of, strands, targets_of
from station.session.overview import Overview
from station.session.overview_touches import StrandPicked, TargetOpened
from station.views.board_shapes import BoardView, Mark, Tile
from station.views.boards import CLOSE, ROOMY, cells, more, page_of
from station.views.idle import trouble_of
from station.views.overview_words import OnMap
from station.views.scene import Scene, back, frame, heard, i_can, short
from station.views.shapes import Choice, Tone
from station.views.words import Phrase

MARKS: Final[dict[State, tuple[str, Phrase, Tone]]] = {
    State.BEYOND: ("star", OnMap.BEYOND, "mastered"),
    State.MASTERED: ("star", OnMap.MASTERED, "mastered"),
    State.LOOK_AGAIN: ("rotate-ccw", OnMap.LOOK_AGAIN, "next"),
    State.HANDED_IN: ("send", OnMap.HANDED_IN, "now"),
    State.READY: ("send", OnMap.HANDED_IN, "now"),
    State.NOW: ("footprints", OnMap.NOW, "now"),
    State.OPEN: ("compass", OnMap.OPEN, "next"),
    State.LATER: ("lock", OnMap.LATER, "calm"),
}
_LONG: Final = 64
_TABS: Final = 4
"""So many strands have a button each; of more, one button leads from strand to strand."""


def mapping_view(scene: Scene, screen: Overview) -> BoardView:
    """Return one page of one strand."""
    targets = targets_of(scene.state.room, scene.document)
    strand = strand_of(scene.state, screen)
    mine = [target for target in targets if target.strand == strand]
    long = any(len(short(i_can(scene, target.id))) > _LONG for target in mine)
    cut = cells(scene, close=True)
    cut = ROOMY if long and cut is CLOSE else cut
    shown = page_of(mine, screen.page, cut)
    tiles = tuple(_tile(scene, target) for target in shown)
    title, empty = scene.say(OnMap.TITLE), "" if tiles else scene.say(OnMap.NOTHING)
    sounds = heard(
        scene,
        [title, strand, *(tile.choice.says for tile in tiles), empty],
        trouble_of(scene.state, scene.say),
    )
    tabs = _tabs(scene, strands(targets), strand)
    return BoardView(
        **sounds,
        frame=frame(scene, title, sounds["spoken"]),
        tiles=tiles,
        columns=cut.columns,
        lines=cut.lines,
        empty=empty,
        back=back(scene),
        bar=(*tabs, *more(scene, len(mine), len(shown))),
    )


def mark_of(scene: Scene, state: State) -> Mark:
    """Return a state as icon, word and colour."""
    icon, phrase, tone = MARKS[state]
    return Mark(icon=icon, words=scene.say(phrase), tone=tone)


def _tile(scene: Scene, target: LearningTarget) -> Tile:
    line = next(line for line in scene.document.lines if line.target == target.id)
    title, mark = short(i_can(scene, target.id)), mark_of(scene, line.state)
    return Tile(
        title=title,
        icon=target.picture if scene.young else "",
        tone=mark.tone,
        mark=mark,
        choice=Choice(words=title, event=TargetOpened(target=target.id), says=f"{title}, {mark.words}"),
    )


def _tabs(scene: Scene, known: tuple[str, ...], strand: str) -> tuple[Choice, ...]:
    if len(known) < 2:
        return ()
    if scene.young or len(known) > _TABS:
        following = known[(known.index(strand) + 1) % len(known)]
        words = scene.say(OnMap.OTHER_STRAND, strand=strand)
        return (Choice(words=words, event=StrandPicked(strand=following), icon="map"),)
    return tuple(Choice(words=one, event=StrandPicked(strand=one), chosen=one == strand) for one in known)
