"""What any broker must do for a room, asked of each one that we can run."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.broker import Account
from hub.broker.accounts import station_account
from hub.broker.knock import ACCEPTED, knock
from hub.broker.managed import ManagedBroker
from hub.broker.nats import Nats
from plumbing.inbox import Disconnected, Refused
from tests.contract.raw_mqtt import packet, raw_client, raw_login, text
from tests.contract.room import (
    HUB,
    ROOM,
    ROOT,
    S1,
    S2,
    WITNESS,
    BrokerKind,
    cut,
    party,
    running_broker,
)
from tests.waiting import until


@pytest.fixture(params=["nats", "mosquitto"])
def kind(request: pytest.FixtureRequest) -> BrokerKind:
    value: BrokerKind = request.param
    return value


@pytest.fixture(params=[False, True], ids=["clear", "tls"])
def broker(kind: BrokerKind, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[ManagedBroker]:
    with running_broker(kind, tmp_path, over_tls=request.param) as running:
        yield running


def memory_kib(broker: ManagedBroker) -> int:
    status = Path(f"/proc/{broker.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def test_it_lets_in_whom_it_knows_and_nobody_else(broker: ManagedBroker) -> None:
    assert broker.healthy()
    assert knock(broker.address, S1.user, S1.password, tls=broker.tls) == ACCEPTED
    for user, password in ((S1.user, "wrong"), (S1.user, S2.password), ("nobody", "x"), ("", ""), ("*", "*")):
        assert knock(broker.address, user, password, tls=broker.tls) in {4, 5}


def test_a_station_and_the_hub_talk(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub, party(broker, S1) as station:
        station.link.publish(f"{ROOT}/up/s1/ev", b"x" * 65_536)
        assert hub.message(b"x" * 65_536).topic == f"{ROOT}/up/s1/ev"
        hub.link.publish(f"{ROOT}/dn/s1/ack", b"ack")
        assert station.message(b"ack").topic == f"{ROOT}/dn/s1/ack"


def test_the_hub_s_state_waits_for_whoever_comes_later(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub:
        hub.link.publish(f"{ROOT}/pub/hub", b"online", retain=True)
        hub.message(b"online")
        with party(broker, S1) as station:
            assert station.message(b"online").retained


def test_a_lost_station_is_announced_by_its_will_and_a_leaving_one_is_not(broker: ManagedBroker) -> None:
    state = f"{ROOT}/up/s1/state"
    with party(broker, HUB) as hub:
        with party(broker, S1, will=lambda: (state, b"leaves")) as station:
            station.link.publish(state, b"offline by itself")
        with party(broker, S1, will=lambda: (state, b"lost")) as station:
            cut(station.link)
            hub.message(b"lost")
    assert b"leaves" not in hub.payloads


def test_nobody_leaves_a_will_in_another_s_name(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub:
        with raw_client(broker) as forger:
            forger.connect(S2, "s2-forger", will=(f"{ROOT}/up/s1/state", b"forged"))
        with party(broker, S1) as station:
            station.link.publish(f"{ROOT}/up/s1/ev", b"after")
            hub.message(b"after")
    assert b"forged" not in hub.payloads


def test_after_a_kill_it_is_back_on_its_port_and_everyone_returns(broker: ManagedBroker) -> None:
    address, pid = broker.address, broker.pid
    with party(broker, HUB) as hub, party(broker, S1) as station:
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        hub.session(2)
        station.session(2)
        station.link.publish(f"{ROOT}/up/s1/ev", b"again")
        hub.message(b"again")
    assert broker.address == address
    assert broker.pid != pid


def test_its_store_may_vanish_while_it_runs(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub, party(broker, S1) as station:
        if isinstance(broker._dialect, Nats):
            shutil.rmtree(broker._dialect._store)
        hub.link.publish(f"{ROOT}/pub/hub", b"state", retain=True)
        station.message(b"state")
        station.link.publish(f"{ROOT}/up/s1/ev", b"fact")
        hub.message(b"fact")
        assert not [item for item in hub.heard if isinstance(item, Disconnected)]
        broker.restart()
        with party(broker, S2) as newcomer:
            hub.session(2)
            newcomer.link.publish(f"{ROOT}/up/s2/ev", b"let in")
            hub.message(b"let in")


def test_a_restart_forgets_what_was_retained(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub:
        hub.link.publish(f"{ROOT}/pub/hub", b"old", retain=True)
        hub.message(b"old")
    broker.restart()
    with party(broker, HUB) as hub, party(broker, S1) as station:
        hub.link.publish(f"{ROOT}/pub/head", b"new")
        station.message(b"new")
    assert b"old" not in station.payloads


def test_a_packet_too_large_ends_its_connection_and_disturbs_nobody(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub, party(broker, S1) as station:
        before = memory_kib(broker)
        with raw_login(broker, S2) as glutton:
            assert glutton.thrown_out_for(packet(0x30, text(f"{ROOT}/up/s2/ev") + bytes(200_000)))
        with raw_client(broker) as stranger:
            assert stranger.thrown_out_for(packet(0x10, bytes(20_000_000)))
        station.link.publish(f"{ROOT}/up/s1/ev", b"undisturbed")
        hub.message(b"undisturbed")
        assert hub.payloads == [b"undisturbed"]
        assert memory_kib(broker) - before < 10 * 1024


def test_a_station_that_enrols_is_let_in_and_nobody_notices(broker: ManagedBroker) -> None:
    s3 = station_account(ROOM, "s3", "secret of s3")
    with party(broker, HUB) as hub, party(broker, S1) as station:
        assert knock(broker.address, s3.user, s3.password, tls=broker.tls) in {4, 5}
        broker.grant(s3)
        with party(broker, s3) as new:
            new.link.publish(f"{ROOT}/up/s3/rq", b"hello")
            hub.message(b"hello")
        station.link.publish(f"{ROOT}/up/s1/ev", b"still session 1")
        hub.message(b"still session 1")
        assert len([item for item in (*hub.heard, *station.heard) if isinstance(item, Disconnected)]) == 0


def test_a_revoked_station_is_thrown_out_at_once_and_nobody_else_notices(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub, party(broker, S1) as station, party(broker, S2) as stolen:
        broker.revoke(S2.user)
        stolen.wait_for(lambda item: isinstance(item, Refused) and item.not_authorised, "a refusal")
        assert not stolen.link.connected
        assert not stolen.link.publish(f"{ROOT}/up/s2/ev", b"from the grave")
        station.link.publish(f"{ROOT}/up/s1/ev", b"still here")
        hub.message(b"still here")
        assert hub.payloads == [b"still here"]
        assert hub.link.connected
    broker.grant(S2)
    assert knock(broker.address, S2.user, S2.password, tls=broker.tls) == ACCEPTED


def test_a_new_secret_ends_the_old_one(broker: ManagedBroker) -> None:
    broker.grant(station_account(ROOM, "s1", "another secret"))
    assert knock(broker.address, S1.user, "another secret", tls=broker.tls) == ACCEPTED
    until(
        lambda: knock(broker.address, S1.user, S1.password, tls=broker.tls) in {4, 5},
        what="the end of the old secret",
    )


def test_on_nats_only_a_secret_client_id_prevents_a_takeover(broker: ManagedBroker, kind: BrokerKind) -> None:
    """With s1's own password, s2's id throws s2 off NATS; mosquitto takes the user's name as the id."""
    with raw_login(broker, S2, "s2-guessed") as victim, raw_login(broker, S1, "s2-guessed") as thief:
        thief.ping()
        if kind == "nats":
            assert victim.thrown_out()
        else:
            victim.ping()


def test_what_it_writes_is_for_its_owner_only(broker: ManagedBroker, tmp_path: Path) -> None:
    files = [path for path in (tmp_path / "broker").rglob("*") if path.is_file()]
    assert files
    assert {path.stat().st_mode & 0o077 for path in (*files, tmp_path / "broker")} == {0}


def test_accounts_do_not_show_their_secrets(broker: ManagedBroker) -> None:
    assert "secret" not in repr(Account("s1", "secret"))
    assert WITNESS.password not in repr(WITNESS)
