"""From a badge to a learner: what opens, what does not, and what she finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from classroom.documents import OpenVisit as OpenElsewhere
from classroom.facts import (
    ChoiceMade,
    EvidenceHandedIn,
    HelpOpened,
    VisitClosed,
    VisitModeChanged,
    VisitOpened,
)
from classroom.tokens import make_token
from classroom.visit import EndReason, Mode, VisitOver
from plumbing.seal import random_bytes
from station.perform.desk import Desk
from station.session.called import VisitCalled, Why
from station.session.effects import Forget, JournalDraft, LookUpBadge, OpenVisit, Record, ReopenVisit
from station.session.events import (
    Acknowledged,
    BadgeAccepted,
    BadgeRefused,
    DiskChanged,
    NotRecorded,
    RoomLoaded,
    StaffBadgeRead,
    VisitElsewhere,
    VisitorRefreshed,
    VisitStarted,
)
from station.session.visitor import DraftCard
from station.sync.news import DocumentsChanged, HubHas
from tests.faults.station_school import CANARY, Child, School
from tests.unit.station.perform.desks import PHOTO, DeskRoom, desk_room
from tests.unit.station.room import NOW_MS, amal, bao, room

CHOSEN = ChoiceMade(target="G10", activity="because-bridges")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskRoom]:
    with desk_room(tmp_path, School(Child(amal(name=CANARY)), Child(bao()))) as made:
        yield made


def torn(token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def test_a_badge_opens_her_document(desk: DeskRoom) -> None:
    desk.does(LookUpBadge(text=desk.school.child.token))
    visitor = desk.last(BadgeAccepted).visitor
    assert visitor.document == desk.school.child.document
    assert (visitor.own, visitor.drafts, visitor.here) == ((), (), None)


@pytest.mark.parametrize("text", ["", "https://example.org/x", "ws1.abc", "x" * 10_000, "\0\n", "日本"])
def test_a_foreign_code_is_not_a_class_badge(desk: DeskRoom, text: str) -> None:
    desk.does(LookUpBadge(text=text))
    assert desk.last(BadgeRefused).why == "foreign"


def test_a_torn_badge_is_told_from_a_foreign_one(desk: DeskRoom) -> None:
    for text in (torn(desk.school.child.token), "WS1.", desk.school.child.token[:20]):
        desk.does(LookUpBadge(text=text))
        assert desk.last(BadgeRefused).why == "torn"


def test_a_badge_of_ours_that_is_in_no_list_is_unknown(desk: DeskRoom) -> None:
    desk.does(LookUpBadge(text=make_token(random_bytes(16))))
    assert desk.last(BadgeRefused).why == "unknown"


@pytest.mark.parametrize("state", ["lost", "replaced"])
def test_a_dead_badge_rests_and_says_which_it_is(tmp_path: Path, state: str) -> None:
    child = Child(amal(), state=state)
    with desk_room(tmp_path, School(child)) as desk:
        desk.does(LookUpBadge(text=child.token))
        assert desk.last(BadgeRefused) == BadgeRefused(why="resting", badge=child.badge)


def test_a_staff_badge_alone_opens_nothing(tmp_path: Path) -> None:
    child = Child(amal(), owner_kind="staff")
    with desk_room(tmp_path, School(child)) as desk:
        desk.does(LookUpBadge(text=child.token))
        assert desk.events[-1] == StaffBadgeRead(badge=child.badge, ready=False)


def test_without_her_document_she_is_bare(tmp_path: Path) -> None:
    school = School()
    del school.feed["learner/amal"]
    with desk_room(tmp_path, school) as desk:
        desk.does(LookUpBadge(text=school.child.token))
        assert desk.last(BadgeRefused).why == "bare"


def test_a_document_under_another_key_is_as_good_as_none(tmp_path: Path) -> None:
    school = School()
    school.child.key = random_bytes(32)
    school.publish_child(school.child)
    with desk_room(tmp_path, school) as desk:
        desk.does(LookUpBadge(text=school.child.token))
        assert desk.last(BadgeRefused).why == "bare"


def test_a_visit_begins_with_a_key_that_only_the_hub_and_she_can_open(desk: DeskRoom) -> None:
    desk.enters()
    assert desk.last(VisitStarted).visit == "v1"
    (fact,) = desk.facts()
    assert isinstance(fact, VisitOpened)
    assert (fact.zone, fact.how, fact.key_id) == ("porch", "badge", "box-1")
    assert [wrap.learner for wrap in fact.wraps] == ["amal"]
    assert len(desk.school.visit_key(desk.envelopes(), "v1")) == 32
    assert desk.link.nudges == 1


def test_a_visit_without_a_badge_is_not_begun(desk: DeskRoom) -> None:
    desk.does(OpenVisit(visit="v1", learner="amal"))
    assert desk.last(NotRecorded).tag == "v1"
    assert desk.all(VisitStarted) == []


def test_she_finds_her_own_later_facts_when_she_comes_back(desk: DeskRoom) -> None:
    desk.enters()
    piece = EvidenceHandedIn(evidence="e1", targets=("G10",), kind="writing", text="although")
    desk.does(Record(tag="1", facts=(CHOSEN, piece), visit="v1", learner="amal"))
    desk.does(Record(tag="2", facts=(VisitClosed(reason="signed_out"),), visit="v1", learner="amal"))
    desk.does(Forget(learner="amal"), LookUpBadge(text=desk.school.child.token))
    own = desk.last(BadgeAccepted).visitor.own
    assert [one.fact for one in own][1:3] == [CHOSEN, piece]
    assert [one.seq for one in own] == [1, 2, 3, 4]
    assert not any(one.acknowledged for one in own)


def test_what_her_document_covers_is_not_laid_over_it_again(desk: DeskRoom) -> None:
    desk.enters()
    desk.does(Record(tag="1", facts=(CHOSEN, HelpOpened(help="h")), visit="v1", learner="amal"))
    epoch = desk.store.outbox.marks().epoch
    desk.school.publish_child(desk.school.child, covers={"s1": (epoch, 2)})
    desk.deliver()
    assert [one.seq for one in desk.last(VisitorRefreshed).visitor.own] == [3]
    desk.school.publish_child(desk.school.child, covers={"s1": ("an older epoch", 3)})
    desk.deliver()
    assert [one.seq for one in desk.last(VisitorRefreshed).visitor.own] == [1, 2, 3]


def test_another_childs_facts_are_not_among_hers(desk: DeskRoom) -> None:
    desk.enters()
    desk.does(Record(tag="1", facts=(CHOSEN,), visit="v1", learner="amal"), Forget(learner="amal"))
    desk.enters(desk.school.children[1], visit="v2")
    assert desk.all(BadgeAccepted)[-1].visitor.own == ()


def test_acknowledged_facts_are_news_for_who_is_here(desk: DeskRoom) -> None:
    desk.enters()
    with desk.store.writing():
        desk.store._db.execute("UPDATE station SET upto = 1")
    desk.desk.hear(HubHas(1))
    assert desk.last(Acknowledged).upto == 1
    assert [one.acknowledged for one in desk.last(VisitorRefreshed).visitor.own] == [True]


def test_a_draft_waits_for_its_child(desk: DeskRoom) -> None:
    desk.enters()
    draft = DraftCard(draft="d1", kind="photo", target="G10", text="my bridge", photo=PHOTO, at_ms=NOW_MS)
    desk.does(JournalDraft(visit="v1", learner="amal", draft=draft), Forget(learner="amal"))
    desk.enters(desk.school.children[1], visit="v2")
    assert desk.last(BadgeAccepted).visitor.drafts == ()
    desk.does(LookUpBadge(text=desk.school.child.token))
    assert desk.last(BadgeAccepted).visitor.drafts == (draft,)


def test_a_visit_that_she_left_for_the_table_is_open_here(desk: DeskRoom) -> None:
    desk.enters()
    away = VisitModeChanged(mode="at_table", activity="because-bridges", target="G10", attempt=2)
    desk.does(Record(tag="1", facts=(away,), visit="v1", learner="amal"), Forget(learner="amal"))
    desk.does(LookUpBadge(text=desk.school.child.token))
    here = desk.last(BadgeAccepted).visitor.here
    assert here is not None
    assert (here.visit, here.mode, here.target, here.attempt) == ("v1", "at_table", "G10", 2)
    desk.does(ReopenVisit(visit="v1", learner="amal"))
    assert desk.last(VisitStarted).visit == "v1"
    desk.does(Record(tag="2", facts=(CHOSEN,), visit="v1", learner="amal"))
    assert desk.facts()[-1] == CHOSEN


def test_a_visit_that_the_hub_knows_to_be_over_is_not_open_here(desk: DeskRoom) -> None:
    desk.enters()
    away = VisitModeChanged(mode="at_table")
    desk.does(Record(tag="1", facts=(away,), visit="v1", learner="amal"), Forget(learner="amal"))
    desk.school.publish_child(desk.school.child, covers={"s1": (desk.store.outbox.marks().epoch, 2)})
    desk.deliver()
    desk.does(LookUpBadge(text=desk.school.child.token))
    assert desk.last(BadgeAccepted).visitor.here is None


def test_a_visit_of_somebody_else_does_not_reopen(desk: DeskRoom) -> None:
    desk.enters()
    desk.enters(desk.school.children[1], visit="v2")
    desk.does(ReopenVisit(visit="v1", learner="bao"))
    assert desk.last(NotRecorded).tag == "v1"


def test_a_scan_at_another_station_ends_her_visit_here(desk: DeskRoom) -> None:
    desk.enters()
    covers = {"s1": (desk.store.outbox.marks().epoch, 1)}
    moved = OpenElsewhere(visit="v9", zone="bench", station="s2")
    desk.school.publish_child(desk.school.child, visit=moved)
    desk.deliver()
    assert desk.all(VisitElsewhere) == []
    desk.school.publish_child(desk.school.child, visit=moved, covers=covers)
    desk.deliver()
    assert desk.last(VisitElsewhere) == VisitElsewhere(learner="amal", visit="v1")


@pytest.mark.parametrize(("reason", "why"), [("bell", "bell"), ("staff", "staff")])
def test_a_grown_up_who_ended_her_visit_at_the_hub_is_told(
    desk: DeskRoom, reason: EndReason, why: Why
) -> None:
    desk.enters()
    covers = {"s1": (desk.store.outbox.marks().epoch, 1)}
    for visit in ("an older visit", "v1"):
        desk.school.publish_child(
            desk.school.child, over=VisitOver(visit=visit, reason=reason), covers=covers
        )
        desk.deliver()
    assert desk.all(VisitCalled) == [VisitCalled(learner="amal", visit="v1", why=why)]


@pytest.mark.parametrize(("mode", "why"), [("at_table", "moved"), ("with_teacher", "teacher")])
def test_a_grown_up_who_sent_her_elsewhere_is_told_with_the_zone(
    desk: DeskRoom, mode: Mode, why: Why
) -> None:
    desk.enters()
    covers = {"s1": (desk.store.outbox.marks().epoch, 1)}
    sent = OpenElsewhere(visit="v9", zone="bench", station="", mode=mode)
    desk.school.publish_child(desk.school.child, visit=sent, covers=covers)
    desk.deliver()
    assert desk.all(VisitCalled) == [VisitCalled(learner="amal", visit="v1", why=why, zone="bench")]


def test_the_room_is_told_at_the_start_and_after_each_change(desk: DeskRoom) -> None:
    desk.desk.begin()
    known, told = room(), desk.last(RoomLoaded).room
    assert sorted(one.activity.id for one in told.activities) == sorted(
        one.activity.id for one in known.activities
    )
    assert replace(told, activities=known.activities) == known
    assert desk.last(DiskChanged).photos_ok
    times = len(desk.all(RoomLoaded))
    desk.desk.hear(DocumentsChanged(frozenset({"learner/amal", "badges/heron"})))
    assert len(desk.all(RoomLoaded)) == times
    desk.desk.hear(DocumentsChanged(frozenset({"zones"})))
    assert len(desk.all(RoomLoaded)) == times + 1


def test_after_a_crash_the_visit_on_screen_is_closed_and_the_one_at_the_table_stays(desk: DeskRoom) -> None:
    desk.enters()
    desk.does(Record(tag="1", facts=(VisitModeChanged(mode="at_table"),), visit="v1", learner="amal"))
    desk.enters(desk.school.children[1], visit="v2")
    again = Desk(desk.around, desk.store)
    again.begin()
    assert desk.facts()[-1] == VisitClosed(reason="recovered")
    assert desk.envelopes()[-1].visit == "v2"
    assert [visit.visit for visit in desk.store.visits.left_open()] == ["v1"]
