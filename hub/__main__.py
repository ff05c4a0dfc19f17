"""The composition root of a hub: everything is built here, started in order, stopped in reverse."""

import logging
import os
import secrets
import signal
import ssl
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from classroom.wire.topics import for_hub
from hub.broker import Account
from hub.broker.accounts import echo_account, echo_topic, hub_account, station_account
from hub.broker.announcing import announcer
from hub.broker.echo import Echo
from hub.broker.registry import open_broker
from hub.broker.watch import Watch
from hub.config import Address, Config, refuse_clear
from hub.downlink import Downlink
from hub.errors import HubBroken, HubError, NotSetUp
from hub.intake.loop import Intake
from hub.reception import Reception, known_by
from hub.service.backoffice import Backoffice
from hub.service.barring import Gate
from hub.service.console import Console
from hub.service.hatch import Hatch
from hub.service.office import Office
from hub.store import feed
from hub.store.desk import meta
from hub.store.keys import StationKeys
from hub.store.store import locked
from hub.web.doors import Doors
from plumbing.mqtt import Login, MqttLink
from plumbing.tls import pinned

TEND_S: Final = 1.0
SWITCH_S: Final = 0.001
"""So long may one thread keep the others from running; against five times that no clear gain was measured."""
EXIT_BROKEN: Final = 70
"""What systemd is told when a part has ended: begin anew."""
_RANKS: Final = {"up/media": 2, "up/ev": 1}

log = logging.getLogger(__name__)


def now_ms() -> int:
    """UTC, in milliseconds."""
    return time.time_ns() // 1_000_000


