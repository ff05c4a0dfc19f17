"""A program of ours as a child process: told to end in its turn, and never left behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

from demo.errors import ProgramFailed

COMMAND_LINE: Final = Path(__file__).resolve().parent.parent / "waystation.py"
READY_S: Final = 30.0
STOP_S: Final = 10.0
_POLL_S: Final = 0.005
_LAST_WORDS: Final = 8


class Program:
    """`waystation` with some arguments; what it says goes to a log file.

    It hears no Ctrl-C of ours (a session of its own), and is told to end when we are killed (setpriv).
    Starts on entering, ends on leaving.
    """

    def __init__(self, name: str, arguments: Sequence[object], log: Path) -> None:
        self.name, self._log = name, log
        words = [sys.executable, COMMAND_LINE, *arguments]
        self._command = ["setpriv", "--pdeathsig", "TERM", "--", *map(str, words)]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End it as a power cut would: at once, and without a word."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def runs(self) -> bool:
        """Whether it is still there."""
        return self._process is not None and self._process.poll() is None

    def check(self) -> None:
        """Raise ProgramFailed when it is not there any more."""
        if not self.runs:
            raise ProgramFailed(self.name, "ended by itself", self._last_words())

    @property
    def pid(self) -> int:
        """Its process id; 0 before it began."""
        return self._process.pid if self._process else 0

    def line(self, beginning: str) -> str:
        """Wait for a line that begins so, and return it; raise ProgramFailed when it never comes."""
        until_s = time.monotonic() + READY_S
        while time.monotonic() < until_s:
            alive = self.runs
            if said := self.said(beginning):
                return said
            if not alive:
                raise ProgramFailed(self.name, "ended before it was ready", self._last_words())
            time.sleep(_POLL_S)
        raise ProgramFailed(self.name, f"was not ready after {READY_S:.0f} s", self._last_words())

    def said(self, beginning: str) -> str:
        """Return the line that begins so, "" while there is none."""
        whole = (line for line in self._lines() if line.startswith(beginning) and line.endswith("\n"))
        return next(whole, "").strip()

    def _lines(self) -> list[str]:
        return self._log.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)

    def _last_words(self) -> str:
        return "".join(self._lines()[-_LAST_WORDS:]).strip()
