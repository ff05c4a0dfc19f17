"""What a simulated day is asked to be. Pure."""

from typing import Final, Literal, get_args

import msgspec

Fault = Literal["kill", "partition", "dup", "reorder", "delay", "drop", "clock"]
FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)
BrokerName = Literal["nats", "mosquitto"]
MOST_PROCESSES: Final = 6
FACTS_A_TOUCH: Final = 0.25
LONGEST_PAUSE_S: Final = 0.3


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """One day. `rate` is facts a second over all stations; `seconds` how long learners come.

    `share` of the messages each of dup, reorder, delay and drop touches; `kill_every_s` and `cut_every_s` are
    the mean pauses between two kills and two cuts. `crowd` learners come at the same moment, a third into
    the day, each to a station of her own, with one large photo.
    """

    stations: int
    learners: int
    rate: float
    seconds: float
    seed: int
    faults: tuple[Fault, ...] = ()
    broker: BrokerName = "nats"
    share: float = 0.1
    kill_every_s: float = 3.0
    cut_every_s: float = 5.0
    crowd: int = 0

    @property
    def processes(self) -> int:
        """How many processes the stations share."""
        return min(self.stations, MOST_PROCESSES)

    @property
    def pause_s(self) -> float:
        """Return how long a learner looks at a screen before she touches it: a third of the time she has."""
        return min(LONGEST_PAUSE_S, FACTS_A_TOUCH * self.stations / self.rate / 3)

    def places(self, process: int) -> range:
        """Return which stations live in a process."""
        return range(process, self.stations, self.processes)
