"""Erasing a learner: what goes, from every byte, and what stays others'."""

import pytest

from classroom.facts import (
    BadgeRevoked,
    EvidenceReviewStarted,
    HelpSeen,
    MediaGivenUp,
    PieceLevelled,
)
from classroom.wire.codec import REDACTED, decode_envelope
from hub.service.shapes import Answer, Chip
from hub.store import desk, feed
from hub.store.projections import evidence
from hub.store.tables import Tables
from tests.factories_hub import HERON, MS_R, SchoolAtWork
from tests.unit.hub.service.erasing_world import (
    WORDS,
    chains_are_whole,
    erased_now,
    holds,
    looks,
    send_held,
    works,
)


@pytest.fixture
def morning(school: SchoolAtWork) -> tuple[str, str, str]:
    return works(school)


def test_what_was_hers_alone_is_gone_from_every_byte(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    own, _, _ = morning
    school.office.print_badges(("maya",), MS_R)
    school.office.answer(own, MS_R, Answer(level=3, words=(Chip(kind="glow", text=f"Maya, your {WORDS}"),)))
    school.back.stop()
    school.reopen()
    (key,) = school.back.keys.learner_keys(("maya",)).values()
    ((visit_key,),) = looks(
        school, "SELECT v FROM visit_keys JOIN visits USING (visit) WHERE learner = 'bao'"
    )
    needles = (b'"given":"Maya"', WORDS.encode(), key)
    assert holds(school.folder, *needles)
    erased_now(school)
    assert holds(school.folder, *needles) == []
    assert holds(school.folder, b"bao's own words", visit_key)  # type: ignore[arg-type]
    chains_are_whole(school)


def test_facts_keep_their_place_and_their_hash(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    before = {
        row[0]: row[1:] for row in looks(school, "SELECT ev, station, epoch, seq, raw, learners FROM facts")
    }
    erased_now(school)
    after = {
        row[0]: row[1:]
        for row in looks(school, "SELECT ev, station, epoch, seq, raw, learners, type FROM facts")
    }
    for ev, (*place, raw, learners) in before.items():
        assert after[ev][:3] == tuple(place)
        assert decode_envelope(after[ev][3]).h == decode_envelope(raw).h  # type: ignore[arg-type]
        if learners == '["maya"]':
            assert after[ev][5] == REDACTED
        elif "maya" not in str(learners):
            assert after[ev][3] == raw


def test_the_partner_keeps_her_copy_with_the_other_person_removed(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    _, shared, file = morning
    school.office.answer(shared, MS_R, Answer(words=(Chip(kind="glow", text="Well built."),)))
    send_held(school)
    erased_now(school)
    with school.back.store.reading() as tables:
        piece = evidence.piece(tables, shared)
        assert piece is not None
        assert (piece.learners, piece.text) == (("bao",), "we built it")
        assert evidence.is_answered(tables, shared)
        assert school.back.shelf.unsealed(tables, file) == b"\xff\xd8 of the two"
    assert looks(school, "SELECT learner FROM feedback") == [("bao",)]
    assert [item.evidence for item in school.office.review_queue(MS_R)] != []


def test_an_answer_that_is_still_held_goes_to_the_partner_alone(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    _, shared, _ = morning
    school.office.answer(shared, MS_R, Answer(words=(Chip(kind="glow", text="Well built."),)))
    erased_now(school)
    send_held(school)
    assert looks(school, "SELECT learner FROM feedback") == [("bao",)]


def test_facts_that_only_speak_of_hers_go_too(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    own, _, _ = morning
    ((file,),) = looks(school, "SELECT media FROM piece_media WHERE evidence = ?", own)
    (printed,) = school.office.print_badges(("maya",), MS_R)
    ((badge,),) = looks(school, "SELECT badge FROM badges WHERE owner = 'maya'")

    def job(tables: Tables) -> None:
        note = school.back.recording.note
        note(tables, HelpSeen(by=MS_R, help="hand-of-maya", state="coming"))
        note(tables, BadgeRevoked(by=MS_R, badge=str(badge), reason="lost"))
        note(tables, MediaGivenUp(by=MS_R, media=str(file), evidence=own))
        note(tables, EvidenceReviewStarted(by=MS_R, evidence=own), ("maya",))
        note(tables, PieceLevelled(by=MS_R, evidence=own, learner="maya", target="M01", level=2), ("maya",))

    school.back.writer.do(job)
    erased_now(school)
    left = looks(school, "SELECT type FROM facts WHERE station = 'hub' AND type != 'redacted'")
    gone = {"help.seen", "badge.revoked", "badge.printed", "media.given_up", "evidence.review_started"}
    assert gone.isdisjoint(type_ for (type_,) in left)
    assert printed.token
    assert school.back.keys.badge_key(str(badge)) is None
    chains_are_whole(school)


def test_files_and_their_small_pictures_are_deleted_and_those_of_others_are_not(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    own, _, shared_file = morning
    hers = {str(media) for (media,) in looks(school, "SELECT media FROM piece_media WHERE evidence = ?", own)}
    hers |= {str(media) for (media,) in looks(school, "SELECT media FROM draft_media")}
    small = school.back.store.blobs.put(b"a small sealed picture")
    thumb = desk.Thumb(min(hers), small, b"k" * 32, "image/jpeg", 22)
    school.back.writer.do(lambda tables: desk.put_thumb(tables, thumb))
    erased_now(school)
    assert set(school.back.store.blobs.ids()) & (hers | {small}) == set()
    assert school.back.store.blobs.has(shared_file)
    assert looks(school, "SELECT * FROM thumbs") == []
    assert looks(school, "SELECT * FROM doomed") == []


def test_documents_are_gone_and_stations_are_told(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    school.settle()
    erased_now(school)
    school.settle()
    with school.back.store.reading() as tables:
        listed = {row.doc: row for row in feed.after(tables, 0)}
        assert listed["learner/maya"].gone
        assert [row.gone for doc, row in listed.items() if doc.startswith("draft/")] == [True]
        assert (listed["erased/maya"].gone, listed["erased/maya"].scope) == (False, ())
        badges = feed.entry(tables, f"badges/{HERON}")
        assert badges is None or b'"owner":"maya"' not in (badges.body or b"")
