"""Commands of the hub at the desk: which are new, which may be carried out, what is said of each."""

import base64
import logging
from binascii import Error as NotBase64
from collections.abc import Callable

from classroom.commands import LOST_ANYWAY, SIGNATURE, Command, wipe_topic, wipe_words
from classroom.facts import CommandAnswered
from classroom.ids import ZoneId
from classroom.wire.messages import CommandDone
from plumbing.errors import SealBroken
from plumbing.seal import verify
from station.config import EXIT_RESTART, EXIT_WIPED
from station.perform.recorder import Recorder
from station.perform.surroundings import Surroundings
from station.perform.troubles import Troubles
from station.session import effects as ask
from station.session.events import CommandArrived, WipeRefused
from station.store.keep import Store

log = logging.getLogger(__name__)


class Orders:
    """For the disk thread alone. `record` makes facts durable, or tells why it cannot."""

    def __init__(
        self,
        around: Surroundings,
        store: Store,
        recorder: Recorder,
        troubles: Troubles,
        record: Callable[[ask.Record], None],
    ) -> None:
        self._store, self._recorder, self._troubles, self._record = store, recorder, troubles, record
        self._station, self._post, self._end = around.place.station, around.post, around.end
        self._uplink, self._belonging = around.uplink, around.belonging
        self._under_way: set[str] = set()

    def came(self, command: Command, at_s: float) -> None:
        """Pass on a command that is new; answer again for one that was answered."""
        if done := self._store.commands.answered(command.cmd_id):
            self._uplink.answer(done)
            return
        if command.cmd_id in self._under_way:
            return
        if command.kind == "wipe" and not self._is_signed(command):
            log.error("a wipe that the hub did not sign for this station was not carried out")
            self._uplink.answer(CommandDone(cmd_id=command.cmd_id, ok=False, why="forged"))
            return
        self._under_way.add(command.cmd_id)
        self._post(CommandArrived(command=command, until_s=at_s + command.ttl_s))

    def obey(self, effect: ask.Effect) -> None:
        """Do what the hub asked for."""
        match effect:
            case ask.AnswerCommand():
                self._answer(effect)
            case ask.WipeStation():
                self._wipe(effect)
            case ask.EndStation():
                self._end(EXIT_RESTART)

    def _answer(self, effect: ask.AnswerCommand) -> None:
        """What a command has changed is on the disk before its answer is; the hub asks until it has heard that."""
        command, why = effect.command, effect.why
        try:
            if command.kind == "rezone" and not why:
                self._move(command.args["zone"])
        except OSError as error:
            self._troubles.met(error)
            why = "failed"
        fact = CommandAnswered(cmd_id=command.cmd_id, kind=command.kind, ok=not why, why=why)
        self._record(ask.Record(tag="", facts=(fact,)))
        self._under_way.discard(command.cmd_id)
        self._uplink.answer(CommandDone(cmd_id=command.cmd_id, ok=not why, why=why))

    def _move(self, zone: ZoneId) -> None:
        self._belonging.move(zone)
        self._recorder.moved(zone)
        self._uplink.move(zone)

    def _wipe(self, effect: ask.WipeStation) -> None:
        """Nothing that the hub has not is destroyed, unless it says that it may be lost."""
        lost = effect.command.args.items() >= LOST_ANYWAY.items()
        if not lost and (self._store.outbox.marks().waiting or self._store.media.unsent()):
            self._post(WipeRefused())
            self._answer(ask.AnswerCommand(command=effect.command, why="unsaved"))
            return
        self._recorder.wipe_keys()
        self._store.close()
        self._belonging.wipe()
        self._uplink.farewell(CommandDone(cmd_id=effect.command.cmd_id))
        self._end(EXIT_WIPED)

    def _is_signed(self, command: Command) -> bool:
        """Say whether the hub signed this wipe for this station as it is now."""
        words = wipe_words(command.cmd_id, self._store.outbox.marks().epoch, command.args)
        try:
            signature = base64.b64decode(command.args.get(SIGNATURE, ""), validate=True)
            verify(self._belonging.hub_sign, wipe_topic(self._station), words + signature)
        except (SealBroken, NotBase64, ValueError):
            return False
        return True
