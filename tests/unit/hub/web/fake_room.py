"""The room of the fake office: who is where, and what people do about it."""

import msgspec

from classroom.block import Attendance
from hub.live import Live
from tests.unit.hub.web import heron


class FakeRoom:
    """What the live page asks for, by the same names; `now` is the room as it is."""

    def __init__(self) -> None:
        self.live = Live()
        self.now = heron.room()

    def set_room(self, **changes: object) -> None:
        """Something happened in the room."""
        self.now = msgspec.structs.replace(self.now, **changes)
        self.live.touch("room")

    def open_block(self, class_id: str, by: str) -> None:
        self.set_room(block_open=True)

    def close_block(self, class_id: str, by: str) -> None:
        self.set_room(block_open=False)

    def mark_attendance(
        self, class_id: str, learner: str, mark: Attendance, by: str, place: str = ""
    ) -> None:
        self.set_room(
            nowhere=tuple(
                msgspec.structs.replace(one, mark=mark, place=place, since_ms=heron.NOW)
                if one.learner == learner
                else one
                for one in self.now.nowhere
            )
        )
