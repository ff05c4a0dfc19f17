"""What a child begins, leaves and hands in at two stations, heard of early or late: her newest words are kept."""

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from classroom.documents import DRAFT_BOX, DraftDocument
from classroom.facts import DraftDropped, DraftParked, EvidenceHandedIn, Fact
from classroom.wire.messages import MediaRef
from plumbing import seal
from station.session.overlay import open_drafts
from station.session.touches import DraftPicked, StartedPressed
from station.session.visitor import DraftCard, OwnFact
from tests.factories_hub import SchoolAtWork
from tests.folders import quick_folder
from tests.stub_station import StubStation
from tests.unit.hub.service.drafting import amal as amal_at_hub
from tests.unit.hub.service.drafting import arrive, offered
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import NOW_MS, amal

TARGETS: Final = ("Join ideas with but, so, because or although", "Solve ratio problems with a table")
VISITS: Final = ("begin", "go on", "hand in", "empty")
Step = tuple[str, int, int]


class Place:
    """A station as far as drafts go: its journal, what it has not told yet, what it was told last."""

    def __init__(self, stub: StubStation) -> None:
        self.stub, self.visit = stub, stub.open_visit("amal")
        self.journal: dict[str, DraftCard] = {}
        self.untold: list[Fact] = []
        self.told: dict[str, DraftDocument] = {}
        self.ended: tuple[str, ...] = ()


class Room:
    """Two places and a hub; `made` is every draft that was ever put aside, `over` what she ended: the ground truth."""

    def __init__(self, school: SchoolAtWork) -> None:
        self.school, self.visits = school, 0
        self.places = (Place(school.cave), Place(school.make))
        self.made: dict[str, DraftCard] = {}
        self.over: set[str] = set()
        self.boxes: list[bytes] = []

    def play(self, what: str, where: int, which: int) -> None:
        place = self.places[where]
        if what == "sync":
            self.sync(place, late=which < 2)
        else:
            station = self.comes(place)
            self.works(station, what, which)
            self.goes(place, station)

    def comes(self, place: Place) -> PlayedStation:
        for draft in place.ended:
            place.journal.pop(draft, None)
        self.visits += 1
        station = PlayedStation()
        station._ids = self.visits * 1000
        station.world.journal = dict(place.journal)
        own = tuple(OwnFact(seq=seq, at_ms=NOW_MS, fact=fact) for seq, fact in enumerate(place.untold, 1))
        station.come_in(
            amal(drafts_ended=place.ended),
            drafts=tuple(place.journal.values()),
            elsewhere=tuple(replace(self.made[id_], zone="bench") for id_ in place.told),
            own=own,
        )
        return station

    def works(self, station: PlayedStation, what: str, which: int) -> None:
        begun = texts_of(station)
        if what == "begin" or not begun:
            station.press(TARGETS[which % 2])
            station.press("Write")
            station.write("a")
        else:
            station.post(StartedPressed())
            station.post(DraftPicked(draft=list(begun)[which % len(begun)]))
            station.write("bcd"[which % 3])
        if what == "empty":
            while getattr(station.view, "text", ""):
                station.press("Delete")
        elif what == "hand in":
            for words in ("Done", "Got it", "Hand in to Ms R"):
                station.press(words)

    def goes(self, place: Place, station: PlayedStation) -> None:
        station.press("Sign out")
        place.journal = dict(station.world.journal)
        for fact in station.world.facts():
            place.untold.append(fact)
            match fact:
                case DraftParked(draft=draft):
                    self.made[draft] = place.journal[draft]
                case DraftDropped(draft=draft, continues=continues):
                    self.over |= {draft, continues}
                case EvidenceHandedIn(drafts=drafts):
                    self.over |= set(drafts)

    def sync(self, place: Place, *, late: bool = False) -> None:
        """The station tells all, its files with it or `late`, and hears how things stand."""
        for fact in place.untold:
            media: tuple[MediaRef, ...] = ()
            if isinstance(fact, DraftParked):
                self.boxes.append(seal.random_bytes(200))
                media = (MediaRef(id=seal.media_id(self.boxes[-1]), size=200, mime=DRAFT_BOX),)
            if isinstance(fact, DraftParked | DraftDropped | EvidenceHandedIn):
                place.stub.write(fact, ("amal",), place.visit, media=media)
        self.school.send(place.stub)
        if not late:
            arrive(self.school, *self.boxes)
            self.boxes.clear()
        place.untold, place.told = [], offered(self.school)
        place.ended = amal_at_hub(self.school).drafts_ended

    def kept(self) -> set[str]:
        """What she should find: whatever was put aside, did not end, and was not gone on with."""
        gone_on = {draft.continues for draft in self.made.values()}
        return {id_ for id_ in self.made if id_ not in self.over and id_ not in gone_on}


def texts_of(station: PlayedStation) -> dict[str, str]:
    """The drafts that the screen offers, with their words."""
    visit = station.state.visit
    assert visit is not None
    return {draft.draft: draft.text for draft in open_drafts(visit.visitor)}


steps = st.tuples(st.sampled_from((*VISITS, "go on", "sync", "sync")), st.integers(0, 1), st.integers(0, 5))


@settings(max_examples=12, deadline=None)
@given(st.lists(steps, min_size=6, max_size=16))
def test_nothing_that_was_left_half_made_is_lost_and_nothing_that_ended_comes_back(
    played: list[Step],
) -> None:
    with quick_folder() as folder:
        school = SchoolAtWork(folder)
        try:
            room = Room(school)
            for step in played:
                room.play(*step)
            for _ in range(2):
                for place in room.places:
                    room.sync(place)
            wanted = {id_: room.made[id_].text for id_ in room.kept()}
            for place in room.places:
                assert texts_of(room.comes(place)) == wanted
        finally:
            school.back.stop()


def test_both_of_two_continuations_are_found_at_both_places() -> None:
    with quick_folder() as folder:
        school = SchoolAtWork(folder)
        room = Room(school)
        for step in (("begin", 0, 0), ("sync", 0, 5), ("sync", 1, 5), ("go on", 0, 0), ("go on", 1, 1)):
            room.play(*step)
        for place in (*room.places, *room.places):
            room.sync(place)
        assert [sorted(texts_of(room.comes(place)).values()) for place in room.places] == [["Ab", "Ac"]] * 2
        school.back.stop()
