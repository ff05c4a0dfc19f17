"""The schedule of a simulated day: who comes where for what, and what breaks when. A function of the seed. Pure."""

from collections.abc import Iterator
from math import ceil
from random import Random
from typing import Final, Literal

import msgspec

from demo.simulate.options import Options

Act = Literal["writing", "photo", "large photo", "help"]
Harm = Literal["kill station", "kill hub", "kill broker", "cut", "hole", "stall"]
_ACTS: Final[tuple[Act, ...]] = ("writing",) * 13 + ("photo",) * 5 + ("help",) * 2
_KILLS: Final[tuple[Harm, ...]] = ("kill station",) * 3 + ("kill hub",) + ("kill broker",)
_PARTITIONS: Final[tuple[Harm, ...]] = ("cut", "hole", "stall")
FACTS_A_PIECE: Final = 2
FACTS_A_VISIT: Final = 4
SHORTEST_VISIT_S: Final = 5.0
"""A visit takes some seconds (hello alone 1.5): a station that has much to do gets longer visits, not more."""
PIECES: Final = 3
PARTED_S: Final = (0.5, 6.0)
FIRST_HARM_S: Final = 1.0


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody comes to a station at a second of the day, for some acts; learner and place count from 0."""

    number: int
    at_s: float
    place: int
    learner: int
    acts: tuple[Act, ...]


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """Something breaks; `place` is a station's process where it is killed, else a station; 0.0 s = at once over."""

    at_s: float
    harm: Harm
    place: int = 0
    for_s: float = 0.0


def errands(options: Options) -> list[Errand]:
    """Return all visits of the day, in order of time."""
    found = [one for place in range(options.stations) for one in _of_station(options, place)]
    if options.crowd:
        found += _crowd(options)
    found.sort(key=lambda one: (one.at_s, one.place))
    return [msgspec.structs.replace(one, number=number) for number, one in enumerate(found)]


def damages(options: Options) -> list[Damage]:
    """Return what breaks during the day, in order of time."""
    chance = Random(f"damages {options.seed}")
    found: list[Damage] = []
    if "kill" in options.faults:
        found += _kills(options, chance)
    if "partition" in options.faults:
        found += _partitions(options, chance)
    return sorted(found, key=lambda one: one.at_s)


def served(options: Options, place: int) -> list[int]:
    """Return the classes (counted from 0) that a station serves: each class has two stations where there are two."""
    classes, stations = class_count(options.learners), options.stations
    homes = {number: number * stations // classes % stations for number in range(classes)}
    mine = [number for number, home in homes.items() if place in {home, (home + 1) % stations}]
    return mine or [place * classes // stations]


def class_count(learners: int) -> int:
    """Return how many classes of at most 24 there are."""
    return ceil(learners / 24)


def class_of(learner: int, learners: int) -> int:
    """Return the class of a learner."""
    return learner % class_count(learners)


def _of_station(options: Options, place: int) -> Iterator[Errand]:
    chance = Random(f"station {options.seed} {place}")
    mine = set(served(options, place))
    pupils = [one for one in range(options.learners) if class_of(one, options.learners) in mine]
    a_station = options.rate / options.stations
    pieces = max(PIECES, ceil((SHORTEST_VISIT_S * a_station - FACTS_A_VISIT) / FACTS_A_PIECE))
    every_s = (FACTS_A_VISIT + FACTS_A_PIECE * pieces) / a_station
    at_s = chance.uniform(0, every_s)
    while at_s < options.seconds:
        acts = tuple(chance.choice(_ACTS) for _ in range(chance.randint(pieces - 1, pieces + 1)))
        yield Errand(number=0, at_s=at_s, place=place, learner=chance.choice(pupils), acts=acts)
        at_s += chance.uniform(0.7, 1.3) * every_s


def _crowd(options: Options) -> Iterator[Errand]:
    """Yield learners whom no errand of another station moves away: the last ones of the first classes."""
    at_s = options.seconds / 3
    for place in range(min(options.crowd, options.stations)):
        mine = set(served(options, place))
        learner = max(one for one in range(options.learners) if class_of(one, options.learners) in mine)
        yield Errand(number=0, at_s=at_s, place=place, learner=learner, acts=("large photo",))


def _kills(options: Options, chance: Random) -> Iterator[Damage]:
    for at_s in _moments(options, options.kill_every_s, chance):
        place = chance.randrange(options.processes)
        yield Damage(at_s=at_s, harm=chance.choice(_KILLS), place=place)


def _partitions(options: Options, chance: Random) -> Iterator[Damage]:
    for at_s in _moments(options, options.cut_every_s, chance):
        harm, place = chance.choice(_PARTITIONS), chance.randrange(options.stations)
        yield Damage(at_s=at_s, harm=harm, place=place, for_s=chance.uniform(*PARTED_S))


def _moments(options: Options, every_s: float, chance: Random) -> Iterator[float]:
    at_s = FIRST_HARM_S + chance.uniform(0, every_s)
    while at_s < options.seconds:
        yield at_s
        at_s += chance.uniform(0.4, 1.6) * every_s
