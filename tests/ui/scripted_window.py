"""Opens the true window of a station in this process and plays a short script through it; prints what it saw.

Started by test_window_process.py with a folder of its own as HOME.
"""

import json
import sys
import threading
from queue import SimpleQueue
from typing import Any

from station.session.events import Event
from station.session.touches import KeepGoingPressed, Touch
from station.ui.samples.doors import GOODBYE, IDLE
from station.ui.samples.path import PATH
from station.ui.window import Window
from station.views.shapes import View


class Script:
    """Idle, then a path whose main button is touched after Escape was pressed, then goodbye and the end."""

    def __init__(self) -> None:
        self.inbox: SimpleQueue[View] = SimpleQueue()
        self.shown: View = IDLE
        self.posted: list[Event] = []
        self.typed: list[str] = []
        self.drains = 0
        self.kivy_before = "kivy" in sys.modules
        self.window = Window(size=(800, 480))

    def drain(self) -> None:
        self.drains += 1
        while not self.inbox.empty():
            self.shown = self.inbox.get()

    def started(self) -> None:
        threading.Thread(target=self._from_elsewhere).start()

    def _from_elsewhere(self) -> None:
        """Another thread posts many Views at once; the last one counts."""
        for view in (IDLE, GOODBYE, PATH):
            self.inbox.put(view)
            self.window.wake()
        from kivy.clock import Clock  # noqa: PLC0415 - the window has prepared Kivy's surroundings by now

        Clock.schedule_once(lambda _: self._hands_on(), 0.3)

    def _hands_on(self) -> None:
        from kivy.core.window import Window as Kivys  # noqa: PLC0415
        from kivy.tests.common import UnitTestTouch  # noqa: PLC0415

        Kivys.dispatch("on_key_down", 27, 41, None, [])
        Kivys.dispatch("on_textinput", "W")
        main: Any = Kivys.children[0].screen.ids.actions.children[-1]
        finger = UnitTestTouch(main.center_x, main.center_y)
        finger.touch_down()
        finger.touch_up()
        self.window.close()

    def post(self, event: Event) -> None:
        self.posted.append(event)


def main() -> None:
    script = Script()
    script.window.run(
        post=script.post,
        drain=script.drain,
        look=lambda: script.shown,
        typed=script.typed.append,
        started=script.started,
    )
    said = {
        "kivy_before": script.kivy_before,
        "drains": script.drains,
        "keep_going": KeepGoingPressed() in script.posted,
        "touches": sum(type(event) is Touch for event in script.posted),
        "typed": script.typed,
        "unused": sorted(
            {"kivy.uix.screenmanager", "kivy.uix.filechooser", "kivy.uix.label", "numpy"} & set(sys.modules)
        ),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
