"""Examples of what grown-ups see and of what learners make together; their bytes are golden."""

from classroom.facts import Fact, KeyWrap, ObservationMade, ObservationOpened, PairJoined

COMPANY_FACTS: tuple[Fact, ...] = (
    ObservationOpened(key_id="k1", key_box="Ym94"),
    ObservationMade(by="ms-ode", evidence="p2", target="G01", text="Did it alone."),
    PairJoined(
        zone="porch",
        key_id="k1",
        key_box="Ym94",
        wraps=(KeyWrap(learner="amal", box="d3JhcA=="), KeyWrap(learner="bao", box="d3JhcA==")),
    ),
)
