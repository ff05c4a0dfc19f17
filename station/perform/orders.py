"""Commands of the hub at the desk: which are new, which may be carried out, what is said of each."""

import base64
import logging
from binascii import Error as NotBase64
from collections.abc import Callable

from classroom.commands import SIGNATURE, Command, wipe_topic, wipe_words
from classroom.facts import CommandAnswered
from classroom.ids import StationId
from classroom.wire.messages import CommandDone
from plumbing.errors import SealBroken
from plumbing.seal import verify
from station.session.effects import AnswerCommand
from station.session.events import CommandArrived, Event
from station.store.keep import Store

log = logging.getLogger(__name__)


class Orders:
    """For the disk thread alone. `tell` brings an answer to the hub; `hub_sign` is the key that a wipe needs."""

    def __init__(
        self,
        store: Store,
        station: StationId,
        hub_sign: bytes,
        post: Callable[[Event], None],
        tell: Callable[[CommandDone], None],
    ) -> None:
        self._store, self._station, self._hub_sign = store, station, hub_sign
        self._post, self._tell = post, tell
        self._under_way: set[str] = set()

    def came(self, command: Command, at_s: float) -> None:
        """Pass on a command that is new; answer again for one that was answered."""
        if done := self._store.commands.answered(command.cmd_id):
            self._tell(done)
            return
        if command.cmd_id in self._under_way:
            return
        if command.kind == "wipe" and not self._is_signed(command):
            log.error("a wipe that the hub did not sign for this station was not carried out")
            self._tell(CommandDone(cmd_id=command.cmd_id, ok=False, why="forged"))
            return
        self._under_way.add(command.cmd_id)
        self._post(CommandArrived(command=command, until_s=at_s + command.ttl_s))

    def fact_of(self, effect: AnswerCommand) -> CommandAnswered:
        """Return what is to be recorded of an answer."""
        command = effect.command
        return CommandAnswered(cmd_id=command.cmd_id, kind=command.kind, ok=not effect.why, why=effect.why)

    def answered(self, effect: AnswerCommand) -> None:
        """Tell the hub; what could not be recorded is asked for again after a restart."""
        self._under_way.discard(effect.command.cmd_id)
        done = CommandDone(cmd_id=effect.command.cmd_id, ok=not effect.why, why=effect.why)
        self._tell(done)

    def _is_signed(self, command: Command) -> bool:
        """Say whether the hub signed this wipe for this station as it is now."""
        words = wipe_words(command.cmd_id, self._store.outbox.marks().epoch, command.args)
        try:
            signature = base64.b64decode(command.args.get(SIGNATURE, ""), validate=True)
            verify(self._hub_sign, wipe_topic(self._station), words + signature)
        except (SealBroken, NotBase64, ValueError):
            return False
        return True
