"""Devices, threads and typing: what the performer sends where, and how keys become scans or letters."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from classroom.tokens import make_token
from hardware import badge
from hardware.fake import FakeBadgeReader, FakeLight, FakeMicrophone, FakePlayer, FakeSpeech
from hardware.frame import Code
from hardware.wedge import WedgeScanner
from plumbing.errors import DatabaseTooNew
from plumbing.seal import random_bytes
from station.perform.belonging import Belonging
from station.perform.devices import Devices, event_of
from station.perform.performer import Performer
from station.perform.recorder import Place
from station.perform.typist import Typist
from station.session import effects as ask
from station.session import events as happened
from station.session.touches import KeyTyped
from station.session.voice import RecordingBegan, StartRecording, StopRecording, VoiceRecorded
from station.store.keep import DATABASE, Keep
from station.sync.news import HubHas, LinkTurned
from tests.unit.station.made import Ticker
from tests.unit.station.perform.desks import RememberingLink

TOKEN = make_token(bytes(range(16)))


class Stage:
    """A performer with fake devices, whose events arrive in a queue."""

    def __init__(self, folder: Path) -> None:
        self.reader, self.speech, self.link = FakeBadgeReader(), FakeSpeech(), RememberingLink()
        self.light = FakeLight()
        self.ended: list[int] = []
        self.microphone, self.player = FakeMicrophone(), FakePlayer()
        self.devices = Devices(self.reader, self.speech, self.light, self.microphone, self.player)
        self.events: queue.SimpleQueue[happened.Event] = queue.SimpleQueue()
        place = Place(station="s1", zone="porch", hub_box=bytes(32), hub_box_id="b")
        self.performer = Performer(
            Keep(folder, disk_floor=0.0), place, Ticker().clock, self.devices,
            Belonging(folder / "join.json", folder, bytes(32), bytes(32)), self.ended.append,
        )  # fmt: skip

    def start(self) -> None:
        self.performer.start(self.events.put, self.link)
        self.devices.start(self.events.put)

    def stop(self) -> None:
        self.devices.stop()
        self.performer.stop()

    def wait_for(self, kind: type[happened.Event]) -> happened.Event:
        while not isinstance(event := self.events.get(timeout=10), kind):
            pass
        return event


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    made.start()
    yield made
    made.stop()


@pytest.mark.parametrize(
    ("seen", "event"),
    [
        (badge.CodesSeen((Code("a"), Code("b"))), happened.CodesSeen(texts=("a", "b"))),
        (badge.Typed("a"), happened.CodesSeen(texts=("a",))),
        (badge.CodeUnreadable(), happened.CodeUnreadable()),
        (badge.LightSeen("dark"), happened.LightSeen(light="dark")),
        (badge.CameraLost("unplugged"), happened.CameraGone()),
        (badge.CameraBack(), happened.CameraBack()),
        (badge.StillTaken(b"jpeg", 4, 3), happened.StillTaken(jpeg=b"jpeg")),
        (badge.StillFailed("dark"), happened.StillFailed()),
    ],
)
def test_what_the_hardware_sees_is_an_event_of_the_session(
    seen: badge.BadgeEvent, event: happened.Event
) -> None:
    assert event_of(seen) == event


def test_the_start_tells_the_session_how_things_are(stage: Stage) -> None:
    first = {type(stage.events.get(timeout=10)) for _ in range(4)}
    told = {happened.RoomLoaded, happened.HealthTold, happened.DiskChanged, happened.LinkChanged}
    assert first == told


def test_a_badge_is_seen_and_looked_up(stage: Stage) -> None:
    stage.reader.present(TOKEN)
    assert stage.wait_for(happened.CodesSeen) == happened.CodesSeen(texts=(TOKEN,))
    stage.performer.carry_out(ask.LookUpBadge(text=TOKEN))
    refused = stage.wait_for(happened.BadgeRefused)
    assert isinstance(refused, happened.BadgeRefused)
    assert refused.why == "unknown"


def test_the_picture_of_the_lens_is_seen_only_while_it_is_wanted(stage: Stage) -> None:
    stage.reader.show(Image.new("RGB", (64, 48), (255, 0, 0)))
    preview = stage.devices.preview
    assert preview.take() is None
    stage.performer.carry_out(ask.StartPreview())
    seen = preview.take()
    assert seen is not None
    width, height, rgb = seen
    assert (width, height, len(rgb)) == (64, 48, 3 * 64 * 48)
    assert preview.take() is None
    stage.performer.carry_out(ask.StopPreview())
    stage.reader.show(Image.new("RGB", (64, 48)))
    assert preview.take() is None


def test_a_still_is_taken_or_not(stage: Stage) -> None:
    stage.performer.carry_out(ask.TakeStill())
    stage.wait_for(happened.StillFailed)
    stage.reader.show(Image.new("RGB", (64, 48)))
    stage.performer.carry_out(ask.TakeStill())
    taken = stage.wait_for(happened.StillTaken)
    assert isinstance(taken, happened.StillTaken)
    assert taken.jpeg.startswith(b"\xff\xd8")


def test_words_are_said_and_cut_short(stage: Stage) -> None:
    stage.performer.carry_out(ask.Say(text="Hello", lang="en"))
    assert stage.speech.said == [("Hello", "en")]
    stage.performer.carry_out(ask.Hush())
    assert not stage.speech.speaking


def test_a_voice_is_recorded_in_the_booth(stage: Stage) -> None:
    stage.performer.carry_out(StartRecording())
    stage.wait_for(RecordingBegan)
    stage.performer.carry_out(StopRecording())
    assert stage.wait_for(VoiceRecorded) == VoiceRecorded(sound=b"")


def test_the_feed_is_asked_over_the_link(stage: Stage) -> None:
    stage.performer.carry_out(ask.AskFeed())
    assert stage.link.feeds == 1


def test_news_of_the_link_reaches_the_session(stage: Stage) -> None:
    stage.wait_for(happened.LinkChanged)
    stage.performer.hear(LinkTurned(True))
    assert stage.wait_for(happened.LinkChanged) == happened.LinkChanged(live=True)
    for upto in range(1, 50):
        stage.performer.hear(HubHas(upto))
    acked = stage.wait_for(happened.Acknowledged)
    while acked != happened.Acknowledged(upto=49):
        acked = stage.wait_for(happened.Acknowledged)


def test_the_owner_of_the_state_never_waits_for_the_disk(stage: Stage) -> None:
    held = threading.Event()
    stage.performer._jobs.put(lambda _desk: assert_soon(held))
    stage.performer.carry_out(ask.LookUpBadge(text="foreign"))
    assert not any(isinstance(event, happened.BadgeRefused) for event in _now(stage))
    held.set()
    stage.wait_for(happened.BadgeRefused)


def assert_soon(held: threading.Event) -> None:
    assert held.wait(10)


def _now(stage: Stage) -> list[happened.Event]:
    found = []
    while not stage.events.empty():
        found.append(stage.events.get())
    return found


def test_a_database_that_is_none_any_more_is_set_aside_and_the_station_starts(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    (tmp_path / DATABASE).write_bytes(b"no database" * 999)
    stage.start()
    stage.stop()
    assert (tmp_path / "damaged" / "1" / DATABASE).read_bytes() == b"no database" * 999
    assert [row.type for row in Keep(tmp_path, disk_floor=0.0).open().outbox.after(0, 9)] == ["station.error"]


def test_a_database_from_a_newer_version_stops_the_start(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    store = Keep(tmp_path, disk_floor=0.0).open()
    store._db.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(DatabaseTooNew):
        stage.start()
    stage.stop()


class Typed:
    """A typist and what it posts."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[happened.Event] = queue.SimpleQueue()
        self.typist = Typist(WedgeScanner(), self.events.put)


@pytest.fixture
def typed() -> Iterator[Typed]:
    made = Typed()
    made.typist.start()
    yield made
    made.typist.stop()


def test_what_a_scanner_types_is_a_scan_and_no_letters(typed: Typed) -> None:
    token = make_token(random_bytes(16))
    for letter in token + "\n":
        typed.typist.typed(letter)
    assert typed.events.get(timeout=5) == happened.CodesSeen(texts=(token,))
    typed.typist.typed("a")
    assert typed.events.get(timeout=5) == KeyTyped(text="a")


def test_a_scanner_without_enter_is_recognised_by_its_silence(typed: Typed) -> None:
    token = make_token(random_bytes(16))
    for letter in token:
        typed.typist.typed(letter)
    assert typed.events.get(timeout=5) == happened.CodesSeen(texts=(token,))
    assert typed.events.empty()


def test_what_a_person_types_is_letters(typed: Typed) -> None:
    typed.typist.typed("a")
    assert typed.events.get(timeout=5) == KeyTyped(text="a")
    typed.typist.typed("b")
    typed.typist.typed("\n")
    assert typed.events.get(timeout=5) == KeyTyped(text="b")
