"""Whoever owns the broker: nothing of it is believed, pruned, shown or put into the log, and both sides go on."""

from collections.abc import Iterator
from random import Random

import pytest
from msgspec import Raw

from classroom.commands import LOST_ANYWAY, Command
from classroom.wire.codec import decode
from classroom.wire.messages import (
    Ack,
    Beat,
    EventBatch,
    FeedDocument,
    FeedPage,
    Head,
    HubState,
    MediaHave,
    Order,
    StationState,
    TimeIs,
    Welcome,
)
from demo.simulate.packets import Published
from demo.simulate.wire import Way
from plumbing.seal import SIGNATURE
from station.views.door_shapes import IdleView, RestsView
from station.views.work_shapes import HandedInView
from tests.faults.hostile_broker import Besieged, besieged
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("patient")
EPOCH, HIGHEST = "0123456789abcdef", 2**53
LOCK = Order(command=Command(cmd_id="c-crook", kind="lock"))
WIPE = Order(command=Command(cmd_id="c-crook", kind="wipe", args=dict(LOST_ANYWAY)))
PAGE = FeedPage(
    hub_epoch=EPOCH, since=0, to=9, snapshot=True,
    docs=(FeedDocument(rev=9, doc="zones", kind="zones", version=99, body=Raw(b'{"kind":"zones","zones":[]}')),),
)  # fmt: skip


