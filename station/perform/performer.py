"""Sends each effect to the thread that carries it out; the owner of the state never waits for any of them."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import closing
from typing import Final

from station.perform.belonging import Belonging
from station.perform.desk import Desk
from station.perform.devices import Devices
from station.perform.easel import painted
from station.perform.recorder import Place
from station.perform.surroundings import Surroundings, Uplink
from station.session import drawing, voice
from station.session import effects as ask
from station.session import events as happened
from station.store.keep import Keep
from station.store.salvage import make_sound
from station.sync import news
from station.sync.clock import HubClock
from station.sync.envelopes import make_envelope

LOOK_AROUND_S: Final = 60.0
Job = Callable[[Desk], None]

log = logging.getLogger(__name__)


class Performer:
    """Carries out effects: the desk on its disk thread, devices and link on theirs. Any thread may call it."""

    def __init__(
        self,
        keep: Keep,
        place: Place,
        clock: HubClock,
        devices: Devices,
        belonging: Belonging,
        end: Callable[[int], None],
    ) -> None:
        """`end` is called once, with an exit code, when the hub has this process end."""
        self._keep, self._place, self._clock, self._devices = keep, place, clock, devices
        self._belonging, self._end = belonging, end
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._ready = threading.Event()
        self._failed: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="disk", daemon=True)
        self._mark = _Latest()
        self.volume = 3
        """How loud the station spoke when it was last told; known once it has started."""

    def start(self, post: Callable[[happened.Event], None], uplink: Uplink) -> None:
        """Open the store and begin; raises what opening it raised."""
        self._post, self._uplink = post, uplink
        self._thread.start()
        self._ready.wait()
        if self._failed is not None:
            raise self._failed
        post(happened.LinkChanged(live=False))

    def stop(self) -> None:
        """Finish what was begun, wipe the keys, end."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def carry_out(self, effect: ask.Effect) -> None:
        """Do what the session asked, elsewhere and in order."""
        match effect:
            case (
                ask.StartPreview()
                | ask.StopPreview()
                | ask.TakeStill()
                | ask.Say()
                | ask.Hush()
                | ask.BlinkLight()
                | voice.StartRecording()
                | voice.StopRecording()
                | voice.PlayVoice()
                | voice.DropVoice()
            ):
                self._devices.carry_out(effect)
            case ask.SetVolume():
                self._devices.carry_out(effect)
                self._jobs.put(lambda desk: desk.carry_out(effect))
            case ask.AskFeed(anew=anew):
                self._uplink.ask_feed(anew=anew)
            case drawing.PaintDrawing():
                self._jobs.put(lambda _: self._post(painted(effect)))
            case _:
                self._jobs.put(lambda desk: desk.carry_out(effect))

    def hear(self, told: news.News) -> None:
        """Take news from the link."""
        match told:
            case news.LinkTurned(live=live, shut_out=shut_out):
                self._post(happened.LinkChanged(live=live, shut_out=shut_out))
                self._jobs.put(lambda desk: desk.hear(told))
            case news.HubHas(upto=upto):
                if self._mark.put(upto):
                    self._jobs.put(lambda desk: desk.hear(news.HubHas(self._mark.take())))
            case _:
                self._jobs.put(lambda desk: desk.hear(told))

    def _run(self) -> None:
        try:
            make_sound(self._keep.folder, lambda fact: make_envelope(fact, self._clock.stamp()))
            with closing(self._keep.open()) as store:
                desk = Desk(self._surroundings(), store)
                desk.begin()
                self.volume = store.habits.volume()
                self._ready.set()
                self._work(desk)
                desk.end()
        except Exception as error:  # noqa: BLE001 - it is raised again where the station is started
            self._failed = error
            self._ready.set()

    def _work(self, desk: Desk) -> None:
        look_s = time.monotonic() + LOOK_AROUND_S
        while True:
            try:
                job = self._jobs.get(timeout=max(0.0, min(desk.rests_s(), look_s - time.monotonic())))
            except queue.Empty:
                if time.monotonic() < look_s:
                    continue
                job, look_s = Desk.look_around, time.monotonic() + LOOK_AROUND_S
            if job is None:
                return
            try:
                job(desk)
            except Exception:
                log.exception("the disk thread goes on after this")

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            keep=self._keep, place=self._place, clock=self._clock, uplink=self._uplink, post=self._post,
            belonging=self._belonging, end=self._end,
        )  # fmt: skip


class _Latest:
    """A number of which only the latest value matters."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value: int | None = None

    def put(self, value: int) -> bool:
        """Note it; True when nobody has been told yet that there is one."""
        with self._lock:
            first, self._value = self._value is None, value
            return first

    def take(self) -> int:
        with self._lock:
            value, self._value = self._value, None
            return value or 0
