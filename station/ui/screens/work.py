"""U06: the steps, what to show and how, and off to work."""

from kivy.properties import NumericProperty

from station.ui.screens.framed import FramedScreen
from station.ui.screens.screen import offered
from station.ui.widgets.button import BigButton
from station.ui.widgets.rows import StepLine


class WorkScreen(FramedScreen):
    """Left the steps, right the ways to show it; a line says why a way is missing."""

    left = NumericProperty(0)
    turned = NumericProperty(0)
    right = NumericProperty(0)
    tile = NumericProperty(0)

    def fill(self, view):
        ids, young = self.ids, view.frame.young
        ids.i_can.text = view.i_can
        self._lines(view)
        ids.steps.show(self.make(StepLine), view.steps)
        ids.steps_empty.text = "" if view.steps else view.steps_empty
        turns = offered(view.earlier, view.later)
        ids.turns.show(self.make(BigButton, tone="calm", icon_only=True), turns)
        self.turned = len(turns)
        ids.policy.show((None, "") if young else (view.dots, view.policy))
        self._ways(view)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.off.show(self.make(BigButton, tone="ink"), [view.off])

    def _lines(self, view):
        """What waits here and why a way is missing stand on the right, or left where the right is full."""
        ids, news = self.ids, "\n".join(line for line in (view.note, view.evidence_note) if line)
        full = len(view.evidence) > 2 and not view.frame.young
        ids.note.show("" if full else news)
        ids.materials.glyph = "info" if full and news else "package"
        materials = "" if view.frame.young else view.materials
        ids.materials.show(news if full and news else materials)

    def _ways(self, view):
        """Two in a row; the young have three at most, all in one."""
        ids, row = self.ids, 3 if view.frame.young else 2
        self.right = self.theme.px(338, 470) if row == 3 else self.theme.px(268, 400)
        ids.show_title.text = view.show_title
        ways = self.make(BigButton, way="tile", points=(11, 12.9), icon_px=(40, 54))
        ids.ways.show(ways, view.evidence[:row])
        ids.more_ways.show(ways, view.evidence[row:4])
        ids.other.show(self.make(BigButton, points=(10, 11.7), icon_px=(24, 28)), offered(view.other))


SCREEN = WorkScreen
