"""U18 while her hand is up: how far it is, what she tried, what to do meanwhile."""

from station.ui.screens.framed import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.idea_line import IdeaLine


class HandUpScreen(FramedScreen):
    """The hand on the left, big enough to be seen from a step away; ideas on the right."""

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.icon.glyph, ids.title.text = view.icon, view.title
        ids.round.fill = hues.help_wash
        ids.icon.colour = hues.help
        ids.place.text = view.place
        ids.place.colour = hues.help if view.flag else hues.ink
        ids.tried_title.text = view.tried_title
        ids.ideas_title.text = view.ideas_title if view.ideas else ""
        ids.tried.show(self.make(BigButton, way="tile", points=(10, 12.3), icon_px=(34, 48)), view.tried)
        ids.ideas.show(self.make(IdeaLine), view.ideas)
        ids.let_go.show(self.make(BigButton, points=(11.5, 14)), [view.let_go])
        ids.back.show(self.make(BigButton), [view.back])


SCREEN = HandUpScreen
