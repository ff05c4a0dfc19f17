"""How Kivy is told to behave, before it is first imported: no files, no arguments, no doubled input, no way out."""

import os
from typing import Final

_SURROUNDINGS: Final = {
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONFIG": "1",  # neither reads nor writes a folder in HOME
    "KIVY_NO_FILELOG": "1",
    "KIVY_NO_ENV_CONFIG": "1",
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_CLIPBOARD": "dummy",  # nothing of a learner leaves by copy and paste
    "KIVY_SPELLING": "",
    "SDL_TOUCH_MOUSE_EVENTS": "0",  # a finger is a finger, and not a mouse as well
    "SDL_MOUSE_TOUCH_EVENTS": "0",
    "SDL_VIDEO_ALLOW_SCREENSAVER": "0",
}


def prepare(size: tuple[int, int], *, kiosk: bool = False, most_frames: int = 60) -> None:
    """Set the environment, then Kivy's settings in memory. The window opens at the size, or fills the display."""
    for name, value in _SURROUNDINGS.items():
        os.environ.setdefault(name, value)
    from kivy.config import Config  # noqa: PLC0415 - Kivy reads its surroundings while it is imported

    Config.remove_section("input")
    Config.add_section("input")
    Config.set("input", "mouse", "mouse,disable_multitouch")
    for section, values in _settings(size, kiosk=kiosk, most_frames=most_frames).items():
        for option, setting in values.items():
            Config.set(section, option, setting)


def _settings(size: tuple[int, int], *, kiosk: bool, most_frames: int) -> dict[str, dict[str, str | int]]:
    return {
        "kivy": {"exit_on_escape": 0, "keyboard_mode": "", "log_enable": 0, "desktop": 1},
        "graphics": {
            "width": size[0],
            "height": size[1],
            "fullscreen": "auto" if kiosk else 0,
            "borderless": int(kiosk),
            "show_cursor": int(not kiosk),
            "resizable": 0,
            "multisamples": 0,  # the shapes have soft edges of their own
            "maxfps": most_frames,
            "allow_screensaver": 0,
        },
        "postproc": {"double_tap_time": 0, "triple_tap_time": 0},
    }
