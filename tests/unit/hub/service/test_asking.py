"""A learner asks, a grown-up answers: what her stations are told, what it opens, who may answer, how old it gets."""

import pytest

from classroom.asking import AskCard, AskKind, Meeting, Stage
from classroom.documents import LearnerDocument
from classroom.facts import DisagreeRaised, Fact, JumpAsked, ReassessAsked
from classroom.mastery import State
from classroom.path import Reason
from hub.errors import NotYours, ServiceRefused
from hub.service.asking import Reply
from hub.service.learner_document import learner_document
from hub.service.shapes import Answer
from hub.service.shapes.asking import RequestNow
from hub.store.rebuild import differences
from tests.factories_hub import COMET, DAY_MS, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork, learner

THURSDAY = "2026-09-24"
SET = Reply("set", day=THURSDAY, time="9:05", zone="make")


def ask(school: SchoolAtWork, *facts: Fact, who: str = "amal") -> None:
    visit = school.cave.open_visit(who)
    for fact in facts:
        school.cave.write(fact, (who,), visit)
    school.send(school.cave)


def again(request: str = "r1", target: str = "G01") -> Fact:
    return ReassessAsked(request=request, target=target, how="tell", since=("practised",))


def waiting(school: SchoolAtWork, staff: str = MS_R) -> tuple[RequestNow, ...]:
    return school.office.requests(staff).requests


def document(school: SchoolAtWork) -> LearnerDocument:
    with school.back.store.reading() as tables:
        found = learner_document(tables, "amal")
    assert found
    return found


def cards(school: SchoolAtWork) -> list[AskCard]:
    return list(document(school).asks)


def test_what_she_asks_waits_for_her_teacher_and_stands_in_her_document(school: SchoolAtWork) -> None:
    ask(school, again())
    (one,) = waiting(school)
    assert (one.kind, one.full, one.code, one.how, one.since) == (
        AskKind.AGAIN, "Amal K.", "G01", "tell", ("practised",),
    )  # fmt: skip
    assert [(card.kind, card.target, card.stage) for card in cards(school)] == [
        (AskKind.AGAIN, "G01", Stage.ASKED)
    ]
    assert school.office.counts(MS_R).requests == 1


def test_an_agreed_time_and_place_reach_her_document_and_the_request_still_waits(
    school: SchoolAtWork,
) -> None:
    ask(school, again())
    school.office.answer_request("r1", MS_R, SET)
    (card,) = cards(school)
    assert (card.stage, card.by) == (Stage.SET, "Ms R")
    assert card.meeting == Meeting(day=THURSDAY, time="9:05", zone="make")
    (one,) = waiting(school)
    assert (one.zone_name, one.by_name) == ("Make Bench", "Ms R")


def test_only_words_close_a_request_and_she_reads_them(school: SchoolAtWork) -> None:
    ask(school, again())
    for step in ("done", "talked"):
        with pytest.raises(ServiceRefused, match="own words"):
            school.office.answer_request("r1", MS_R, Reply(step, "  "))
    school.office.answer_request("r1", MS_R, Reply("done", "You showed it with your hands."))
    assert waiting(school) == ()
    (card,) = cards(school)
    assert (card.stage, card.words) == (Stage.DONE, "You showed it with your hands.")
    with pytest.raises(ServiceRefused, match="has its answer"):
        school.office.answer_request("r1", MS_R, SET)


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (SET._replace(day=""), "which day"),
        (SET._replace(day="2026-09-01"), "over"),
        (SET._replace(zone="nowhere"), "place"),
        (SET._replace(time="25:00"), "time"),
        (Reply("waive", "Yes."), "does not answer"),
    ],
)
def test_what_is_missing_in_an_answer_is_said(school: SchoolAtWork, reply: Reply, says: str) -> None:
    ask(school, again())
    with pytest.raises(ServiceRefused, match=says):
        school.office.answer_request("r1", MS_R, reply)
    assert cards(school)[0].stage is Stage.ASKED