class Hub:
    """One running hub. After `start`, `office` serves in this process; `http` and `mqtt` say where others come in."""

    def __init__(self, config: Config, *, now: Callable[[], int] = now_ms) -> None:
        if not (config.data / "hub.db").exists():
            raise NotSetUp(config.data)
        refuse_clear(config)
        self._config, self._now = config, now
        self._rooms = ExitStack()
        self.http, self.mqtt, self.room = config.http, config.mqtt, ""
        self._trusting: ssl.SSLContext | None = None

    def start(self) -> None:
        """Start everything in order; what was started is stopped again when something fails."""
        try:
            self._rooms.enter_context(locked(self._config.data))
            self._open_back()
            self._open_broker()
            self._open_air()
            self._open_hatch()
            self._open_pages()
            self._open_neighbourhood()
            self.back.safekeeping.start()
        except BaseException:
            self._rooms.close()
            raise

    def stop(self) -> None:
        """Stop everything in reverse order; may be repeated."""
        self._rooms.close()

    def tend(self) -> None:
        """See that all parts still serve; call it every second or so.

        Raises HubBroken when one has ended that cannot be replaced while the hub runs.
        """
        parts = {"writer": self.back.writer.alive, "intake": self.intake.alive, "pages": self._doors.alive()}
        if dead := next((part for part, alive in parts.items() if not alive), ""):
            raise HubBroken(dead)
        self._link.tend()
        self._doors.tend(time.monotonic())
        try:
            if self._watch.tend(time.monotonic()):
                log.warning("the broker was of no use any more and was started again")
        except HubError:
            log.exception("the broker does not come back")

    def ready_line(self) -> str:
        """What a person or a program waits for."""
        trust = f" trust=http://{self._doors.trust}/trust" if self._doors.trust else ""
        return f"hub ready http={self._doors.url} mqtt={self.mqtt} room={self.room}{trust}"

    def known_by(self) -> str:
        """What people compare with what their devices show; "" for a hub in clear."""
        if self._config.plain_http and self._config.plain_mqtt:
            return ""
        return known_by(self._config, self.back.certificates.fingerprint(), self.http, self._doors.trust)

    def _open_back(self) -> None:
        self.back = Backoffice(
            self._config.data, self._now, backup=self._config.backup, host=self._config.advertise
        )
        self._rooms.callback(self.back.stop)
        self.back.start()
        self.office = Office(self.back)
        with self.back.store.reading() as tables:
            self.room, self._epoch, self._head = (
                meta(tables, "room"),
                meta(tables, "hub_epoch"),
                feed.head(tables),
            )

    def _open_broker(self) -> None:
        host, port = self._config.mqtt
        proof = None if self._config.plain_mqtt else self.back.certificates.for_broker()
        self._trusting = pinned(proof.ca) if proof else None
        self._broker = open_broker(self._config.broker, self._config.data / "broker", host, port, proof)
        self._hub_account = hub_account(self.room, secrets.token_urlsafe(24))
        self._echo_account = echo_account(self.room, secrets.token_urlsafe(24))
        stations = [self._account(station) for station in self.back.keys.stations()]
        self._rooms.callback(self._broker.stop)
        self._broker.start([self._hub_account, self._echo_account, *stations])
        self.mqtt = Address(host, self._broker.address[1])

    def _open_air(self) -> None:
        """Link, downlink, intake: from here on stations are heard."""
        _, seed, _ = self.back.keys.hub_key("sign")
        started = self.back.writer.do(self.back.begin_run)
        self.downlink = Downlink(self.room, seed, self._epoch, self.back.now, started)
        self.downlink.announce(self._head)
        self._link = MqttLink(
            self._login(self._hub_account),
            subscriptions=for_hub(self.room),
            rank=_rank,
            sender=_sender,
            will=self.downlink.will,
        )
        self.downlink.attach(self._link)
        self.back.on_head(self.downlink.announce)
        self.intake = Intake(self.back, self.downlink, self._link.inbox)
        self._echo = Echo(self._speak, MqttLink(
            self._login(self._echo_account), subscriptions=[echo_topic(self.room)], rank=lambda _: 0
        ))  # fmt: skip
        self._watch = Watch(self._broker, self._echo)
        self._rooms.callback(self._link.stop)
        self._rooms.callback(self.downlink.be_seen, online=False)
        self._rooms.callback(self.intake.stop)
        self._rooms.callback(self._echo.stop)
        self.back.safekeeping.on_safe(self.intake.tell_safe)
        self.intake.start()
        self._link.start()
        self._echo.start()

    def _open_hatch(self) -> None:
        self.console = Console(self.back, self._gate())
        hatch = Hatch(self._config.data, self.console.answer)
        self._rooms.callback(hatch.close)
        hatch.open()

    def _open_pages(self) -> None:
        config = self._config
        where = (config.http, config.trust_at)
        self._doors = Doors(self.office, self.back.certificates, *where, plain=config.plain_http)
        self.http = self._doors.http
        self._rooms.callback(self._doors.stop)
        self._rooms.callback(self.back.live.stop)

    def _open_neighbourhood(self) -> None:
        """Stations look up a hub that has moved; nobody waits for this."""
        if told := announcer(self._config, self.room, self.mqtt.port, self.http.port):
            told.start()
            self._rooms.callback(told.stop)

    def _login(self, account: Account) -> Login:
        host, port = self._broker.address
        client_id = f"{account.user}-{secrets.token_hex(16)}"
        return Login(host, port, client_id, account.user, account.password, self._trusting)

    def _speak(self, payload: bytes) -> bool:
        return self._link.publish(echo_topic(self.room), payload, retain=True)

    def _account(self, station: StationKeys) -> Account:
        return station_account(self.room, station.station, station.password)

    def _gate(self) -> Gate:
        return Reception(
            self._config, self._broker, self.intake, account=self._account,
            ports=lambda: (self.mqtt.port, self.http.port), ca=lambda: self.back.certificates.authority().cert_pem,
        ).gate()  # fmt: skip


def _rank(topic: str) -> int:
    """What a flood may drop: pieces of files first, then facts, never a hello or a state."""
    side, _, leaf = topic.rpartition("/")
    return _RANKS.get(f"{side.split('/')[3]}/{leaf}", 0) if side.count("/") > 3 else 0


def _sender(topic: str) -> str:
    """Whose topic it is, as far as the broker's rights are kept: ws/1/{room}/up/{station}/..."""
    parts = topic.split("/")
    return parts[4] if len(parts) > 4 else ""


def run(config: Config, say: Callable[[str], None], tell: Callable[[str], None] = lambda _: None) -> None:
    """Run a hub until SIGTERM or SIGINT; `say` prints the ready line, `tell` what people compare."""
    sys.setswitchinterval(SWITCH_S)
    hub = Hub(config)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    hub.start()
    try:
        if known := hub.known_by():
            tell(known)
        say(hub.ready_line())
        while not stopping.wait(TEND_S):
            hub.tend()
    except HubBroken as broken:
        # What is left of it may wait for the dead part for ever; a kill at any moment loses nothing.
        log.critical("%s", broken)
        logging.shutdown()
        os._exit(EXIT_BROKEN)
    finally:
        hub.stop()


if __name__ == "__main__":
    from hub.cli import hub

    hub(prog_name="hub")
