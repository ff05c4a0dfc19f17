"""What stands in a socket where nothing is fitted, so that nobody has to ask "do I have one?"."""

from hardware.badge import Post, StillFailed
from hardware.camera import Still
from hardware.errors import CameraGone
from hardware.frame import Frame
from hardware.light import Colour
from hardware.microphone import wav


class AbsentCamera:
    """Opens, and never sees anything."""

    healthy = False

    def open(self) -> None:
        return

    def read(self) -> Frame | None:
        return None

    def still(self) -> Still:
        raise CameraGone("none", "none is fitted")

    def close(self) -> None:
        return


class AbsentBadgeReader:
    """Reads nothing, and says so when it is asked for a picture."""

    def __init__(self) -> None:
        self._post: Post | None = None

    def start(self, post: Post) -> None:
        self._post = post

    def stop(self) -> None:
        self._post = None

    def preview(self) -> Frame | None:
        return None

    def request_still(self) -> None:
        if self._post is not None:
            self._post(StillFailed("No camera is fitted."))


class AbsentScanner:
    """Hears keys and makes nothing of them."""

    def start(self, post: Post) -> None:
        return

    def stop(self) -> None:
        return

    def hear(self, text: str) -> None:
        return

    def tick(self) -> None:
        return


class AbsentMicrophone:
    """Records silence of no length."""

    def start(self) -> None:
        return

    def level(self) -> float:
        return 0.0

    def since(self, samples: int) -> bytes:
        return b""

    def stop(self) -> bytes:
        return wav(b"")


class AbsentPlayer:
    """Plays to nobody."""

    def play(self, sound: bytes) -> None:
        return

    def ended(self) -> bool:
        return True

    def stop(self) -> None:
        return


class AbsentSpeech:
    """Keeps quiet."""

    speaking = False

    def say(self, text: str, lang: str = "en", *, private: bool = False) -> None:
        return

    def stop(self) -> None:
        return

    def turn(self, level: int) -> bool:
        return False

    def close(self) -> None:
        return


class AbsentLight:
    """Stays dark."""

    def shine(self, colour: Colour) -> None:
        return

    def close(self) -> None:
        return
