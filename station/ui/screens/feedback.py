"""U15: what a grown-up said about a piece, what she answers, and her next try."""

from kivy.properties import BooleanProperty

from station.ui.screens.screen import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.rows import AnswerLine


class FeedbackScreen(FramedScreen):
    """One answer a page, newest first."""

    paged = BooleanProperty(False)

    def fill(self, view):
        ids = self.ids
        ids.piece.show(view.piece)
        ids.tries.text = view.tries
        ids.i_can.text = "" if view.frame.young else view.i_can
        ids.verdict.glyph, ids.verdict.tone = view.verdict_icon, view.verdict_tone
        ids.verdict.show(view.verdict)
        ids.lines.show(lambda: AnswerLine(theme=self.theme, press=self.press), view.lines)
        ids.replied.show(view.error or view.replied)
        ids.replies.show(self._reply, () if view.replied else view.replies)
        self._pages(view)
        ids.back.show(lambda: BigButton(theme=self.theme, press=self.press), [view.back])
        ids.main.show(lambda: BigButton(theme=self.theme, press=self.press), [view.onward])

    def _pages(self, view):
        self.paged = bool(view.newer or view.older)
        self.ids.page.text = view.page if self.paged else ""
        for name in ("newer", "older"):
            choice = getattr(view, name)
            self.ids[name].show(
                lambda: BigButton(theme=self.theme, press=self.press), [choice] if choice else []
            )

    def _reply(self):
        return BigButton(theme=self.theme, press=self.press, points=(10.5, 12.3))


SCREEN = FeedbackScreen
