"""Quiet lines: what the class agreed, that the hub is away, that something needs another try."""

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.tones import CLEAR, tone_of
from station.ui.widgets.words import Words


class Agreement(Part):
    """`shape` is an IdleView; its class agreement on a warm ground."""

    def __init__(self, **given):
        self.words = Words(rich=True)
        super().__init__(**given)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.words.text = f"**{shape.agreement_title}** {shape.agreement}" if shape.agreement else ""
        self.words.letter = theme.pt(10.5) if not theme.large else theme.pt(14)
        self.words.colour, self.radius = theme.hues.ink, theme.radius
        self.fill = theme.hues.next_wash if shape.agreement else CLEAR

    def place(self, theme):
        pad = theme.px(16, 24)
        put(self.words, self.x + pad, self.y + theme.px(6), self.width - 2 * pad, self.height - theme.px(12))


class Note(Part):
    """`shape` is a text; an icon stands before it. `tone` none: quiet grey, no ground."""

    glyph = "cloud-off"
    tone = ""

    def __init__(self, **given):
        self.icon, self.words = Icon(glyph=self.glyph), Words()
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.words.text, self.words.letter = shape, theme.note
        self.icon.letter = theme.px(20, 24) if shape else 0
        colours = tone_of(self.tone, theme.hues) if self.tone else None
        self.words.colour = self.icon.colour = colours.ink if colours else theme.hues.soft
        self.fill, self.radius = colours.ground if colours and shape else CLEAR, theme.px(12)

    def place(self, theme):
        pad = theme.px(12) if self.tone else 0
        side = theme.px(22, 26)
        put(self.icon, self.x + pad, self.y, side, self.height)
        left = self.icon.right + theme.px(8)
        put(self.words, left, self.y, self.right - pad - left, self.height)


class Banner(Note):
    """The hub is away; all is kept here for now."""


class Trouble(Note):
    """Something needs another try; says what to do."""

    glyph = "circle-alert"
    tone = "help"
