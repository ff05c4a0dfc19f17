"""The conversation with the hub: who speaks when, and what silence means."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.wire.messages import (
    Ack,
    Beat,
    EventBatch,
    FeedGet,
    Head,
    Hello,
    HubState,
    StationState,
    TimeGet,
    TimeIs,
)
from plumbing.inbox import Disconnected, Refused
from station.store.shelf import Cursor
from station.sync.feed import CALM_S
from station.sync.news import DocumentsChanged, HubHas, LinkTurned
from station.sync.presence import LinkState
from tests.unit.station.made import fill
from tests.unit.station.sync.talking import Talk, talking


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with talking(tmp_path) as made:
        yield made


def test_a_connection_begins_with_state_and_hello(talk: Talk) -> None:
    fill(talk.store, 2)
    talk.connect()
    state, hello = talk.last(StationState), talk.last(Hello)
    assert (state.online, state.queue, state.zone, state.app) == (True, 2, "porch", "test")
    assert state.life == hello.life == talk.channel.life
    assert (hello.max_seq, hello.acked_upto, hello.feed_rev, hello.feed_hash) == (2, 0, 0, "")
    assert talk.state() is LinkState.HELLO


def test_nothing_but_hello_is_said_before_the_welcome(talk: Talk) -> None:
    fill(talk.store, 2)
    talk.connect()
    talk.turn(3.0)
    assert {type(one) for one in talk.said} == {StationState, Hello}
    assert len(talk.all(Hello)) == 2
    talk.welcome()
    first = next(one for one in talk.said if not isinstance(one, Hello | StationState))
    assert isinstance(first, Beat), "the hub waits for a word of the session"
    assert talk.last(EventBatch).last == 2


def test_the_state_is_said_every_minute_and_a_beat_every_five_seconds(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    for _ in range(24):
        talk.hub_says(TimeIs(n=0, time=1))
        talk.turn(5.0)
    assert len(talk.all(StationState)) == 3
    assert len(talk.all(Beat)) == 25


def test_a_welcome_makes_the_link_live_and_an_acknowledgement_is_news(talk: Talk) -> None:
    fill(talk.store, 1)
    talk.connect()
    talk.welcome()
    assert LinkTurned(True) in talk.news
    assert talk.state() is LinkState.CATCHUP
    talk.hub_says(
        Ack(epoch=talk.store.outbox.marks().epoch, upto=1, hub_epoch=talk.school.hub_epoch), "dn/ack"
    )
    assert talk.news[-1] == HubHas(1)
    talk.page(0, snapshot=True)
    assert talk.state() is LinkState.LIVE


def test_an_acknowledgement_of_another_hub_epoch_is_ignored(talk: Talk) -> None:
    fill(talk.store, 1)
    talk.connect()
    talk.welcome()
    talk.hub_says(Ack(epoch=talk.store.outbox.marks().epoch, upto=1, hub_epoch="restored"), "dn/ack")
    assert talk.store.outbox.marks().upto == 0


def test_a_hub_that_answers_nothing_for_ten_seconds_is_gone(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    greeted = len(talk.all(Hello))
    fill(talk.store, 1)
    talk.conversation.nudge()
    talk.turn(1.0)
    talk.turn(10.5)
    assert talk.news[-1] == LinkTurned(False)
    talk.turn()
    assert len(talk.all(Hello)) == greeted + 1
    talk.welcome(upto=1, h=talk.store.outbox.chain_hash(1) or "")
    assert LinkTurned(True) == [one for one in talk.news if isinstance(one, LinkTurned)][-1]


def test_a_hub_that_says_goodbye_is_gone_and_is_greeted_when_it_comes_back(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.hub_publishes(HubState(online=False, hub_epoch="hub-epoch-1"))
    assert talk.state() is LinkState.CONNECTED
    assert talk.news[-1] == LinkTurned(False)
    before = len(talk.all(Hello))
    talk.hub_publishes(HubState(online=True, hub_epoch="hub-epoch-1", started=9))
    assert len(talk.all(Hello)) == before + 1


def test_a_hub_that_was_started_anew_is_greeted_anew(talk: Talk) -> None:
    talk.connect()
    talk.hub_publishes(HubState(online=True, hub_epoch="hub-epoch-1", started=1))
    talk.welcome()
    before = len(talk.all(Hello))
    talk.hub_publishes(HubState(online=True, hub_epoch="hub-epoch-1", started=1, time=5))
    assert len(talk.all(Hello)) == before
    talk.hub_publishes(HubState(online=True, hub_epoch="hub-epoch-1", started=2))
    assert len(talk.all(Hello)) == before + 1


def test_three_refusals_suspend_the_station_until_it_is_let_in(talk: Talk) -> None:
    for _ in range(3):
        talk.conversation.take(Refused(135, "Not authorized", not_authorised=True), talk.now_s)
    assert talk.state() is LinkState.SUSPENDED
    talk.connect()
    assert talk.state() is LinkState.HELLO


def test_a_lost_connection_is_news(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.take(Disconnected(1, 7, "lost"), talk.now_s)
    assert talk.news[-1] == LinkTurned(False)
    assert talk.state() is LinkState.OFFLINE


def test_the_first_contact_brings_all_documents_by_snapshot(talk: Talk) -> None:
    talk.connect()
    talk.welcome(rev=talk.school.rev)
    assert talk.last(FeedGet) == FeedGet(hub_epoch="", since=0)
    talk.page(0, snapshot=True)
    assert talk.store.shelf.cursor() == Cursor(talk.school.hub_epoch, talk.school.rev)
    assert talk.news[-1] == DocumentsChanged(frozenset(talk.school.feed))


def test_a_head_is_followed_by_the_documents_after_ours(talk: Talk) -> None:
    talk.connect()
    talk.welcome(rev=talk.school.rev)
    talk.page(0, snapshot=True)
    talk.turn(CALM_S)
    before = talk.school.rev
    talk.school.publish_child(talk.school.child, name="Amala")
    talk.hub_publishes(Head(hub_epoch=talk.school.hub_epoch, rev=talk.school.rev))
    assert talk.last(FeedGet).since == before
    talk.page(before)
    assert talk.news[-1] == DocumentsChanged(frozenset({"learner/amal"}))


def test_many_heads_in_one_second_are_followed_by_one_question(talk: Talk) -> None:
    talk.connect()
    talk.welcome(rev=talk.school.rev)
    talk.page(0, snapshot=True)
    before, asked = talk.school.rev, len(talk.all(FeedGet))
    for name in ("Amala", "Amali", "Amalo"):
        talk.school.publish_child(talk.school.child, name=name)
        talk.hub_publishes(Head(hub_epoch=talk.school.hub_epoch, rev=talk.school.rev))
        talk.turn(0.1)
    assert len(talk.all(FeedGet)) == asked
    talk.turn(CALM_S)
    assert len(talk.all(FeedGet)) == asked + 1
    assert talk.last(FeedGet).since == before


def test_a_page_that_does_not_come_is_asked_for_again(talk: Talk) -> None:
    talk.connect()
    talk.welcome(rev=talk.school.rev)
    asked = len(talk.all(FeedGet))
    talk.turn(3.0)
    assert len(talk.all(FeedGet)) == asked + 1


def test_where_the_hashes_differ_the_hub_has_everything_replaced(talk: Talk) -> None:
    talk.connect()
    talk.welcome(rev=talk.school.rev)
    talk.page(0, snapshot=True)
    gone = talk.school.feed.pop("playlist/flow")
    talk.conversation.take(Disconnected(1, 7, "lost"), talk.now_s)
    talk.connect()
    assert talk.last(Hello).feed_hash == talk.store.shelf.hash()
    talk.welcome(rev=talk.school.rev, snapshot=True)
    assert talk.last(FeedGet).hub_epoch == ""
    talk.page(0, snapshot=True)
    assert gone.doc not in talk.store.shelf.ids()
    assert talk.news[-1] == DocumentsChanged(frozenset({*talk.school.feed, gone.doc}))


def test_the_time_of_the_hub_is_asked_at_each_contact(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    for _ in range(3):
        talk.hub_says(TimeIs(n=talk.last(TimeGet).n, time=123_456))
    assert [one.n for one in talk.all(TimeGet)] == [1, 2, 3]


def test_a_broker_that_takes_nothing_costs_no_fact(talk: Talk) -> None:
    fill(talk.store, 3)
    talk.connect()
    talk.deaf = True
    talk.welcome()
    assert talk.all(EventBatch) == []
    talk.deaf = False
    talk.turn(1.0)
    assert talk.last(EventBatch).last == 3


def test_goodbye_is_a_state_of_the_same_life(talk: Talk) -> None:
    talk.connect()
    talk.conversation.goodbye()
    assert talk.last(StationState) == StationState(online=False, life=talk.channel.life)


def test_a_hub_that_announces_more_than_it_has_for_us_is_asked_without_hurry(talk: Talk) -> None:
    talk.connect()
    talk.welcome(rev=talk.school.rev + 5)
    talk.page(0, snapshot=True)
    talk.page(talk.school.rev)
    asked = len(talk.all(FeedGet))
    talk.turn(1.0)
    assert len(talk.all(FeedGet)) == asked
    talk.turn(1.5)
    assert len(talk.all(FeedGet)) == asked + 1


def test_a_hub_that_is_quiet_is_asked_for_a_sign_of_life(talk: Talk) -> None:
    talk.connect()
    talk.welcome(rev=talk.school.rev)
    talk.page(0, snapshot=True)
    for _ in range(3):
        talk.hub_says(TimeIs(n=talk.last(TimeGet).n, time=123_456))
    asked = len(talk.all(TimeGet))
    talk.turn(4.9)
    assert len(talk.all(TimeGet)) == asked
    talk.turn(0.2)
    assert len(talk.all(TimeGet)) == asked + 1
    talk.hub_says(TimeIs(n=talk.last(TimeGet).n, time=123_457))
    talk.turn(4.0)
    assert talk.state() is LinkState.LIVE


def test_a_connection_over_which_nobody_answers_is_left_for_another(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    began_s = talk.now_s
    while not talk.renewed:
        talk.turn(0.5)
        assert talk.now_s < began_s + 20
    assert talk.state() is LinkState.HELLO
    assert talk.news[-1] == LinkTurned(False)


def test_a_hub_that_is_known_to_be_gone_is_waited_for_over_the_same_connection(talk: Talk) -> None:
    talk.connect()
    talk.hub_publishes(HubState(online=False, hub_epoch="hub-epoch-1"))
    for _ in range(200):
        talk.turn(0.5)
    assert talk.renewed == []
