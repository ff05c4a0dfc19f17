"""Both brokers over TLS: who pins the authority comes in, whatever the date; nobody else does, and nothing in clear."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from hub.broker.knock import ACCEPTED, REFUSED, knock
from hub.broker.managed import ManagedBroker
from hub.broker.registry import open_broker
from plumbing import tls
from plumbing.files import replace_file
from plumbing.inbox import Connected
from plumbing.mqtt import Login, MqttLink
from tests.contract.room import ECHO, HUB, ROOT, S1, BrokerKind
from tests.waiting import until

kinds = pytest.mark.parametrize("kind", ["nats", "mosquitto"])
NEXT_CENTURY = tls.Span(4_000_000_000, 4_050_000_000)
"""Not yet valid today: what a certificate of today is to a clock of 1970."""


@pytest.fixture(scope="module")
def authority() -> tls.Authority:
    return tls.make_authority("a room")


@contextmanager
def locked_broker(
    kind: BrokerKind, folder: Path, authority: tls.Authority, span: tls.Span = tls.FOREVER
) -> Iterator[ManagedBroker]:
    leaf = tls.issue(authority, ["hub.local"], ["10.0.0.7"], span)
    proof = tls.Proof(folder / "leaf.crt", folder / "leaf.key", authority.cert_pem)
    replace_file(proof.key, leaf.key_pem)
    replace_file(proof.certificate, leaf.cert_pem)
    broker = open_broker(kind, folder / "broker", "127.0.0.1", 0, proof)
    assert isinstance(broker, ManagedBroker)
    try:
        broker.start([HUB])
        yield broker
    finally:
        broker.stop()


@contextmanager
def link(broker: ManagedBroker, trusted: ssl.SSLContext | None) -> Iterator[MqttLink]:
    login = Login(*broker.address, "hub-id", HUB.user, HUB.password, trusted)
    one = MqttLink(login, subscriptions=HUB.reads, rank=lambda _: 0, reconnect_delay_s=(0.05, 0.1))
    one.start()
    try:
        yield one
    finally:
        one.stop()


@kinds
def test_messages_pass_and_accounts_come_and_go_over_tls(
    kind: BrokerKind, tmp_path: Path, authority: tls.Authority
) -> None:
    pinned = tls.pinned(authority.cert_pem)
    with locked_broker(kind, tmp_path, authority) as broker, link(broker, pinned) as hub:
        assert hub.inbox.get(10) == Connected(1)
        hub.publish(f"{ROOT}/pub/hub", b"x" * 60_000)
        heard = hub.inbox.get(10)
        assert getattr(heard, "payload", b"") == b"x" * 60_000
        assert broker.healthy()
        broker.grant(S1)
        assert knock(broker.address, S1.user, S1.password, tls=pinned) == ACCEPTED
        broker.revoke(S1.user)
        assert knock(broker.address, S1.user, S1.password, tls=pinned) in REFUSED
        broker.restart()
        assert broker.healthy()
        while (item := hub.inbox.get(10)) != Connected(2):
            assert item is not None


@kinds
def test_a_machine_whose_clock_says_1970_comes_in(
    kind: BrokerKind, tmp_path: Path, authority: tls.Authority
) -> None:
    with locked_broker(kind, tmp_path, authority, NEXT_CENTURY) as broker:
        with link(broker, tls.pinned(authority.cert_pem)) as hub:
            assert hub.inbox.get(10) == Connected(1)
        minding = tls.pinned(authority.cert_pem)
        minding.verify_flags &= ~tls._NO_CHECK_TIME
        with pytest.raises(ssl.SSLCertVerificationError, match="not yet valid"):
            minding.wrap_socket(socket.create_connection(broker.address, 5))


@kinds
def test_a_client_of_another_authority_says_nothing_here(
    kind: BrokerKind, tmp_path: Path, authority: tls.Authority, caplog: pytest.LogCaptureFixture
) -> None:
    other = tls.pinned(tls.make_authority("a room").cert_pem)
    with locked_broker(kind, tmp_path, authority) as broker:
        assert knock(broker.address, HUB.user, HUB.password, tls=other) is None
        with link(broker, other) as hub:
            until(lambda: "does not prove to be our hub" in caplog.text)
            assert hub.inbox.get(0.5) is None
    assert caplog.text.count("does not prove") == 1


@kinds
def test_nothing_is_answered_in_clear(kind: BrokerKind, tmp_path: Path, authority: tls.Authority) -> None:
    with locked_broker(kind, tmp_path, authority) as broker:
        assert knock(broker.address, HUB.user, HUB.password) is None
        with closing(socket.create_connection(broker.address, 5)) as plain:
            plain.sendall(b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x0f\x00\x00")
            try:
                answer = plain.recv(64)
            except ConnectionResetError:
                answer = b""
            assert answer[:1] != b"\x20", "it took a CONNECT in clear"


@kinds
def test_what_is_older_than_tls_1_2_is_refused(
    kind: BrokerKind, tmp_path: Path, authority: tls.Authority
) -> None:
    old = tls.pinned(authority.cert_pem)
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match=r"TLSv1_1 is deprecated"):
        old.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match=r"TLSv1_1 is deprecated"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with locked_broker(kind, tmp_path, authority) as broker:
        assert knock(broker.address, ECHO.user, ECHO.password, tls=old) is None
