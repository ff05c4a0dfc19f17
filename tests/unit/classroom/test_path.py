"""What comes next, and why it stands there."""

from classroom.mastery import MasteryState, State
from classroom.path import Reason, next_lines
from classroom.plan import Plan, PlannedTarget
from classroom.target import LearningTarget

TARGETS = [
    LearningTarget(id=name, code=name, strand="G", i_can={"en": name}, hard=hard)
    for name, hard in [("G01", ()), ("G02", ("G01",)), ("G03", ("G02",)), ("G05", ()), ("G06", ("G05",))]
]


def states(**known: State) -> dict[str, MasteryState]:
    return {t.id: MasteryState(state=known.get(t.id, State.OPEN)) for t in TARGETS}


def test_without_a_plan_the_framework_order_speaks() -> None:
    lines = next_lines(TARGETS, states(G01=State.MASTERED, G03=State.LATER, G06=State.LATER), None)
    assert [(line.target, line.reason, line.because) for line in lines] == [
        ("G02", Reason.OPENS, "G01"),
        ("G05", Reason.EVERYONE, ""),
    ]


def test_what_she_picked_comes_first_then_what_they_planned() -> None:
    plan = Plan(
        id="p",
        learner="amal",
        staff="ms-r",
        agreed_learner_ms=1,
        agreed_staff_ms=1,
        targets=(
            PlannedTarget(target="G02", role="next"),
            PlannedTarget(target="G05", role="next", pinned=True),
            PlannedTarget(target="G03", role="later"),
        ),
    )
    lines = next_lines(TARGETS, states(G01=State.MASTERED, G03=State.LATER, G06=State.LOOK_AGAIN), plan)
    assert [(line.target, line.reason) for line in lines] == [
        ("G05", Reason.PICKED),
        ("G02", Reason.PLANNED),
        ("G06", Reason.EVERYONE),
    ]


def test_a_plan_that_nobody_agreed_orders_nothing() -> None:
    plan = Plan(id="p", learner="amal", staff="ms-r", targets=(PlannedTarget(target="G05", role="next"),))
    assert next_lines(TARGETS, states(), plan)[0].target == "G01"
    assert plan.role_of("G05") is None


def test_nothing_ready_gives_an_empty_list() -> None:
    assert next_lines(TARGETS, {t.id: MasteryState(state=State.MASTERED) for t in TARGETS}, None) == ()


def test_what_she_asked_to_start_early_comes_first_as_picked() -> None:
    known = states(G01=State.NOW, G06=State.LATER)
    known["G03"] = MasteryState(state=State.OPEN, waived=("G02",))
    lines = next_lines(TARGETS, known, None)
    assert [(line.target, line.reason) for line in lines] == [
        ("G03", Reason.PICKED),
        ("G02", Reason.EVERYONE),
        ("G05", Reason.EVERYONE),
    ]
