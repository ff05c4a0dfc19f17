"""What the hub or a grown-up asks of the station itself: to move, to rest, to end, to be emptied."""

from collections.abc import Callable
from dataclasses import dataclass

from classroom.commands import Command, Why
from station.perform.housekeeping import Housekeeping
from station.perform.orders import Orders
from station.perform.porter import Porter
from station.perform.recorder import Recorder
from station.perform.surroundings import Surroundings
from station.perform.troubles import Troubles
from station.session import effects as ask
from station.store.keep import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who does it: `record` makes facts durable."""

    recorder: Recorder
    housekeeping: Housekeeping
    troubles: Troubles
    porter: Porter
    record: Callable[[ask.Record], None]


class Steward:
    """For the disk thread alone."""

    def __init__(self, around: Surroundings, store: Store, hands: Hands) -> None:
        self._hands, self._end = hands, around.end
        self._orders = Orders(around, store, hands.recorder, hands.troubles, hands.record)

    def came(self, command: Command, at_s: float) -> None:
        """The hub asks for something."""
        self._orders.came(command, at_s)

    def carry_out(self, effect: ask.Effect) -> None:
        """Do what was asked of the station itself; other effects do nothing here."""
        match effect:
            case ask.AnswerCommand() | ask.EndStation():
                self._orders.obey(effect)
            case ask.WipeStation():
                self._hands.porter.close()
                self._orders.obey(effect)
            case ask.LetIn(command=command):
                why: Why = "" if self._hands.porter.let_in_for_hub(command) else "unknown"
                self._orders.obey(ask.AnswerCommand(command=command, why=why))
            case ask.LeaveKiosk():
                self._end(0)
            case _:
                self._keep_house(effect)

    def _keep_house(self, effect: ask.Effect) -> None:
        """Do what a grown-up asked of the station itself; a disk that fails is told as always."""
        try:
            self._hands.housekeeping.carry_out(effect)
        except Exception as error:  # noqa: BLE001 - whatever it is, the station goes on
            self._hands.troubles.met(error)
