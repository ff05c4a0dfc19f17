"""U14: it is handed in; one tick when it is safe here, two when the teacher has it."""

from station.ui.screens.framed import FramedScreen
from station.ui.screens.screen import offered
from station.ui.widgets.button import BigButton

_TICKS = ("hourglass", "check", "check-check")


class HandedInScreen(FramedScreen):
    """Left the piece, right what became of it."""

    tells_trouble = True

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.piece.show(view.piece)
        ids.words.text = view.piece.words
        ids.title.text, ids.i_can.text, ids.who.text = view.title, view.i_can, view.who
        ids.title.colour = hues.help if view.failed else hues.ink
        wrong = view.failed or bool(view.error)
        ids.status.glyph = "circle-alert" if wrong else _TICKS[view.ticks]
        ids.status.tone = "help" if wrong else "mastered" if view.ticks else "calm"
        ids.status.show(view.error or view.status)
        ids.undo.show(self.make(BigButton, points=(11, 12.9)), offered(view.undo))
        ids.main.show(self.make(BigButton), [view.onward])


SCREEN = HandedInScreen
