"""What follows from commits, between two jobs of the writer: what is due is done, documents are written anew."""

from typing import Final

from hub.live import Live
from hub.service.crafts import Crafts
from hub.service.judging import is_due
from hub.service.publishing import Publishing
from hub.store import desk
from hub.store.desk import Held
from hub.store.tables import Tables

LONGEST_NAP_S: Final = 5.0


class Between:
    """For the writer's thread alone."""

    def __init__(self, crafts: Crafts, publishing: Publishing, live: Live) -> None:
        self._crafts, self._publishing, self._live = crafts, publishing, live

    def turn(self, tables: Tables) -> float:
        """Do what is due; return how long the writer may sleep at most."""
        self._follow_machine(tables)
        self._crafts.audit.write(tables)
        self._end_passes(tables)
        now = self._crafts.clock.steady_ms()
        held = self._send_due(tables, now)
        due_s = self._publishing.due_s()
        more = self._publishing.publish(tables) if due_s == 0 else self._publishing.waits(tables)
        nap = min(LONGEST_NAP_S, (held[0].due_ms - now) / 1000) if held else LONGEST_NAP_S
        return min(nap, self._publishing.due_s()) if more else nap

    def _send_due(self, tables: Tables, now: int) -> list[Held]:
        """Send the answers whose time to be taken back is over; return those that wait on."""
        held = desk.held(tables)
        if not any(is_due(one, now) for one in held):
            return held
        with tables.transaction():
            self._crafts.judging.send(tables, until_ms=now)
        self._live.touch("review", "room", "people")
        return desk.held(tables)

    def _end_passes(self, tables: Tables) -> None:
        """Whoever was here for a day, and whose day is over, is not here any more."""
        for person in self._crafts.substituting.due(tables):
            with tables.transaction():
                self._crafts.substituting.end(tables, person.id, by="")
            self._live.touch("people", "badges")

    def _follow_machine(self, tables: Tables) -> None:
        """The machine's clock was set forward: what was noted before in this boot was as much too early."""
        if step_ms := self._crafts.clock.stepped_ms():
            with tables.transaction():
                self._crafts.recording.note(tables, self._crafts.clock.correct(tables, step_ms, by=""))
