"""A station in a process of its own that hands in one piece after the other and says so, until it is killed."""

import sys
from pathlib import Path

from station.__main__ import HeadlessStation
from station.config import StationConfig
from station.views.door_shapes import IdleView
from tests.faults.station_school import Child
from tests.faults.station_world import Visitor
from tests.unit.station.room import amal


def main(data: str, record: str, secret: str, first: str) -> None:
    config = StationConfig(data=Path(data), record=Path(record), camera="fake", speech="none", disk_floor=0.0)
    station = HeadlessStation(config)
    station.start()
    child, visitor = Child(amal(), secret=bytes.fromhex(secret)), Visitor(station)
    number = int(first)
    while True:
        visitor.comes_in(child)
        for _ in range(5):
            if number % 3:
                visitor.writes(f"piece {number}")
            else:
                visitor.photographs(number)
            print(f"saved {number}", flush=True)
            number += 1
            visitor.onward()
        visitor.goes()
        visitor.sees(IdleView)


if __name__ == "__main__":
    main(*sys.argv[1:])
