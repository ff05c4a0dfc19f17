"""Where stations reach this hub, and what it does at broker and intake for one that comes or goes."""

import socket
from collections.abc import Callable

from classroom.wire.claims import MOST_HOSTS
from hub.broker import Account, Broker
from hub.broker.accounts import station_account
from hub.config import Address, Config
from hub.errors import ServiceRefused
from hub.intake.loop import Intake
from hub.service.barring import Front, Gate
from hub.service.certificates import Fingerprint
from hub.service.enrolling import Place
from hub.store.keys import StationKeys
from plumbing.addresses import is_loopback, own_addresses
from plumbing.tls import fingerprint


class Reception:
    """Of a running hub. `ports()` are those of the broker and of the pages, `ca()` the certificate of its authority."""

    def __init__(
        self,
        config: Config,
        broker: Broker,
        intake: Intake,
        *,
        account: Callable[[StationKeys], Account],
        ports: Callable[[], tuple[int, int]],
        ca: Callable[[], bytes],
    ) -> None:
        self._config, self._broker, self._intake = config, broker, intake
        self._account, self._ports, self._ca = account, ports, ca

    def gate(self) -> Gate:
        """Return what the service needs of it."""
        return Gate(
            place=lambda: place_for(self._config, *self._ports()),
            user_of=user_of,
            admit=self._admit,
            shut_out=self._shut_out,
            front=self._front,
        )

    def _admit(self, station: StationKeys) -> None:
        self._broker.grant(self._account(station))
        self._intake.let_in(station)

    def _shut_out(self, station: StationKeys) -> None:
        self._intake.shut_out(station.station)
        self._broker.revoke(station.user)

    def _front(self) -> Front | None:
        """Where stations find the HTTPS port; None for pages in clear."""
        if self._config.plain_http:
            return None
        return Front(
            hosts=hosts_for(self._config), port=self._ports()[1], fingerprint=fingerprint(self._ca())
        )


def user_of(station: str) -> str:
    """The name of a station's account at the broker, the same in every room."""
    return station_account("0" * 16, station, "").user


def place_for(config: Config, port: int, https_port: int) -> Place:
    """Where stations reach the broker: as the settings say, else at this machine's own address."""
    if not port:
        raise ServiceRefused(
            "The port for stations is free to change. Start the hub first, or set mqtt in hub.toml."
        )
    host = reached_at(config, config.mqtt.host)
    return Place(host, port, 0 if config.plain_http else https_port, config.plain_mqtt)


def reached_at(config: Config, host: str) -> str:
    """Where others reach what listens at `host`: as the settings say, else at this machine's own address."""
    told = config.advertise or host
    return _own_address() if told in {"0.0.0.0", "::"} else told  # noqa: S104


def known_by(config: Config, fingerprint: Fingerprint, http: Address, trust: Address | None) -> str:
    """What the console says of this hub: its words, its hash, and where its pages and the page about trust are."""
    lines = [f"This hub is known by: {fingerprint.words}", f"SHA-256 of its certificate: {fingerprint.hex}"]
    if trust:
        host = reached_at(config, config.http.host)
        at = Address(host, http.port), Address(host, trust.port)
        lines.append(f"Pages: https://{at[0]}/ - how a device comes to trust them: http://{at[1]}/trust")
    return "\n".join(lines)


def hosts_for(config: Config) -> tuple[str, ...]:
    """Under which addresses a station may find this machine: as the settings say, else those that it has now."""
    if config.advertise or config.http.host not in {"0.0.0.0", "::"}:  # noqa: S104
        return (config.advertise or config.http.host,)
    beyond = [address for address in own_addresses() if not is_loopback(address)]
    return tuple(beyond[:MOST_HOSTS]) or ("127.0.0.1",)


def _own_address() -> str:
    """The address by which this machine would speak to its network; loopback without one. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
