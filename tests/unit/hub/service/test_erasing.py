"""Erasing a learner: who may, what goes, what stays others', what comes back in time, and what comes late."""

import base64
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from classroom.facts import (
    BadgeRevoked,
    DraftParked,
    EvidenceHandedIn,
    EvidenceReviewStarted,
    HelpOpened,
    HelpSeen,
    MediaGivenUp,
    PieceLevelled,
)
from classroom.learner import Learner
from classroom.staff import Role, Staff
from classroom.wire.codec import REDACTED, decode_envelope
from classroom.wire.messages import MediaRef
from hub.errors import NotYours, ServiceRefused
from hub.service.erasing import UNDO_MS
from hub.service.shapes import Answer, Chip
from hub.store import desk, erasing, feed, projections
from hub.store.copying import examine
from hub.store.projections import erasures, evidence, roster
from hub.store.rebuild import differences
from hub.store.tables import Tables
from plumbing import seal
from tests.factories_hub import HERON, MS_ODE, MS_R, MX_B, SchoolAtWork
from tests.stub_station import StubStation
from tests.waiting import until

WORDS = "quokka words"
PICTURE = b"\xff\xd8 a picture of her own"


def works(school: SchoolAtWork) -> tuple[str, str, str]:
    """Maya's morning: a piece of her own, one with Bao, a draft, a hand; (own piece, shared piece, its file)."""
    cave = school.cave
    visit = cave.open_visit("maya")
    own, box = cave.hand_in(visit, "maya", kind="photo", photo=PICTURE, text=WORDS)
    school.back.store.blobs.put(box)
    shared = cave.fresh_id()
    both = seal.seal(cave.keys[visit], b"\xff\xd8 of the two", b"media")
    ref = MediaRef(id=school.back.store.blobs.put(both), size=len(both), mime="image/jpeg")
    cave.write(
        EvidenceHandedIn(evidence=shared, targets=("M01",), kind="photo", text="we built it"),
        ("maya", "bao"),
        visit,
        media=(ref,),
    )
    draft = cave.fresh_id()
    form = seal.seal(cave.keys[visit], WORDS.encode(), f"draft {draft}".encode())
    kept = MediaRef(
        id=school.back.store.blobs.put(form), size=len(form), mime="application/x-waystation-draft"
    )
    cave.write(DraftParked(draft=draft, kind="writing", target="M01"), ("maya",), visit, media=(kept,))
    cave.write(HelpOpened(help="hand-of-maya"), ("maya",), visit)
    other = cave.open_visit("bao")
    cave.hand_in(other, "bao", text="bao's own words")
    school.send(cave)
    return own, shared, ref.id


def erased_now(school: SchoolAtWork, learner: str = "maya") -> None:
    promote(school)
    assert school.office.erase((learner,), MS_R, now=True).state == "erased"


def promote(school: SchoolAtWork) -> None:
    """Ms R is all there is to ask: administrator and leader."""
    roles = frozenset({Role.TEACHER, Role.ADMIN, Role.LEADER})
    school.office.publish((Staff(id=MS_R, name="Ms R", roles=roles),))


def send_held(school: SchoolAtWork) -> None:
    """Let the seconds pass in which an answer may be taken back."""
    school.clock.advance(30)
    school.back.writer.do(lambda _: None)
    until(lambda: looks(school, "SELECT count(*) FROM held_answers") == [(0,)])


def looks(school: SchoolAtWork, sql: str, *values: object) -> list[tuple[object, ...]]:
    with school.back.store.reading() as tables:
        return tables.all(sql, *values)


def chains_are_whole(school: SchoolAtWork) -> None:
    """The log is what it says, the projections are what the log says."""
    with school.back.store.reading() as tables:
        assert differences(tables)[0] == []
        keys = frozenset(keys.station for keys in school.back.keys.stations())
        assert examine(tables, keys, lambda _media: True).facts > 10


def holds(folder: Path, *needles: bytes) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


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


