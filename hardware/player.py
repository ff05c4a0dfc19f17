"""The socket for hearing a recording again, and the one behind it: ALSA's own player as a child process."""

import os
import shutil
import subprocess
import tempfile
from typing import IO, Protocol

from hardware.errors import PartMissing, PlayerGone

_END_S = 2.0


class Player(Protocol):
    """Plays one thing at a time; nothing here waits for the end of it."""

    def play(self, sound: bytes) -> None:
        """Begin with a WAV file; one that still plays is cut short. Raises PlayerGone, PartMissing."""

    def ended(self) -> bool:
        """Whether all is silent again. Raises PlayerGone once when what was to be heard was not."""

    def stop(self) -> None:
        """Silence, now; nothing of it is kept here."""


class AplayPlayer:
    """`device` is a name from `aplay -L`. What is played lies in memory only, never in a file."""

    def __init__(self, device: str = "default") -> None:
        self._device = device
        self._at_work: tuple[subprocess.Popen[bytes], IO[bytes]] | None = None

    def play(self, sound: bytes) -> None:
        self.stop()
        if shutil.which("aplay") is None:
            raise PartMissing("Playing", "aplay", "apt install alsa-utils")
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the player has ended
        with os.fdopen(os.memfd_create("sound"), "r+b") as memory:
            memory.write(sound)
            memory.seek(0)
            words = ["aplay", "-q", "-D", self._device]
            self._at_work = subprocess.Popen(words, stdin=memory, stderr=complaints), complaints

    def ended(self) -> bool:
        if self._at_work is None:
            return True
        player, complaints = self._at_work
        if player.poll() is None:
            return False
        self._at_work = None
        complaints.seek(0)
        with complaints:
            said = complaints.read().decode(errors="replace").splitlines()
        if player.returncode:
            raise PlayerGone(self._device, said[-1] if said else "no reason given")
        return True

    def stop(self) -> None:
        at_work, self._at_work = self._at_work, None
        if at_work is None:
            return
        player, complaints = at_work
        player.terminate()
        try:
            player.wait(_END_S)
        except subprocess.TimeoutExpired:
            player.kill()
            player.wait()
        complaints.close()
