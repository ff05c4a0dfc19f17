"""Each role, each topic, each verb: exactly the table, on each broker."""

from collections.abc import Iterator

import pytest

from hub.broker import Account
from hub.broker.managed import ManagedBroker
from tests.contract.raw_mqtt import raw_login
from tests.contract.room import ECHO, HUB, ROOT, S1, S2, WITNESS, BrokerKind, running_broker

PUB = {f"{ROOT}/pub/hub", f"{ROOT}/pub/head"}
UP_LEAVES, DOWN_LEAVES = ("state", "beat", "ev", "rq", "media"), ("ack", "rs", "media")
UP = {station: {f"{ROOT}/up/{station}/{leaf}" for leaf in UP_LEAVES} for station in ("s1", "s2")}
DOWN = {station: {f"{ROOT}/dn/{station}/{leaf}" for leaf in DOWN_LEAVES} for station in ("s1", "s2")}
ECHOED = {f"{ROOT}/hub/echo"}
ELSEWHERE = {
    "ws/1/ffffffffffffffff/pub/hub",
    "ws/1/ffffffffffffffff/up/s1/ev",
    f"{ROOT}/up/s1/ev/more",
    f"{ROOT}/up/s1",
    f"{ROOT}/up/ev",
    f"ws/2/{ROOT[5:]}/up/s1/ev",
    "anything",
}
OURS = PUB | UP["s1"] | UP["s2"] | DOWN["s1"] | DOWN["s2"] | ECHOED
ALL = sorted(OURS | ELSEWHERE)
WHOLE_ROOM = {topic for topic in ALL if topic.startswith(f"{ROOT}/")}
ENDS = ("#", "+/+/+", "up/+/ev", "dn/+/ack", "hub/+")
FILTERS = ("#", "$SYS/#", *(f"{ROOT}/{end}" for end in ENDS))

WRITES = {"hub": WHOLE_ROOM, "echo": set[str](), "station-s1": UP["s1"], "station-s2": UP["s2"]}
READS = {
    "hub": WHOLE_ROOM,
    "echo": ECHOED,
    "station-s1": PUB | DOWN["s1"],
    "station-s2": PUB | DOWN["s2"],
}

roles = pytest.mark.parametrize("role", [HUB, ECHO, S1, S2], ids=lambda account: account.user)


@pytest.fixture(scope="module", params=["nats", "mosquitto"])
def broker(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ManagedBroker]:
    kind: BrokerKind = request.param
    with running_broker(kind, tmp_path_factory.mktemp(kind)) as running:
        yield running


@roles
@pytest.mark.parametrize("retain", [False, True], ids=["passing", "retained"])
def test_a_role_writes_exactly_the_table(broker: ManagedBroker, role: Account, *, retain: bool) -> None:
    word = f"{role.user} {retain}".encode()
    address = broker.address
    with raw_login(address, WITNESS) as witness, raw_login(address, role) as one:
        witness.subscribe("#")
        for topic in ALL:
            one.publish(topic, word, retain=retain)
        one.ping()
        witness.publish("the/end", b"")
        while ("the/end", b"") not in witness.messages:
            witness.ping()
        arrived = {topic for topic, payload in witness.messages if payload == word}
    assert arrived == WRITES[role.user]


@roles
def test_a_role_reads_exactly_the_table(broker: ManagedBroker, role: Account) -> None:
    word = f"for {role.user}".encode()
    address = broker.address
    with raw_login(address, WITNESS) as witness, raw_login(address, role) as one:
        for topic in (*FILTERS, *ALL, *role.reads):
            one.subscribe(topic)
        for topic in ALL:
            witness.publish(topic, word)
        last = max(READS[role.user])
        witness.publish(last, b"the end")
        while (last, b"the end") not in one.messages:
            one.ping()
        arrived = {topic for topic, payload in one.messages if payload == word}
    assert arrived == READS[role.user]
