"""U11: a page to draw on, pens beside it, and a question in their place when there is one."""

from station.ui.screens.framed import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.ink_button import InkButton


class DrawScreen(FramedScreen):
    """Left the page, as large as it can be; right the pens, the tools, and the way on."""

    tells_trouble = True

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.title.text = view.error or view.title
        ids.title.colour = hues.help if view.error else hues.soft
        ids.page.show(view.page)
        ids.page.press = self.press
        ids.light.show(self.make(InkButton), view.colours[:3])
        ids.dark.show(self.make(InkButton), view.colours[3:])
        ids.widths.show(self.make(InkButton), view.widths)
        ids.tools.show(self.make(BigButton, icon_only=True), view.tools)
        ids.choices.show(self.make(BigButton, points=(11, 12.9)), view.choices)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.done.show(self.make(BigButton), [view.done])


SCREEN = DrawScreen
