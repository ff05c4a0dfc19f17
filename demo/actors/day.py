"""A school day at simulated stations: one thread moves all pretend learners; one station is flaky by design."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final, Self

from classroom.ids import LearnerId
from classroom.zone import usual_zones
from demo.actors.booth import Booth
from demo.actors.crowd import Crowd
from demo.school.framework import framework
from hardware.fake import FakeBadgeReader
from station.__main__ import HeadlessStation
from station.config import StationConfig, read_join_record

TURN_S: Final = 0.05
DARK_EVERY_S: Final = 150.0
DARK_FIRST_S: Final = 70.0
DARK_S: Final = 45.0

log = logging.getLogger(__name__)


class Day:
    """Opens on entering, ends on leaving. With `flaky`, the last station is dark for a while, again and again."""

    def __init__(
        self,
        configs: Sequence[StationConfig],
        tokens: Mapping[LearnerId, str],
        *,
        seed: int,
        flaky: bool,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tokens, self._flaky, self._now_s = tokens, flaky, now_s
        self._chance = Random(seed)
        self._stands = [_Stand(config, self._booth) for config in configs]
        places = [read_join_record(config.join_record) for config in configs]
        seats = {zone.id: zone.seats for zone in usual_zones()}
        self._crowd = Crowd(tuple(tokens), {each.station: seats[each.zone] for each in places}, self._chance)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pretend learners", daemon=True)

    def __enter__(self) -> Self:
        for stand in self._stands:
            stand.open()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.quiet()
        for stand in reversed(self._stands):
            stand.close(self._now_s())

    def quiet(self) -> None:
        """Nobody touches anything any more; may be repeated."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        began_s = self._now_s()
        while not self._stopping.wait(TURN_S):
            now_s = self._now_s()
            for stand in self._stands:
                dark = self._flaky and stand is self._stands[-1] and is_dark(now_s - began_s)
                try:
                    stand.turn(now_s, dark=dark)
                except Exception:
                    log.exception("a pretend learner stumbled at %s", stand.folder)

    def _booth(self, station: HeadlessStation) -> Booth:
        if not isinstance(station.reader, FakeBadgeReader):
            raise TypeError("a simulated station needs the camera 'fake'")
        return Booth(
            station.record.station,
            station,
            station.reader,
            crowd=self._crowd,
            tokens=self._tokens,
            framework=framework(),
            chance=self._chance,
        )


def is_dark(elapsed_s: float) -> bool:
    """Say whether the flaky station is off at this second of the day."""
    return elapsed_s >= DARK_FIRST_S and (elapsed_s - DARK_FIRST_S) % DARK_EVERY_S < DARK_S


class _Stand:
    """A simulated station that can be switched off and on."""

    def __init__(self, config: StationConfig, booth: Callable[[HeadlessStation], Booth]) -> None:
        self.folder, self._config, self._make_booth = config.data, config, booth
        self._station: HeadlessStation | None = None
        self._booth: Booth | None = None

    def open(self) -> None:
        self._station = HeadlessStation(self._config)
        self._booth = self._make_booth(self._station)
        self._station.start()

    def close(self, now_s: float) -> None:
        if self._station is not None and self._booth is not None:
            self._booth.abandon(now_s)
            self._station.stop()
        self._station = self._booth = None

    def turn(self, now_s: float, *, dark: bool) -> None:
        if dark and self._station is not None:
            self.close(now_s)
        elif not dark and self._booth is None:
            self.open()
        elif self._booth is not None:
            self._booth.turn(now_s)