def test_until_it_is_final_everything_comes_back_byte_for_byte(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    promote(school)
    school.office.print_badges(("maya",), MS_R)
    school.settle()
    before = everything(school)
    found = school.office.erase(("maya",), MS_R)
    assert found.due_ms == school.clock() + UNDO_MS
    school.settle()
    assert everything(school) != before
    assert "maya" not in {one.id for one in school.office.learners(HERON, MS_R)}
    with pytest.raises(NotYours):
        school.office.learner_page("maya", MS_R)
    with school.back.store.reading() as tables:
        listed = {row.doc: row for row in feed.after(tables, 0)}
        assert listed["learner/maya"].scope == (feed.NOBODY,)
        entry = feed.entry(tables, f"badges/{HERON}")
        assert entry is not None
        said = msgspec.json.decode(entry.body or b"{}")["badges"]
        assert {one["state"] for one in said if one["owner"] == "maya"} == {"lost"}
        assert all("wrap" not in one or not one["wrap"] for one in said if one["owner"] == "maya")
    school.clock.advance(UNDO_MS / 1000 - 60)
    assert school.back.erasing.tick(school.clock()) == 0
    school.office.undo_erase(found.erasure, MS_R)
    school.settle()
    assert everything(school) == before
    school.clock.advance(UNDO_MS / 1000)
    assert school.back.erasing.tick(school.clock()) == 0
    assert everything(school) == before


def everything(school: SchoolAtWork) -> dict[str, object]:
    """Every table but those of erasing itself, every key, every file; of documents what they say."""
    own = {"erasures", "hidden", "times", "runs", "corrections", "clock_anchors"}
    with school.back.store.reading() as tables:
        found: dict[str, object] = {
            name: digest for name, digest in projections.dump(tables) if name not in own
        }
        found["facts"] = [
            row
            for row in tables.all("SELECT ev, raw, body, learners, cut FROM facts ORDER BY rev")
            if b'"erase.' not in row[1]
        ]
        found["visit keys"] = tables.all("SELECT * FROM visit_keys ORDER BY visit")
        found["digests"] = tables.all(
            "SELECT doc, size IS NULL, scope FROM feed WHERE doc NOT LIKE 'zones' ORDER BY doc"
        )
    with closing(sqlite3.connect(school.folder / "keys.db")) as keys:
        found["keys"] = keys.execute("SELECT * FROM learner_keys ORDER BY learner").fetchall()
    found["files"] = {media: school.back.store.blobs.get(media) for media in school.back.store.blobs.ids()}
    return found


def test_after_seven_days_it_is_for_good(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    promote(school)
    found = school.office.erase(("maya",), MS_R)
    school.clock.advance(UNDO_MS / 1000)
    assert school.back.erasing.tick(school.clock()) == 1
    with pytest.raises(ServiceRefused, match="cannot be undone"):
        school.office.undo_erase(found.erasure, MS_R)
    with school.back.store.reading() as tables:
        (stone,) = erasures.tombstones(tables)
        assert (stone.learner, stone.files) == ("maya", 2)
        assert roster.classes_of(tables, "maya") == ()
    assert school.back.erasing.tick(school.clock()) == 0


def test_an_administrator_asks_and_a_leader_approves(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    for nobody in (MS_ODE, MX_B):
        with pytest.raises(NotYours):
            school.office.erase(("maya",), nobody)
    found = school.office.erase(("maya",), MS_R)
    assert found.state == "asked"
    assert "maya" in {one.id for one in school.office.learners(HERON, MS_R)}
    with pytest.raises(NotYours):
        school.office.approve_erase(found.erasure, MS_R)
    with pytest.raises(ServiceRefused, match="approved first"):
        school.office.erase_now(found.erasure, MS_R)
    assert school.office.approve_erase(found.erasure, MX_B).state == "ordered"
    with pytest.raises(NotYours):
        school.office.erase_now(found.erasure, MX_B)
    assert school.office.erase_now(found.erasure, MS_R).state == "erased"


def test_nobody_asks_twice_for_one_learner(school: SchoolAtWork) -> None:
    school.office.erase(("maya",), MS_R)
    with pytest.raises(ServiceRefused, match="already"):
        school.office.erase(("maya",), MS_R)
    with pytest.raises(ServiceRefused, match="no such learner"):
        school.office.erase(("nobody",), MS_R)


def test_two_people_erase_more_than_one(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    promote(school)
    found = school.office.erase(("maya", "amal"), MS_R)
    assert found.state == "asked"
    with pytest.raises(ServiceRefused, match="Two people"):
        school.office.approve_erase(found.erasure, MS_R)
    assert school.office.approve_erase(found.erasure, MX_B).state == "ordered"
    assert school.office.erase_now(found.erasure, MS_R).state == "erased"
    with school.back.store.reading() as tables:
        assert {stone.learner for stone in erasures.tombstones(tables)} == {"maya", "amal"}
    chains_are_whole(school)


def test_what_comes_late_is_taken_in_as_a_place_and_never_set_aside(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    visit = school.make.open_visit("maya")
    late, box = school.make.hand_in(visit, "maya", photo=b"\xff\xd8 late", text=f"{WORDS} late")
    shared = school.make.fresh_id()
    piece = EvidenceHandedIn(evidence=shared, targets=("M01",), kind="writing", text="late together")
    school.make.write(piece, ("maya", "bao"), visit)
    erased_now(school)
    school.send(school.make)
    with school.back.store.reading() as tables:
        assert tables.one("SELECT count(*) FROM quarantine") == (0,)
        assert evidence.piece(tables, late) is None
        together = evidence.piece(tables, shared)
        assert together is not None
        assert together.learners == ("bao",)
        ref = MediaRef(id=seal.media_id(box), size=len(box), mime="image/jpeg")
        assert not evidence.is_named(tables, ref)
        mark = tables.one("SELECT upto FROM marks WHERE station = ?", school.make.record.station)
        assert mark == (school.make.seq,)
    assert holds(school.folder, WORDS.encode(), ref.id.encode()) == []
    chains_are_whole(school)


def test_the_key_of_a_late_visit_goes_when_nothing_of_it_is_another_s(school: SchoolAtWork) -> None:
    visit = school.make.open_visit("maya")
    school.make.hand_in(visit, "maya")
    erased_now(school)
    school.send(school.make)
    assert looks(school, "SELECT 1 FROM visit_keys WHERE visit = ?", visit) == [(1,)]
    school.back.writer.do(erasing.sweep_keys)
    assert looks(school, "SELECT 1 FROM visit_keys WHERE visit = ?", visit) == []


def test_the_same_facts_again_are_known_after_they_were_cut(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    erased_now(school)
    again = StubStation(school.cave.record, school.clock)
    again.keys = school.cave.keys
    for raw in school.cave.rows:
        envelope = decode_envelope(raw)
        again.seq += 1
        again.append(msgspec.structs.replace(envelope, seq=again.seq))
    before = looks(school, "SELECT count(*) FROM facts WHERE station != 'hub'")
    school.send(again)
    assert looks(school, "SELECT count(*) FROM facts WHERE station != 'hub'") == before
    assert looks(school, "SELECT count(*) FROM quarantine") == [(0,)]


def test_what_could_not_be_read_of_hers_is_no_secret_either(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("maya")
    envelope = decode_envelope(school.cave.rows[-1])
    school.cave.seq += 1
    odd = {"type": "from.tomorrow", "words": WORDS}
    school.cave.append(
        msgspec.structs.replace(
            envelope,
            seq=school.cave.seq,
            ev=school.cave.fresh_id(),
            type="from.tomorrow",
            visit=visit,
            body=msgspec.Raw(msgspec.json.encode(odd)),
        )
    )
    school.send(school.cave)
    assert looks(school, "SELECT count(*) FROM quarantine") == [(1,)]
    erased_now(school)
    assert looks(school, "SELECT count(*) FROM quarantine") == [(0,)]
    assert holds(school.folder, WORDS.encode()) == []
    chains_are_whole(school)


def test_a_learner_who_was_erased_is_not_written_again(school: SchoolAtWork) -> None:
    with school.back.store.reading() as tables:
        person = tables.definitions.get(Learner, "maya")
    assert person is not None
    erased_now(school)
    with pytest.raises(ServiceRefused, match="erased"):
        school.office.publish((person,))


def test_the_audit_says_who_erased_whom_and_holds_no_word_of_hers(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    erased_now(school)
    said = looks(
        school, "SELECT actor, action FROM audit JOIN audit_learners USING (seq) WHERE learner = 'maya'"
    )
    assert {(MS_R, "erase.asked"), (MS_R, "erase.ordered"), ("", "learner.erased")} <= set(said)


def test_a_cut_between_the_keys_and_the_facts_is_made_up(
    school: SchoolAtWork, morning: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    promote(school)
    school.office.erase(("maya",), MS_R)
    school.clock.advance(UNDO_MS / 1000)

    def cut(*_: object) -> None:
        raise OSError("the power is gone")

    with monkeypatch.context() as broken:
        broken.setattr(erasing, "take_out", cut)
        with pytest.raises(OSError, match="power"):
            school.back.erasing.tick(school.clock())
    school.reopen()
    assert school.back.erasing.tick(school.clock()) == 1
    assert holds(school.folder, WORDS.encode()) == []


def test_a_reader_who_lingers_only_delays_the_overwriting(
    school: SchoolAtWork, morning: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.store.scrubbing.PATIENCE_S", 0.1)
    promote(school)
    with closing(sqlite3.connect(school.folder / "hub.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM facts").fetchone()
        assert school.office.erase(("maya",), MS_R, now=True).state == "erased"
        reader.execute("ROLLBACK")
    school.back.erasing.tick(school.clock())
    assert holds(school.folder, WORDS.encode()) == []


def test_the_preview_counts_what_goes(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    (about,) = school.office.erase_preview(("maya",), MS_R)
    assert (about.full, about.pieces, about.shared, about.files, about.drafts) == ("Maya R.", 1, 1, 2, 1)
    assert (about.visits, about.hands) == (1, 1)
    assert about.stations == tuple(sorted((school.cave.record.station, school.make.record.station)))
    with pytest.raises(NotYours):
        school.office.erase_preview(("maya",), MS_ODE)


def test_base64_of_a_key_is_no_way_around(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    ((key,),) = looks(school, "SELECT v FROM visit_keys JOIN visits USING (visit) WHERE learner = 'bao'")
    assert isinstance(key, bytes)
    erased_now(school, "bao")
    assert holds(school.folder, key, base64.b64encode(key)) == []
