"""U01 after "No badge?": whom to ask, and where in the room there is a place. Counts only, no names."""

from kivy.properties import NumericProperty

from station.ui.screens.screen import Screen
from station.ui.widgets.button import BigButton
from station.ui.widgets.zone_row import RoomRow


class RoomScreen(Screen):
    """Two columns of zones on cards."""

    pad = NumericProperty(0)

    def fill(self, view):
        ids = self.ids
        ids.ask.text = view.ask
        ids.banner.show(view.banner)
        half = (len(view.rooms) + 1) // 2
        for stack, rooms in ((ids.rooms, view.rooms[:half]), (ids.more_rooms, view.rooms[half:])):
            stack.show(lambda: RoomRow(theme=self.theme, card=True), rooms)
        offered = [view.no_badge, *([view.language] if view.language else [])]
        ids.actions.show(lambda: BigButton(theme=self.theme, press=self.press), offered)


SCREEN = RoomScreen
