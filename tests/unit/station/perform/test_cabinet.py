"""Drafts on the disk: put aside with their files, taken from other stations, let go when another station ended them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from classroom.documents import DRAFT_BOX, DraftDocument, DraftFile, DraftForm
from classroom.facts import DraftParked, EvidenceHandedIn, VisitClosed
from classroom.wire.codec import encode_document
from plumbing.seal import media_id, random_bytes, seal, unseal, wrap
from station.errors import KeyForgotten
from station.perform.desk import Desk
from station.session.effects import Forget, JournalDraft, LookUpBadge, Record
from station.session.events import BadgeAccepted, VisitorRefreshed
from station.session.visitor import DraftCard
from station.sync.news import DocumentsChanged, LinkTurned, MediaArrived, MediaMissing
from tests.faults.station_school import CANARY, Child, School, b64
from tests.unit.station.perform.desks import PHOTO, DeskRoom, desk_room
from tests.unit.station.room import NOW_MS, amal, bao

DRAFT = DraftCard(draft="d1", kind="photo", target="G10", text=CANARY, photo=PHOTO)
PARKED = DraftParked(draft="d1", kind="photo", target="G10")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskRoom]:
    with desk_room(tmp_path, School(Child(amal(name=CANARY)), Child(bao()))) as made:
        yield made


def keep(desk: DeskRoom, draft: DraftCard = DRAFT, visit: str = "v1") -> None:
    desk.does(JournalDraft(visit=visit, learner="amal", draft=draft))


def park(desk: DeskRoom, fact: DraftParked = PARKED, visit: str = "v1") -> None:
    desk.does(Record(tag="", facts=(fact,), visit=visit, learner="amal"))


class Elsewhere:
    """A draft that Amal put aside at another station, as the hub tells of it."""

    def __init__(
        self,
        desk: DeskRoom,
        draft: str = "d7",
        *,
        photo: bytes = b"",
        key: bytes = b"",
        kind: str = "writing",
    ) -> None:
        visit_key, self._desk = random_bytes(32), desk
        form = DraftForm(draft=draft, kind=kind, target="M03", text="Half of")
        self.box = seal(visit_key, msgspec.json.encode(form), f"draft {draft}".encode())
        self.photo = seal(visit_key, photo, b"media") if photo else b""
        named = [(self.box, DRAFT_BOX)] + [(self.photo, "image/jpeg")] * bool(photo)
        self.document = DraftDocument(
            draft=draft, learner="amal", becomes=kind, visit="v9", zone="bench", at_ms=NOW_MS - 9,
            wrap=b64(wrap(key or desk.school.child.key, visit_key, "v9")),
            files=tuple(DraftFile(media=media_id(box), mime=mime, size=len(box)) for box, mime in named),
        )  # fmt: skip

    def told(self) -> "Elsewhere":
        self._desk.school.publish(f"draft/{self.document.draft}", "draft", encode_document(self.document))
        self._desk.deliver()
        return self

    def comes(self, sealed: bytes) -> None:
        self._desk.keep.fetched.put(sealed)
        self._desk.desk.hear(MediaArrived(media_id(sealed)))


def hers(desk: DeskRoom) -> tuple[DraftCard, ...]:
    """Amal scans her badge: what the desk knows of her drafts elsewhere."""
    desk.does(LookUpBadge(text=desk.school.child.token))
    return desk.last(BadgeAccepted).visitor.elsewhere


def test_a_draft_put_aside_goes_up_with_its_box_and_its_picture(desk: DeskRoom) -> None:
    desk.enters()
    keep(desk)
    park(desk)
    envelope = desk.envelopes()[-1]
    box, picture = envelope.media
    assert (envelope.type, box.mime, picture.mime) == ("draft.parked", DRAFT_BOX, "image/jpeg")
    key = desk.school.visit_key(desk.envelopes(), "v1")
    form = msgspec.json.decode(unseal(key, desk.keep.made.get(box.id), b"draft d1"), type=DraftForm)
    assert (form.text, form.target) == (CANARY, "G10")
    assert unseal(key, desk.keep.made.get(picture.id), b"media") == PHOTO
    assert {ref.id for ref in desk.store.media.to_offer(9)} == {box.id, picture.id}


def test_nothing_of_a_draft_is_in_clear_on_the_disk(desk: DeskRoom, tmp_path: Path) -> None:
    desk.enters()
    keep(desk)
    park(desk)
    assert all(CANARY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_draft_for_which_there_is_no_room_as_a_file_stays_and_keeps_nobody_from_going(
    tmp_path: Path,
) -> None:
    with desk_room(tmp_path, disk_floor=0.0) as desk:
        desk.enters()
        keep(desk, msgspec.structs.replace(DRAFT, photo=b""))
        desk.keep.made._quota = desk.keep.made.used
        park(desk)
        assert desk.envelopes()[-1].type == "draft.parked"
        assert desk.envelopes()[-1].media == ()
        desk.does(LookUpBadge(text=desk.school.child.token))
        assert [draft.text for draft in desk.last(BadgeAccepted).visitor.drafts] == [CANARY]


def test_what_goes_on_with_a_draft_takes_its_place_in_the_journal_and_leaves_its_files_to_the_hub(
    desk: DeskRoom,
) -> None:
    desk.enters()
    keep(desk)
    park(desk)
    named = {ref.id for ref in desk.envelopes()[-1].media}
    keep(desk, msgspec.structs.replace(DRAFT, draft="d2", continues="d1", photo=PHOTO[::-1]))
    assert [row.draft for row in desk.store.drafts.of_learner("amal")] == ["d2"]
    assert named <= set(desk.keep.made.ids()), "the hub still asks for what a fact names"


def test_a_picture_that_a_draft_took_up_is_sealed_anew_for_the_piece(desk: DeskRoom) -> None:
    desk.enters()
    keep(desk)
    park(desk)
    piece = EvidenceHandedIn(evidence="e1", targets=("G10",), kind="photo", drafts=("d1",))
    desk.does(Record(tag="1", facts=(piece,), visit="v1", learner="amal", file=PHOTO, closes_drafts=("d1",)))
    parked, handed_in = (envelope for envelope in desk.envelopes() if envelope.media)
    assert not {ref.id for ref in parked.media} & {ref.id for ref in handed_in.media}
    assert desk.store.drafts.all_photos() == set()


def test_a_power_cut_puts_open_drafts_aside_before_it_closes_their_visit(desk: DeskRoom) -> None:
    desk.enters()
    keep(desk)
    again = Desk(desk.around, desk.store)
    again.begin()
    again.begin()
    parked, closed = desk.envelopes()[-2:]
    assert desk.facts()[-2:] == [PARKED, VisitClosed(reason="recovered")]
    assert (parked.learners, parked.visit, closed.visit) == (("amal",), "v1", "v1")
    assert len(parked.media) == 2
    assert [fact for fact in desk.facts() if isinstance(fact, DraftParked)] == [PARKED]


def test_after_she_is_gone_no_key_of_hers_opens_anything(desk: DeskRoom) -> None:
    desk.enters()
    keep(desk)
    park(desk)
    desk.does(Forget(why="parked", learner="amal"))
    for ask in (desk.desk._keyring.visit_key, desk.desk._keyring.key):
        with pytest.raises(KeyForgotten):
            ask("v1" if ask == desk.desk._keyring.visit_key else "amal")


def test_what_could_not_be_put_aside_while_she_was_here_is_when_she_goes(desk: DeskRoom) -> None:
    desk.enters()
    keep(desk)
    with desk.failing_disk():
        park(desk)
    desk.does(Forget(why="goodbye", learner="amal"))
    assert [fact for fact in desk.facts() if isinstance(fact, DraftParked)] == [PARKED]


def test_a_box_is_fetched_before_anybody_asks_for_it_and_its_picture_is_not(desk: DeskRoom) -> None:
    there = Elsewhere(desk, photo=PHOTO).told()
    assert desk.link.fetches == [media_id(there.box)]
    there.comes(there.box)
    assert desk.link.fetches == [media_id(there.box)]


def test_a_voice_from_elsewhere_is_a_voice_here(desk: DeskRoom) -> None:
    there = Elsewhere(desk, photo=b"OggS a voice", kind="voice").told()
    there.comes(there.box)
    there.comes(there.photo)
    (card,) = hers(desk)
    assert (card.sound, card.photo) == (b"OggS a voice", b"")


def test_with_her_badge_it_opens_and_its_picture_is_fetched(desk: DeskRoom) -> None:
    there = Elsewhere(desk, photo=PHOTO).told()
    there.comes(there.box)
    (card,) = hers(desk)
    assert (card.draft, card.text, card.target, card.zone, card.away) == (
        "d7",
        "Half of",
        "M03",
        "bench",
        True,
    )
    assert desk.link.fetches[-1] == media_id(there.photo)
    there.comes(there.photo)
    (card,) = desk.last(VisitorRefreshed).visitor.elsewhere
    assert (card.photo, card.away, card.at_ms) == (PHOTO, False, NOW_MS - 9)


def test_before_its_box_is_here_only_its_name_is(desk: DeskRoom) -> None:
    Elsewhere(desk).told()
    (card,) = hers(desk)
    assert (card.draft, card.away, card.text, card.target) == ("d7", True, "", "")


def test_what_could_not_be_had_is_asked_for_again_when_the_hub_is_back(desk: DeskRoom) -> None:
    there = Elsewhere(desk).told()
    desk.desk.hear(MediaMissing(media_id(there.box)))
    desk.desk.hear(LinkTurned(live=True))
    assert desk.link.fetches == [media_id(there.box)] * 2


def test_one_that_cannot_be_had_keeps_no_other_back(desk: DeskRoom) -> None:
    first, second = Elsewhere(desk, "d7").told(), Elsewhere(desk, "d8").told()
    assert desk.link.fetches == [media_id(first.box)]
    desk.desk.hear(MediaMissing(media_id(first.box)))
    assert desk.link.fetches == [media_id(first.box), media_id(second.box)]


def test_a_draft_of_another_child_is_not_opened(desk: DeskRoom) -> None:
    there = Elsewhere(desk).told()
    there.comes(there.box)
    desk.does(LookUpBadge(text=desk.school.children[1].token))
    assert desk.last(BadgeAccepted).visitor.elsewhere == ()


@pytest.mark.parametrize("spoiled", ["key", "box", "wrap"])
def test_what_does_not_open_is_left_out(desk: DeskRoom, spoiled: str) -> None:
    there = Elsewhere(desk, key=random_bytes(32) if spoiled == "key" else b"")
    if spoiled == "wrap":
        there.document = msgspec.structs.replace(there.document, wrap="no base64")
    if spoiled == "box":
        other = Elsewhere(desk, "d8")
        there.document = msgspec.structs.replace(there.document, files=other.document.files)
        there.box = other.box
    there.told()
    there.comes(there.box)
    assert hers(desk) == ()


def test_a_document_that_names_no_file_is_passed_over(desk: DeskRoom) -> None:
    there = Elsewhere(desk)
    odd = encode_document(there.document).replace(media_id(there.box).encode(), b"../../station.db")
    desk.school.publish("draft/d7", "draft", odd)
    desk.school.publish("draft/d6", "draft", b'{"kind":"draft"}')
    desk.deliver()
    assert desk.link.fetches == []
    assert hers(desk) == ()


def test_a_draft_that_is_taken_away_is_not_offered_any_more(desk: DeskRoom) -> None:
    there = Elsewhere(desk).told()
    there.comes(there.box)
    assert len(hers(desk)) == 1
    desk.enters()
    del desk.school.feed["draft/d7"]
    desk.deliver()
    assert desk.last(VisitorRefreshed).visitor.elsewhere == ()
    desk.desk.hear(DocumentsChanged(frozenset({"draft/d7"})))


def test_what_ended_at_another_station_goes_with_its_picture_and_what_goes_on_with_it_here_stays(
    desk: DeskRoom,
) -> None:
    desk.enters()
    keep(desk)
    park(desk)
    keep(desk, msgspec.structs.replace(DRAFT, draft="d5", photo=PHOTO[::-1]))
    keep(desk, msgspec.structs.replace(DRAFT, draft="d6", continues="d4"))
    desk.school.publish_child(desk.school.child, drafts_ended=("d1", "d4", "d5"))
    desk.deliver()
    assert {row.draft for row in desk.store.drafts.of_learner("amal")} == {"d1", "d5", "d6"}, (
        "not before her badge"
    )
    hers(desk)
    assert [row.draft for row in desk.store.drafts.of_learner("amal")] == ["d6"]
    named = {ref.id for envelope in desk.envelopes() for ref in envelope.media}
    kept = desk.store.drafts.all_photos()
    assert set(desk.keep.made.ids()) == named | kept, "what a fact names is the hub's to ask for"
