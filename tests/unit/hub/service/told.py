"""What a hub really tells a station, on the shelf of a real one: the two sides of the keys meet here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from classroom.tokens import token_secret
from classroom.wire.messages import FeedDocument
from hub.store import feed
from plumbing import seal
from station.session.effects import LookUpBadge, OpenStaff
from station.session.events import Event
from tests.factories_hub import HERON, SchoolAtWork
from tests.faults.station_school import School
from tests.unit.station.perform.desks import DeskRoom, desk_room


class Told(School):
    """The feed of a hub, cut for stations that serve a class."""

    def __init__(self, school: SchoolAtWork, class_id: str = HERON) -> None:
        super().__init__()
        self.school, self.class_id = school, class_id
        self.read()

    def read(self) -> None:
        """Take all documents as they are now."""
        self.school.settle()
        with self.school.back.store.reading() as tables:
            rows = [row for row in feed.after_for(tables, 0, (self.class_id,)) if not row.gone]
            rows = [row for row in rows if feed.in_scope(row.scope, (self.class_id,))]
            bodies = {row.rev: feed.body(tables, row.rev) for row in rows}
        self.feed = {
            row.doc: FeedDocument(
                rev=row.rev,
                doc=row.doc,
                kind=row.kind,
                version=row.version,
                body=msgspec.Raw(bodies[row.rev]),
            )
            for row in rows
        }
        self.rev = max(row.rev for row in rows)


PIN = "4711"


@contextmanager
def station_of(folder: Path, school: SchoolAtWork, class_id: str = HERON) -> Iterator[DeskRoom]:
    """A station's desk with everything that the hub would tell it."""
    with desk_room(folder, Told(school, class_id)) as desk:
        yield desk


def tell_again(desk: DeskRoom) -> None:
    """Bring what has changed since."""
    assert isinstance(desk.school, Told)
    desk.school.read()
    desk.deliver()


def opens(desk: DeskRoom, token: str, pin: str = PIN) -> Event:
    """Hold a card before a station, type its PIN; return what comes of it."""
    desk.does(LookUpBadge(text=token), OpenStaff(badge=seal.badge_id(token_secret(token)), pin=pin))
    return desk.events[-1]
