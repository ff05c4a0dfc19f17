"""Looking for a hub that has moved: neighbours say where it might be, its certificate says whether it is.

The known address always stays one of those that are tried; what a neighbour says is believed only once somebody
there has proved to be this room's hub, over TLS with the pinned certificate.
"""

import logging
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from plumbing.discovery import Found, look_up
from plumbing.tls import pinned

AFTER_S: Final = 20.0
"""So long may the hub be silent at its address before it is looked for."""
EVERY_S: Final = 45.0
LOOK_S: Final = 4.0
_PROVE_S: Final = 3.0

log = logging.getLogger(__name__)


class Sought(NamedTuple):
    """Whose hub is sought: the room, the certificate that it must prove, where it was."""

    room: str
    ca: str
    host: str
    port: int


class Seeker:
    """For the sync thread; the search itself has a thread of its own. `moved(found)` is called from there."""

    def __init__(
        self,
        sought: Sought,
        moved: Callable[[Found], None],
        *,
        interfaces: Sequence[str] = (),
        after_s: float = AFTER_S,
        look: Callable[[str, float, Sequence[str]], list[Found]] = look_up,
    ) -> None:
        self._sought, self._moved, self._look = sought, moved, look
        self._interfaces, self._after_s = tuple(interfaces), after_s
        self._since_s: float | None = None
        self._next_s = 0.0
        self._thread: threading.Thread | None = None

    def turn(self, now_s: float, *, reached: bool) -> None:
        """Say whether the broker is reached; begin to search when it has been silent for long (monotonic seconds)."""
        if reached or not self._sought.ca:
            self._since_s = None
            return
        if self._since_s is None:
            self._since_s, self._next_s = now_s, now_s + self._after_s
        if now_s >= self._next_s and not (self._thread and self._thread.is_alive()):
            self._next_s = now_s + EVERY_S
            self._thread = threading.Thread(target=self._search, name="seeker", daemon=True)
            self._thread.start()

    def _search(self) -> None:
        try:
            for found in self._look(self._sought.room, LOOK_S, self._interfaces):
                if is_hub(found.host, found.port, self._sought.ca):
                    log.info("the hub is at %s:%d now", found.host, found.port)
                    self._moved(found)
                    return
                log.warning("somebody at %s:%d says to be this room's hub and is not", found.host, found.port)
        except Exception:
            log.exception("the hub was not found")


def is_hub(host: str, port: int, ca: str) -> bool:
    """Say whether somebody there proves to be the hub with this certificate."""
    try:
        with (
            socket.create_connection((host, port), _PROVE_S) as plain,
            pinned(ca).wrap_socket(plain) as proved,
        ):
            return proved.getpeercert(binary_form=True) is not None
    except (OSError, ssl.SSLError, ValueError):
        return False
