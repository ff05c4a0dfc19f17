"""Learning targets, the framework that orders them, the scale and the evidence that show mastery. Pure."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final, Literal

from classroom.errors import FrameworkRefused
from classroom.ids import TargetId
from classroom.value import Value


class Level(Value, frozen=True, kw_only=True):
    """One step of a proficiency scale, in staff words and in child words."""

    value: int
    staff: str
    child: str
    icon: str = ""


class ProficiencyScale(Value, frozen=True, kw_only=True):
    """Levels 0 to 4 with exactly one mastery level."""

    levels: tuple[Level, ...]
    mastery: int = 3

    def word(self, value: int, *, child: bool = False) -> str:
        """Return the label of a level, in child words when asked."""
        for level in self.levels:
            if level.value == value:
                return level.child if child else level.staff
        return str(value)


DEFAULT_SCALE: Final = ProficiencyScale(
    levels=(
        Level(value=0, staff="not started yet", child="not started yet", icon="circle"),
        Level(value=1, staff="with help", child="with help", icon="leaf"),
        Level(value=2, staff="some parts", child="some parts", icon="footprints"),
        Level(value=3, staff="can do it", child="I can do it", icon="circle-check"),
        Level(value=4, staff="could teach it", child="I could teach it", icon="users"),
    )
)


class EvidencePolicy(Value, frozen=True, kw_only=True):
    """What lights "ready for a look"; it never decides. A quiz alone cannot satisfy it."""

    min_pieces: int = 2
    min_kinds: int = 2
    min_days: int = 2
    live_seen: bool = False
    solo: bool = False
    outside_ok: bool = True
    quiz_max: int = 1
    kinds_allowed: frozenset[str] | None = None
    retention_days: int = 0


class LearningTarget(Value, frozen=True, kw_only=True):
    """One I-can line with what must come before it; `looks_like` says by language how one sees that it is there."""

    id: TargetId
    code: str
    strand: str
    i_can: Mapping[str, str]
    why: str = ""
    kind: Literal["knowledge", "skill", "habit"] = "skill"
    grade: str = ""
    picture: str = ""
    looks_like: Mapping[str, str] = {}
    hard: tuple[TargetId, ...] = ()
    soft: tuple[TargetId, ...] = ()
    policy: EvidencePolicy = EvidencePolicy()
    version: int = 1

    def line(self, lang: str) -> str:
        """Return the I-can line in a language, else in the first that the school wrote."""
        return self.i_can.get(lang) or next(iter(self.i_can.values()), self.code)

    def looks(self, lang: str) -> str:
        """Return how one sees it, in a language, else in the first that the school wrote; "" where nobody has."""
        return self.looks_like.get(lang) or next(iter(self.looks_like.values()), "")


class Framework(Value, frozen=True, kw_only=True, tag="framework", tag_field="entity"):
    """A published set of targets in the order in which the school thinks of them."""

    id: str
    title: str
    targets: tuple[LearningTarget, ...]
    scale: ProficiencyScale = DEFAULT_SCALE
    version: int = 1
    status: Literal["draft", "published", "retired"] = "published"

    def by_id(self) -> dict[TargetId, LearningTarget]:
        """Return the targets by id, in framework order."""
        return {target.id: target for target in self.targets}


def check_prerequisites(targets: Iterable[LearningTarget]) -> None:
    """Raise FrameworkRefused if a hard prerequisite is missing or part of a circle."""
    graph = {target.id: set(target.hard) for target in targets}
    for target, needs in graph.items():
        if missing := needs - graph.keys():
            raise FrameworkRefused(f"Target {target} needs {min(missing)}, which is not in the framework.")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " > ".join(error.args[1])
        raise FrameworkRefused(f"These targets wait for each other in a circle: {circle}.") from error
