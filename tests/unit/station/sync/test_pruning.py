"""What is safe is let go, and nothing else: files first, then facts, then visits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import KeyWrap, VisitClosed, VisitOpened
from classroom.wire.messages import Ack, Fork, ForkNoted, MediaRef
from station.store.drafts import DraftRow
from station.sync.news import HubHas
from station.sync.pruning import RIPE_S
from tests.unit.station.made import envelope, fill
from tests.unit.station.sync.talking import Talk, talking

OPENED = VisitOpened(
    zone="porch", how="badge", key_id="k", key_box="b", wraps=(KeyWrap(learner="l", box="w"),)
)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with talking(tmp_path) as made:
        yield made


def visit_with_photo(talk: Talk, visit: str = "v", *, closed: bool = True) -> str:
    """Record a visit of two facts, of which the first names a file; return the file."""
    media = talk.keep.made.put(f"a picture of {visit}".encode())
    ref = MediaRef(id=media, size=talk.keep.made.size(media), mime="image/jpeg")
    facts = [OPENED, VisitClosed(reason="signed_out")] if closed else [OPENED]
    made = [envelope(OPENED, visit=visit, learner="l", media=[ref])]
    made += [envelope(fact, visit=visit, learner="l") for fact in facts[1:]]
    talk.store.record(facts, made, visit=visit, learner="l")
    return media


def mark(talk: Talk, media: str) -> None:
    with talk.store.writing():
        talk.store.media.mark(media, "have")


def live(talk: Talk) -> None:
    """Connect, get every document, send every fact."""
    talk.connect()
    talk.welcome(rev=talk.school.rev)
    talk.page(0, snapshot=True)
    talk.turn()


def ack(talk: Talk, upto: int, safe: int, **more: str) -> None:
    said = {"epoch": talk.store.outbox.marks().epoch, "hub_epoch": talk.school.hub_epoch} | more
    talk.hub_says(Ack(upto=upto, safe=safe, **said), "dn/ack")  # type: ignore[arg-type]


def wait(talk: Talk, steps: int = 20) -> None:
    talk.turn(RIPE_S + 0.1)
    for _ in range(steps):
        talk.turn(0.1)


def kept(talk: Talk) -> list[int]:
    return [row.seq for row in talk.store.outbox.after(0, 99)]


def test_what_is_only_committed_stays_and_what_is_safe_goes(talk: Talk) -> None:
    media = visit_with_photo(talk)
    fill(talk.store, 3)
    live(talk)
    mark(talk, media)
    ack(talk, 5, 0)
    wait(talk)
    assert kept(talk) == [1, 2, 3, 4, 5]
    ack(talk, 5, 3)
    wait(talk)
    assert kept(talk) == [4, 5]
    assert not talk.keep.made.has(media)
    assert talk.store.visits.of_learner("l") == []
    assert talk.store.outbox.marks()[1:4] == (5, 5, 3)


def test_safe_says_nothing_about_what_is_not_acknowledged(talk: Talk) -> None:
    fill(talk.store, 3)
    live(talk)
    ack(talk, 1, 3)
    wait(talk)
    assert kept(talk) == [2, 3]


@pytest.mark.parametrize("foreign", [{"hub_epoch": "another hub"}, {"epoch": "another epoch"}])
def test_a_word_about_another_epoch_lets_nothing_go(talk: Talk, foreign: dict[str, str]) -> None:
    fill(talk.store, 3)
    live(talk)
    ack(talk, 3, 0)
    ack(talk, 3, 3, **foreign)
    wait(talk)
    assert kept(talk) == [1, 2, 3]
    assert talk.store.outbox.marks().safe == 0


def test_a_file_that_the_hub_still_waits_for_holds_its_fact_and_all_behind_it(talk: Talk) -> None:
    fill(talk.store, 1)
    media = visit_with_photo(talk)
    live(talk)
    ack(talk, 3, 3)
    wait(talk)
    assert kept(talk) == [2, 3]
    assert talk.keep.made.has(media)
    assert [visit.visit for visit in talk.store.visits.of_learner("l")] == ["v"]


def test_a_draft_keeps_its_picture_and_its_visit(talk: Talk) -> None:
    media = visit_with_photo(talk)
    with talk.store.writing():
        talk.store.drafts.keep(DraftRow("d", "v", "l", 1, b"box", media))
    live(talk)
    mark(talk, media)
    ack(talk, 2, 2)
    wait(talk)
    assert talk.keep.made.has(media)
    assert talk.store.visits.get("v")


def test_a_visit_that_nobody_ended_stays(talk: Talk) -> None:
    media = visit_with_photo(talk, closed=False)
    live(talk)
    mark(talk, media)
    ack(talk, 1, 1)
    wait(talk)
    assert kept(talk) == []
    assert [visit.visit for visit in talk.store.visits.left_open()] == ["v"]


def test_nothing_goes_while_documents_are_still_to_come(talk: Talk) -> None:
    fill(talk.store, 2)
    talk.connect()
    talk.welcome(rev=talk.school.rev)
    talk.turn()
    ack(talk, 2, 2)
    wait(talk)
    assert kept(talk) == [1, 2]
    talk.page(0, snapshot=True)
    wait(talk)
    assert kept(talk) == []


def test_the_hub_is_greeted_on_after_everything_was_let_go(talk: Talk) -> None:
    fill(talk.store, 4)
    live(talk)
    ack(talk, 4, 4)
    wait(talk)
    h = talk.store.outbox.base()[1]
    talk.connect()
    talk.welcome(4, h, talk.school.rev)
    assert talk.store.forks.untold() == ()
    fill(talk.store, 1)
    assert kept(talk) == [5]


def test_a_hub_from_before_what_was_let_go_gets_the_rest_under_a_new_epoch(talk: Talk) -> None:
    fill(talk.store, 4)
    live(talk)
    ack(talk, 4, 2)
    wait(talk)
    was = talk.store.outbox.marks().epoch
    talk.connect()
    talk.welcome(1, "a" * 32, talk.school.rev)
    (fork,) = talk.store.forks.untold()
    assert (fork.was, fork.kept, fork.why) == (was, 2, "pruned")
    assert HubHas(0) in talk.news


def test_a_fork_is_told_until_the_hub_has_noted_it(talk: Talk) -> None:
    fill(talk.store, 2)
    talk.connect()
    talk.welcome(9, "a" * 32)
    assert talk.all(Fork) == []
    talk.welcome()
    first = talk.last(Fork)
    assert (first.kept, first.why) == (2, "behind")
    talk.turn(3)
    assert talk.all(Fork) == [first, first]
    talk.hub_says(ForkNoted(epoch=first.epoch))
    talk.turn(70)
    assert len(talk.all(Fork)) == 2
    talk.connect()
    talk.welcome()
    assert len(talk.all(Fork)) == 2


def test_a_fork_that_was_not_noted_is_told_again_after_a_restart(talk: Talk) -> None:
    talk.connect()
    talk.welcome(9, "a" * 32)
    talk.connect()
    talk.welcome()
    assert [fork.why for fork in talk.all(Fork)] == ["behind"]
