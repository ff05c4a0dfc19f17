"""U06: the steps, what to show and how, and off to work."""

from kivy.properties import NumericProperty

from station.ui.screens.screen import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.rows import StepLine


class WorkScreen(FramedScreen):
    """Left the steps, right the ways to show it; a note says why a way is missing."""

    left = NumericProperty(0)
    turned = NumericProperty(0)

    def fill(self, view):
        ids, young = self.ids, view.frame.young
        ids.i_can.text = view.i_can
        ids.materials.show("" if young else view.materials)
        ids.steps.show(lambda: StepLine(theme=self.theme, press=self.press), view.steps)
        ids.steps_empty.text = "" if view.steps else view.steps_empty
        turns = [choice for choice in (view.earlier, view.later) if choice is not None]
        ids.turns.show(lambda: BigButton(theme=self.theme, press=self.press, tone="calm"), turns)
        self.turned = len(turns)
        ids.policy.show((None, "") if young else (view.dots, view.policy))
        self._ways(view)
        ids.back.show(lambda: BigButton(theme=self.theme, press=self.press), [view.back])
        ids.off.show(lambda: BigButton(theme=self.theme, press=self.press, tone="ink"), [view.off])

    def _ways(self, view):
        ids = self.ids
        ids.show_title.text = view.show_title
        ids.ways.show(self._way, view.evidence[:2])
        ids.more_ways.show(self._way, view.evidence[2:4])
        ids.other.show(self._other, [view.other] if view.other else [])
        ids.note.show(view.error or view.note or view.evidence_note)

    def _way(self):
        theme = self.theme
        return BigButton(theme=theme, press=self.press, way="tile", points=(11, 12.9), icon_px=(40, 54))

    def _other(self):
        return BigButton(theme=self.theme, press=self.press, points=(10, 11.7), icon_px=(24, 28))


SCREEN = WorkScreen
