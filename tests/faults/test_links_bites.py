"""The tests of links, presence and watchdogs fail on builds that believe too much or watch too little."""

from pathlib import Path

import pytest

from tests.broken_build import Broken

PRESENCE = "tests/unit/hub/service/test_presence.py::"
WATCHDOGS = "tests/faults/test_watchdogs.py::"
HOSTILE = "tests/contract/test_mqtt_hostile.py::"

BROKEN = (
    Broken(
        "the will of an old life is believed",
        "hub/service/presence.py",
        "if state.life != heard.life:",
        "if state.online and state.life != heard.life:",
        f"{PRESENCE}test_a_will_of_an_old_life_is_nothing_to_the_new_one",
    ),
    Broken(
        "silence is measured by the wall clock",
        "hub/service/presence.py",
        "self._now, self._monotonic = now, monotonic",
        "self._now, self._monotonic = now, lambda: now() / 1000",
        f"{PRESENCE}test_a_hub_whose_clock_is_set_loses_no_station_and_finds_none",
    ),
    Broken(
        "nobody replaces a network thread that died",
        "plumbing/mqtt.py",
        "            if thread.is_alive():\n                stuck",
        "            if thread is not None:\n                stuck",
        f"{WATCHDOGS}test_a_hub_whose_network_thread_died_gets_another_one",
    ),
    Broken(
        "a broker that says nothing is waited for",
        "plumbing/mqtt.py",
        "HANDSHAKE_S: Final = 4.0",
        "HANDSHAKE_S: Final = 400.0",
        f"{HOSTILE}test_a_broker_that_takes_the_call_and_says_nothing_is_called_again",
    ),
    Broken(
        "a packet of any size is read",
        "plumbing/strict_client.py",
        "if bufsize > PACKET_LIMIT:",
        "if bufsize > 2**40:",
        f"{HOSTILE}test_what_a_hostile_broker_sends_is_hung_up_on_before_it_is_kept[30ffffff7f-a message of 256 MiB]",
    ),
    Broken(
        "every kind of packet is taken",
        "plumbing/strict_client.py",
        "if not self._expected(",
        "if False and not self._expected(",
        f"{HOSTILE}test_what_a_hostile_broker_sends_is_hung_up_on_before_it_is_kept[20020000-a second welcome]",
    ),
    Broken(
        "one sender may fill the inbox",
        "plumbing/inbox.py",
        "(self._is_greedy(sender, size) or not self._make_room(rank, size))",
        "not self._make_room(rank, size)",
        "tests/unit/plumbing/test_inbox.py::"
        "test_one_sender_has_its_share_and_no_more_so_that_the_others_are_heard",
    ),
    Broken(
        "the longest queue is served first",
        "hub/intake/turns.py",
        "station = next(iter(self._waiting))",
        "station = next(reversed(self._waiting))",
        "tests/unit/hub/intake/test_turns.py::test_a_station_with_a_long_queue_waits_for_those_with_a_short_one",
    ),
    Broken(
        "a fork that is said twice is two facts",
        "hub/intake/hearing.py",
        "if alarms.alarm(tables, alarms.fork_id(station, fork.epoch)) is None:",
        "if station:",
        "tests/unit/hub/intake/test_loop.py::"
        "test_a_fork_that_is_said_twice_is_one_fact_one_alarm_and_two_answers",
    ),
    Broken(
        "a listening thread that is hit is gone",
        "hub/intake/loop.py",
        "            except BaseException:",
        "            except Exception:",
        f"{WATCHDOGS}test_a_hub_whose_listening_thread_is_hit_goes_on_listening",
    ),
    Broken(
        "a hub without a writer goes on as if it had one",
        "hub/__main__.py",
        "            raise HubBroken(dead)",
        '            log.debug("%s has ended", dead)',
        f"{WATCHDOGS}test_a_hub_that_cannot_go_on_ends_loudly_at_once_and_has_everything_when_it_is_back[hub writer]",
    ),
    Broken(
        "a connection over which nobody answers is kept",
        "station/sync/silence.py",
        "RENEW_S: Final = 15.0",
        "RENEW_S: Final = 15_000.0",
        "tests/unit/station/sync/test_conversation.py::"
        "test_a_connection_over_which_nobody_answers_is_left_for_another",
    ),
    Broken(
        "a new conversation does not know that it is connected",
        "station/sync/link.py",
        "self._mqtt.renew()  # the new conversation has to hear that it is connected",
        "pass",
        f"{WATCHDOGS}test_a_station_whose_sync_thread_is_hit_goes_on_sending",
    ),
    Broken(
        "a link that was refused three times is still only offline",
        "station/sync/presence.py",
        "REFUSALS: Final = 3",
        "REFUSALS: Final = 4",
        "tests/unit/station/sync/test_conversation.py::"
        "test_three_refusals_suspend_the_station_until_it_is_let_in",
    ),
)


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_build_that_breaks_the_rule_fails_its_test(broken: Broken, tmp_path: Path) -> None:
    broken.must_fail(tmp_path)
