"""What learners asked for, as H10 shows it. Pure."""

from classroom.asking import AskKind, How, Meeting, Since, Stage
from classroom.ids import LearnerId, TargetId, ZoneId
from classroom.mastery import State
from classroom.value import Value


class RequestNow(Value, frozen=True, kw_only=True):
    """One request that waits: who, what for, since how many days on which her class met; `late`: past the target.

    `needs` are the codes of what comes first; `zone_name`, `by_name` and `words` belong to what was said already.
    """

    request: str
    kind: AskKind
    learner: LearnerId
    full: str
    class_names: tuple[str, ...]
    target: TargetId
    code: str
    i_can: str
    state: State | None
    needs: tuple[str, ...]
    asked_ms: int
    age_days: int
    late: bool
    stage: Stage
    how: How | None = None
    since: tuple[Since, ...] = ()
    meeting: Meeting | None = None
    zone_name: str = ""
    by_name: str = ""
    words: str = ""


class RequestsPage(Value, frozen=True, kw_only=True):
    """All that waits for this person, oldest first; the days and places that a meeting can have."""

    requests: tuple[RequestNow, ...]
    days: tuple[str, ...]
    zones: tuple[tuple[ZoneId, str], ...]
    table: ZoneId
    late: int
