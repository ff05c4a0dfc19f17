"""The part of the fake office that looks after stations."""

import msgspec

from hub.errors import NotYours, ServiceRefused
from hub.live import Live
from hub.service.shapes import StationsPage
from tests.unit.hub.web import heron_stations

OWNER = "st-1"


class FakeStations:
    """`posts` is the page as it is now; what was tried, seen and given up is kept for the tests."""

    live: Live

    def __init__(self) -> None:
        self.posts = heron_stations.troubled()
        self.tried: list[int | None] = []
        self.seen: list[str] = []

    def set_posts(self, **changes: object) -> None:
        """Something happened at the stations."""
        self.posts = msgspec.structs.replace(self.posts, **changes)
        self.live.touch("stations")

    def stations(self, staff: str) -> StationsPage:
        if staff != OWNER:
            raise NotYours
        return self.posts

    def retry_aside(self, number: int | None, by: str) -> tuple[int, int]:
        self.tried.append(number)
        stay = tuple(one for one in self.posts.aside if number not in {None, one.number})
        self.posts = msgspec.structs.replace(self.posts, aside=stay)
        return 1, len(stay)

    def back_up_now(self, by: str) -> None:
        safety = msgspec.structs.replace(self.posts.safety, running=True)
        self.posts = msgspec.structs.replace(self.posts, safety=safety)

    def see_alarm(self, alarm: str, by: str) -> None:
        self.seen.append(alarm)
        left = tuple(one for one in self.posts.alarms if one.alarm != alarm)
        self.posts = msgspec.structs.replace(self.posts, alarms=left)

    def give_up_media(self, media: str, by: str) -> None:
        lost = {one.media for one in self.posts.media if one.state == "lost"}
        if media not in lost:
            raise ServiceRefused("This file is here. There is nothing to give up.")
        left = tuple(one for one in self.posts.media if one.media != media)
        self.posts = msgspec.structs.replace(self.posts, media=left, media_count=self.posts.media_count - 1)
