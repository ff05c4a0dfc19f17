"""What the hub or a grown-up asks of the station itself: to move, to rest, to end, to be emptied."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from classroom.commands import LOST_ANYWAY, Command, Why
from classroom.wire.messages import CommandDone
from station.config import EXIT_RESTART, EXIT_WIPED
from station.perform.housekeeping import Housekeeping
from station.perform.orders import Orders
from station.perform.porter import Porter
from station.perform.recorder import Recorder
from station.perform.surroundings import Surroundings
from station.perform.troubles import Troubles
from station.session import effects as ask
from station.session import events as happened
from station.store.keep import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who does it: `record` makes facts durable, `empty` wipes what is in memory."""

    recorder: Recorder
    housekeeping: Housekeeping
    troubles: Troubles
    porter: Porter
    record: Callable[[ask.Record], None]
    empty: Callable[[], None]


class Steward:
    """For the disk thread alone."""

    def __init__(self, around: Surroundings, store: Store, hands: Hands) -> None:
        self._store, self._uplink, self._post, self._end = store, around.uplink, around.post, around.end
        self._belonging, self._hands = around.belonging, hands
        self._orders = Orders(
            store, around.place.station, around.belonging.hub_sign, around.post, around.uplink.answer
        )

    def came(self, command: Command, at_s: float) -> None:
        """The hub asks for something."""
        self._orders.came(command, at_s)

    def carry_out(self, effect: ask.Effect) -> None:
        """Do what was asked of the station itself; other effects do nothing here."""
        match effect:
            case ask.AnswerCommand():
                self._answer(effect)
            case ask.WipeStation():
                self._wipe(effect)
            case ask.LetIn(command=command):
                why: Why = "" if self._hands.porter.let_in_for_hub(command) else "unknown"
                self._answer(ask.AnswerCommand(command=command, why=why))
            case ask.EndStation():
                self._end(EXIT_RESTART)
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

    def _answer(self, effect: ask.AnswerCommand) -> None:
        """What a command has changed is on the disk before its answer is."""
        command = effect.command
        try:
            if command.kind == "rezone" and not effect.why:
                self._belonging.move(command.args["zone"])
                self._hands.recorder.moved(command.args["zone"])
                self._uplink.move(command.args["zone"])
        except OSError as error:
            self._hands.troubles.met(error)
            effect = replace(effect, why="failed")
        self._hands.record(ask.Record(tag="", facts=(self._orders.fact_of(effect),)))
        self._orders.answered(effect)

    def _wipe(self, effect: ask.WipeStation) -> None:
        """Nothing that the hub has not is destroyed, unless it says that it may be lost."""
        outbox, lost = self._store.outbox, effect.command.args.items() >= LOST_ANYWAY.items()
        if not lost and (outbox.marks().waiting or self._store.media.unsent()):
            self._post(happened.WipeRefused())
            self._answer(ask.AnswerCommand(command=effect.command, why="unsaved"))
            return
        self._hands.empty()
        self._store.close()
        self._belonging.wipe()
        self._uplink.farewell(CommandDone(cmd_id=effect.command.cmd_id))
        self._end(EXIT_WIPED)
