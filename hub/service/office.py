"""The door to everything a person may see and do at the hub; any thread may come in.

Reads see the latest commit. Acts go to the one writer and return when they are on the disk. Each act names
who does it (`by`) and raises ServiceRefused with a sentence for that person when it may not be.
"""

from hub.live import Live
from hub.service.ask_acts import AskActs
from hub.service.backoffice import Backoffice
from hub.service.data_acts import DataActs
from hub.service.entrance import Entrance


class Office(Entrance, AskActs, DataActs):
    """Made once in the composition root and handed to the pages."""

    def __init__(self, back: Backoffice) -> None:
        super().__init__(back)
        self.live: Live = back.live
        """Says that something changed, for pages that watch."""
