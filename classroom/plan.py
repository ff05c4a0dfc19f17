"""A learner's plan: what now, next and later, agreed by the learner and a grown-up. Pure."""

from typing import Literal

from classroom.ids import LearnerId, StaffId, TargetId
from classroom.value import Value

PlanRole = Literal["now", "next", "later", "stretch"]


class PlannedTarget(Value, frozen=True, kw_only=True):
    """One target of a plan; `pinned` when the learner asked for it and staff agreed."""

    target: TargetId
    role: PlanRole
    pinned: bool = False


class Plan(Value, frozen=True, kw_only=True, tag="plan", tag_field="entity"):
    """The path of one learner; not active until both agreed, or staff override with a reason."""

    id: str
    learner: LearnerId
    targets: tuple[PlannedTarget, ...]
    playlists: tuple[str, ...] = ()
    agreed_learner_ms: int | None = None
    agreed_staff_ms: int | None = None
    staff: StaffId = ""
    override_reason: str = ""
    version: int = 1

    @property
    def active(self) -> bool:
        """Whether the learner may already work by it."""
        both = self.agreed_learner_ms is not None and self.agreed_staff_ms is not None
        return both or bool(self.agreed_staff_ms is not None and self.override_reason)

    def role_of(self, target: TargetId) -> PlanRole | None:
        """Return what the plan says of a target, None when it says nothing or is not active."""
        if not self.active:
            return None
        return next((planned.role for planned in self.targets if planned.target == target), None)
