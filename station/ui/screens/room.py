"""U01 after "No badge?": whom to ask, and where in the room there is a place. Counts only, no names."""

from kivy.properties import BooleanProperty, NumericProperty

from station.ui.screens.screen import Screen, offered
from station.ui.widgets.button import BigButton
from station.ui.widgets.zone_row import RoomRow


class RoomScreen(Screen):
    """Two columns of zones on cards."""

    pad = NumericProperty(0)
    wider = BooleanProperty(False)

    def fill(self, view):
        ids = self.ids
        ids.ask.text, ids.ask.colour = view.error or view.ask, self.ink_of(view)
        ids.banner.show(view.banner)
        self.wider = view.code is not None
        ids.actions.shares = [1, 2, 1] if self.wider else []
        half = (len(view.rooms) + 1) // 2
        ids.rooms.show(self.make(RoomRow, card=True), view.rooms[:half])
        ids.more_rooms.show(self.make(RoomRow, card=True), view.rooms[half:])
        ids.actions.show(
            self.make(BigButton, points=(12, 14)), offered(view.no_badge, view.code, view.language)
        )


SCREEN = RoomScreen
