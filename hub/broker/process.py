"""A child process that is started again when it dies, and never outlives us."""

import logging
import re
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

LOG_LIMIT = 1024 * 1024
STOP_S = 3.0
PAUSE_S = (0.1, 5.0)
"""First and longest pause before it is started again; a run of 10 s makes the next pause the first again."""

_SECRET = re.compile(r"-[0-9A-Za-z]{20,}")

log = logging.getLogger(__name__)


class Child:
    """Keeps one command running from `start` to `stop`.

    Its supervisor thread lives exactly as long as the child may: the kernel kills the child when the thread
    that started it ends (setpriv --pdeathsig), so also when this process is killed. `before` runs each time.
    """

    def __init__(self, name: str, command: list[str], log_path: Path, before: Callable[[], None]) -> None:
        self.name, self._command, self._before = name, command, before
        self._log = _BoundedLog(log_path)
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self.starts = 0
        """How often it was started."""

    def start(self) -> None:
        self._stopping.clear()
        self._thread = threading.Thread(target=self._supervise, name=f"{self.name} supervisor", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it politely, then not; may be repeated."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def kill(self) -> None:
        """End it at once; the supervisor starts it again."""
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def signal(self, number: int) -> None:
        with self._lock:
            if self._process is not None:
                self._process.send_signal(number)

    @property
    def pid(self) -> int | None:
        """The running process, if one runs."""
        with self._lock:
            return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def last_words(self) -> str:
        """The end of what it said, on one line, for an operator."""
        return self._log.tail

    def _supervise(self) -> None:
        pause = PAUSE_S[0]
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._run_once()
            except OSError as error:
                self._log.write(f"{self.name} could not be started: {error}\n".encode())
            pause = PAUSE_S[0] if time.monotonic() - began > 10 else min(pause * 2, PAUSE_S[1])
            if not self._stopping.wait(pause):
                log.warning("%s ended and is started again", self.name)

    def _run_once(self) -> None:
        with self._lock:
            if self._stopping.is_set():
                return
            self._before()
            command = ["setpriv", "--pdeathsig", "KILL", "--", *self._command]
            pipe, devnull = subprocess.PIPE, subprocess.DEVNULL
            self._process = subprocess.Popen(command, stdin=devnull, stdout=pipe, stderr=subprocess.STDOUT)
            self.starts += 1
        with self._process as process:
            for line in process.stdout or ():
                self._log.write(line)


class _BoundedLog:
    """Two files of at most LOG_LIMIT bytes, without client ids: they are secrets."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: deque[str] = deque(maxlen=3)

    @property
    def tail(self) -> str:
        return "; ".join(line.strip() for line in self._last)

    def write(self, line: bytes) -> None:
        text = _SECRET.sub("-...", line.decode(errors="replace"))
        self._last.append(text)
        with suppress(OSError), self._open() as file:  # a full disk must not stop us from listening
            file.write(text)

    def _open(self) -> IO[str]:
        if self._path.exists() and self._path.stat().st_size > LOG_LIMIT:
            self._path.replace(self._path.with_suffix(".log.1"))
        self._path.touch(mode=0o600)
        return self._path.open("a")
