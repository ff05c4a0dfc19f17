"""The part of the office where people answer what learners asked for (H10); `by` is who answers."""

from classroom.ids import StaffId
from hub.errors import NotYours
from hub.service.asking import Reply, request_of
from hub.service.requests_page import requests_page
from hub.service.shapes.asking import RequestsPage
from hub.service.station_acts import StationActs
from hub.store.tables import Tables


class AskActs(StationActs):
    """A request is answered by whoever may answer requests in a class of the learner."""

    def requests(self, staff: StaffId) -> RequestsPage:
        """What waits for this person; raises NotYours for whoever answers nobody's requests."""
        with self._back.store.reading() as tables:
            mine = self._back.permissions.classes(tables, staff, "answer requests")
            if not mine:
                raise NotYours
            return requests_page(tables, mine, self._back.now())

    def answer_request(self, request_id: str, by: StaffId, reply: Reply) -> None:
        """Agree, set a time and a place, or end it with words; raises ServiceRefused with what is missing."""

        def job(tables: Tables) -> None:
            found = request_of(tables, request_id)
            learners = (found.asked.learner,) if found.asked else ()
            self._back.permissions.ask_learners(tables, by, "answer requests", learners)
            self._back.asking.answer(tables, found, by, reply)

        self._do(job, "room", "people")
