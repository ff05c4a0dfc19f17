"""Whoever is here, as the session was last told of her: news only where something differs."""

from collections.abc import Callable

from classroom.documents import LearnerDocument
from classroom.ids import LearnerId, VisitId
from station.perform.keyring import Came, Keyring
from station.perform.visitors import Visitors
from station.session.called import VisitCalled, Why
from station.session.events import BadgeAccepted, Event, VisitElsewhere, VisitorRefreshed
from station.session.visitor import Visitor


class Guests:
    """For the disk thread alone."""

    def __init__(self, visitors: Visitors, keyring: Keyring, post: Callable[[Event], None]) -> None:
        self._visitors, self._keyring, self._post = visitors, keyring, post
        self._shown: dict[LearnerId, Visitor] = {}

    def came(self, visitor: Visitor, came: Came = Came()) -> None:  # noqa: B008 - it cannot be changed
        """Her document was opened: by her badge, or by a grown-up."""
        self._shown[visitor.document.learner] = visitor
        self._post(BadgeAccepted(visitor=visitor, how=came.how, by=came.by))

    def went(self, learner: LearnerId) -> None:
        """Nothing of her is remembered."""
        self._shown.pop(learner, None)

    def refresh(self) -> None:
        """Show everyone who is here as she is now, where that differs from before."""
        for learner in self._keyring.learners():
            visitor = self._visitors.again(learner)
            if visitor is not None and visitor != self._shown.get(learner):
                self._shown[learner] = visitor
                self._post(VisitorRefreshed(visitor=visitor))
                self._tell_if_over(visitor.document)

    def _tell_if_over(self, document: LearnerDocument) -> None:
        """Her visit here is over: she is at another station, or a grown-up at the hub said so."""
        for visit in self._keyring.visits(document.learner):
            if self._visitors.overruled(document, visit):
                self._post_if(_how_over(document, visit))

    def _post_if(self, event: Event | None) -> None:
        if event is not None:
            self._post(event)


def _how_over(document: LearnerDocument, visit: VisitId) -> Event | None:
    learner, over = document.learner, document.over
    if document.visit is not None and document.visit.station:
        return VisitElsewhere(learner=learner, visit=visit)
    if document.visit is not None:
        why: Why = "teacher" if document.visit.mode == "with_teacher" else "moved"
        return VisitCalled(learner=learner, visit=visit, why=why, zone=document.visit.zone)
    if over is None or over.visit != visit:
        return None
    return VisitCalled(learner=learner, visit=visit, why="bell" if over.reason == "bell" else "staff")
