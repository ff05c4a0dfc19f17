"""The broker as a child: it starts or says why not, comes back, logs within bounds, and dies with us."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.broker.absent import AbsentBroker
from hub.broker.echo import Echo
from hub.broker.knock import knock
from hub.broker.managed import ManagedBroker
from hub.broker.process import LOG_LIMIT, Child
from hub.broker.registry import open_broker
from hub.broker.watch import Watch
from hub.errors import BrokerFailed, HubError
from tests.contract.room import ECHO, HUB, ROOT, BrokerKind, cut, party, running_broker
from tests.waiting import until

kinds = pytest.mark.parametrize("kind", ["nats", "mosquitto"])

OWNER = """
import sys, threading
from pathlib import Path
from hub.broker.registry import open_broker
from hub.broker.watch import Watch
broker = open_broker(sys.argv[1], Path(sys.argv[2]), "127.0.0.1", 0)
starter = threading.Thread(target=broker.start, args=([],))
starter.start()
starter.join()
print(broker.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    script = tmp_path / "talk.sh"
    script.write_text("echo as s1-aaaaaaaaaaaaaaaaaaaaaaaa; exec sleep 600\n")
    child = Child("talk", ["sh", str(script)], tmp_path / "talk.log", lambda: None)
    yield child
    child.stop()


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def freeze(broker: ManagedBroker) -> int:
    """Stop the process of a broker where it stands; its port still takes connections."""
    pid = broker.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    until(lambda: "State:\tT" in Path(f"/proc/{pid}/status").read_text(), what="the standstill")
    return pid


@kinds
def test_a_broker_never_outlives_a_hub_that_is_killed(kind: BrokerKind, tmp_path: Path) -> None:
    command = [sys.executable, "-c", OWNER, kind, str(tmp_path / "broker")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert alive(pid)
        owner.kill()
    until(lambda: not alive(pid), what="the end of the broker")
    successor = open_broker(kind, tmp_path / "broker", "127.0.0.1", 0)
    successor.start([])
    assert successor.healthy()
    successor.stop()


@kinds
def test_a_port_in_use_is_said_plainly(kind: BrokerKind, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as squatter:
        broker = open_broker(kind, tmp_path / "broker", "127.0.0.1", squatter.getsockname()[1])
        with pytest.raises(BrokerFailed, match=r"does not start.*in use") as failure:
            broker.start([])
    assert isinstance(failure.value, HubError)
    assert not broker.healthy()


@kinds
def test_a_stopped_broker_is_gone_and_may_start_again(kind: BrokerKind, tmp_path: Path) -> None:
    with running_broker(kind, tmp_path) as broker:
        pid = broker.pid
        broker.stop()
        broker.stop()
        assert pid is not None
        assert not alive(pid)
        assert not broker.healthy()
        broker.start([HUB])
        assert broker.healthy()


def test_the_store_of_nats_is_in_memory_and_gone_at_the_end(tmp_path: Path) -> None:
    with running_broker("nats", tmp_path) as broker:
        config = (tmp_path / "broker" / "nats.json").read_text()
        store = Path(config.split('"store_dir": "')[1].split('"')[0])
        assert store.is_relative_to("/dev/shm")  # noqa: S108
        assert store.stat().st_mode & 0o077 == 0
        broker.stop()
        assert not store.exists()


def test_a_broker_that_somebody_else_runs_is_left_alone(tmp_path: Path) -> None:
    with running_broker("mosquitto", tmp_path) as theirs:
        broker = AbsentBroker(*theirs.address)
        broker.start([HUB])
        assert broker.healthy()
        broker.grant(ECHO)
        broker.revoke(HUB.user)
        broker.restart()
        broker.stop()
        assert theirs.healthy()
        theirs.stop()
        assert not broker.healthy()


def test_a_child_that_dies_is_started_again(child: Child) -> None:
    child.start()
    until(lambda: child.pid is not None, what="the first start")
    first = child.pid
    child.kill()
    until(lambda: child.starts == 2 and child.pid not in {None, first}, what="the second start")


def test_a_child_that_cannot_be_started_says_so_and_is_tried_again(tmp_path: Path) -> None:
    def no_room() -> None:
        raise OSError(28, "No space left on device")

    child = Child("full", ["true"], tmp_path / "log", no_room)
    child.start()
    until(lambda: child.last_words.count("No space left") >= 2, what="the second try")
    child.stop()


def test_the_log_holds_no_client_ids(child: Child, tmp_path: Path) -> None:
    child.start()
    until(lambda: "as s1" in child.last_words, what="its first words")
    assert (tmp_path / "talk.log").read_text() == "as s1-...\n"


def test_the_log_is_bounded(tmp_path: Path) -> None:
    script = tmp_path / "chatter.sh"
    much = f"head -c {5 * LOG_LIMIT} /dev/zero | tr '\\0' x | fold -w 1000"
    script.write_text(f"{much}; echo end; exec sleep 600\n")
    child = Child("chatter", ["sh", str(script)], tmp_path / "chatter.log", lambda: None)
    child.start()
    until(lambda: "end" in child.last_words, what="the end of the chatter")
    child.stop()
    assert sum(path.stat().st_size for path in tmp_path.glob("chatter.log*")) < 2 * LOG_LIMIT + 5000


def test_knocking_at_what_is_no_broker_gives_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert knock(mute.getsockname(), "hub", "x", timeout_s=0.05) is None
        address = mute.getsockname()
    assert knock(address, "hub", "x") is None


@kinds
def test_the_echo_notices_a_broker_that_passes_nothing(kind: BrokerKind, tmp_path: Path) -> None:
    topic = ECHO.reads[0]
    with (
        running_broker(kind, tmp_path) as broker,
        party(broker, HUB, ()) as hub,
        party(broker, ECHO) as reader,
    ):
        echo = Echo(lambda word: hub.link.publish(topic, word, retain=True), reader.link)
        assert not echo.tend(0)
        until(lambda: len(reader.link.inbox) > 0, what="the first echo")
        assert not echo.tend(1)
        assert not echo.tend(16)
        until(lambda: len(reader.link.inbox) > 0, what="the second echo")
        freeze(broker)
        assert [now for now in (20, 25, 30, 35, 36, 37) if echo.tend(now)] == [36, 37]
        echo.forgive(37)
        assert [now for now in (38, 44, 52, 53) if echo.tend(now)] == [53]
        broker.restart()
        assert broker.healthy()


def test_a_broker_that_lets_nobody_in_is_replaced_and_everyone_returns(tmp_path: Path) -> None:
    room = running_broker("nats", tmp_path)
    with room as broker, party(broker, HUB) as hub, party(broker, ECHO) as reader:
        echo = Echo(lambda word: hub.link.publish(ECHO.reads[0], word, retain=True), reader.link)
        watch = Watch(broker, echo)
        for now in (0, 5, 10):
            assert not watch.tend(now)
            until(lambda: len(reader.link.inbox) > 0, what="the echo")
        pid = freeze(broker)
        assert [now for now in (11, 12, 15, 20, 22, 23) if watch.tend(now)] == [23]
        assert broker.pid != pid
        hub.session(2)
        hub.link.publish(f"{ROOT}/pub/hub", b"back")
        hub.message(b"back")
        assert isinstance(broker, ManagedBroker)
        cut(hub.link)
        hub.session(3)
