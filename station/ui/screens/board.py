"""Boards of tiles: what there is to choose, the map, how to show it again, herself."""

from kivy.properties import NumericProperty

from station.ui.screens.framed import FramedScreen
from station.ui.widgets.board_tile import BoardTile
from station.ui.widgets.button import BigButton


class BoardScreen(FramedScreen):
    """Tiles in equal cells; chips under them where there are any, and buttons at the foot."""

    chips = NumericProperty(0)

    def fill(self, view):
        ids, theme = self.ids, self.theme
        ids.tiles.columns, ids.tiles.lines = view.columns, view.lines
        ids.tiles.show(self.make(BoardTile), view.tiles)
        ids.empty.show(view.empty)
        ids.caption.text = view.caption
        self.chips = theme.low if view.chips else 0
        ids.chips.show(self.make(BigButton, points=(10.5, 12.5), icon_px=(24, 30), own=True), view.chips)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.bar.show(self.make(BigButton, own=True, points=(12.5, 14.5), icon_px=(26, 34)), view.bar)
        for button in ids.bar.children:
            button.icon_last = button.shape.icon == "chevron-right"


SCREEN = BoardScreen
