"""What stations are told, and when it is told anew."""

import base64

import msgspec

from classroom.documents import ClassDocument, LearnerDocument, ZonesDocument
from classroom.facts import ChoiceMade, FeedbackSeen, HelpOpened, PlanApproved, VisitModeChanged
from classroom.helping import HandLine
from classroom.learner import Learner
from classroom.path import Reason
from classroom.plan import Plan, PlannedTarget
from classroom.wire.codec import decode_document
from classroom.zone import ClassGroup
from demo.school.past import Past
from hub.service.shapes import Answer, Chip
from hub.store import feed
from hub.store.feed import FeedRow
from plumbing import seal
from tests.factories_hub import COMET, HERON, MS_R, SchoolAtWork, framework, learner
from tests.unit.hub.service.drafting import key_of


def row(school: SchoolAtWork, doc: str) -> FeedRow:
    school.settle()
    with school.back.store.reading() as tables:
        found = feed.entry(tables, doc)
    assert found is not None
    return found


def of(school: SchoolAtWork, name: str) -> LearnerDocument:
    box = base64.b64decode(msgspec.json.decode(row(school, f"learner/{name}").body or b"", type=str))
    key = school.back.keys.learner_keys((name,))[name]
    document = decode_document(seal.unseal(key, box, f"learner {name}".encode()))
    assert isinstance(document, LearnerDocument)
    return document


def states(document: LearnerDocument) -> dict[str, str]:
    return {line.target: str(line.state) for line in document.lines}


def test_a_document_says_who_she_is_and_what_is_open(school: SchoolAtWork) -> None:
    amal = of(school, "amal")
    assert (amal.name, amal.classes, amal.teacher, amal.visit, amal.hand) == (
        "Amal",
        (HERON,),
        "Ms R",
        None,
        None,
    )
    assert states(amal) == {"G01": "open", "G02": "later", "M01": "open"}
    assert [line.target for line in amal.next] == ["G01", "M01"]
    assert amal.lines[1].opens_after == ("G01",)
    assert (amal.lines[0].pieces_asked, amal.lines[0].kinds_asked, amal.lines[0].days_asked) == (2, 2, 2)


