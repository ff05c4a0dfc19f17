"""What two make together lies under a key of its own: each opens it with her own, nobody opens the other's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.documents import ErasedDocument
from classroom.facts import ChoiceMade, EvidenceHandedIn, PairJoined, SelfAssessed
from classroom.wire.codec import encode_document
from station.errors import KeyForgotten
from station.session.effects import Forget, JoinPair, JournalDraft, LookUpBadge, Record
from station.session.events import BadgeAccepted, NotRecorded, Recorded, VisitStarted
from station.session.visitor import DraftCard, Visitor
from tests.faults.station_school import Child
from tests.unit.station.perform.desks import PHOTO, DeskRoom, desk_room
from tests.unit.station.perform.staffroom import Staffroom

PIECE = EvidenceHandedIn(evidence="e1", targets=("G10",), kind="photo", lang="en")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskRoom]:
    with desk_room(tmp_path, Staffroom()) as room:
        yield room


def both(desk: DeskRoom) -> tuple[Child, Child]:
    """Amal and Bao are here, each with a visit, and work together."""
    amal, bao = desk.school.children
    desk.enters(amal, "v1")
    desk.enters(bao, "v2")
    desk.does(JoinPair(pair="p1", learners=("amal", "bao")))
    return amal, bao


def hand_in(desk: DeskRoom) -> None:
    desk.does(
        Record(tag="1", facts=(SelfAssessed(evidence="e1", claim=3),), visit="v1", learner="amal"),
        Record(tag="2", facts=(SelfAssessed(evidence="e1", claim=2),), visit="v2", learner="bao"),
        Record(tag="3", facts=(PIECE,), visit="p1", learner="amal", partners=("bao",), file=PHOTO),
    )


def again(desk: DeskRoom, child: Child) -> Visitor:
    """Everybody left; she shows her badge once more, and the hub has heard of nothing."""
    desk.does(Forget(learner="amal"), Forget(learner="bao"), LookUpBadge(text=child.token))
    return desk.last(BadgeAccepted).visitor


def test_the_piece_is_of_both_and_each_ones_word_is_hers(desk: DeskRoom) -> None:
    both(desk)
    assert desk.last(VisitStarted).visit == "p1"
    hand_in(desk)
    assert len(desk.all(Recorded)) == 3
    assert [(one.type, one.learners) for one in desk.envelopes()[2:]] == [
        ("pair.joined", ("amal", "bao")),
        ("self.assessed", ("amal",)),
        ("self.assessed", ("bao",)),
        ("evidence.handed_in", ("amal", "bao")),
    ]
    joined = desk.facts()[2]
    assert isinstance(joined, PairJoined)
    assert [wrap.learner for wrap in joined.wraps] == ["amal", "bao"]


@pytest.mark.parametrize("which", [0, 1])
def test_each_finds_it_again_with_her_own_badge_and_not_the_others_word(desk: DeskRoom, which: int) -> None:
    children = both(desk)
    hand_in(desk)
    own = [one.fact for one in again(desk, children[which]).own]
    assert PIECE in own
    claims = [fact.claim for fact in own if isinstance(fact, SelfAssessed)]
    assert claims == [(3, 2)[which]]


def test_what_one_did_alone_does_not_open_with_the_key_of_the_other(desk: DeskRoom) -> None:
    _, bao = both(desk)
    chose = ChoiceMade(target="G10", reason="picked")
    desk.does(Record(tag="0", facts=(chose,), visit="v1", learner="amal"))
    hand_in(desk)
    assert chose not in [one.fact for one in again(desk, bao).own]


def test_half_a_piece_waits_for_the_first_alone(desk: DeskRoom) -> None:
    amal, bao = both(desk)
    draft = DraftCard(draft="d1", kind="writing", target="G10", text="Half of us")
    desk.does(JournalDraft(visit="p1", learner="amal", draft=draft))
    assert [one.text for one in again(desk, amal).drafts] == ["Half of us"]
    assert again(desk, bao).drafts == ()


def test_when_they_are_gone_no_key_is_left(desk: DeskRoom) -> None:
    both(desk)
    ring = desk.desk._keyring
    key = ring.visit_key("p1")
    desk.does(Forget(learner="amal"), Forget(learner="bao"))
    assert bytes(key) == bytes(len(key))
    with pytest.raises(KeyForgotten):
        ring.visit_key("p1")


def test_without_both_keys_there_is_no_pair(desk: DeskRoom) -> None:
    desk.enters(desk.school.children[0], "v1")
    desk.does(JoinPair(pair="p1", learners=("amal", "bao")))
    assert desk.last(NotRecorded).tag == "p1"


def test_a_disk_that_fails_at_first_takes_the_key_with_the_piece(desk: DeskRoom) -> None:
    amal, bao = desk.school.children
    desk.enters(amal, "v1")
    desk.enters(bao, "v2")
    with desk.failing_disk():
        desk.does(JoinPair(pair="p1", learners=("amal", "bao")))
    hand_in(desk)
    assert PIECE in [one.fact for one in again(desk, bao).own]


def test_who_is_erased_opens_nothing_and_the_other_still_does(desk: DeskRoom) -> None:
    _, bao = both(desk)
    hand_in(desk)
    desk.does(Forget(learner="amal"), Forget(learner="bao"))
    desk.school.publish("erased/amal", "erased", encode_document(ErasedDocument(learner="amal")))
    with desk.store.writing():
        desk.store.erasing.take_out("amal", desk.store.outbox.marks().last)
    assert desk.store.visits.wrap_of("p1", "amal") is None
    desk.does(LookUpBadge(text=bao.token))
    assert PIECE in [one.fact for one in desk.last(BadgeAccepted).visitor.own]
