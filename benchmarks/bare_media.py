"""The barest way to bring files over a broker: chunks in windows of eight, written where they belong, synced once."""

import os
import struct
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from paho.mqtt.client import Client

from benchmarks.bare_hub import connect

CHUNK: Final = 32 * 1024
WINDOW: Final = 8
HEAD: Final = struct.Struct(">HHI")
"""Of which sender, which of its files, which chunk (or window)."""


def take_files(address: tuple[str, int], folder: str, size: int, ready: threading.Event) -> None:
    """Write what comes; answer each window that is whole, a file's last one when it is synced; until killed."""
    count = -(-size // CHUNK)
    missing: dict[tuple[int, int], set[int]] = {}
    files: dict[tuple[int, int], int] = {}

    def take(payload: bytes) -> None:
        sender, file, index = HEAD.unpack_from(payload)
        key = sender, file
        if key not in files:
            missing[key] = set(range(count))
            files[key] = os.open(Path(folder) / f"{sender}-{file}", os.O_RDWR | os.O_CREAT, 0o600)
        if index in missing[key]:
            os.pwrite(files[key], payload[HEAD.size :], index * CHUNK)
            missing[key].discard(index)
            if not missing[key]:
                os.fsync(files[key])
                os.close(files[key])
        window = index // WINDOW
        if missing[key].isdisjoint(range(window * WINDOW, (window + 1) * WINDOW)):
            client.publish(f"bare/{sender}/go", HEAD.pack(sender, file, window))

    client = connect(address, "bare/+/chunk", take)
    ready.set()
    threading.Event().wait()


def user_of(number: int) -> str:
    """The name of a sender: a broker may take it for the name of its one connection."""
    return f"bare{number}"


class Sender:
    """Sends its files one after the other; `tend` sends again what was not answered."""

    def __init__(self, address: tuple[str, int], number: int, files: Sequence[bytes]) -> None:
        self._number, self._files = number, files
        windows = -(-len(files[0]) // (CHUNK * WINDOW))
        self._todo = [(file, window) for file in range(len(files)) for window in range(windows)]
        self._sent_s = 0.0
        self._client: Client = connect(address, f"bare/{number}/go", self._go_on, user=user_of(number))

    def again(self) -> None:
        """Send the window at hand."""
        self._sent_s = time.monotonic()
        if self._todo:
            file, window = self._todo[0]
            data = self._files[file]
            for index in range(window * WINDOW, min((window + 1) * WINDOW, -(-len(data) // CHUNK))):
                piece = data[index * CHUNK : (index + 1) * CHUNK]
                self._client.publish(
                    f"bare/{self._number}/chunk", HEAD.pack(self._number, file, index) + piece
                )

    def tend(self, patience_s: float) -> bool:
        """Send again what was not answered; say whether everything was."""
        if self._todo and time.monotonic() - self._sent_s > patience_s:
            self.again()
        return not self._todo

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _go_on(self, answer: bytes) -> None:
        if self._todo and HEAD.unpack(answer)[1:] == self._todo[0]:
            self._todo.pop(0)
            self.again()
