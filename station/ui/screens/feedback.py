"""U15: what a grown-up said about a piece, what she answers, and her next try."""

from kivy.properties import BooleanProperty

from station.ui.screens.framed import FramedScreen
from station.ui.screens.screen import offered
from station.ui.widgets.button import BigButton
from station.ui.widgets.rows import AnswerLine


class FeedbackScreen(FramedScreen):
    """One answer a page, newest first."""

    paged = BooleanProperty(False)

    def fill(self, view):
        ids = self.ids
        ids.piece.show(view.piece)
        ids.tries.text = " · ".join(words for words in (view.piece.words, view.tries) if words)
        crowded = not self.theme.large and len(view.lines) > (1 if view.frame.young else 2)
        ids.i_can.text = "" if crowded else view.i_can
        ids.verdict.glyph, ids.verdict.tone = view.verdict_icon, view.verdict_tone
        ids.verdict.show(view.verdict)
        ids.lines.show(self.make(AnswerLine), view.lines)
        ids.replied.show(view.replied)
        ids.replies.show(self.make(BigButton, points=(10.5, 12.3), icon_px=(24, 30)), view.replies)
        self.paged = bool(view.newer or view.older)
        ids.page.text = view.page if self.paged and not view.frame.young else ""
        ids.newer.show(self.make(BigButton, icon_only=True, tone="calm"), offered(view.newer))
        ids.older.show(self.make(BigButton, icon_only=True, tone="calm"), offered(view.older))
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.main.show(self.make(BigButton), [view.onward])


SCREEN = FeedbackScreen
