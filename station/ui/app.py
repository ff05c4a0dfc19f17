"""The Kivy application: opens the window, drains the inbox when woken, hands touches and keys on."""

from time import monotonic

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from station.session.touches import Touch
from station.ui.keys import Keys
from station.ui.presses import Presses
from station.ui.speech import Arrivals
from station.ui.stage import Stage
from station.ui.theme import Theme


class StationApp(App):
    """`post(event)`, `drain()` and `look()` come from the composition root, as do all the plain values."""

    def __init__(self, *, post, drain, look, typed=None, started=None, px_per_mm, kiosk=False, frames=None):
        super().__init__()
        self.title = "Waystation"
        self._post, self._drain, self._look, self._started = post, drain, look, started
        self._presses = Presses(post, monotonic)
        self._arrivals = Arrivals(post)
        panel = Theme(width=Window.width, height=Window.height, px_per_mm=px_per_mm, calm=False)
        self.stage = Stage(panel=panel, press=self._presses.press, frames=frames)
        self._keys = Keys(stage=self.stage, post=post, typed=typed, clock=monotonic)
        self._kiosk = kiosk
        self.wake = Clock.create_trigger(self._catch_up, -1)

    def build(self):
        Window.clearcolor = self.stage.panel.hues.paper
        Window.bind(on_touch_down=self._touched, on_touch_move=self._touched)
        Window.bind(on_request_close=self._asked_to_close)
        self._keys.listen(Window)
        self._catch_up()
        return self.stage

    def on_start(self):
        if self._started is not None:
            Clock.schedule_once(lambda _: self._started(), 0)

    def close(self):
        Clock.schedule_once(lambda _: self.stop(), -1)

    def load_kv(self, *_, **__):
        """Each screen brings its own rules."""
        return False

    def open_settings(self, *_):
        """Kivy's own settings are nothing for a classroom."""
        return False

    def _catch_up(self, *_):
        self._drain()
        view = self._look()
        self.stage.show(view)
        self._arrivals.shown(view)

    def _touched(self, _window, _touch):
        if self._presses.is_new_touch():
            self._post(Touch())

    def _asked_to_close(self, *_, **__):
        return self._kiosk
