"""The keys of who is here: in memory only, each in one place, and overwritten when she leaves."""

from typing import NamedTuple

from classroom.ids import LearnerId, StaffId, VisitId
from classroom.visit import How
from plumbing.secret import Secret
from station.errors import KeyForgotten


class Came(NamedTuple):
    """How a learner's key was opened: the look-up id of her badge, or by whom of the grown-ups."""

    badge: str = ""
    how: How = "badge"
    by: StaffId = ""


class _Held(NamedTuple):
    """What is in memory of one learner: her key, how it was opened, the keys of her visits."""

    key: Secret
    came: Came
    visits: dict[VisitId, Secret]


class Keyring:
    """Learner keys from badges, visit keys from visits. For the disk thread alone."""

    def __init__(self) -> None:
        self._held: dict[LearnerId, _Held] = {}

    def hold(self, learner: LearnerId, key: Secret, came: Came = Came()) -> None:  # noqa: B008 - it cannot be changed
        """Keep a key that was just opened, and how."""
        visits = self._held[learner].visits if learner in self._held else {}
        self._held[learner] = _Held(key, came, visits)

    def hold_visit(self, learner: LearnerId, visit: VisitId, key: Secret) -> None:
        """Keep the key of a visit of hers; raise KeyForgotten when she is not here."""
        self._of(learner).visits[visit] = key

    def learners(self) -> tuple[LearnerId, ...]:
        return tuple(self._held)

    def visits(self, learner: LearnerId) -> tuple[VisitId, ...]:
        """Return the visits of hers whose keys are here."""
        return tuple(self._of(learner).visits)

    def key(self, learner: LearnerId) -> Secret:
        """Return the key of a learner whose badge was shown; raise KeyForgotten else."""
        return self._of(learner).key

    def came(self, learner: LearnerId) -> Came:
        """Return how her key was opened."""
        return self._of(learner).came

    def visit_key(self, visit: VisitId) -> Secret:
        """Return the key of an open visit; raise KeyForgotten else."""
        for held in self._held.values():
            if visit in held.visits:
                return held.visits[visit]
        raise KeyForgotten(visit)

    def forget(self, learner: LearnerId) -> None:
        """Overwrite all that is held of one learner, then let it go."""
        held = self._held.pop(learner, None)
        if held is not None:
            for key in (held.key, *held.visits.values()):
                key.wipe()

    def forget_all(self) -> None:
        for learner in self.learners():
            self.forget(learner)

    def _of(self, learner: LearnerId) -> _Held:
        if learner not in self._held:
            raise KeyForgotten(learner)
        return self._held[learner]
