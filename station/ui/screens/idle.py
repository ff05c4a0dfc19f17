"""U01 and U02: the zone, the window for the badge, the room; nothing of anybody."""

from kivy.properties import NumericProperty, ObjectProperty

from station.ui.screens.screen import Screen
from station.ui.widgets.button import BigButton
from station.ui.widgets.zone_row import RoomRow

_GLYPHS = {"ready": "badge-check", "dark": "lamp", "glare": "sun-dim", "asleep": "camera-off"}


class IdleScreen(Screen):
    """Left: where she is and where the badge goes. Right: the room today."""

    frames = ObjectProperty(None, allownone=True)
    split = NumericProperty(0)
    pad = NumericProperty(0)

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.icon.glyph, ids.zone.text, ids.seats.text = view.icon, view.zone, view.seats
        ids.hint.text = view.error or view.hint
        ids.hint.colour = hues.help if view.error else hues.ink
        ids.window.glyph, ids.window.found = _GLYPHS[view.camera], view.found
        ids.window.live = view.camera != "asleep"
        ids.title.text = view.room_title
        ids.agreement.show(view)
        ids.banner.show(view.banner)
        ids.rooms.show(lambda: RoomRow(theme=self.theme), view.rooms)
        ids.buttons.show(self._button, [view.no_badge, *([view.language] if view.language else [])])

    def _button(self):
        return BigButton(theme=self.theme, press=self.press, points=(11, 12.9))


SCREEN = IdleScreen
