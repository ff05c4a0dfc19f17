"""Finding a hub's address in the neighbourhood by multicast DNS (zeroconf is at home here): addresses, never identity.

Whoever answers may lie. What is found here is only worth a try: the hub proves itself by its certificate and keys.
zeroconf takes a tenth of a second and 16 MB to import, so it is imported when something is announced or looked for.
"""

import ipaddress
import logging
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from zeroconf import ServiceStateChange, Zeroconf

KIND: Final = "_waystation._tcp.local."
MOST: Final = 16
"""So many places are looked at in one search; a neighbourhood full of lies does not hold it up."""
_ASK_MS: Final = 1_000

log = logging.getLogger(__name__)


class Found(NamedTuple):
    """A place where somebody says a room's hub is: its broker and its HTTPS port."""

    host: str
    port: int
    https_port: int


class Announcer:
    """Says where this hub is, from `start` to `stop`. `interfaces` are own addresses; none: all of them."""

    def __init__(
        self, room: str, addresses: Sequence[str], port: int, https_port: int, interfaces: Sequence[str] = ()
    ) -> None:
        self._room, self._addresses, self._interfaces = room, tuple(addresses), list(interfaces)
        self._port, self._https_port = port, https_port
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)

    def start(self) -> None:
        """Begin; nobody waits for it, and a network without multicast is no trouble."""
        self._thread.start()

    def stop(self) -> None:
        """Say that the hub is gone; may be repeated."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            zeroconf = _open(self._interfaces)
        except OSError as error:
            log.warning("this hub cannot be looked up by its stations: %s", error)
            return
        try:
            zeroconf.register_service(self._service(), allow_name_change=True)
            self._stopping.wait()
        except Exception:
            log.exception("this hub cannot be looked up by its stations")
        finally:
            zeroconf.close()

    def _service(self) -> Any:
        from zeroconf import ServiceInfo

        return ServiceInfo(
            KIND,
            f"{self._room}.{KIND}",
            port=self._port,
            addresses=[ipaddress.ip_address(address).packed for address in self._addresses],
            properties={"room": self._room, "https": str(self._https_port)},
            server=f"waystation-{self._room}.local.",
        )


def look_up(room: str, seconds: float, interfaces: Sequence[str] = ()) -> list[Found]:
    """Return where neighbours say that the hub of a room is, in the order of their answers; [] without any.

    Takes `seconds`, and a little more where many answer.
    """
    try:
        zeroconf = _open(list(interfaces))
    except OSError as error:
        log.warning("no hub can be looked up here: %s", error)
        return []
    try:
        return _Search(zeroconf, room).places(seconds)
    finally:
        zeroconf.close()


class _Search:
    """Takes what a browser of services tells, in zeroconf's threads."""

    def __init__(self, zeroconf: "Zeroconf", room: str) -> None:
        self._zeroconf, self._room = zeroconf, room
        self._names: list[str] = []

    def places(self, seconds: float) -> list[Found]:
        """Listen for the whole time: whoever answers first may be a liar."""
        from zeroconf import ServiceBrowser

        browser = ServiceBrowser(self._zeroconf, KIND, [self._heard_of])
        time.sleep(seconds)
        browser.cancel()
        found = [place for name in self._names for place in self._places_of(name)]
        return list(dict.fromkeys(found))

    def _places_of(self, name: str) -> list[Found]:
        info = self._zeroconf.get_service_info(KIND, name, _ASK_MS)
        if info is None or info.properties.get(b"room") != self._room.encode() or not info.port:
            return []
        https = (info.properties.get(b"https") or b"").decode("ascii", "replace")
        https_port = int(https) if https.isdecimal() and len(https) <= 5 else 0
        return [Found(host, info.port, https_port) for host in info.parsed_addresses()[:MOST]]

    def _heard_of(self, *, name: str, state_change: "ServiceStateChange", **_where: object) -> None:
        ours = name.startswith(self._room) and name not in self._names
        if state_change.name == "Added" and ours and len(self._names) < MOST:
            self._names.append(name)


def _open(interfaces: list[str]) -> "Zeroconf":
    from zeroconf import InterfaceChoice, Zeroconf

    return Zeroconf(interfaces=interfaces or InterfaceChoice.Default)
