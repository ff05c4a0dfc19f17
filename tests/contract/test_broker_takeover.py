"""Nobody takes over another's connection: ids cannot be guessed, and a known one is of use to its owner only."""

import json
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.__main__ import Hub, now_ms
from hub.broker import Account
from hub.broker.managed import ManagedBroker
from hub.config import Address, Config
from hub.service.setting_up import make_hub
from tests.contract.raw_mqtt import raw_client, raw_login
from tests.contract.room import HUB, S1, S2, BrokerKind, running_broker
from tests.waiting import until

SECRET_ID = f"s2-{secrets.token_hex(16)}"
GUESSES = (
    "s2",
    "s2-",
    "S2",
    S2.user,
    SECRET_ID[:-1],
    SECRET_ID.upper(),
    f"{SECRET_ID}0",
    f"s2-{'0' * 32}",
    "hub",
    "echo",
)
ACCEPTED, BAD_ID = 0, 2


@pytest.fixture(params=["nats", "mosquitto"])
def kind(request: pytest.FixtureRequest) -> BrokerKind:
    value: BrokerKind = request.param
    return value


@pytest.fixture
def broker(kind: BrokerKind, tmp_path: Path) -> Iterator[ManagedBroker]:
    with running_broker(kind, tmp_path, over_tls=True) as running:
        yield running


def test_no_guess_at_an_id_throws_its_owner_off(broker: ManagedBroker) -> None:
    with raw_login(broker, S2, SECRET_ID) as victim:
        for guess in GUESSES:
            with raw_client(broker) as thief:
                thief.connect(S1, guess)
            victim.ping()


def test_an_id_is_worth_nothing_without_an_account(broker: ManagedBroker) -> None:
    """Also to somebody who has heard the whole id, or knows whose it is."""
    with raw_login(broker, S2, SECRET_ID) as victim:
        for account in (
            Account(S2.user, S1.password),
            Account(S2.user, ""),
            Account("", ""),
            Account("*", "*"),
        ):
            with raw_client(broker) as thief:
                assert thief.connect(account, SECRET_ID) != ACCEPTED
            victim.ping()


def test_a_known_id_takes_a_connection_over_on_nats_alone_so_it_is_a_secret(
    broker: ManagedBroker, kind: BrokerKind
) -> None:
    with raw_login(broker, S2, SECRET_ID) as victim, raw_login(broker, S1, SECRET_ID) as thief:
        thief.ping()
        if kind == "nats":
            assert victim.thrown_out()
        else:
            victim.ping()


def test_an_id_that_means_more_than_itself_is_refused_or_not_used(
    broker: ManagedBroker, kind: BrokerKind
) -> None:
    """To nats these are parts of a subject; mosquitto puts the user's name in place of every id."""
    with raw_login(broker, S2, SECRET_ID) as victim:
        for odd in ("s2.x", "s2 x", "*", "s*", ">", "s2.>", " "):
            with raw_client(broker) as thief:
                answer = thief.connect(S1, odd)
            assert answer == (BAD_ID if kind == "nats" else ACCEPTED), odd
            victim.ping()


def test_the_hub_and_its_echo_come_under_new_ids_with_each_start(tmp_path: Path) -> None:
    make_hub(tmp_path, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    seen: list[str] = []
    for _ in range(2):
        anywhere = Address("127.0.0.1", 0)
        hub = Hub(Config(tmp_path, http=anywhere, mqtt=anywhere, trust=anywhere))
        hub.start()
        seen += [link._login.client_id for link in (hub._link, hub._echo._reader)]
        hub.stop()
    names, randoms = zip(*(each.split("-") for each in seen), strict=True)
    assert names == ("hub", "echo") * 2
    assert len({*randoms}) == 4
    assert all(len(bytes.fromhex(each)) == 16 for each in randoms)


def listening_ports(pid: int) -> set[int]:
    """The ports on which a process listens."""
    links = [link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()]
    sockets = {name[8:-1] for name in links if name.startswith("socket:")}
    rows = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    return {int(row[1].partition(":")[2], 16) for row in rows if row[3] == "0A" and row[9] in sockets}


@pytest.mark.parametrize("kind", ["nats"])
def test_the_other_language_of_nats_lets_nobody_in(broker: ManagedBroker) -> None:
    assert broker.pid is not None
    (port,) = listening_ports(broker.pid) - {broker.inside[1]}
    for account in (S1, HUB, broker._probe, Account("", "")):
        with socket.create_connection(("127.0.0.1", port), 5) as door, door.makefile("rwb") as talk:
            assert talk.readline().startswith(b"INFO ")
            order = {"user": account.user, "pass": account.password, "verbose": True}
            talk.write(b"CONNECT " + json.dumps(order).encode() + b"\r\n")
            talk.flush()
            assert b"Authorization Violation" in talk.readline()


@pytest.mark.parametrize("kind", ["nats"])
def test_somebody_who_does_not_say_who_she_is_is_shown_out(broker: ManagedBroker) -> None:
    with socket.create_connection(broker.address, 10) as silent:
        until(lambda: silent.recv(100) == b"", what="the end of the call")
