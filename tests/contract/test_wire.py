"""The wire contract: golden bytes of every message, fact and document; refusal of everything else."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.documents import (
    AnyDocument,
    Document,
    DraftForm,
)
from classroom.doors import (
    StaffCard,
)
from classroom.errors import MessageRefused
from classroom.facts import AnyFact, Fact
from classroom.wire import codec
from classroom.wire import messages as m
from classroom.wire.topics import CHANNELS, Channel
from tests.contract.grown_examples import DRAFT_FORM, GROWN_DOCUMENTS, GROWN_FACTS, GROWN_MESSAGES, STAFF_CARD
from tests.contract.wire_examples import DOCUMENTS, FACTS, MESSAGES

GOLDEN = Path(__file__).parent / "golden"


def golden(room: str, kind: str) -> bytes:
    return (GOLDEN / f"{room}.{kind}.json").read_bytes()


@pytest.mark.parametrize(("channel", "message"), MESSAGES, ids=lambda value: str(value)[:24])
def test_each_message_has_its_golden_bytes_and_reads_them_back(channel: Channel, message: m.Message) -> None:
    data = codec.encode(message)
    assert data == golden("message", codec.kind_of(message))  # type: ignore[arg-type]
    assert codec.decode(channel, data) == message


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_each_fact_has_its_golden_bytes_and_reads_them_back(fact: Fact) -> None:
    kind = codec.kind_of(fact)
    assert codec.encode_fact(fact) == golden("fact", kind)
    assert codec.decode_fact(kind, golden("fact", kind)) == fact


@pytest.mark.parametrize(("channel", "message"), GROWN_MESSAGES, ids=lambda value: str(value)[:24])
def test_a_message_that_was_given_fields_has_golden_bytes_with_them_too(
    channel: Channel, message: m.Message
) -> None:
    data = codec.encode(message)
    assert data == golden("grown", codec.kind_of(message))  # type: ignore[arg-type]
    assert codec.decode(channel, data) == message


@pytest.mark.parametrize("fact", GROWN_FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_that_was_given_fields_has_golden_bytes_with_them_too(fact: Fact) -> None:
    kind = codec.kind_of(fact)
    assert codec.encode_fact(fact) == golden("grown", kind)
    assert codec.decode_fact(kind, golden("grown", kind)) == fact


def test_the_box_of_a_draft_has_its_golden_bytes_and_reads_them_back() -> None:
    assert msgspec.json.encode(DRAFT_FORM) == golden("box", "draft")
    assert msgspec.json.decode(golden("box", "draft"), type=DraftForm) == DRAFT_FORM


def test_the_card_of_a_grown_up_has_its_golden_bytes_and_reads_them_back() -> None:
    assert msgspec.json.encode(STAFF_CARD) == golden("box", "staff")
    assert msgspec.json.decode(golden("box", "staff"), type=StaffCard) == STAFF_CARD


@pytest.mark.parametrize("document", GROWN_DOCUMENTS, ids=lambda document: type(document).__name__)
def test_a_document_that_was_given_fields_has_golden_bytes_with_them_too(document: AnyDocument) -> None:
    assert codec.encode_document(document) == golden("grown", codec.kind_of(document))
    assert codec.decode_document(golden("grown", codec.kind_of(document))) == document


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: type(document).__name__)
def test_each_document_has_its_golden_bytes_and_reads_them_back(document: AnyDocument) -> None:
    assert codec.encode_document(document) == golden("document", codec.kind_of(document))
    assert codec.decode_document(golden("document", codec.kind_of(document))) == document


@pytest.mark.parametrize(
    ("union", "examples"),
    [
        (m.AnyMessage, [message for _, message in MESSAGES]),
        (AnyFact, FACTS),
        (AnyDocument, DOCUMENTS),
    ],
    ids=["messages", "facts", "documents"],
)
def test_everything_that_can_cross_the_room_has_an_example(union: object, examples: list[Document]) -> None:
    assert {type(example) for example in examples} == set(get_args(union))


def test_a_field_from_a_newer_release_is_passed_over() -> None:
    assert codec.decode("up/beat", b'{"t":"beat","life":"a","boottime":3,"mood":"fine"}') == m.Beat(
        life="a", boottime=3
    )


@pytest.mark.parametrize(
    ("channel", "data"),
    [
        ("up/beat", b""),
        ("up/beat", b"\xff\xfe"),
        ("up/beat", b"{}"),
        ("up/beat", b'{"t":"beat","life":3,"boottime":3}'),
        ("up/beat", b'{"t":"beat","life":"' + b"a" * 65 + b'","boottime":3}'),
        ("up/beat", b'{"t":"beat","life":"a","boottime":-3}'),
        ("up/state", b'{"t":"beat","life":"a","boottime":3}'),
        ("dn/ack", b'{"t":"hello"}'),
        ("up/ev", b'{"t":"ev.batch","epoch":"e","first":1,"last":0,"events":[]}'),
        ("up/rq", b"[" * 100_000),
        ("up/rq", b'"' + b"a" * codec.MAX_BYTES + b'"'),
        ("up/media", b'{"t":"beat","life":"a","boottime":3}'),
    ],
    ids=lambda value: str(value)[:20],
)
def test_other_bytes_are_refused_with_a_reason(channel: Channel, data: bytes) -> None:
    with pytest.raises(MessageRefused):
        codec.decode(channel, data)


@given(st.sampled_from(CHANNELS), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(channel: Channel, data: bytes) -> None:
    try:
        codec.decode(channel, data)
    except MessageRefused as refusal:
        assert str(refusal)


@given(st.sampled_from(MESSAGES), st.data())
def test_a_mutated_message_is_read_or_refused(
    example: tuple[Channel, m.Message], data: st.DataObject
) -> None:
    channel, message = example
    broken = bytearray(codec.encode(message))
    place = data.draw(st.integers(0, len(broken) - 1))
    broken[place] = data.draw(st.integers(0, 255))
    try:
        codec.decode(channel, bytes(broken))
    except MessageRefused as refusal:
        assert str(refusal)


def test_a_message_over_64_kib_is_never_sent() -> None:
    with pytest.raises(MessageRefused):
        codec.encode(
            m.EventBatch(epoch="e", first=1, last=1, events=(msgspec.Raw(b'"' + b"a" * 66_000 + b'"'),))
        )


ENVELOPE = m.Envelope(
    seq=1, ev="x", type="gap", body=msgspec.Raw(b'{"type":"gap"}'), boot_id="b", boottime_ms=1, wall_ms=3
)


def test_the_chain_hash_stands_last_and_covers_the_exact_bytes_before_it() -> None:
    seen: list[bytes] = []

    def chain(part: bytes) -> str:
        seen.append(part)
        return "f" * 32

    data, digest = codec.encode_envelope(ENVELOPE, chain)
    assert data == golden("envelope", "gap")
    assert (codec.hashed_part(data), digest) == (seen[0], "f" * 32)
    assert codec.decode_envelope(data).h == digest


def test_a_body_of_another_type_than_its_envelope_is_refused() -> None:
    with pytest.raises(MessageRefused, match="gap"):
        codec.decode_fact("visit.closed", b'{"type":"gap"}')
    with pytest.raises(MessageRefused):
        codec.decode_fact("party.started", b'{"type":"party.started"}')
    with pytest.raises(MessageRefused):
        codec.hashed_part(b"{}")
