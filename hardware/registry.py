"""A name in the configuration -> the thing itself. `none` and `fake` exist for every socket."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hardware import absent, fake
from hardware.camera import Camera
from hardware.errors import NameUnknown
from hardware.folder_camera import FolderCamera
from hardware.light import Light
from hardware.microphone import ArecordMicrophone, Microphone
from hardware.pi_camera import PiCamera
from hardware.player import AplayPlayer, Player
from hardware.speech import EspeakSpeech, Speech
from hardware.usb_camera import UsbCamera

Thing = TypeVar("Thing")
Makers = dict[str, Callable[[str], Thing]]  # what stands after the colon goes in

CAMERAS: Makers[Camera] = {
    "folder": lambda rest: FolderCamera(Path(rest)),
    "video": UsbCamera,
    "usb": lambda rest: UsbCamera(int(rest or 0)),
    "pi": lambda _rest: PiCamera(),
    "fake": lambda _rest: fake.FakeCamera(),
    "none": lambda _rest: absent.AbsentCamera(),
}
MICROPHONES: Makers[Microphone] = {
    "arecord": lambda rest: ArecordMicrophone(rest or "default"),
    "fake": lambda _rest: fake.FakeMicrophone(),
    "none": lambda _rest: absent.AbsentMicrophone(),
}
PLAYERS: Makers[Player] = {
    "aplay": lambda rest: AplayPlayer(rest or "default"),
    "fake": lambda _rest: fake.FakePlayer(),
    "none": lambda _rest: absent.AbsentPlayer(),
}
LIGHTS: Makers[Light] = {
    "fake": lambda _rest: fake.FakeLight(),
    "none": lambda _rest: absent.AbsentLight(),
}


def camera(name: str) -> Camera:
    """`folder:DIR`, `video:FILE`, `usb:N`, `pi`, `fake` or `none`. Raises NameUnknown."""
    return _made("camera", name, CAMERAS)


def microphone(name: str) -> Microphone:
    """`arecord`, `arecord:DEVICE`, `fake` or `none`. Raises NameUnknown."""
    return _made("microphone", name, MICROPHONES)


def player(name: str) -> Player:
    """`aplay`, `aplay:DEVICE`, `fake` or `none`. Raises NameUnknown."""
    return _made("player", name, PLAYERS)


def light(name: str) -> Light:
    """`fake` or `none`. Raises NameUnknown."""
    return _made("light", name, LIGHTS)


def speech(name: str, cache: Path) -> Speech:
    """`espeak`, `espeak:DEVICE`, `fake` or `none`; sounds are kept in `cache`. Raises NameUnknown."""
    makers: Makers[Speech] = {
        "espeak": lambda rest: EspeakSpeech(cache, rest or "default"),
        "fake": lambda _rest: fake.FakeSpeech(),
        "none": lambda _rest: absent.AbsentSpeech(),
    }
    return _made("voice", name, makers)


def _made(thing: str, name: str, makers: Makers[Thing]) -> Thing:
    kind, _, rest = name.partition(":")
    try:
        return makers[kind](rest)
    except (KeyError, ValueError):
        raise NameUnknown(thing, name, makers) from None
