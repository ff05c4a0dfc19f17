"""A grown-up at a real station of a real hub: card and PIN, a child let in by word and by pictures, a lost badge."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from classroom.facts import Fact, StaffOverrode, TriesUsedUp, VisitOpened
from classroom.tokens import PREFIX
from classroom.wire.codec import decode_fact
from hardware.fake import FakeBadgeReader
from hub.store import facts
from hub.store.projections import commands
from station.session.events import CameraGone
from station.session.staff_touches import (
    CheckInPressed,
    ChildPicked,
    CodePressed,
    EndVisitPressed,
    HealthPressed,
    LockPressed,
    PictureTapped,
    StaffLeft,
    VisitsPressed,
)
from station.session.touches import BackPressed, KeyTyped, NoBadgePressed, OffToWorkPressed, WritingDone
from station.store.keep import look_into
from station.views.door_shapes import IdleView, RestsView
from station.views.path_shapes import PathView
from station.views.staff_shapes import CodeView, FacesView, PicturesView, PinView, RowsView, TilesView
from station.views.work_shapes import WorkView
from tests.factories_hub import MS_R
from tests.faults.live_room import LiveRoom, live_room
from tests.faults.station_world import Visitor
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")

PIN, AMAL = "4071", "amal"
NOT_A_BADGE = "something else"
Kind = TypeVar("Kind", bound=Fact)


class Staffed:
    """A room whose grown-up has a card and a PIN, whose Amal has pictures, and one station that is told of it."""

    def __init__(self, room: LiveRoom) -> None:
        self.room = room
        card, badge = room.office.print_badges([MS_R, AMAL], MS_R)
        self.card, self.badge = card.token, badge.token
        room.office.set_pin(MS_R, PIN, MS_R)
        self.pictures = room.office.new_pictures(AMAL, MS_R)
        self.station = room.enrol().station

    def told(self, kind: type[Kind]) -> list[Kind]:
        """What the hub has heard of one kind, oldest first."""
        with self.room.hub.back.store.reading() as tables:
            found = [decode_fact(one.type, one.body) for one in facts.after(tables, 0)]
        return [fact for fact in found if isinstance(fact, kind)]

    def is_dead(self) -> bool:
        """Whether the station has heard that a badge is lost."""
        store = look_into(self.room.home(self.station))
        try:
            return any(b'"lost"' in body for body in store.shelf.bodies("badges"))
        finally:
            store.close()

    def reason(self) -> str | None:
        """Why the newest visit ended, as far as the hub knows."""
        with self.room.hub.back.store.reading() as tables:
            row = tables.one("SELECT reason FROM visits ORDER BY opened_ms DESC LIMIT 1")
        return None if row is None else str(row[0])


class MsR:
    """What Ms R does at a station, and what she sees there."""

    def __init__(self, staffed: Staffed, at: Visitor) -> None:
        self._staffed, self._station, self.sees = staffed, at.station, at.sees

    def presses(self, *events: Any) -> None:
        for event in events:
            self._station.post(event)

    def shows(self, token: str) -> None:
        """Hold a card up after something else was there."""
        assert isinstance(self._station.reader, FakeBadgeReader)
        self._station.reader.present(NOT_A_BADGE)
        self._station.reader.present(token)

    def types(self, pin: str = PIN) -> None:
        self.sees(PinView, lambda view: not view.rests)
        self.presses(*(KeyTyped(text=digit) for digit in pin), WritingDone())

    def opens(self) -> TilesView:
        self.shows(self._staffed.card)
        self.types()
        return self.sees(TilesView)

    def picks(self, by: Any) -> None:
        """From the menu to Amal's face."""
        self.presses(CheckInPressed(by=by))
        shown = self.sees(FacesView)
        assert "Amal" in " ".join(tile.choice.words for tile in shown.faces)
        self.presses(ChildPicked(learner=AMAL))

    def taps(self, *icons: str) -> None:
        self.sees(PicturesView, lambda view: not view.rests and view.dots.filled == 0)
        self.presses(*(PictureTapped(icon=icon) for icon in icons))


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Staffed]:
    with live_room(tmp_path) as room:
        yield Staffed(room)


def test_who_has_lost_her_badge_comes_in_by_her_pictures(staffed: Staffed) -> None:
    """Flow 10: the badge rests, a grown-up opens the window, three pictures, hello, her path."""
    room = staffed.room
    with room.at(staffed.station) as child:
        room.greeted(staffed.station, child)
        ms_r = MsR(staffed, child)
        room.office.revoke_badge(AMAL, MS_R, "lost")
        until(staffed.is_dead)
        ms_r.shows(staffed.badge)
        child.sees(IdleView, lambda view: view.error == "This badge is resting. See your teacher.")
        ms_r.opens()
        ms_r.picks("pictures")
        ms_r.taps(*reversed(staffed.pictures))
        child.sees(PicturesView, lambda view: view.note == "Try again, or ask your teacher.")
        ms_r.taps(*staffed.pictures)
        child.sees(PathView)
        until(lambda: bool(staffed.told(VisitOpened)))
        assert [(fact.how, fact.by) for fact in staffed.told(VisitOpened)] == [("picture", MS_R)]
        assert [fact.what for fact in staffed.told(StaffOverrode)] == ["opened"]


