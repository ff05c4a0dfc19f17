"""Each role, each topic, each verb: exactly the table, on each broker."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from hub.broker import Account
from hub.broker.knock import REFUSED, knock
from hub.broker.managed import ManagedBroker
from tests.contract.raw_mqtt import RawClient, raw_client, raw_login
from tests.contract.rights import FILTERS, RIGHTS, ROLES, ROOT, heard_by, matches, written_by
from tests.contract.room import ECHO, HUB, S1, S2, WITNESS, BrokerKind, running_broker
from tests.waiting import until

STRANGER = Account("stranger", "no such secret")
MOUTH = Account("mouth", "says all", reads=("#",), writes=("#",))
_EVERYTHING = ("#", "$SYS/#", "$CONTROL/#", "$MQTT/#", "$JS/#", "$share/#", "_INBOX/#")
Says = Callable[[str, int], None]
_WILD = {"*", ">"}
lasting = pytest.mark.parametrize("retain", [False, True], ids=["passing", "retained"])


KINDS: tuple[tuple[BrokerKind, bool], ...] = (
    ("nats", False),
    ("nats", True),
    ("mosquitto", False),
    ("mosquitto", True),
)


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: f"{kind[0]}-{'tls' if kind[1] else 'clear'}")
def broker(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ManagedBroker]:
    kind, over_tls = request.param
    with running_broker(kind, tmp_path_factory.mktemp(kind), over_tls=over_tls) as running:
        running.grant(MOUTH)
        yield running


@pytest.fixture
def cells(broker: ManagedBroker, reached: Callable[[str], None]) -> Says:
    """Say how many cells of the table a test has tried."""
    name = f"{broker._dialect.name} {'over TLS' if broker.tls else 'in clear'}"
    return lambda what, count: reached(f"row 14, {name}: {what}: {count:,} cells, exactly the table")


def account_of(broker: ManagedBroker, role: str) -> Account:
    known = {account.user: account for account in (HUB, ECHO, S1, S2, broker._probe)}
    return known.get(role, STRANGER)


@contextmanager
def coming_in(broker: ManagedBroker, role: str, will: tuple[str, bytes] | None = None) -> Iterator[RawClient]:
    """A connection of that role, let in or not; what is tried on it may end it."""
    with raw_client(broker) as client:
        with suppress(OSError):
            client.connect(account_of(broker, role), f"{role}-{secrets.token_hex(16)}", will)
        with suppress(OSError):
            yield client


def hears_by_and_by(witness: RawClient, word: bytes) -> set[str]:
    """All topics on which a word was said until now."""
    end = f"the/end/{secrets.token_hex(4)}"
    witness.publish(end, b"")
    while (end, b"") not in witness.messages:
        witness.ping()
    return {topic for topic, payload in witness.messages if payload == word}


@contextmanager
def witness_of(broker: ManagedBroker) -> Iterator[RawClient]:
    """Somebody who may hear all, and listens to all that this broker lets anybody listen to."""
    with raw_login(broker, WITNESS) as witness:
        for each in _EVERYTHING:
            witness.subscribe(each)
        yield witness


def sayable(broker: ManagedBroker) -> list[str]:
    """The topics of the table on which this broker lets anybody be heard at all; its own $ topics aside."""
    word = secrets.token_bytes(8)
    with witness_of(broker) as witness:
        for topic in RIGHTS:
            if not topic.startswith(("$", "_")):
                with raw_login(broker, MOUTH) as mouth, suppress(OSError):
                    mouth.publish(topic, word)
                    mouth.ping()
        return sorted(hears_by_and_by(witness, word))


def leave(broker: ManagedBroker, topics: list[str], word: bytes) -> None:
    """Have a word retained on each topic; an empty one clears it."""
    with raw_login(broker, MOUTH) as mouth:
        for topic in topics:
            mouth.publish(topic, word, retain=True)
        mouth.ping()


def rightly_heard(role: str, topic_filter: str, topics: list[str]) -> set[str]:
    """What a filter must bring: all that it takes in, if it stays inside the role's rights; of wider ones nothing.

    To nats a * and a > are wildcards, whatever MQTT says: there nothing need come by them, nor be kept.
    """
    own = {account.user: account.reads for account in (HUB, ECHO, S1, S2)}.get(role, ())
    covered = topic_filter in heard_by(role).union(own) and not _WILD & set(topic_filter)
    taken_in = {topic for topic in topics if matches(topic_filter, topic) and not _WILD & set(topic)}
    return taken_in & heard_by(role) if covered else set()


def wait_for(client: RawClient, topics: set[str]) -> None:
    """Until it has heard of all of them; what came before our ping is there after it, wanted or not."""

    def heard() -> bool:
        client.ping()
        return topics <= client.topics

    until(heard, what=f"no word on some of {topics}")


def check_hearing(
    broker: ManagedBroker, role: str, topics: list[str], speak: Callable[[RawClient, str], None]
) -> None:
    """Listen by each filter in turn: what must come does, and nothing beyond the rights ever does."""
    with raw_login(broker, MOUTH) as mouth:
        for each in (*FILTERS, *RIGHTS):
            must = rightly_heard(role, each, topics)
            with coming_in(broker, role) as client:
                client.subscribe(each)
                for topic in topics:
                    speak(mouth, topic)
                mouth.ping()
                wait_for(client, must)
            assert must <= client.topics <= heard_by(role), (role, each)


@lasting
def test_each_role_writes_exactly_the_table(broker: ManagedBroker, cells: Says, *, retain: bool) -> None:
    for role in ROLES:
        word = secrets.token_bytes(8)
        with witness_of(broker) as witness:
            for topic in RIGHTS:
                with coming_in(broker, role) as client:
                    client.publish(topic, word, retain=retain)
                    client.ping()
            assert hears_by_and_by(witness, word) == written_by(role), role
    cells(
        f"{len(ROLES)} roles write on {len(RIGHTS)} topics{', retained' * retain}", len(ROLES) * len(RIGHTS)
    )


def test_a_will_is_heard_exactly_where_its_owner_may_write(broker: ManagedBroker, cells: Says) -> None:
    for role in ROLES:
        word = secrets.token_bytes(8)
        with witness_of(broker) as witness:
            for topic in RIGHTS:
                with coming_in(broker, role, will=(topic, word)) as client:
                    client.ping()
                    client.die()
            with raw_client(broker) as last:
                last.connect(MOUTH, secrets.token_hex(16), will=("the/last/will", word))
                last.die()
            wait_for(witness, {"the/last/will"})
            assert hears_by_and_by(witness, word) - {"the/last/will"} == written_by(role), role
    cells(f"{len(ROLES)} roles leave a will on {len(RIGHTS)} topics", len(ROLES) * len(RIGHTS))


def test_each_role_hears_exactly_the_table(broker: ManagedBroker, cells: Says) -> None:
    topics = sayable(broker)
    for role in ROLES:
        check_hearing(broker, role, topics, lambda mouth, topic: mouth.publish(topic, b"said"))
    count = len(FILTERS) + len(RIGHTS)
    cells(f"{len(ROLES)} roles listen by {count} filters to {len(topics)} topics", 6 * count * len(topics))


def test_each_role_hears_what_others_left_exactly_by_the_table(broker: ManagedBroker, cells: Says) -> None:
    topics = sayable(broker)
    leave(broker, topics, b"left behind")
    for role in ROLES:
        check_hearing(broker, role, topics, lambda _mouth, _topic: None)
    leave(broker, topics, b"")
    count = len(FILTERS) + len(RIGHTS)
    cells(f"{len(ROLES)} roles find by {count} filters what was retained", 6 * count * len(topics))


def test_filters_that_overlap_add_up_to_no_more_than_the_table(broker: ManagedBroker) -> None:
    topics = sayable(broker)
    for role in ROLES:
        with coming_in(broker, role) as client, raw_login(broker, MOUTH) as mouth:
            for each in (*FILTERS, *RIGHTS, *account_of(broker, role).reads):
                with suppress(OSError):
                    client.subscribe(each)
            for topic in topics:
                mouth.publish(topic, b"said")
            mouth.ping()
            client.ping()
        assert client.topics == heard_by(role) & set(topics), role


def test_nobody_of_the_table_gives_orders_to_the_broker(broker: ManagedBroker) -> None:
    """Neither lets a friend in by mosquitto's control topic, nor empties the store of nats."""
    order = {"command": "createClient", "username": "friend", "password": "friend"}
    kept = secrets.token_bytes(8)
    leave(broker, [f"{ROOT}/pub/hub"], kept)
    for role in ROLES:
        for topic in (topic for topic in RIGHTS if topic.startswith("$")):
            with coming_in(broker, role) as client:
                client.publish(topic, json.dumps({"commands": [order]}).encode())
                client.ping()
    assert knock(broker.address, "friend", "friend", tls=broker.tls) in REFUSED
    with raw_login(broker, S1) as station:
        station.subscribe(f"{ROOT}/pub/+")
        wait_for(station, {f"{ROOT}/pub/hub"})
        assert (f"{ROOT}/pub/hub", kept) in station.messages