def test_what_happens_at_one_station_stands_in_her_document_for_every_other(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    school.cave.write(ChoiceMade(target="M01", activity="ribbon"), ("amal",), visit)
    piece, box = school.cave.hand_in(visit, "amal", photo=b"jpeg bytes")
    school.clock.advance(1)
    school.cave.write(HelpOpened(help="h1"), ("amal",), visit)
    school.cave.write(
        VisitModeChanged(mode="at_table", target="G01", revises="e0", attempt=2), ("amal",), visit
    )
    school.send()
    amal = of(school, "amal")
    assert amal.visit is not None
    assert (amal.visit.visit, amal.visit.station, amal.visit.mode) == (
        visit,
        school.cave.record.station,
        "at_table",
    )
    assert (amal.visit.target, amal.visit.revises, amal.visit.attempt) == ("G01", "e0", 2)
    assert amal.hand == HandLine(help="h1")
    assert states(amal)["M01"] == "handed_in"
    assert amal.lines[2].activity == "ribbon"
    (card,) = amal.pieces
    (media,) = card.media
    assert (card.evidence, card.state, media.size) == (piece, "handed_in", len(box))
    key = seal.unwrap(key_of(school), base64.b64decode(media.key), media.media)
    assert seal.unseal(key, box, b"media") == b"jpeg bytes"
    assert amal.covers == {school.cave.record.station: (school.cave.epoch, school.cave.seq)}


def test_a_judgement_moves_her_target_and_the_words_wait_for_her(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    piece, _ = school.cave.hand_in(visit, "amal")
    school.send()
    school.office.answer(piece, MS_R, Answer(level=3, words=(Chip(kind="glow", text="You said why."),)))
    school.clock.advance(11)
    school.back.writer.do(lambda _: None)
    amal = of(school, "amal")
    assert (states(amal)["M01"], amal.lines[2].new_words) == ("mastered", True)
    (card,) = amal.feedback
    assert (card.by, card.mastered, card.seen, card.lines[0].text) == ("Ms R", True, False, "You said why.")
    assert amal.pieces[0].state == "answered"
    school.cave.write(FeedbackSeen(feedback=card.lines[0].feedback), ("amal",), visit)
    school.send()
    amal = of(school, "amal")
    assert (amal.feedback[0].seen, amal.lines[2].new_words) == (True, False)


def test_a_plan_says_what_is_now_and_who_planned_it(school: SchoolAtWork) -> None:
    from_plan = Plan(
        id="p",
        learner="amal",
        targets=(PlannedTarget(target="G01", role="now"), PlannedTarget(target="M01", role="next")),
        agreed_learner_ms=1,
        agreed_staff_ms=1,
        staff=MS_R,
    )
    past = Past(at_ms=school.clock(), learners=("amal",), fact=PlanApproved(by=MS_R, plan=from_plan))
    assert school.office.remember((past,)) == 1
    amal = of(school, "amal")
    assert states(amal)["G01"] == "now"
    assert amal.lines[0].role == "now"
    assert [(line.target, line.reason, line.because) for line in amal.next] == [
        ("M01", Reason.PLANNED, "Ms R")
    ]


def test_what_says_nothing_new_is_not_written_anew(school: SchoolAtWork) -> None:
    school.cave.hand_in(school.cave.open_visit("amal"), "amal", photo=b"jpeg bytes")
    school.send()
    before = row(school, "learner/amal")
    school.back.writer.do(lambda tables: tables.mark_stale("learner/amal"))
    assert row(school, "learner/amal") == before
    school.office.print_badges(("amal",), MS_R)
    badges = row(school, f"badges/{HERON}")
    school.back.writer.do(lambda tables: tables.mark_stale(f"badges/{HERON}"))
    assert row(school, f"badges/{HERON}") == badges


def test_a_learner_who_changes_class_changes_stations(school: SchoolAtWork) -> None:
    assert row(school, "learner/amal").scope == (HERON,)
    school.office.publish((learner("amal", classes=(COMET,)),))
    after = row(school, "learner/amal")
    assert (after.scope, after.past_scope) == ((COMET,), (HERON,))


def test_a_learner_who_leaves_is_gone_and_one_without_a_class_is_nowhere(school: SchoolAtWork) -> None:
    school.settle()
    school.office.publish((learner("bao", classes=()), Learner(id="amal", given="Amal", status="left")))
    assert row(school, "learner/amal").body is None
    assert not feed.in_scope(row(school, "learner/bao").scope, (HERON, COMET))


def test_the_class_says_when_it_meets(school: SchoolAtWork) -> None:
    def document() -> ClassDocument:
        found = decode_document(row(school, f"class/{HERON}").body or b"")
        assert isinstance(found, ClassDocument)
        return found

    assert (document().agreement, document().block) == ("ask two friends", None)
    school.office.open_block(HERON, MS_R)
    assert document().block is not None
    school.office.publish((ClassGroup(id=HERON, name="Heron 2", staff=(MS_R,)),))
    assert document().name == "Heron 2"


def test_zones_count_who_is_there_and_do_not_guess(school: SchoolAtWork) -> None:
    def taken() -> dict[str, int | None]:
        school.back.writer.do(lambda tables: tables.mark_stale("zones"))
        found = decode_document(row(school, "zones").body or b"")
        assert isinstance(found, ZonesDocument)
        return {line.zone.id: line.taken for line in found.zones}

    school.hear(school.cave)
    school.cave.open_visit("amal")
    school.send()
    assert taken() == {"cave": 1, "make": None}
    school.clock.advance(30)
    assert taken() == {"cave": None, "make": None}


def test_an_unpublished_framework_is_taken_away(school: SchoolAtWork) -> None:
    assert row(school, "framework/f6").body is not None
    school.office.publish((msgspec.structs.replace(framework(), status="retired"),))
    assert row(school, "framework/f6").body is None
    assert of(school, "amal").lines == ()


def test_long_texts_are_cut_in_the_oldest_pieces_so_that_a_document_fits_a_message(
    school: SchoolAtWork,
) -> None:
    visit = school.cave.open_visit("amal")
    for _ in range(30):
        school.cave.hand_in(visit, "amal", "G01", text="word " * 400)
    school.send()
    amal = of(school, "amal")
    assert len(amal.pieces) == 24
    assert len(amal.pieces[0].text) == 2_000
    assert len(amal.pieces[-1].text) == 120
    assert len(row(school, "learner/amal").body or b"") < 48 * 1024
