"""What a grown-up has opened at a station: her badge that waits for its PIN, then the window to her classes."""

from classroom.commands import Command, admitted
from classroom.doors import Face
from classroom.ids import LearnerId, StaffId
from plumbing.errors import SealBroken
from plumbing.seal import Key, unwrap
from plumbing.secret import Secret
from station.perform.faces import Opened
from station.perform.visitors import StaffBadge
from station.sync.envelopes import unbox


class WaitingBadge:
    """A badge that waits for its PIN."""

    def __init__(self, found: StaffBadge, until_ms: int) -> None:
        self.id, self.key, self.until_ms = found.entry.badge, found.key, until_ms

    def wipe(self) -> None:
        self.key.wipe()


class Window:
    """The faces of her classes, with the keys to let them in."""

    def __init__(self, staff: StaffId, opened: Opened, until_ms: int) -> None:
        self.staff, self.until_ms, self._opened = staff, until_ms, opened

    def face(self, learner: LearnerId) -> Face | None:
        """One of the faces."""
        found = self._opened.face(learner)
        return found[0] if found else None

    def key(self, learner: LearnerId) -> Secret | None:
        """The key of one of the learners; None for somebody else."""
        found = self._opened.face(learner)
        if found is None:
            return None
        face, class_key = found
        try:
            return unwrap(class_key, unbox(face.wrap), learner)
        except SealBroken:
            return None

    def wipe(self) -> None:
        self._opened.wipe()


def key_sent(hub_key: Key, command: Command) -> Secret | None:
    """Return the key of the learner whom an `admit` lets in; None where it is not for this station, or not hers."""
    args = command.args
    about = admitted(args.get("learner", ""), args.get("by", ""))
    try:
        return unwrap(hub_key, unbox(args.get("key", "")), about)
    except SealBroken:
        return None
