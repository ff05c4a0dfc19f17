"""U13: how it is for her, in her own judgement; then hand in."""

from station.ui.screens.framed import FramedScreen
from station.ui.screens.screen import offered
from station.ui.widgets.button import BigButton


class ClaimButton(BigButton):
    """`shape` is a ClaimCard."""

    def dress(self, theme, shape):
        self.tone = shape.tone
        super().dress(theme, shape.choice)


class AssessScreen(FramedScreen):
    """The piece and the criterion on top, the claims in the middle."""

    tells_trouble = True

    def fill(self, view):
        ids = self.ids
        ids.piece.show(view.piece)
        ids.title.text, ids.title.colour = view.error or view.title, self.ink_of(view)
        ids.i_can.text = view.i_can
        ids.claims.show(
            self.make(ClaimButton, way="tile", points=(11.5, 13.5), icon_px=(48, 68)), view.claims
        )
        ids.tricky.show(self.make(BigButton, points=(10.5, 12.3), icon_px=(26, 30)), offered(view.tricky))
        ids.tricky_note.text = view.tricky_note if view.tricky else ""
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.main.show(self.make(BigButton), [view.hand_in])


SCREEN = AssessScreen
