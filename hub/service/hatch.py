"""The hatch through which commands reach a running hub: a socket in its data folder that only its owner opens."""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import msgspec

from hub.errors import HatchClosed, HubError, ServiceRefused

NAME: Final = "hatch"
LONGEST: Final = 64 * 1024 * 1024
ANSWER_S: Final = 120.0

log = logging.getLogger(__name__)


class Hatch:
    """One JSON line in, one JSON line out; a thread for each visitor. `answer(verb, args)` does the work."""

    def __init__(self, folder: Path, answer: Callable[[str, dict[str, Any]], Any]) -> None:
        self._folder, self._answer = folder, answer
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._thread = threading.Thread(target=self._serve, name="hub hatch", daemon=True)

    def open(self) -> None:
        """Listen; whatever lay there is from a hub that is gone, for we hold the lock of the folder."""
        (self._folder / NAME).unlink(missing_ok=True)
        with _short(self._folder) as path:
            self._socket.bind(path)
        (self._folder / NAME).chmod(0o600)
        self._socket.listen(8)
        self._thread.start()

    def close(self) -> None:
        """Stop listening; may be repeated."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        if self._thread.ident is not None:
            self._thread.join()
        (self._folder / NAME).unlink(missing_ok=True)

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._attend, args=(visitor,), name="hub visitor", daemon=True).start()

    def _attend(self, visitor: socket.socket) -> None:
        with visitor, suppress(OSError):
            visitor.settimeout(ANSWER_S)
            visitor.sendall(msgspec.json.encode(self._reply(_line(visitor))) + b"\n")

    def _reply(self, line: bytes) -> dict[str, Any]:
        try:
            asked = msgspec.json.decode(line, type=dict[str, Any])
            return {"ok": self._answer(str(asked.get("verb", "")), dict(asked.get("args", {})))}
        except HubError as error:
            return {"refused": str(error)}
        except Exception as error:
            log.exception("a command failed")
            return {"refused": f"The hub could not do this: {error}"}


def knock(folder: Path, verb: str, args: dict[str, Any]) -> Any:
    """Ask the hub that runs on this folder. Raises FileNotFoundError or ConnectionRefusedError when none does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as hatch:
        with _short(folder) as path:
            hatch.connect(path)
        try:
            hatch.settimeout(ANSWER_S)
            hatch.sendall(msgspec.json.encode({"verb": verb, "args": args}) + b"\n")
            answer = msgspec.json.decode(_line(hatch), type=dict[str, Any])
        except (OSError, msgspec.DecodeError) as error:
            raise HatchClosed(error) from error
    if "refused" in answer:
        raise ServiceRefused(answer["refused"])
    return answer.get("ok")


def _line(visitor: socket.socket) -> bytes:
    parts: list[bytes] = []
    size = 0
    while not (parts and parts[-1].endswith(b"\n")) and size <= LONGEST:
        part = visitor.recv(65_536)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)


@contextmanager
def _short(folder: Path) -> Iterator[str]:
    """A path to the socket that fits into its address, however deep the folder lies."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}/{NAME}"
    finally:
        os.close(descriptor)
