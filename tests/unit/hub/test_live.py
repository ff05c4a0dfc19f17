"""Something changed: whoever watches hears of it once, and is let go when the hub ends."""

import threading

from hub.live import Live
from tests.waiting import until


def test_a_watcher_hears_of_changes_after_it_came_and_of_many_as_one() -> None:
    live = Live()
    live.touch("room")
    watch = live.watch()
    assert watch.wait(0.01) is None
    live.touch("room")
    live.touch("review")
    assert watch.wait(0.01) == 3
    assert watch.wait(0.01) is None


def test_topics_say_where() -> None:
    live = Live()
    live.touch("room", "review")
    since = live.revision
    live.touch("badges")
    assert live.changed({"badges", "room"}, since)
    assert not live.changed({"room", "review"}, since)
    assert not live.changed({"unheard of"}, 0)


def test_a_waiting_watcher_is_woken_and_let_go() -> None:
    live, heard = Live(), []
    watch = live.watch()
    thread = threading.Thread(target=lambda: heard.extend([watch.wait(10), watch.wait(10)]))
    thread.start()
    live.touch("room")
    until(lambda: live.revision == 1)
    live.stop()
    thread.join(5)
    assert heard[-1] is None
    assert live.stopped


def test_a_subscriber_is_called_until_it_leaves_and_at_the_end() -> None:
    live, calls = Live(), []
    leave = live.subscribe(lambda: calls.append(live.revision))
    live.touch("room")
    live.stop()
    leave()
    leave()
    live.touch("room")
    assert calls == [1, 1]
