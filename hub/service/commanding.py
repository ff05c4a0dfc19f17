"""Commands to stations: kept until they are answered, given again over a restart, signed where they destroy."""

import base64
from collections.abc import Callable, Mapping
from typing import Final

from classroom.commands import LASTS_S, SIGNATURE, Command, Kind, admitted, wipe_topic, wipe_words
from classroom.facts import StationCommanded, StationWiped
from classroom.ids import LearnerId, StaffId, StationId
from classroom.wire.messages import CommandDone
from classroom.zone import Zone
from hub.errors import ServiceRefused
from hub.service.permissions import Act
from hub.service.recording import Recording
from hub.store import orders
from hub.store.keys import Keys
from hub.store.orders import Waiting
from hub.store.projections import commands, roster
from hub.store.tables import Tables
from plumbing import seal

ACT_FOR: Final[dict[Kind, Act]] = {"admit": "admit"}
"""What a person must be allowed to do, where it is another thing than to look after stations."""
_WANTS: Final[dict[Kind, frozenset[str]]] = {
    "rezone": frozenset({"zone"}),
    "admit": frozenset({"learner", "by", "key"}),
}
_MAY_HAVE: Final[dict[Kind, frozenset[str]]] = {"wipe": frozenset({"lost"})}
_SECRET: Final = frozenset({"key"})
"""Arguments that are no part of the log."""


class Commanding:
    """For the writer's thread, inside its transactions; `due` for any thread. `steady_ms` goes on evenly."""

    def __init__(
        self, recording: Recording, keys: Keys, steady_ms: Callable[[], int], fresh_id: Callable[[], str]
    ) -> None:
        self._recording, self._keys = recording, keys
        self._steady_ms, self._fresh_id = steady_ms, fresh_id

    def order(
        self, tables: Tables, station: StationId, kind: Kind, args: Mapping[str, str], by: StaffId
    ) -> str:
        """Ask a station for something; return the command's id. Raises ServiceRefused."""
        _check(tables, station, kind, args)
        cmd_id = self._fresh_id()
        told = {name: value for name, value in args.items() if name not in _SECRET}
        learners = (args["learner"],) if "learner" in args else ()
        fact = StationCommanded(by=by, station=station, cmd_id=cmd_id, kind=kind, args=told)
        self._recording.note(tables, fact, learners)
        until_ms = self._steady_ms() + 1000 * LASTS_S[kind]
        for older in orders.of_station(tables, station):
            if older.kind == kind and kind != "admit":
                orders.drop(tables, older.cmd_id)
        orders.put(tables, Waiting(cmd_id, station, kind, args, until_ms))
        return cmd_id

    def due(self, tables: Tables, station: StationId, epoch: str) -> tuple[Command, ...]:
        """What a station has yet to answer, as it is said to it; `epoch` is that of its outbox."""
        now_ms = self._steady_ms()
        return tuple(
            self._said(order, epoch, (order.until_ms - now_ms) // 1000)
            for order in orders.of_station(tables, station)
            if order.until_ms > now_ms
        )

    def answered(self, tables: Tables, station: StationId, done: CommandDone) -> StaffId | None:
        """A station has carried out a command, or has not; return who had it emptied, when it now is."""
        orders.sweep(tables, self._steady_ms())
        asked = next((one for one in orders.of_station(tables, station) if one.cmd_id == done.cmd_id), None)
        if asked is None:
            return None
        orders.drop(tables, done.cmd_id)
        if asked.kind != "wipe" or not done.ok:
            return None
        self._recording.note(tables, StationWiped(station=station, cmd_id=done.cmd_id))
        for other in orders.of_station(tables, station):
            orders.drop(tables, other.cmd_id)
        told = commands.one(tables, done.cmd_id)
        return told.by if told else ""

    def _said(self, order: Waiting, epoch: str, left_s: int) -> Command:
        args = dict(order.args)
        if order.kind == "wipe":
            _, seed, _ = self._keys.hub_key("sign")
            words = wipe_words(order.cmd_id, epoch, args)
            signed = seal.sign(seed, wipe_topic(order.station), words)
            args[SIGNATURE] = base64.b64encode(signed[-seal.SIGNATURE :]).decode()
        return Command(cmd_id=order.cmd_id, kind=order.kind, args=args, ttl_s=max(1, left_s))


def admit_args(keys: Keys, station: StationId, learner: LearnerId, by: StaffId) -> dict[str, str]:
    """Return what a station is told to let a learner in: her key, for this station and no other."""
    shared = next((one for one in keys.stations() if one.station == station), None)
    key = keys.learner_keys((learner,)).get(learner)
    if shared is None or key is None:
        raise ServiceRefused("There is no such station or learner any more. Load the page again.")
    box = seal.wrap(seal.admit_key(shared.k_dn), key, admitted(learner, by))
    return {"learner": learner, "by": by, "key": base64.b64encode(box).decode()}


def _check(tables: Tables, station: StationId, kind: Kind, args: Mapping[str, str]) -> None:
    """Raise ServiceRefused for what no station could do."""
    if station not in roster.stations(tables) or station in commands.wiped(tables):
        raise ServiceRefused("There is no such station any more. Load the page again.")
    if kind == "update":
        raise ServiceRefused("A station is brought up to date where it stands. The hub cannot do it.")
    wants = _WANTS.get(kind, frozenset())
    if not wants <= args.keys() <= wants | _MAY_HAVE.get(kind, frozenset()):
        raise ServiceRefused("Something is missing in what was asked of the station. Load the page again.")
    if kind == "rezone" and tables.definitions.get(Zone, args["zone"]) is None:
        raise ServiceRefused("There is no such zone any more. Load the page again.")
