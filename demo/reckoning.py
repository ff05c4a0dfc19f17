"""What a demo comes to: each fact that a station saved, looked for in the hub's log."""

import time
from collections import Counter
from pathlib import Path
from typing import Final

import msgspec

from demo.founding import Premises, office_of
from demo.school.people import TEACHER
from hub.store import facts
from station.cli import tell_status
from station.errors import NeverStarted

DRAIN_S: Final = 15.0
_POLL_S: Final = 0.05


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Facts saved at stations; how many of them the hub has; pieces that wait for the teacher."""

    made: int
    committed: int
    waiting: int

    @property
    def missing(self) -> int:
        """How many the hub does not have."""
        return self.made - self.committed

    def __str__(self) -> str:
        lost = f" {self.missing} ARE MISSING." if self.missing else ""
        return (
            f"{self.made} facts were saved at stations, the hub has {self.committed} of them.{lost} "
            f"{self.waiting} pieces wait for the teacher."
        )


def wait_for_hub(premises: Premises) -> None:
    """Give the stations that run some time to hand everything over."""
    until_s = time.monotonic() + DRAIN_S
    while time.monotonic() < until_s and any(status["queue"] for status in _statuses(premises)):
        time.sleep(_POLL_S)


def reckon(premises: Premises) -> Outcome:
    """Count, once all is stopped."""
    made = committed = 0
    with office_of(premises.hub) as (back, office), back.store.reading() as tables:
        there = Counter((fact.station, fact.epoch) for fact in facts.after(tables, 0))
        for status in _statuses(premises):
            saved = int(str(status["saved"]))
            made += saved
            committed += min(saved, there[str(status["station"]), str(status["epoch"])])
        return Outcome(made=made, committed=committed, waiting=len(office.review_queue(TEACHER)))


def _statuses(premises: Premises) -> list[dict[str, object]]:
    found = (_status(folder) for folder in premises.stations)
    return [status for status in found if status is not None]


def _status(folder: Path) -> dict[str, object] | None:
    try:
        return tell_status(folder)
    except NeverStarted:
        return None
