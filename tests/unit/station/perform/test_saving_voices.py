"""A voice on the disk: sealed from the moment it is a draft, named as what it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.documents import DRAFT_BOX
from classroom.facts import DraftParked, EvidenceHandedIn
from plumbing.seal import unseal
from station.session.effects import JournalDraft, LookUpBadge, Record
from station.session.events import BadgeAccepted
from station.session.visitor import DraftCard
from tests.unit.station.perform.desks import PHOTO, DeskRoom, desk_room


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskRoom]:
    with desk_room(tmp_path) as made:
        made.enters()
        yield made


def test_a_voice_is_sealed_from_its_draft_on_and_named_as_what_it_is(desk: DeskRoom, tmp_path: Path) -> None:
    voice = b"OggS" + PHOTO
    draft = DraftCard(draft="d1", kind="voice", target="G10", sound=voice)
    parked = DraftParked(draft="d1", kind="voice", target="G10")
    desk.does(JournalDraft(visit="v1", learner="amal", draft=draft))
    desk.does(Record(tag="1", facts=(parked,), visit="v1", learner="amal"))
    assert [ref.mime for ref in desk.envelopes()[-1].media] == [DRAFT_BOX, "audio/ogg"]
    desk.does(LookUpBadge(text=desk.school.child.token))
    assert [one.sound for one in desk.last(BadgeAccepted).visitor.drafts] == [voice]
    piece = EvidenceHandedIn(evidence="e1", targets=("G10",), kind="voice")
    desk.does(Record(tag="2", facts=(piece,), visit="v1", learner="amal", file=voice, closes_drafts=("d1",)))
    (ref,) = desk.envelopes()[-1].media
    assert ref.mime == "audio/ogg"
    assert (
        unseal(desk.school.visit_key(desk.envelopes(), "v1"), desk.keep.made.get(ref.id), b"media") == voice
    )
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or voice[:64] not in path.read_bytes(), path.name
