"""What learners of the Heron class ask for, kept in a tuple, for tests of the page alone."""

from classroom.asking import AskKind, Meeting, Stage
from classroom.mastery import State
from hub.errors import ServiceRefused
from hub.service.asking import Reply
from hub.service.shapes.asking import RequestNow, RequestsPage
from tests.unit.hub.web import heron


def request_now(name: str, kind: AskKind, **more: object) -> RequestNow:
    """A request of the first learner of the class."""
    who = heron.learners()[0]
    values: dict[str, object] = {
        "request": name, "kind": kind, "learner": who.id, "full": who.full, "class_names": ("Heron",),
        "target": "t-m04", "code": "M04", "i_can": "I can find a percent of an amount.", "state": State.LOOK_AGAIN,
        "needs": (), "asked_ms": heron.NOW, "age_days": 1, "late": False, "stage": Stage.ASKED,
    }  # fmt: skip
    return RequestNow(**(values | more))  # type: ignore[arg-type]


REQUESTS = (
    request_now("r-late", AskKind.AGAIN, how="tell", since=("practised",), age_days=4, late=True),
    request_now("r-early", AskKind.EARLY, state=State.LATER, needs=("M02", "M03")),
    request_now("r-talk", AskKind.DIFFERENTLY, age_days=0),
    request_now(
        "r-set", AskKind.AGAIN, how="live", stage=Stage.SET, zone_name="Show-It Table", by_name="Ms Rivera",
        meeting=Meeting(day="2026-11-05", zone="show", time="10:30"), words="Bring your bridge.",
    ),
)  # fmt: skip


class FakeAsking:
    """Where requests are answered."""

    def __init__(self) -> None:
        self.wishes: tuple[RequestNow, ...] = REQUESTS
        self.replies: list[tuple[str, str, Reply]] = []

    def requests(self, staff: str) -> RequestsPage:
        return RequestsPage(
            requests=self.wishes,
            days=("2026-11-04", "2026-11-05", "2026-11-06"),
            zones=(("cave", "Quiet Cave"), ("show", "Show-It Table")),
            table="show",
            late=sum(one.late for one in self.wishes),
        )

    def answer_request(self, request_id: str, by: str, reply: Reply) -> None:
        if reply.step in {"done", "talked", "waive", "check", "talk"} and not reply.words.strip():
            raise ServiceRefused("Say it in your own words: the learner reads them at the station.")
        self.replies.append((request_id, by, reply))
        self.wishes = tuple(one for one in self.wishes if one.request != request_id)
