"""What the section did before today, as facts. Pure. The day and chance are arguments."""

from collections.abc import Iterator, Sequence
from typing import Final

from classroom.facts import (
    EvidenceHandedIn,
    Fact,
    FeedbackGiven,
    JudgementMade,
    PieceLevelled,
    PlanApproved,
    SelfAssessed,
)
from classroom.ids import LearnerId, TargetId
from classroom.plan import Plan, PlannedTarget
from classroom.target import LearningTarget
from classroom.value import Value
from demo.school.activities import activities
from demo.school.chance import Chance
from demo.school.framework import framework
from demo.school.people import TEACHER, learners
from demo.school.words import SAID

DAY_MS: Final = 86_400_000


class Past(Value, frozen=True, kw_only=True):
    """One fact of the past, when, and which learners it concerns."""

    at_ms: int
    learners: tuple[LearnerId, ...]
    fact: Fact


class _World(Value, frozen=True, kw_only=True):
    """What each made-up fact needs: the school days (UTC ms), the targets with an activity each, chance."""

    days: tuple[int, ...]
    targets: dict[TargetId, LearningTarget]
    activity: dict[TargetId, str]
    chance: Chance


_NOW: Final[dict[LearnerId, tuple[TargetId, ...]]] = {
    "amal": ("G10", "M03", "SC01"),
    "bao": ("G10", "M02", "SC02"),
    "kai": ("G02", "M04", "SC03"),
}
_MASTERED: Final = {"celeste": 25, "amal": 14, "efe": 6, "dmytro": 4}
_CHIPS: Final = (("glow", "Clear reason"), ("glow", "You checked it yourself"), ("grow", "Try a longer one"))


def past(today_ms: int, chance: Chance) -> tuple[Past, ...]:
    """Return ten weeks of the section in the order of time; `today_ms` is midnight UTC of the demo's day."""
    activity = {target: each.id for each in reversed(activities()) for target in each.targets}
    world = _World(days=_school_days(today_ms), targets=framework().by_id(), activity=activity, chance=chance)
    rows: list[Past] = []
    for place, learner in enumerate(learners()):
        rows.extend(_of_learner(learner.id, place, world))
    return tuple(sorted(rows, key=lambda row: row.at_ms))


def _school_days(today_ms: int) -> tuple[int, ...]:
    """Return midnight of the 47 school days before a day; the first day of 1970 was a Thursday."""
    today = today_ms // DAY_MS
    weekdays = [day for day in range(today - 70, today) if (day + 3) % 7 < 5]
    return tuple(day * DAY_MS for day in weekdays[-47:])


def _of_learner(learner: LearnerId, place: int, world: _World) -> Iterator[Past]:
    now = _NOW.get(learner, ())
    mastered = _walk(_MASTERED.get(learner, world.chance.randint(8, 19)), frozenset(now), world)
    morning = (9 * 60 + place) * 60_000
    for step, target in enumerate(mastered):
        day = step * (len(world.days) - 3) // len(mastered)
        yield from _mastered(learner, target, day, morning + step % 5 * 50 * 60_000, world)
    now = now or tuple(_openings(world, mastered))[:3]
    start, last = world.days[0], world.days[-1]
    plan = PlanApproved(by=TEACHER, plan=_plan(learner, now, world, mastered, start))
    yield Past(at_ms=start + morning, learners=(learner,), fact=plan)
    if place % 3 != 1:
        yield from _under_way(learner, now[0], last + morning, world)
    if place % 4 == 0 and len(now) > 1:
        yield from _piece(learner, now[1], last + morning + 3_600_000, "writing", world)


def _walk(wanted: int, avoid: frozenset[TargetId], world: _World) -> list[TargetId]:
    """Return targets in an order in which their prerequisites allow them."""
    done: list[TargetId] = []
    while len(done) < wanted:
        open_ = [target for target in _openings(world, done) if target not in avoid]
        if not open_:
            break
        done.append(world.chance.choice(open_))
    return done


def _openings(world: _World, done: Sequence[TargetId]) -> Iterator[TargetId]:
    for target in world.targets.values():
        if target.id not in done and set(target.hard) <= set(done):
            yield target.id


def _plan(
    learner: LearnerId, now: Sequence[TargetId], world: _World, done: Sequence[TargetId], at_ms: int
) -> Plan:
    after = [target for target in _openings(world, done) if target not in now][:3]
    return Plan(
        id=f"plan-{learner}",
        learner=learner,
        staff=TEACHER,
        playlists=("flow-studio", "ratio-kitchen", "fair-test-club"),
        targets=(
            *(PlannedTarget(target=target, role="now") for target in now),
            *(
                PlannedTarget(target=target, role="next", pinned=place == 1)
                for place, target in enumerate(after)
            ),
        ),
        agreed_learner_ms=at_ms,
        agreed_staff_ms=at_ms,
    )


def _mastered(learner: LearnerId, target: TargetId, day: int, time_ms: int, world: _World) -> Iterator[Past]:
    """Two pieces on two school days, and the judgement that rests on them."""
    first = f"past-{learner}-{target}-writing"
    second = f"past-{learner}-{target}-observation"
    seen_ms = world.days[day + 1] + time_ms
    yield from _piece(learner, target, world.days[day] + time_ms, "writing", world)
    yield from _piece(learner, target, seen_ms, "observation", world)
    beyond = world.chance.random() < 0.12
    decided = JudgementMade(
        by=TEACHER,
        judgement=f"past-{learner}-{target}",
        learner=learner,
        target=target,
        decision="beyond" if beyond else "mastered",
        level=4 if beyond else 3,
        evidence=(first, second),
        policy_met=True,
    )
    yield Past(at_ms=seen_ms + 3_600_000, learners=(learner,), fact=decided)


def _under_way(learner: LearnerId, target: TargetId, at_ms: int, world: _World) -> Iterator[Past]:
    """A first piece, levelled, with words that wait to be read."""
    piece = f"past-{learner}-{target}-writing"
    yield from _piece(learner, target, at_ms, "writing", world)
    level = PieceLevelled(by=TEACHER, evidence=piece, learner=learner, target=target, level=2)
    yield Past(at_ms=at_ms + 3_600_000, learners=(learner,), fact=level)
    for kind, text in (world.chance.choice(_CHIPS[:2]), _CHIPS[2]):
        words = FeedbackGiven(
            by=TEACHER,
            feedback=f"{piece}-{kind}",
            evidence=piece,
            learner=learner,
            kind="glow" if kind == "glow" else "grow",
            text=text,
        )
        yield Past(at_ms=at_ms + 3_600_000, learners=(learner,), fact=words)


def _piece(learner: LearnerId, target: TargetId, at_ms: int, kind: str, world: _World) -> Iterator[Past]:
    strand = world.targets[target].strand
    piece = f"past-{learner}-{target}-{kind}"
    if kind != "observation":
        claim = SelfAssessed(evidence=piece, claim=3 if world.chance.random() < 0.6 else 2)
        yield Past(at_ms=at_ms - 1, learners=(learner,), fact=claim)
    handed_in = EvidenceHandedIn(
        evidence=piece,
        targets=(target,),
        kind=kind,
        activity=world.activity[target],
        text=world.chance.choice(SAID[strand]),
    )
    yield Past(at_ms=at_ms, learners=(learner,), fact=handed_in)
