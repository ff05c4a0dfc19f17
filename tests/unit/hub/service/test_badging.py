"""Badges: what a station needs to greet, and nothing that it could not lose."""

import base64

import msgspec
import pytest

from classroom.documents import BadgesDocument, LearnerDocument
from classroom.tokens import token_secret
from classroom.wire.codec import decode_document
from hub.errors import NotYours, ServiceRefused
from hub.store import feed
from plumbing import seal
from plumbing.errors import SealBroken
from tests.factories_hub import COMET, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork


def badges(school: SchoolAtWork, class_id: str = HERON) -> BadgesDocument:
    school.settle()
    with school.back.store.reading() as tables:
        row = feed.entry(tables, f"badges/{class_id}")
    assert row is not None
    assert row.body is not None
    document = decode_document(row.body)
    assert isinstance(document, BadgesDocument)
    return document


def open_with(school: SchoolAtWork, token: str) -> LearnerDocument:
    """Do what a station does with a badge that it never saw before."""
    secret = token_secret(token)
    entry = next(entry for entry in badges(school).badges if entry.badge == seal.badge_id(secret))
    key = seal.unwrap(seal.badge_key(secret), base64.b64decode(entry.wrap), entry.owner)
    with school.back.store.reading() as tables:
        row = feed.entry(tables, f"learner/{entry.owner}")
    assert row is not None
    box = base64.b64decode(msgspec.json.decode(row.body or b"", type=str))
    document = decode_document(seal.unseal(key, box, f"learner {entry.owner}".encode()))
    assert isinstance(document, LearnerDocument)
    return document


def test_a_printed_badge_opens_the_document_of_its_learner_and_no_other(school: SchoolAtWork) -> None:
    amal, bao = school.office.print_badges(("amal", "bao"), MS_R)
    assert (amal.full, amal.print_no, amal.class_name) == ("Amal K.", 1, "Heron")
    assert open_with(school, amal.token).name == "Amal"
    assert open_with(school, bao.token).learner == "bao"


def test_after_a_reprint_both_badges_live_until_staff_say_which(school: SchoolAtWork) -> None:
    (old,) = school.office.print_badges(("amal",), MS_R)
    (new,) = school.office.print_badges(("amal",), MS_R)
    assert new.print_no == 2
    assert open_with(school, old.token) == open_with(school, new.token)
    school.office.revoke_badge("amal", MS_R, "replaced")
    states = {entry.badge: (entry.state, bool(entry.wrap)) for entry in badges(school).badges}
    assert states[seal.badge_id(token_secret(old.token))] == ("replaced", False)
    assert states[seal.badge_id(token_secret(new.token))] == ("active", True)


def test_the_old_badge_dies_when_the_new_one_is_first_scanned(school: SchoolAtWork) -> None:
    (old,) = school.office.print_badges(("amal",), MS_R)
    (new,) = school.office.print_badges(("amal",), MS_R)
    old_id, new_id = (seal.badge_id(token_secret(badge.token)) for badge in (old, new))
    school.cave.open_visit("amal", badge=old_id)
    school.send()
    assert {entry.state for entry in badges(school).badges} == {"active"}
    school.cave.open_visit("amal", badge=new_id)
    school.send()
    states = {entry.badge: (entry.state, bool(entry.wrap)) for entry in badges(school).badges}
    assert states[old_id] == ("replaced", False)
    assert states[new_id] == ("active", True)


def test_a_dead_badge_or_a_strange_one_revives_and_kills_nothing(school: SchoolAtWork) -> None:
    (old,) = school.office.print_badges(("amal",), MS_R)
    school.office.print_badges(("amal",), MS_R)
    school.office.revoke_badge("amal", MS_R, "replaced")
    school.cave.open_visit("amal", badge=seal.badge_id(token_secret(old.token)))
    school.cave.open_visit("amal", badge="no badge of ours")
    school.send()
    assert sorted(entry.state for entry in badges(school).badges) == ["active", "replaced"]


def test_a_lost_badge_is_dead_at_once_and_its_learner_has_a_new_key(school: SchoolAtWork) -> None:
    (lost,) = school.office.print_badges(("amal",), MS_R)
    before = badges(school).badges[0]
    old_key = seal.unwrap(seal.badge_key(token_secret(lost.token)), base64.b64decode(before.wrap), "amal")
    school.office.revoke_badge("amal", MS_R, "lost")
    assert [(entry.state, entry.wrap) for entry in badges(school).badges] == [("lost", "")]
    with school.back.store.reading() as tables:
        row = feed.entry(tables, "learner/amal")
    assert row is not None
    with pytest.raises(SealBroken):
        seal.unseal(old_key, base64.b64decode(msgspec.json.decode(row.body or b"")), b"learner amal")
    (new,) = school.office.print_badges(("amal",), MS_R)
    assert open_with(school, new.token).name == "Amal"


def test_badge_rows_name_everybody_of_a_class(school: SchoolAtWork) -> None:
    school.office.print_badges(("amal", MS_R), MS_R)
    rows = {row.owner: (row.state, row.print_no, row.owner_kind) for row in school.office.badges(HERON, MS_R)}
    assert rows == {
        "amal": ("active", 1, "learner"),
        "bao": ("none", 0, "learner"),
        "maya": ("none", 0, "learner"),
        MS_ODE: ("none", 0, "staff"),
        MS_R: ("active", 1, "staff"),
    }


def test_a_staff_badge_wraps_no_learners_key(school: SchoolAtWork) -> None:
    school.office.print_badges((MS_R,), MS_R)
    assert [(entry.owner_kind, entry.wrap) for entry in badges(school).badges] == [("staff", "")]


@pytest.mark.parametrize("who", [MR_T, MS_ODE, "nobody"])
def test_nobody_prints_for_another_class(school: SchoolAtWork, who: str) -> None:
    for act in (lambda: school.office.print_badges(("amal",), who), lambda: school.office.badges(HERON, who)):
        with pytest.raises(NotYours):
            act()
    with pytest.raises(NotYours):
        school.office.revoke_badge("amal", who, "lost")


def test_a_leader_prints_for_everyone(school: SchoolAtWork) -> None:
    assert len(school.office.print_badges(("amal", "kofi", "amal"), MX_B)) == 2
    assert [row.state for row in school.office.badges(COMET, MX_B)][:1] == ["active"]


def test_a_stranger_gets_no_badge_and_a_badge_ends_for_a_reason(school: SchoolAtWork) -> None:
    with pytest.raises(ServiceRefused, match="Nobody here"):
        school.office.print_badges(("stranger",), MS_R)
    with pytest.raises(ServiceRefused, match="lost, or because"):
        school.office.revoke_badge("amal", MS_R, "whim")
