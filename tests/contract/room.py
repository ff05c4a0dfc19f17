"""A real broker with the accounts of a small room, and links that tests can wait on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from hub.broker import Account
from hub.broker.accounts import echo_account, hub_account, station_account
from hub.broker.managed import ManagedBroker
from hub.broker.registry import open_broker
from plumbing import tls
from plumbing.files import replace_file
from plumbing.inbox import Connected, Item, Message
from plumbing.mqtt import Login, MqttLink
from tests.contract import rights

ROOM, ROOT = rights.ROOM, rights.ROOT
HUB = hub_account(ROOM, "the hub's secret")
ECHO = echo_account(ROOM, "the echo's secret")
S1 = station_account(ROOM, "s1", "secret of s1")
S2 = station_account(ROOM, "s2", "secret of s2")
WITNESS = Account("witness", "sees and says all", reads=("#",), writes=("#",))
PATIENCE_S = 10.0

BrokerKind = Literal["nats", "mosquitto"]


@cache
def authority() -> tls.Authority:
    return tls.make_authority("a room")


def proof_in(folder: Path) -> tls.Proof:
    """What a broker shows over TLS, in a folder that is made here."""
    folder.mkdir()
    leaf = tls.issue(authority(), ["hub.local"], ["127.0.0.1"])
    proof = tls.Proof(folder / "leaf.crt", folder / "leaf.key", authority().cert_pem)
    replace_file(proof.key, leaf.key_pem)
    replace_file(proof.certificate, leaf.cert_pem)
    return proof


@contextmanager
def running_broker(kind: BrokerKind, folder: Path, *, over_tls: bool = False) -> Iterator[ManagedBroker]:
    proof = proof_in(folder / "proof") if over_tls else None
    broker = open_broker(kind, folder / "broker", "127.0.0.1", 0, proof)
    assert isinstance(broker, ManagedBroker)
    try:
        broker.start([HUB, ECHO, S1, S2, WITNESS])
        yield broker
    finally:
        broker.stop()


@dataclass
class Party:
    """A link with everything it has received so far."""

    link: MqttLink
    heard: list[Item]

    def wait_for(self, wanted: Callable[[Item], bool], what: str) -> Item:
        """Return the next item that is wanted, keeping all on the way; fail after ten seconds."""
        deadline = time.monotonic() + PATIENCE_S
        while (left := deadline - time.monotonic()) > 0:
            item = self.link.inbox.get(left)
            if item is not None:
                self.heard.append(item)
                if wanted(item):
                    return item
        raise AssertionError(f"{what} never came; heard {self.heard}")

    def message(self, payload: bytes) -> Message:
        what = f"the message {payload[:40]!r}"
        item = self.wait_for(lambda item: isinstance(item, Message) and item.payload == payload, what)
        assert isinstance(item, Message)
        return item

    def session(self, number: int) -> None:
        self.wait_for(lambda item: item == Connected(number), f"session {number}")

    @property
    def payloads(self) -> list[bytes]:
        return [item.payload for item in self.heard if isinstance(item, Message)]


@contextmanager
def party(
    broker: ManagedBroker,
    account: Account,
    subscriptions: tuple[str, ...] | None = None,
    *,
    will: Callable[[], tuple[str, bytes]] | None = None,
    client_id: str = "",
) -> Iterator[Party]:
    """A connected link; it subscribes to all that the account may read unless told otherwise."""
    host, port = broker.address
    login = Login(host, port, client_id or f"{account.user}-id", account.user, account.password, broker.tls)
    topics = account.reads if subscriptions is None else subscriptions
    link = MqttLink(
        login, subscriptions=topics, rank=lambda _topic: 0, will=will, reconnect_delay_s=(0.05, 0.2)
    )
    link.start()
    try:
        someone = Party(link, [])
        someone.session(1)
        yield someone
    finally:
        link.stop()


def cut(link: MqttLink) -> None:
    """Break the connection as a network does: without a goodbye."""
    client = link._client
    assert client is not None
    connection = client.socket()
    assert connection is not None
    connection.shutdown(2)  # type: ignore[attr-defined]