def test_a_grown_up_lets_a_child_in_while_the_hub_is_away_and_it_hears_of_it_later(staffed: Staffed) -> None:
    room = staffed.room
    with room.at(staffed.station) as child:
        room.greeted(staffed.station, child)
        room.switch_off()
        child.sees(IdleView, lambda view: bool(view.banner))
        ms_r = MsR(staffed, child)
        assert ms_r.opens().banner
        ms_r.picks("word")
        child.sees(PathView)
        child.writes("without a badge, without a hub")
        room.switch_on()
        until(lambda: bool(staffed.told(VisitOpened)), seconds=30)
        assert [(fact.how, fact.by) for fact in staffed.told(VisitOpened)] == [("staff", MS_R)]
        deeds = [(fact.what, fact.learner) for fact in staffed.told(StaffOverrode)]
        assert deeds == [("opened", ""), ("admitted", AMAL)]


def test_a_visit_at_the_table_is_ended_by_a_grown_up_and_counts_so_at_the_hub(staffed: Staffed) -> None:
    room = staffed.room
    with room.at(staffed.station) as child:
        room.greeted(staffed.station, child)
        ms_r = MsR(staffed, child)
        ms_r.shows(staffed.badge)
        child.station.post(child.sees(PathView).now[0].choice.event)
        child.sees(WorkView)
        child.station.post(OffToWorkPressed())
        child.sees(IdleView)
        ms_r.opens()
        ms_r.presses(VisitsPressed())
        (row,) = ms_r.sees(RowsView, lambda view: bool(view.rows)).rows
        assert (row.title, row.words) == ("Amal", "at the table")
        assert row.choice is not None
        assert isinstance(row.choice.event, EndVisitPressed)
        ms_r.presses(row.choice.event)
        ms_r.sees(RowsView, lambda view: not view.rows)
        until(lambda: staffed.reason() == "staff")


def test_a_zone_that_a_grown_up_lets_rest_rests_at_the_hub_too_and_over_a_restart(staffed: Staffed) -> None:
    room = staffed.room

    def resting() -> bool:
        with room.hub.back.store.reading() as tables:
            return staffed.station in commands.locked(tables)

    with room.at(staffed.station) as child:
        room.greeted(staffed.station, child)
        ms_r = MsR(staffed, child)
        ms_r.opens()
        ms_r.presses(LockPressed(locked=True), StaffLeft())
        child.sees(RestsView)
        until(resting)
    with room.at(staffed.station) as child:
        child.sees(RestsView)
        ms_r = MsR(staffed, child)
        ms_r.opens()
        ms_r.presses(LockPressed(locked=False), StaffLeft())
        child.sees(IdleView)
        until(lambda: not resting())


def test_the_code_of_a_card_opens_where_the_camera_sleeps(staffed: Staffed) -> None:
    room = staffed.room
    with room.at(staffed.station) as child:
        room.greeted(staffed.station, child)
        ms_r = MsR(staffed, child)
        ms_r.presses(CameraGone(), NoBadgePressed(), CodePressed())
        ms_r.sees(CodeView)
        ms_r.presses(*(KeyTyped(text=letter) for letter in staffed.card.removeprefix(PREFIX)))
        ms_r.types()
        ms_r.sees(TilesView)
        ms_r.presses(HealthPressed())
        rows = {row.title: row.words for row in ms_r.sees(RowsView, lambda view: len(view.rows) > 1).rows}
        assert rows["Hub"] == "connected"
        assert rows["Badge list"] == "as at the hub"
        ms_r.presses(BackPressed())
        ms_r.sees(TilesView)


def test_five_pins_in_vain_begin_a_wait_that_outlasts_the_plug(staffed: Staffed) -> None:
    room = staffed.room
    with room.at(staffed.station) as child:
        room.greeted(staffed.station, child)
        ms_r = MsR(staffed, child)
        ms_r.shows(staffed.card)
        for _ in range(4):
            ms_r.types("1357")
            ms_r.sees(PinView, lambda view: view.note == "That was not it. Try again.")
            ms_r.presses(KeyTyped(text="1"))
            ms_r.sees(PinView, lambda view: view.dots.filled == 1)
            ms_r.presses(BackPressed())
            ms_r.sees(IdleView)
            ms_r.shows(staffed.card)
        ms_r.types("1357")
        ms_r.sees(PinView, lambda view: view.rests and "Take a break" in view.note)
        until(lambda: bool(staffed.told(TriesUsedUp)))
        assert [(fact.what, fact.whose) for fact in staffed.told(TriesUsedUp)] == [("pin", MS_R)]
    with room.at(staffed.station) as child:
        ms_r = MsR(staffed, child)
        child.sees(IdleView, lambda view: bool(view.rooms))
        ms_r.shows(staffed.card)
        ms_r.sees(PinView, lambda view: view.rests and "Take a break" in view.note)
