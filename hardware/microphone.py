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

    def since(self, samples: int) -> bytes:
        """What was recorded after the first so many samples, as 16-bit samples; empty when not recording."""

    def stop(self) -> bytes:
        """What was recorded: a WAV file, 16-bit mono, 16 kHz, at most 90 s, no sample if none. Nothing of it
        is kept here.
        """


class ArecordMicrophone:
    """`device` is a name from `arecord -L`."""

    def __init__(self, device: str = "default", *, longest_s: float = LONGEST_S) -> None:
        self._device = device
        self._most_bytes = int(longest_s * RATE) * 2
        self._recording: _Recording | None = None

    def start(self) -> None:
        self.stop()
        if shutil.which("arecord") is None:
            raise PartMissing("Recording", "arecord", "apt install alsa-utils")
        recording = _Recording(self._device, self._most_bytes)
        if not recording.sound.wait(_START_S) or not recording.samples:
            recording.end()
            raise MicrophoneGone(self._device, recording.complaint)
        self._recording = recording

    def level(self) -> float:
        return self._recording.level if self._recording else 0.0

    def since(self, samples: int) -> bytes:
        return self._recording.since(samples) if self._recording else b""

    def stop(self) -> bytes:
        recording, self._recording = self._recording, None
        return wav(recording.end() if recording else b"")


class _Recording:
    """One recorder at work, and the thread that listens to it; `sound` is set when either came to something."""

    def __init__(self, device: str, most_bytes: int) -> None:
        words = ["arecord", "-q", "-D", device, "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", "1"]
        self._most_bytes = most_bytes
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the thread that reads it
        self._recorder = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=self._complaints)
        self.samples = bytearray()
        self.level = 0.0
        self.complaint = "it sends nothing"
        self.sound = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="microphone", daemon=True)
        self._thread.start()

    def since(self, samples: int) -> bytes:
        return bytes(self.samples[2 * samples : len(self.samples) & ~1])

    def end(self) -> bytes:
        self._recorder.terminate()
        self._thread.join(_START_S)
        return self.since(0)

    def _listen(self) -> None:
        with self._recorder as recorder, self._complaints as complaints:
            if recorder.stdout:
                self._take_in(recorder.stdout)
            _end(recorder)
            complaints.seek(0)
            if said := complaints.read().decode(errors="replace").splitlines():
                self.complaint = said[-1]
        self.level = 0.0
        self.sound.set()

    def _take_in(self, source: IO[bytes]) -> None:
        with (
            source
        ):  # closed before we wait: a recorder that waits to be read would not hear that it is to end
            while (room := self._most_bytes - len(self.samples)) > 0:
                chunk = os.read(source.fileno(), _CHUNK)
                if not chunk:
                    return
                self.samples += chunk[:room]
                self.level = loudness(chunk)
                self.sound.set()


def _end(recorder: subprocess.Popen[bytes]) -> None:
    recorder.terminate()
    try:
        recorder.wait(_START_S / 2)
    except subprocess.TimeoutExpired:
        recorder.kill()


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
