"""A name in the configuration becomes the thing, and a wrong name becomes a helpful sentence."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hardware import absent, fake, registry
from hardware.errors import NameUnknown
from hardware.folder_camera import FolderCamera
from hardware.microphone import ArecordMicrophone
from hardware.pi_camera import PiCamera
from hardware.player import AplayPlayer
from hardware.speech import EspeakSpeech
from hardware.usb_camera import UsbCamera

voice = partial(registry.speech, cache=Path("sounds"))


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [
        (registry.camera, "folder:pictures", FolderCamera),
        (registry.camera, "video:film.mp4", UsbCamera),
        (registry.camera, "usb:1", UsbCamera),
        (registry.camera, "usb", UsbCamera),
        (registry.camera, "pi", PiCamera),
        (registry.camera, "fake", fake.FakeCamera),
        (registry.camera, "none", absent.AbsentCamera),
        (registry.microphone, "arecord:plughw:1,0", ArecordMicrophone),
        (registry.microphone, "fake", fake.FakeMicrophone),
        (registry.microphone, "none", absent.AbsentMicrophone),
        (registry.player, "aplay:plughw:1,0", AplayPlayer),
        (registry.player, "fake", fake.FakePlayer),
        (registry.player, "none", absent.AbsentPlayer),
        (voice, "espeak", EspeakSpeech),
        (voice, "fake", fake.FakeSpeech),
        (voice, "none", absent.AbsentSpeech),
        (registry.light, "fake", fake.FakeLight),
        (registry.light, "none", absent.AbsentLight),
    ],
)
def test_a_name_is_a_thing(make: Callable[[str], object], name: str, kind: type) -> None:
    assert type(make(name)) is kind


@pytest.mark.parametrize(
    ("make", "name", "sentence"),
    [
        (registry.camera, "foldr:pictures", 'No camera is called "foldr:pictures". Did you mean "folder"?'),
        (registry.camera, "usb:front", 'No camera is called "usb:front". Did you mean "usb"?'),
        (registry.camera, "", 'No camera is called "". There are: fake, folder, none, pi, usb, video.'),
        (registry.microphone, "record", 'No microphone is called "record". Did you mean "arecord"?'),
        (voice, "speak", 'No voice is called "speak". Did you mean "espeak"?'),
        (registry.light, "gpio", 'No light is called "gpio". There are: fake, none.'),
    ],
)
def test_a_wrong_name_is_answered_with_a_suggestion(
    make: Callable[[str], object], name: str, sentence: str
) -> None:
    with pytest.raises(NameUnknown) as refused:
        make(name)
    assert str(refused.value).startswith(sentence)