@pytest.fixture(scope="module", params=["nats", pytest.param("mosquitto", marks=pytest.mark.long)])
def siege(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    with besieged(tmp_path_factory.mktemp(request.param), request.param) as made:
        yield made


@pytest.fixture(autouse=True)
def _in_the_end_all_is_well(siege: Besieged) -> Iterator[None]:
    """After each attack the wires are honest again, and a child's work goes through as before."""
    yield
    siege.proxy.tamper(lambda _way, message: (message.payload,))
    siege.calm()


def test_what_a_station_said_is_not_heard_a_second_time(siege: Besieged) -> None:
    siege.hands_in("said once")
    said = [
        one for one in siege.crook.heard("up") if "/up/" in one.topic and not one.topic.endswith("/state")
    ]
    with siege.unmoved(), siege.counted("replayed", "not authentic", more=len(said) // 2):
        siege.crook.says_again(said)


def test_what_was_said_on_a_former_connection_counts_for_nothing_on_this_one(siege: Besieged) -> None:
    siege.hands_in("before the cut")
    before = list(siege.crook.kept)
    siege.reconnect()
    lives = [siege.life(name) for name in siege.names]
    up = [one for one in before if "/up/" in one.topic and not one.topic.endswith("/state")]
    with siege.unmoved(), siege.counted("not authentic"), siege.counted("replayed"):
        siege.crook.says_again(up)
    down = [one for one in before if "/dn/" in one.topic and b'"t":"welcome"' not in one.payload[:14]]
    with siege.unmoved(), siege.counted("at stations: forged", more=min(len(down), 3)):
        siege.crook.says_again(down)
    assert [siege.life(name) for name in siege.names] == lives


def test_an_old_hello_is_answered_and_opens_nothing(siege: Besieged) -> None:
    hellos = [one for one in siege.crook.heard("up/rq") if one.payload.startswith(b'{"t":"hello"')]
    siege.reconnect()
    for peer in siege.room.hub.intake.door._peers.values():
        peer.past.clear()  # as if they were longer ago than this hub remembers
    lives, answered = [siege.life(name) for name in siege.names], len(siege.crook.heard("dn/rs"))
    with siege.unmoved(), siege.counted("at stations: replayed", "at stations: forged"):
        siege.crook.says_again(hellos)
        until(lambda: len(siege.crook.heard("dn/rs")) > answered)
    siege.hands_in("while old hellos are said")
    assert [siege.life(name) for name in siege.names] == lives


def test_the_states_and_wills_of_former_connections_take_nobody_away(siege: Besieged) -> None:
    states = siege.crook.heard("up/state")
    siege.reconnect()
    until(lambda: all(siege.room.hub.back.presence.reachable(name) for name in siege.names))
    online = [one for one in states if decode("up/state", one.payload[:-24]).online]  # type: ignore[union-attr]
    assert len(online) < len(states) or online
    with siege.unmoved():
        siege.crook.says_again(states)
        assert all(siege.room.hub.back.presence.reachable(name) for name in siege.names)


def test_nobody_speaks_in_the_name_of_a_station(siege: Besieged) -> None:
    name, life = siege.names[0], siege.life(siege.names[0])
    facts = (Raw(b'{"seq":1}'),)
    forged = [
        ("up/ev", EventBatch(epoch=EPOCH, first=1, last=1, events=facts)),
        ("up/beat", Beat(life=life, boottime=1)),
        ("up/state", StationState(online=False, life=life)),
        ("up/media", b"a piece of a file"),
    ]
    with siege.unmoved(), siege.counted("not authentic", more=len(forged)):
        for channel, message in forged:
            siege.crook.makes_up(channel, name, message, life)  # type: ignore[arg-type]
    assert siege.room.hub.back.presence.reachable(name)


def test_nobody_speaks_to_a_station_in_the_name_of_the_hub(siege: Besieged) -> None:
    name, life = siege.names[0], siege.life(siege.names[0])
    epoch, hub_epoch = siege.room.marks(name).epoch, siege.room.marks(name).hub_epoch
    forged = [
        (
            "dn/rs",
            Welcome(nonce="ab" * 16, hub_epoch=hub_epoch, upto=HIGHEST, h="", rev=HIGHEST, time=0, safe=9999),
        ),
        ("dn/ack", Ack(epoch=epoch, upto=HIGHEST, hub_epoch=hub_epoch, safe=9999)),
        ("dn/rs", PAGE),
        ("dn/rs", TimeIs(n=1, time=1)),
        ("dn/rs", MediaHave(media="ab" * 32)),
        ("dn/rs", LOCK),
        ("dn/rs", WIPE),
        ("dn/media", b"a piece of a file"),
    ]
    with siege.unmoved(), siege.counted("at stations: forged", more=len(forged)):
        for channel, message in forged:
            siege.crook.makes_up(channel, name, message, life)  # type: ignore[arg-type]
    siege.left.sees(IdleView)


def test_nobody_proclaims_in_the_name_of_the_hub(siege: Besieged) -> None:
    hub_epoch = siege.room.marks(siege.names[0]).hub_epoch
    forged = [
        ("pub/head", Head(hub_epoch=hub_epoch, rev=HIGHEST, floor=HIGHEST)),
        ("pub/hub", HubState(online=False, hub_epoch=hub_epoch, started=HIGHEST)),
        ("pub/hub", HubState(online=True, hub_epoch=EPOCH, started=HIGHEST)),
    ]
    with siege.unmoved(), siege.counted("at stations: forged", more=2 * len(forged)):
        for channel, message in forged:
            siege.crook.proclaims(channel, message)  # type: ignore[arg-type]
    assert not siege.left.sees(IdleView).banner


def test_what_the_hub_said_is_not_done_a_second_time(siege: Besieged) -> None:
    name = siege.names[0]
    assert siege.room.carried_out(siege.room.command(name, "lock")).ok
    siege.left.sees(RestsView)
    assert siege.room.carried_out(siege.room.command(name, "unlock")).ok
    siege.left.sees(IdleView)
    siege.hands_in("after the lock")
    with siege.unmoved(), siege.counted("at stations: replayed", "at stations: forged"):
        siege.crook.says_again([one for one in siege.crook.heard("dn") if "/dn/" in one.topic])
    siege.left.sees(IdleView)


def test_what_was_for_one_station_is_not_heard_by_another_nor_in_its_name(siege: Besieged) -> None:
    left, right = siege.names
    siege.hands_in("for one station")
    down, up = siege.crook.heard("dn", left)[-20:], siege.crook.heard("up", left)[-20:]
    with siege.unmoved(), siege.counted("at stations: forged"), siege.counted("not authentic"):
        for one in (*down, *up):
            siege.crook.says(one.topic.replace(left, right), one.payload)


def test_what_an_earlier_run_of_the_hub_said_of_itself_is_old(siege: Besieged) -> None:
    kept = siege.crook.heard("pub")
    assert any(one.topic.endswith("/hub") for one in kept)
    siege.crook.stop()
    siege.room.switch_off()
    siege.room.switch_on()
    siege.crook = type(siege.crook)(siege.room)
    siege.crook.start()
    siege.calm()
    siege.hands_in("in the next run")
    will = siege.room.hub.downlink.will()[1][:-SIGNATURE]
    assert b'"online":false' in will
    with siege.unmoved(), siege.counted("at stations: of another time", more=2):
        for one in kept:
            siege.crook.says(one.topic, one.payload, retain=True)
    assert not siege.left.sees(IdleView).banner
    siege.reconnect()  # to a broker that keeps the old words for whoever comes
    siege.hands_in("among old words")


def test_the_hubs_own_will_costs_a_greeting_and_no_more(siege: Besieged) -> None:
    with siege.unmoved():
        siege.crook.says(*siege.room.hub.downlink.will())
    siege.hands_in("after the will")


def test_an_acknowledgement_of_more_than_there_is_prunes_nothing(siege: Besieged) -> None:
    name = siege.names[0]
    marks = siege.room.marks(name)
    told = siege.room.hub.downlink
    with siege.unmoved(), siege.counted("at stations: beyond", more=2):
        told.ack(name, Ack(epoch=marks.epoch, upto=marks.last + 1, safe=9999, hub_epoch=marks.hub_epoch))
        told.ack(name, Ack(epoch=marks.epoch, upto=HIGHEST, safe=HIGHEST, hub_epoch=marks.hub_epoch))


def test_spoilt_messages_are_told_from_true_ones_in_both_directions(siege: Besieged) -> None:
    chance = Random(4)

    def spoil(_way: Way, message: Published) -> tuple[bytes, ...]:
        payload = bytearray(message.payload)
        kind = chance.randrange(6)
        if kind == 0:
            payload[chance.randrange(len(payload))] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del payload[-24:]
        return (bytes(payload),)

    siege.proxy.tamper(spoil)
    with (
        siege.counted("not authentic", "unreadable"),
        siege.counted("at stations: forged", "at stations: unreadable"),
    ):
        siege.hands_in("through a spoilt wire")
        siege.proxy.tamper(lambda _way, message: (message.payload,))
    assert siege.pieces().count("through a spoilt wire") == 1


def test_what_is_dropped_is_said_again_and_what_is_late_or_double_is_heard_once(siege: Besieged) -> None:
    """A third of all messages is lost, a third comes twice, a third after the next one."""
    chance, held = Random(6), dict[Way, list[bytes]](up=[], down=[])

    def shuffle(way: Way, message: Published) -> tuple[bytes, ...]:
        late = [held[way].pop()] if held[way] and held[way][0][:8] == message.payload[:8] else []
        fate = chance.randrange(3)
        if fate == 0:
            return tuple(late)
        if fate == 1:
            return (message.payload, message.payload, *late)
        if not late and not held[way]:
            held[way].append(message.payload)
            return ()
        return (message.payload, *late)

    siege.proxy.tamper(shuffle)
    with siege.counted("replayed"), siege.counted("at stations: replayed"):
        siege.hands_in("half of it lost")
    siege.proxy.tamper(lambda _way, message: (message.payload,))
    assert siege.pieces().count("half of it lost") == 1


@pytest.mark.parametrize("wanted", [b'{"t":"welcome"', b'{"t":"ack"', b'{"t":"hello"', b'{"t":"ev.batch"'])
def test_one_kind_of_message_that_never_comes_delays_and_loses_nothing(
    siege: Besieged, wanted: bytes
) -> None:
    name = siege.names[0]
    before = siege.room.marks(name)
    siege.proxy.tamper(lambda _way, message: () if message.payload.startswith(wanted) else (message.payload,))
    siege.proxy.open_all()
    siege.room.comes_in(siege.left)
    words = f"without {wanted.decode()}"
    assert siege.left.writes(words).ticks == 1
    assert siege.room.marks(name).safe == before.safe
    siege.proxy.tamper(lambda _way, message: (message.payload,))
    siege.left.sees(HandedInView, lambda view: view.ticks == 2)
    siege.left.goes()
    assert siege.pieces().count(words) == 1
