"""What a grown-up says to everybody in the room: made, shown at the stations, ended by hand or with the block."""

from collections.abc import Callable, Collection, Mapping
from typing import get_args

from msgspec import Struct

from classroom.announcement import LONGEST, Announcing, names_somebody
from classroom.facts import AnnouncementEnded, AnnouncementMade
from classroom.ids import ClassId, StaffId, ZoneId
from classroom.learner import Learner
from classroom.zone import Zone
from hub.errors import NotYours, ServiceRefused
from hub.service.recording import Recording
from hub.store.projections import announcements
from hub.store.tables import Tables


class Wanted(Struct, frozen=True, kw_only=True):
    """What is to be announced: `text` by language, to the stations of these classes, or of one zone alone."""

    what: Announcing
    text: Mapping[str, str]
    classes: tuple[ClassId, ...]
    zone: ZoneId | None = None


class Announcements:
    """Used in the writer's transactions. `fresh_id` makes ids; permissions are asked by whoever calls."""

    def __init__(self, recording: Recording, fresh_id: Callable[[], str]) -> None:
        self._recording, self._fresh_id = recording, fresh_id

    def make(self, tables: Tables, wanted: Wanted, by: StaffId) -> str:
        """Show it from now on; return its id. Raises ServiceRefused with what is wrong with it."""
        text = {lang: " ".join(words.split()) for lang, words in wanted.text.items() if words.strip()}
        _check(tables, wanted, text)
        announcement = self._fresh_id()
        self._recording.note(
            tables,
            AnnouncementMade(
                announcement=announcement,
                what=wanted.what,
                text=text,
                classes=tuple(sorted(wanted.classes)),
                zone=wanted.zone,
                by=by,
            ),
        )
        return announcement

    def end(self, tables: Tables, announcement: str, by: StaffId, may: Collection[ClassId]) -> None:
        """Show it no more; `may` are the classes to which this person may speak."""
        said = announcements.live(tables, announcement)
        if said is None:
            raise ServiceRefused("This announcement has ended already.")
        if not set(said.classes) & set(may):
            raise NotYours
        self._recording.note(tables, AnnouncementEnded(announcement=announcement, by=by))

    def end_with(self, tables: Tables, class_id: ClassId, by: StaffId) -> None:
        """The class is over: what was said to it alone has been said."""
        for said in announcements.all_live(tables):
            if said.classes == (class_id,):
                self._recording.note(tables, AnnouncementEnded(announcement=said.announcement, by=by))

    def clear_away(self, tables: Tables, class_id: ClassId, today: str, by: StaffId) -> None:
        """A class meets: what was said to it on another day is over."""
        for said in announcements.all_live(tables):
            if class_id in said.classes and tables.definitions.day(said.at_ms) != today:
                self._recording.note(tables, AnnouncementEnded(announcement=said.announcement, by=by))


def _check(tables: Tables, wanted: Wanted, text: Mapping[str, str]) -> None:
    langs = tables.definitions.school().langs
    if wanted.what not in get_args(Announcing) or not set(text) <= set(langs):
        raise ServiceRefused("Something is missing in this announcement. Load the page again.")
    if not text.get(langs[0]):
        raise ServiceRefused("Write what you want to say.")
    if any(len(words) > LONGEST for words in text.values()):
        raise ServiceRefused(f"Say it in at most {LONGEST} letters: it has to fit a screen.")
    if wanted.zone is not None and tables.definitions.get(Zone, wanted.zone) is None:
        raise ServiceRefused("There is no such zone any more. Load the page again.")
    for words in text.values():
        if name := names_somebody(words, tables.definitions.all(Learner)):
            raise ServiceRefused(f"An announcement names nobody: everybody reads it. Say it without {name}.")
