"""The devices of a station as the session speaks of them: eyes that read badges, a voice, a booth for another's."""

import logging
import threading
from collections.abc import Callable

from hardware import badge
from hardware.badge import BadgeReader
from hardware.frame import Frame
from hardware.light import Light
from hardware.microphone import Microphone
from hardware.player import Player
from hardware.speech import Speech
from station.perform.booth import Booth
from station.perform.lamp import Lamp
from station.session import effects as ask
from station.session import events as happened

log = logging.getLogger(__name__)


class Preview:
    """The latest camera picture, once, while somebody wants to see it."""

    def __init__(self, reader: BadgeReader) -> None:
        self._reader = reader
        self._wanted = threading.Event()
        self._shown: Frame | None = None

    def take(self) -> tuple[int, int, bytes] | None:
        """Return width, height and RGB rows from the top; None when there is nothing new to see."""
        frame = self._reader.preview() if self._wanted.is_set() else None
        if frame is None or frame is self._shown:
            return None
        self._shown = frame
        return frame.width, frame.height, frame.rgb or _grey(frame.pixels)

    def show(self) -> None:
        self._wanted.set()

    def hide(self) -> None:
        """Show nothing more, and keep no picture."""
        self._wanted.clear()
        self._shown = None


class Devices:
    """Carries out effects at the devices and turns what they say into events. Nothing here waits."""

    def __init__(
        self, reader: BadgeReader, speech: Speech, light: Light, microphone: Microphone, player: Player
    ) -> None:
        self._reader, self._speech, self._lamp = reader, speech, Lamp(light)
        self._booth = Booth(microphone, player)
        self.preview = Preview(reader)
        self._post: Callable[[happened.Event], None] = lambda _: None

    def start(self, post: Callable[[happened.Event], None], volume: int = 3) -> None:
        """Begin to look for badges; speak as loud as before."""
        self._post = post
        self._reader.start(lambda seen: post(event_of(seen)))
        self._booth.start(post)
        self.speak_at(volume)

    def speak_at(self, level: int) -> None:
        """Speak so loud, and say so where there is a voice at all."""
        self._post(happened.VolumeTurned(level=level if self._speech.turn(level) else None))

    def stop(self) -> None:
        self._reader.stop()
        self._booth.stop()
        self._speech.close()
        self._lamp.close()

    def carry_out(self, effect: ask.Effect) -> None:
        """Do what concerns the devices; other effects do nothing here."""
        match effect:
            case ask.StartPreview():
                self.preview.show()
            case ask.StopPreview():
                self.preview.hide()
            case ask.TakeStill():
                self._reader.request_still()
            case ask.Say(text=text, lang=lang):
                self._speech.say(text, lang, private=True)
            case ask.Hush():
                self._speech.stop()
            case ask.SetVolume(level=level):
                self.speak_at(level)
            case ask.BlinkLight(seconds=seconds):
                self._lamp.blink(seconds)
            case _:
                self._booth.carry_out(effect)


def event_of(seen: badge.BadgeEvent) -> happened.Event:
    """Return what the session calls something that a reader or scanner has seen."""
    match seen:
        case badge.CodesSeen(codes=codes):
            return happened.CodesSeen(texts=tuple(code.text for code in codes))
        case badge.Typed(text=text):
            return happened.CodesSeen(texts=(text,))
        case badge.CodeUnreadable():
            return happened.CodeUnreadable()
        case badge.LightSeen(kind=kind):
            return happened.LightSeen(light=kind)
        case badge.CameraLost(reason=reason):
            log.warning("the camera is lost: %s", reason)
            return happened.CameraGone()
        case badge.CameraBack():
            return happened.CameraBack()
        case badge.StillTaken(jpeg=jpeg):
            return happened.StillTaken(jpeg=jpeg)
        case badge.StillFailed(reason=reason):
            log.warning("no picture: %s", reason)
            return happened.StillFailed()


def _grey(luma: bytes) -> bytes:
    """Return luma as RGB."""
    rgb = bytearray(3 * len(luma))
    rgb[0::3] = rgb[1::3] = rgb[2::3] = luma
    return bytes(rgb)
