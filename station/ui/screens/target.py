"""U28: one target, why it stands where it stands, what is in, and what she may ask."""

from station.ui.screens.framed import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.target_parts import MarkLine, TickLine, Titled
from station.ui.widgets.words import Words


class TargetScreen(FramedScreen):
    """On the left what it is and why; on the right what is asked and the piece to look at."""

    def __init__(self, **given):
        super().__init__(**given)
        self.headline = Words(face="head", own=False)
        self.state, self.here = MarkLine(theme=self.theme), Titled(theme=self.theme)
        self.asked, self.said = MarkLine(theme=self.theme, washed=True), Titled(theme=self.theme)
        self.why, self.looks = Titled(theme=self.theme), Titled(theme=self.theme)
        for part in (self.headline, self.state, self.here, self.asked, self.said, self.why, self.looks):
            self.ids.about.add_widget(part)

    def fill(self, view):
        ids, theme, young = self.ids, self.theme, view.frame.young
        self.headline.text, self.headline.letter = view.i_can, theme.pt(14)
        self.headline.colour = theme.hues.ink
        self.state.show(view.state)
        self.here.show(("", view.why_here))
        if view.asked is None:
            self.asked.wipe()
        else:
            self.asked.show(view.asked)
        self.said.show(("", view.said or view.note))
        self.why.show((view.why_title, "" if young or (view.asked and not theme.large) else view.why))
        self.looks.show((view.looks_title, "" if young or (not theme.large and view.said) else view.looks))
        ids.ticks_title.text = view.ticks_title if view.ticks else ""
        ids.ticks.show(self.make(TickLine), view.ticks)
        ids.piece_title.text = view.piece_title
        if view.piece is None:
            ids.piece.wipe()
            ids.piece.opacity = 0
        else:
            ids.piece.opacity = 1
            ids.piece.show(view.piece)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.actions.show(self.make(BigButton, own=True, points=(12.5, 14.5), icon_px=(26, 34)), view.actions)


SCREEN = TargetScreen
