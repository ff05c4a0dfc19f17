"""A whole small world on one machine: a real broker, a small hub, real stations, and a child's touches."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace
from PIL import Image

from hardware.fake import FakeBadgeReader
from hub.broker.managed import ManagedBroker
from station.__main__ import HeadlessStation
from station.config import StationConfig
from station.session.touches import KeyTyped, WritingDone
from station.store.keep import look_into
from station.store.outbox import Marks
from station.views.door_shapes import GoodbyeView, IdleView
from station.views.path_shapes import PathView
from station.views.screen import Shown
from station.views.work_shapes import AssessView, HandedInView, PhotoView, WorkView, WriteView
from tests.contract.room import running_broker
from tests.faults.station_hub import SmallHub
from tests.faults.station_school import Child, School
from tests.waiting import until

Look = TypeVar("Look")


class Visitor:
    """What a child sees and touches at one station; `saves_s` is how long each hand-in took to be saved.

    `thought` says whether she has looked at her piece for long enough to hand it in.
    """

    def __init__(self, station: HeadlessStation, thought: Callable[[], bool] = lambda: True) -> None:
        self.station, self._thought = station, thought
        self.saves_s: list[float] = []

    def sees(self, look: type[Look], also: Callable[[Any], bool] = lambda _view: True) -> Look:
        shown: Shown = self.station.wait_for(lambda view: isinstance(view, look) and also(view), 20.0)
        assert isinstance(shown, look)
        return shown

    def shows_badge(self, child: Child) -> None:
        self.sees(IdleView)
        self._reader.present(child.token)

    def comes_in(self, child: Child) -> PathView:
        self.shows_badge(child)
        return self.sees(PathView)

    def writes(self, words: str) -> HandedInView:
        """From the path: the first card, write, claim, hand in; return when it is saved."""
        self._begins("writing")
        self.sees(WriteView)
        self.station.post(KeyTyped(text=words))
        self.station.post(WritingDone())
        return self._hands_in()

    def photographs(self, seed: int = 1) -> HandedInView:
        """From the path: the first card, photo, keep, claim, hand in; return when it is saved."""
        noise = Image.frombytes("RGB", (640, 480), random.Random(seed).randbytes(640 * 480 * 3))
        self._reader.show(noise)
        self._begins("photo")
        self.station.post(self.sees(PhotoView, lambda view: view.stage == "live").shutter.event)
        self.station.post(self.sees(PhotoView, lambda view: view.stage == "taken").keep.event)
        return self._hands_in()

    def goes(self) -> None:
        frame = getattr(self.station.view(), "frame", None)
        assert frame is not None
        self.station.post(frame.door.event)
        self.sees(GoodbyeView)

    def onward(self) -> None:
        """Back to the path after a piece was handed in."""
        self.station.post(self.sees(HandedInView).onward.event)
        self.sees(PathView)

    def tries_again(self, saved: HandedInView) -> HandedInView:
        self.station.post(saved.onward.event)
        return self.sees(HandedInView, lambda view: view.ticks > 0)

    def _begins(self, kind: str) -> None:
        self.station.post(self.sees(PathView).now[0].choice.event)
        work = self.sees(WorkView)
        event = next(one.event for one in work.evidence if getattr(one.event, "kind", "") == kind)
        self.station.post(event)

    def _hands_in(self) -> HandedInView:
        self.station.post(self.sees(AssessView).claims[2].choice.event)
        ready = self.sees(AssessView, lambda view: view.hand_in.enabled)
        until(self._thought)
        begun_s = time.perf_counter()
        self.station.post(ready.hand_in.event)
        seen = self.sees(HandedInView, lambda view: view.ticks > 0 or view.failed)
        self.saves_s.append(time.perf_counter() - begun_s)
        return seen

    @property
    def _reader(self) -> FakeBadgeReader:
        assert isinstance(self.station.reader, FakeBadgeReader)
        return self.station.reader


class World:
    """A broker, a hub, a school, a folder for stations."""

    def __init__(self, folder: Path, broker: ManagedBroker, school: School) -> None:
        self.folder, self.broker, self.school = folder, broker, school
        self.port = broker.address[1]
        self.hub = SmallHub(school, self.port).start()

    def config(self, station: str = "s1", **more: Any) -> StationConfig:
        record = self.school.write_record(self.folder / f"{station}.json", self.port, station)
        plain = StationConfig(data=self.folder / station, record=record, camera="fake", speech="none")
        return replace(plain, **more)

    @contextmanager
    def station(self, name: str = "s1", **more: Any) -> Iterator[Visitor]:
        station = HeadlessStation(self.config(name, **more))
        station.start()
        try:
            yield Visitor(station)
        finally:
            station.stop()

    def hub_goes(self) -> None:
        self.hub.stop()

    def hub_comes(self) -> None:
        """Let a new run of the hub begin with what the last one had."""
        self.hub = SmallHub(self.school, self.port, self.hub.office).start()

    def marks(self, station: str = "s1") -> Marks:
        store = look_into(self.folder / station)
        try:
            return store.outbox.marks()
        finally:
            store.close()

    def knows_documents(self, station: str = "s1") -> bool:
        """Say whether a station holds every document of the school."""
        store = look_into(self.folder / station)
        try:
            return store.shelf.cursor().rev == self.school.rev
        finally:
            store.close()


@contextmanager
def small_world(folder: Path, *children: Child) -> Iterator[World]:
    with running_broker("nats", folder) as broker:
        world = World(folder, broker, School(*children))
        try:
            yield world
        finally:
            world.hub.stop()