def test_a_person_who_waives_what_comes_first_opens_the_target_and_says_why(school: SchoolAtWork) -> None:
    ask(school, JumpAsked(request="r1", target="G02"))
    assert next(line for line in document(school).lines if line.target == "G02").state is State.LATER
    assert waiting(school)[0].needs == ("G01",)
    with pytest.raises(ServiceRefused, match="own words"):
        school.office.answer_request("r1", MS_R, Reply("waive"))
    school.office.answer_request("r1", MS_R, Reply("waive", "You know verbs from home."))
    told = document(school)
    assert next(line for line in told.lines if line.target == "G02").state is State.OPEN
    assert (told.next[0].target, told.next[0].reason) == ("G02", Reason.PICKED)
    assert "asked to start early" in school.office.learner_page("amal", MS_R).next[0].why
    with school.back.store.reading() as tables:
        assert differences(tables)[0] == []


@pytest.mark.parametrize("step", ["check", "talk"])
def test_a_check_or_a_talk_opens_nothing_by_itself(school: SchoolAtWork, step: str) -> None:
    ask(school, JumpAsked(request="r1", target="G02"))
    school.office.answer_request("r1", MS_R, Reply(step, "On Friday."))  # type: ignore[arg-type]
    assert next(line for line in document(school).lines if line.target == "G02").state is State.LATER
    assert cards(school)[0].stage is Stage(step)


def test_seeing_it_differently_gets_a_talk_and_then_words(school: SchoolAtWork) -> None:
    ask(school, DisagreeRaised(request="r1", target="G01"))
    school.office.answer_request("r1", MS_R, SET)
    assert cards(school)[0].meeting
    with pytest.raises(ServiceRefused, match="own words"):
        school.office.answer_request("r1", MS_R, Reply("talked"))
    school.office.answer_request("r1", MS_R, Reply("talked", "I see what you mean."))
    assert (cards(school)[0].stage, waiting(school)) == (Stage.TALKED, ())


def test_a_request_belongs_to_those_who_teach_her(school: SchoolAtWork) -> None:
    ask(school, again())
    assert waiting(school, MR_T) == ()
    assert school.office.counts(MS_ODE).requests is None
    for stranger in (MS_ODE, MX_B):
        with pytest.raises(NotYours):
            school.office.requests(stranger)
    for stranger in (MR_T, MS_ODE, MX_B):
        with pytest.raises(NotYours):
            school.office.answer_request("r1", stranger, SET)


def test_its_age_counts_the_days_on_which_her_class_met(school: SchoolAtWork) -> None:
    ask(school, again())
    school.clock.advance(4 * DAY_MS / 1000)
    assert waiting(school)[0].age_days == 4  # weekdays alone: no block was ever opened here
    for _ in range(3):
        school.office.open_block(HERON, MS_R)
        school.office.close_block(HERON, MS_R)
        school.clock.advance(DAY_MS / 1000)
    assert (waiting(school)[0].age_days, waiting(school)[0].late) == (3, True)
    school.office.answer_request("r1", MS_R, Reply("agree"))
    assert not waiting(school)[0].late


def test_the_piece_that_was_liked_best_is_named_without_its_level(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    first, _ = school.cave.hand_in(visit, "amal", "G01")
    second, _ = school.cave.hand_in(visit, "amal", "G01", kind="photo")
    school.send(school.cave)
    for piece, level in ((first, 4), (second, 3)):
        school.office.answer(piece, MS_R, Answer(level=level, words=()))
        school.clock.advance(11)
    school.back.writer.do(lambda tables: school.back.judging.send(tables, until_ms=2**62))
    assert next(line for line in document(school).lines if line.target == "G01").best == first


def test_what_she_asked_goes_along_when_she_changes_class(school: SchoolAtWork) -> None:
    ask(school, again())
    school.office.publish((learner("amal", classes=(COMET,)),))
    assert [one.request for one in waiting(school, MR_T)] == ["r1"]
