"""Erasing a learner: what comes afterwards, what a cut leaves undone, and that nothing comes back."""

import base64
import sqlite3
from contextlib import closing

import msgspec
import pytest

from classroom.facts import (
    EvidenceHandedIn,
)
from classroom.learner import Learner
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import MediaRef
from hub.errors import HubStopping, ScrubDelayed, ServiceRefused
from hub.service.erasing import UNDO_MS
from hub.store import erasing
from hub.store.projections import evidence
from hub.store.scrubbing import scrub
from plumbing import seal
from tests.factories_hub import MS_R, SchoolAtWork
from tests.stub_station import StubStation
from tests.unit.hub.service.erasing_world import (
    WORDS,
    chains_are_whole,
    erased_now,
    holds,
    looks,
    promote,
    works,
)


@pytest.fixture
def morning(school: SchoolAtWork) -> tuple[str, str, str]:
    return works(school)


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
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    promote(school)
    school.office.erase(("maya",), MS_R)
    school.clock.advance(UNDO_MS / 1000)
    school.back.writer.stop()
    with pytest.raises(HubStopping):
        school.back.erasing.tick(school.clock())
    assert holds(school.folder, WORDS.encode())
    school.reopen()
    assert school.back.erasing.tick(school.clock()) == 1
    assert holds(school.folder, WORDS.encode()) == []


def test_a_reader_who_lingers_only_delays_the_overwriting(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    promote(school)
    with closing(sqlite3.connect(school.folder / "hub.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM facts").fetchone()
        found = school.office.erase(("maya",), MS_R)
        school.back.writer.do(lambda tables: erasing.take_out(tables, ("maya",), 1))
        with pytest.raises(ScrubDelayed):
            school.back.writer.alone(lambda tables: scrub(tables.connection, 0.1))
        reader.execute("ROLLBACK")
    school.office.erase_now(found.erasure, MS_R)
    assert holds(school.folder, WORDS.encode()) == []


def test_base64_of_a_key_is_no_way_around(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    ((key,),) = looks(school, "SELECT v FROM visit_keys JOIN visits USING (visit) WHERE learner = 'bao'")
    assert isinstance(key, bytes)
    erased_now(school, "bao")
    assert holds(school.folder, key, base64.b64encode(key)) == []
