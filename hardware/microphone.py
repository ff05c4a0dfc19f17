"""The socket for microphones, and the one behind it: ALSA's own recorder as a child process."""

import array
import io
import os
import shutil
import subprocess
import tempfile
import threading
import wave
from typing import IO, Protocol

from hardware.errors import MicrophoneGone, PartMissing

RATE = 16_000  # samples a second: all of a voice, none of the rest
LONGEST_S = 90.0
_CHUNK = RATE // 10 * 2  # bytes; a tenth of a second, so that the meter moves
_START_S = 2.0


class Microphone(Protocol):
    """Records one thing at a time, from start() to stop()."""

    def start(self) -> None:
        """Returns when sound is coming in, at most 2 s later; a recording that ran before is thrown away.
        Raises MicrophoneGone, PartMissing.
        """

    def level(self) -> float:
        """How loud the last tenth of a second was, 0 to 1; 0 when not recording."""

    def stop(self) -> bytes:
        """What was recorded: a WAV file, 16-bit mono, 16 kHz, at most 90 s, no sample if none. Nothing of it
        is kept here.
        """


class ArecordMicrophone:
    """`device` is a name from `arecord -L`."""

    def __init__(self, device: str = "default", *, longest_s: float = LONGEST_S) -> None:
        self._device = device
        self._most_bytes = int(longest_s * RATE) * 2
        self._recorder: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread()
        self._samples = bytearray()
        self._level = 0.0

    def start(self) -> None:
        self.stop()
        if shutil.which("arecord") is None:
            raise PartMissing("Recording", "arecord", "apt install alsa-utils")
        words = ["arecord", "-q", "-D", self._device, "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", "1"]
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the thread that outlives this call
        self._recorder = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=complaints)
        sound = threading.Event()
        listen = (self._recorder, complaints, sound)
        self._thread = threading.Thread(target=self._listen, args=listen, name="microphone", daemon=True)
        self._thread.start()
        if not sound.wait(_START_S) or not self._samples:
            self.stop()
            raise MicrophoneGone(self._device, self._complaint)

    def level(self) -> float:
        return self._level

    def stop(self) -> bytes:
        if self._recorder is not None:
            self._recorder.terminate()
            self._thread.join(_START_S)
        self._recorder = None
        samples, self._samples = self._samples, bytearray()
        return wav(bytes(samples[: len(samples) & ~1]))

    def _listen(
        self, recorder: subprocess.Popen[bytes], complaints: IO[bytes], sound: threading.Event
    ) -> None:
        with recorder, complaints:
            source = recorder.stdout
            while (
                source
                and len(self._samples) < self._most_bytes
                and (chunk := os.read(source.fileno(), _CHUNK))
            ):
                self._samples += chunk[: self._most_bytes - len(self._samples)]
                self._level = loudness(chunk)
                sound.set()
            recorder.terminate()
            recorder.wait()
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").splitlines()
        self._complaint = said[-1] if said else "it sends nothing"
        self._level = 0.0
        sound.set()


def loudness(chunk: bytes) -> float:
    """The peak of 16-bit samples, 0 to 1. Pure."""
    samples = array.array("h", chunk[: len(chunk) & ~1])
    return max((abs(sample) for sample in samples), default=0) / 32768


def wav(samples: bytes) -> bytes:
    """16-bit mono samples at 16 kHz as a WAV file. Pure."""
    packed = io.BytesIO()
    with wave.open(packed, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return packed.getvalue()
