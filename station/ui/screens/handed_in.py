"""U14: it is handed in; one tick when it is safe here, two when the teacher has it."""

from station.ui.screens.screen import FramedScreen
from station.ui.widgets.button import BigButton

_TICKS = ("hourglass", "check", "check-check")


class HandedInScreen(FramedScreen):
    """Left the piece, right what became of it."""

    def fill(self, view):
        ids, theme = self.ids, self.theme
        ids.piece.show(view.piece)
        ids.title.text, ids.i_can.text, ids.who.text = view.title, view.i_can, view.who
        ids.status.glyph = "circle-alert" if view.failed else _TICKS[view.ticks]
        ids.status.tone = "help" if view.failed else "mastered" if view.ticks else "calm"
        ids.status.show(view.error or view.status)
        ids.words.text = view.piece.words
        ids.undo.show(self._undo, [view.undo] if view.undo else [])
        ids.main.show(lambda: BigButton(theme=self.theme, press=self.press), [view.onward])
        ids.title.colour = theme.hues.help if view.failed else theme.hues.ink

    def _undo(self):
        return BigButton(theme=self.theme, press=self.press, points=(11, 12.9))


SCREEN = HandedInScreen
