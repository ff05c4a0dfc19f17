"""A station's own program in its real window, with a finger and an eye for the test: JSON lines in and out.

    {"do": "see"}                      -> {"view": "PathView", "words": [...], "buttons": [...]}
    {"do": "tap", "button": "Photo"}   -> {"tapped": true} once a finger came down and lifted there
    {"do": "type", "text": "..."}      -> {"typed": true}; a keyboard or a scanner that types
    {"do": "eye"}                      -> {"light": 213.0}
    {"do": "picture", "to": "x.png"}   -> {"picture": "x.png"}

The station is put together by its own composition root; this file only adds the stranger at the window.
"""

import json
import sys
import threading
from pathlib import Path
from typing import Any

from station.__main__ import run_station
from station.config import read_config
from tests.ui.seen import buttons, words
from tests.waiting import until

FINGER_S = 0.3
"""No finger is faster from one button to the next, and by then a new screen has faded in."""


class Stranger:
    """Looks at the window and touches it, in the window's own thread."""

    def __init__(self) -> None:
        from kivy.app import App  # noqa: PLC0415 - Kivy must find its surroundings prepared

        self._stage: Any = App.get_running_app().stage

    def see(self, _wish: dict[str, Any]) -> dict[str, Any]:
        offered = [button for button in buttons(self._stage.screen) if button.is_open()]
        return {
            "view": type(self._stage.view).__name__,
            "words": [label.text for label in words(self._stage.screen)],
            "buttons": [_names(button) for button in offered],
        }

    def tap(self, wish: dict[str, Any]) -> dict[str, Any]:
        from kivy.tests.common import UnitTestTouch  # noqa: PLC0415

        for button in buttons(self._stage.screen):
            if button.is_open() and wish["button"] in _names(button):
                finger = UnitTestTouch(*button.to_window(*button.center))
                finger.touch_down()
                finger.touch_up()
                return {"tapped": True}
        return {"tapped": False}

    def eye(self, _wish: dict[str, Any]) -> dict[str, Any]:
        """How bright the picture is that the camera sees: white paper is over 200."""
        frame = self._stage.frames._station.reader.preview()
        return {"light": sum(frame.pixels[::97]) * 97 / len(frame.pixels) if frame else 0.0}

    def type(self, wish: dict[str, Any]) -> dict[str, Any]:
        from kivy.core.window import Window  # noqa: PLC0415

        for letter in wish["text"]:
            Window.dispatch("on_textinput", letter)
        return {"typed": True}

    def picture(self, wish: dict[str, Any]) -> dict[str, Any]:
        from kivy.core.window import Window  # noqa: PLC0415
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels  # noqa: PLC0415
        from PIL import Image  # noqa: PLC0415

        Window.dispatch("on_draw")
        rows = glReadPixels(0, 0, *Window.size, GL_RGBA, GL_UNSIGNED_BYTE)
        picture = Image.frombytes("RGBA", Window.size, rows).convert("RGB")
        picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(wish["to"])
        return {"picture": wish["to"]}


def _names(button: Any) -> list[str]:
    return [button.choice.words, button.choice.icon, type(button.choice.event).__name__]


def listen() -> None:
    """Carry out each line in the window's thread and answer it on stdout, once the window stands."""
    for line in sys.stdin:
        until(_stands, seconds=60)
        wish = json.loads(line)
        print(json.dumps(_in_the_window(wish)), flush=True)


def _stands() -> bool:
    """Whether there is a screen; asked without importing anything, for the station prepares that itself."""
    app = getattr(sys.modules.get("kivy.app"), "App", None)
    running = app.get_running_app() if app else None
    stage = getattr(running, "stage", None)  # an application runs a moment before it has one
    return stage is not None and stage.screen is not None


def _in_the_window(wish: dict[str, Any]) -> dict[str, Any]:
    from kivy.clock import Clock  # noqa: PLC0415

    done, answer = threading.Event(), dict[str, Any]()

    def run(_: float) -> None:
        answer.update(getattr(Stranger(), wish["do"])(wish))
        done.set()

    Clock.schedule_once(run, FINGER_S if wish["do"] in {"tap", "picture"} else 0)
    done.wait()
    return answer


if __name__ == "__main__":
    threading.Thread(target=listen, daemon=True).start()
    run_station(read_config(Path(sys.argv[1]), {}), window=True)
