"""Bad input: whatever an authentic sender says, on both sides, breaks no thread, and memory stays bounded."""

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

import pytest

from classroom.wire.codec import encode
from classroom.wire.messages import TimeGet, TimeIs
from classroom.wire.topics import Channel
from plumbing.chunks import Chunk, encode_chunk
from plumbing.seal import media_id
from tests.contract.wire_examples import MESSAGES
from tests.factories_hub import SchoolAtWork
from tests.folders import quick_folder
from tests.property.hostile import spoiled
from tests.unit.hub.intake.air import Air
from tests.unit.station.made import fill
from tests.unit.station.sync.talking import Talk, talking
from tests.waiting import until

SUITE_S: Final = 8.0
LONG: Final = 500_000
AT_ONCE: Final = 400
GROWTH_MIB: Final = 60
_PAGE: Final = os.sysconf("SC_PAGESIZE")

T = TypeVar("T")


def resident_mib() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE / 2**20


def rounds(long: int | None) -> Iterator[int]:
    """Count up to `long`, or for the seconds that the suite has."""
    end, count = time.monotonic() + SUITE_S, 0
    while count < long if long else time.monotonic() < end:
        yield count
        count += 1


def piece(chance: random.Random) -> bytes:
    """A chunk of a file that nobody asked for, or a broken one."""
    data = chance.randbytes(chance.choice((0, 1, 700)))
    media = chance.choice((media_id(data), "0" * 64))
    frame = bytearray(
        encode_chunk(Chunk(media, chance.choice((0, 1, 2**31)), chance.choice((1, 2**31)), data))
    )
    if frame and chance.random() < 0.5:
        frame[chance.randrange(len(frame))] ^= 1 << chance.randrange(8)
    return bytes(frame)


def examples(side: str) -> list[tuple[Channel, bytes]]:
    return [(channel, encode(message)) for channel, message in MESSAGES if channel.startswith(side)]


@pytest.fixture
def air() -> Iterator[Air]:
    with quick_folder() as folder:
        air = Air(SchoolAtWork(folder))
        yield air
        air.intake.stop()
        air.school.back.stop()


def test_a_hub_survives_whatever_its_stations_say(
    air: Air, long_run: bool, reached: Callable[[str], None]
) -> None:
    chance, said = random.Random(12), 0
    honest = own(air) + examples("up/")
    air.connect()
    talk_nonsense(air, honest, chance)
    before = resident_mib()
    for _ in rounds(LONG // AT_ONCE if long_run else None):
        said += talk_nonsense(air, honest, chance)
        assert air.intake.broken == 0, "a message broke its reader: see the log above"
    assert air.intake.alive
    assert resident_mib() - before < GROWTH_MIB
    reached(f"row 12: a hub heard {said:,} spoiled messages, 0 uncaught, {resident_mib() - before:+.0f} MiB")


def own(air: Air) -> list[tuple[Channel, bytes]]:
    """What this very station would say, which goes deepest."""
    air.connect()
    air.station.hand_in(air.station.open_visit("amal"), "amal", photo=b"x" * 50)
    return [
        ("up/ev", encode(air.station.batch())),
        ("up/rq", encode(air.station.hello())),
        ("up/state", encode(air.station.state())),
        ("up/beat", encode(air.station.beat())),
    ]


def talk_nonsense(air: Air, honest: list[tuple[Channel, bytes]], chance: random.Random) -> int:
    """Say many spoiled things, then ask the time: whoever answers has heard them all."""
    for _ in range(AT_ONCE):
        channel, data = chance.choice(honest)
        if chance.random() < 0.1:
            air.say("up/media", piece(chance))
        else:
            air.say(channel, spoiled(data, chance))
    number = chance.randrange(2**50)
    air.connect()
    air.say("up/rq", TimeGet(n=number))
    until(
        lambda: air.answer() == TimeIs(n=number, time=air.school.clock(), era=air.school.back.clock.era),
        seconds=60,
    )
    return AT_ONCE


@pytest.fixture
def talk() -> Iterator[Talk]:
    with quick_folder() as folder, talking(folder) as made:
        yield made


def test_a_station_survives_whatever_its_hub_says(
    talk: Talk, long_run: bool, reached: Callable[[str], None]
) -> None:
    chance, honest = random.Random(21), examples("dn/")
    fill(talk.store, 20)
    talk.connect()
    talk.welcome()
    before, said = resident_mib(), 0
    for said in rounds(LONG if long_run else None):
        hear_nonsense(talk, honest, chance)
        if said % AT_ONCE == 0:
            talk.said.clear()
            talk.news.clear()
            talk.connect()
            talk.welcome()
    assert resident_mib() - before < GROWTH_MIB
    talk.said.clear()
    talk.connect()
    talk.welcome()
    assert talk.conversation.standing.live
    reached(
        f"row 12: a station heard {said:,} spoiled messages, 0 uncaught, {resident_mib() - before:+.0f} MiB"
    )


def hear_nonsense(talk: Talk, honest: list[tuple[Channel, bytes]], chance: random.Random) -> None:
    channel, data = chance.choice(honest)
    if chance.random() < 0.1:
        talk.hub_sends("dn/media", piece(chance))
    else:
        talk.hub_sends(channel, spoiled(data, chance))
    if chance.random() < 0.2:
        talk.turn(chance.choice((0.0, 0.1, 3.0)))
