"""Where hands are seen to, without a hub behind it."""

import msgspec

from hub.errors import NotYours
from hub.live import Live
from hub.service.helping import AnswerTo
from hub.service.shapes import HandNow, HelpLineNow, RoomNow
from tests.unit.hub.web import heron


class FakeHelp:
    """`inside` says of a hand what it is really about."""

    now: RoomNow
    live: Live

    def __init__(self) -> None:
        self.inside: dict[str, HandNow] = {}
        self.answered: list[tuple[str, AnswerTo]] = []

    def help_line(self, staff: str) -> HelpLineNow:
        return HelpLineNow(now_ms=heron.NOW, hands=self.now.hands)

    def hand(self, help_id: str, staff: str) -> HandNow:
        found = next((hand for hand in self.now.hands if hand.help == help_id), None)
        if found is None:
            raise NotYours
        return self.inside.get(help_id, found)

    def see_help(self, help_id: str, state: AnswerTo, by: str) -> None:
        self.answered.append((help_id, state))
        hands = [hand for hand in self.now.hands if hand.help != help_id or state != "done"]
        self.now = msgspec.structs.replace(
            self.now,
            hands=tuple(
                msgspec.structs.replace(hand, state=state, by="Ms Rivera") if hand.help == help_id else hand
                for hand in hands
            ),
        )
        self.live.touch("room")
