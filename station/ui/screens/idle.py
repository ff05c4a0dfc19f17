"""U01 and U02: the zone, the window for the badge, the room; nothing of anybody."""

from kivy.properties import NumericProperty, ObjectProperty

from station.ui.screens.screen import Screen, offered
from station.ui.widgets.button import BigButton
from station.ui.widgets.zone_row import RoomRow

_GLYPHS = {"ready": "badge-check", "dark": "lamp", "glare": "sun-dim", "asleep": "camera-off"}


class IdleScreen(Screen):
    """Left: where she is and where the badge goes. Right: the room today."""

    frames = ObjectProperty(None, allownone=True)
    split = NumericProperty(0)
    pad = NumericProperty(0)

    def fill(self, view):
        ids = self.ids
        ids.icon.glyph, ids.zone.text, ids.seats.text = view.icon, view.zone, view.seats
        ids.hint.text, ids.hint.colour = view.error or view.hint, self.ink_of(view)
        ids.window.glyph, ids.window.found = _GLYPHS[view.camera], view.found
        ids.window.live = view.camera != "asleep"
        ids.title.text = view.room_title
        ids.agreement.show(view)
        ids.banner.show(view.banner or view.badge_age)
        ids.banner.glyph = "cloud-off" if view.banner else "id-card"
        ids.age.show(view.badge_age if view.banner else "")
        ids.rooms.show(self.make(RoomRow), view.rooms)
        ids.buttons.show(self.make(BigButton, points=(11, 12.9)), offered(view.no_badge, view.language))


SCREEN = IdleScreen
