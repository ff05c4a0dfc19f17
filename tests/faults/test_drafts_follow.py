"""Drafts follow the badge: through a hub that goes, stations that are killed, and two continuations of one piece."""

from functools import partial
from pathlib import Path

import pytest

from tests.faults.draft_room import draft_room
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
ONE = "You have one started. Go on?"


def test_what_was_begun_at_one_station_is_gone_on_with_and_handed_in_at_the_other(tmp_path: Path) -> None:
    with draft_room(tmp_path) as room:
        room.porch.comes_in(room.token)
        room.porch.begins("Half of")
        room.porch.goes()
        until(room.porch.has_sent_all, seconds=20)
        room.hub_goes()
        room.hub_comes()
        until(room.bench.boxes, seconds=20, what="the box did not come to the other station")
        room.bench.comes_in(room.token)
        room.bench.sees("PathView", ONE)
        room.bench.press(ONE)
        room.bench.sees("WriteView", "Half of")
        room.bench.writes(" it, and the rest")
        room.bench.hands_in()
        room.bench.press("OnwardPressed")
        assert not any("started. Go" in word for word in room.bench.sees("PathView")["words"])
        room.bench.goes()
        until(room.bench.has_sent_all, seconds=20)
        until(lambda: room.porch.documents() == 0, seconds=20)
        room.porch.comes_in(room.token)
        assert not any("You have" in word for word in room.porch.sees("PathView")["words"])
        until(lambda: room.porch.drafts() == 0)
        (piece,) = room.facts("evidence.handed_in")
        assert piece["body"]["text"] == "Half of it, and the rest"


def test_kills_in_the_middle_of_a_word_lose_nothing_that_was_on_the_screen(tmp_path: Path) -> None:
    with draft_room(tmp_path) as room:
        until(lambda: room.bench.knows(room.token) and room.porch.knows(room.token), seconds=20)
        room.hub_goes(killed=True)
        room.porch.comes_in(room.token)
        room.porch.begins("Half of")
        until(lambda: room.porch.drafts() == 1)
        room.porch.kill()
        room.porch.start()
        room.hub_comes()
        until(room.bench.boxes, seconds=20, what="a draft that a power cut left open did not follow")
        room.hub_goes(killed=True)
        room.bench.comes_in(room.token)
        room.bench.press(ONE)
        room.bench.writes(" it, and the rest")
        until(lambda: room.bench.drafts() == 1)
        room.bench.kill()
        room.bench.start()
        room.bench.comes_in(room.token)
        room.bench.press(ONE)
        room.bench.sees("WriteView", "Half of it, and the rest")
        room.bench.hands_in()
        room.hub_comes()
        until(room.bench.has_sent_all, seconds=20)
        (piece,) = room.facts("evidence.handed_in")
        assert piece["body"]["text"] == "Half of it, and the rest"
        until(lambda: room.porch.documents() == 0 and room.bench.documents() == 0, seconds=20)


def test_two_continuations_made_while_the_hub_was_away_are_both_kept_and_both_told_apart(
    tmp_path: Path,
) -> None:
    with draft_room(tmp_path) as room:
        room.porch.comes_in(room.token)
        room.porch.begins("Half of")
        room.porch.goes()
        until(room.bench.boxes, seconds=20)
        room.hub_goes()
        for station, more in ((room.porch, " a cake"), (room.bench, " a bridge")):
            station.comes_in(room.token)
            station.press(ONE)
            station.writes(more)
            station.goes()
        room.hub_comes()
        for station in (room.porch, room.bench):
            until(partial(station.holds, 2), seconds=20)
            station.comes_in(room.token)
            station.press("You have 2 started.")
            station.sees("StartedView", "Half of a cake", "Half of a bridge", "here · today", " · today")
            station.goes()
        room.bench.comes_in(room.token)
        room.bench.press("You have 2 started.")
        room.bench.press("DraftPicked")
        room.bench.hands_in()
        room.bench.goes()
        until(lambda: room.porch.documents() == 1, seconds=20)
        (piece,) = room.facts("evidence.handed_in")
        other = {"Half of a cake", "Half of a bridge"} - {piece["body"]["text"]}
        assert len(other) == 1
        room.porch.comes_in(room.token)
        room.porch.press(ONE)
        room.porch.sees("WriteView", *other)


def test_a_picture_comes_by_need_and_says_so_while_it_cannot(tmp_path: Path) -> None:
    with draft_room(tmp_path) as room:
        room.porch.ask(do="paper", seed=1)
        room.porch.comes_in(room.token)
        for button in ("TargetPicked", "Photo", "ShutterPressed", "KeepPressed"):
            room.porch.press(button)
        room.porch.goes()
        until(room.bench.boxes, seconds=20)
        room.hub_goes()
        room.bench.comes_in(room.token)
        room.bench.press("You have one started.")
        room.bench.sees("StartedView", "Comes when the hub is back.")
        room.hub_comes()
        room.bench.press("DraftPicked")
        room.bench.sees("PhotoView", "Can you see it all?")
