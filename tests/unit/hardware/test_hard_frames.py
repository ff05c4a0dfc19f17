"""Badges that are hard to read are read more often than by the first decoder alone, and nothing else is."""

import pytest

from benchmarks.badge_frames import shots
from benchmarks.hard_frames import Tally
from benchmarks.hard_shots import KINDS, hard_shots
from hardware.decode import decode, read
from hardware.frame import Frame
from hardware.stills import frame_of
from tests.unit.hardware.badges import TOKEN, room


@pytest.mark.parametrize("family", ["near", "far"])
def test_a_tenth_more_is_read_and_no_kind_less(family: str) -> None:
    tally = Tally()
    for shot in hard_shots(3, 30, family):
        tally.take(shot)
    assert tally.false == 0
    assert sum(tally.ours.values()) >= 1.1 * sum(tally.zxing.values())
    assert all(ours >= zxing for _, zxing, ours in map(tally.of, KINDS))


def test_a_room_without_a_badge_has_none_however_closely_it_is_looked_at() -> None:
    rooms = [shot.image for shot in shots(4, 25, (640, 480), kinds=("empty",))]
    assert [decode(frame_of(picture, 0.0)) for picture in rooms] == [()] * len(rooms)


def test_a_small_badge_is_read_closely_and_told_where_it_is() -> None:
    small = next(frame for frame in tiny_badges() if not read(frame, closer=False).codes and decode(frame))
    (code,) = decode(small)
    assert code.text == TOKEN
    assert code.corners
    assert all(260 <= x <= 340 and 216 <= y <= 310 for x, y in code.corners)


def tiny_badges() -> list[Frame]:
    """The same room from farther and farther away."""
    frames = []
    for hundredth in range(30, 48):
        away = room(TOKEN, grey=150).resize((640 * hundredth // 100, 480 * hundredth // 100))
        whole = room()
        whole.paste(away, (250, 180))
        frames.append(frame_of(whole, 0.0))
    return frames
