"""One picture for many: it is fresh, drawn once, and of the same thing only."""

import threading
from concurrent.futures import ThreadPoolExecutor

from hub.live import Live
from hub.web.easel import AGES_S, FORGOTTEN_S, STANDS_S, Easel


class Room:
    """Something to draw, and a clock that a test moves by hand."""

    def __init__(self) -> None:
        self.live, self.now_s, self.drawn = Live(), 100.0, 0
        self.easel: Easel[int] = Easel(self.live, ("room",), lambda: self.now_s)

    def draw(self) -> int:
        self.drawn += 1
        return self.drawn

    def look(self, key: str = "heron") -> tuple[int, int]:
        picture = self.easel.picture(key, self.draw)
        return picture.drawn, picture.revision


def test_a_picture_stands_while_nothing_changes_until_its_ages_are_old() -> None:
    room = Room()
    assert room.look() == room.look() == (1, 0)
    room.live.touch("documents")
    room.now_s += AGES_S - 0.01
    assert room.look() == (1, 0)
    room.now_s += 0.02
    assert room.look() == (2, 1)


def test_after_a_change_the_old_picture_stands_a_moment_and_says_how_old_it_is() -> None:
    room = Room()
    room.look()
    room.live.touch("room")
    room.now_s += STANDS_S / 2
    assert room.look() == (1, 0)
    room.now_s += STANDS_S
    assert room.look() == (2, 1)


def test_what_happens_while_it_is_drawn_counts_as_not_shown() -> None:
    room = Room()

    def draw() -> int:
        room.live.touch("room")
        return room.draw()

    assert room.easel.picture("heron", draw).revision == 0


def test_another_class_is_another_picture() -> None:
    room = Room()
    assert room.look("heron") != room.look("comet")


def test_many_who_look_at_once_get_one_picture() -> None:
    room, begun, go_on = Room(), threading.Event(), threading.Event()

    def draw() -> int:
        begun.set()
        assert go_on.wait(20)
        return room.draw()

    with ThreadPoolExecutor(8) as people:
        looks = [people.submit(room.easel.picture, "heron", draw) for _ in range(8)]
        assert begun.wait(20)
        go_on.set()
        assert {look.result(20).drawn for look in looks} == {1}


def test_what_nobody_looks_at_is_forgotten() -> None:
    room = Room()
    room.look("comet")
    room.now_s += FORGOTTEN_S + 1
    room.look("heron")
    assert set(room.easel._known) == set(room.easel._locks) == {"heron"}
