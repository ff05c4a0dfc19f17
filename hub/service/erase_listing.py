"""Keeps the list of who was erased beside the backups, on whatever second device there is."""

import logging

from classroom.ids import LearnerId
from hub.backup.erase_list import KEPT, write
from hub.errors import HubError
from hub.service.safekeeping import Safekeeping
from hub.store import desk
from hub.store.store import Store
from hub.store.writer import Writer

log = logging.getLogger(__name__)


class EraseListing:
    """For one thread at a time."""

    def __init__(self, store: Store, writer: Writer, safekeeping: Safekeeping) -> None:
        self._store, self._writer, self._safekeeping = store, writer, safekeeping

    def write(self, more: dict[LearnerId, int]) -> None:
        """See that the list beside the backups is whole; a device that is away gets it when it is back."""
        with self._store.reading() as tables:
            room = desk.meta(tables, "room")
            gone = dict(tables.all("SELECT learner, at_ms FROM erased")) | more
            kept = desk.meta(tables, KEPT)
        folder = self._safekeeping.second_folder()
        if not gone or folder is None:
            return
        keys = self._store.keys
        try:
            write(folder, room, gone, keys.hub_key("sign")[1], keys.sign_publics())
        except (OSError, HubError) as error:
            log.warning("the list of erasures could not be written: %s", error)
            return
        if kept != str(len(gone)):
            self._writer.do(lambda tables: desk.set_meta(tables, KEPT, str(len(gone))))
