"""U13: how it is for her, in her own judgement; then hand in."""

from kivy.properties import NumericProperty

from station.ui.screens.screen import FramedScreen
from station.ui.widgets.button import BigButton


class ClaimButton(BigButton):
    """`shape` is a ClaimCard."""

    def dress(self, theme, shape):
        self.tone = shape.tone
        super().dress(theme, shape.choice)


class AssessScreen(FramedScreen):
    """The piece and the criterion on top, the claims in the middle."""

    thumb = NumericProperty(0)

    def fill(self, view):
        ids, theme = self.ids, self.theme
        ids.piece.show(view.piece)
        ids.title.text, ids.title.colour = (
            view.error or view.title,
            theme.hues.help if view.error else theme.hues.ink,
        )
        ids.i_can.text = view.i_can
        ids.claims.show(self._claim, view.claims)
        ids.tricky.show(self._tricky, [view.tricky] if view.tricky else [])
        ids.tricky_note.text = view.tricky_note if view.tricky else ""
        ids.back.show(lambda: BigButton(theme=self.theme, press=self.press), [view.back])
        ids.main.show(lambda: BigButton(theme=self.theme, press=self.press), [view.hand_in])

    def _claim(self):
        theme = self.theme
        return ClaimButton(theme=theme, press=self.press, way="tile", points=(11.5, 13.5), icon_px=(48, 68))

    def _tricky(self):
        return BigButton(theme=self.theme, press=self.press, points=(10.5, 12.3), icon_px=(26, 30))


SCREEN = AssessScreen
