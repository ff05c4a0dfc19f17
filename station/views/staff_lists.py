"""The lists of a grown-up at a station: faces of a class, visits here, how the station is. Pure."""

from collections.abc import Sequence
from typing import Final, Literal, TypeVar

from classroom.visit import Mode
from station.session import staffroom
from station.session.curtain import Curtain, Roster, Visits
from station.session.events import HealthTold, StaffOpened, VisitHere
from station.session.staff_touches import ChildPicked, ClassTurned, EndVisitPressed
from station.session.state import Moment, State
from station.session.touches import PageTurned
from station.session.visitor import ClassFaces, FaceCard
from station.views.days import said_moment, said_time
from station.views.observing_words import AtSeeing
from station.views.scene import picture, spoken
from station.views.shapes import Avatar, Choice
from station.views.staff_shapes import FacesView, FaceTile, Row, RowsView
from station.views.staffroom import back
from station.views.words import AtStaff, Phrase, Say

_FACES: Final = 12
_VISITS: Final = 4
_MODES: Final[dict[Mode, Phrase]] = {
    "at_screen": AtStaff.AT_SCREEN,
    "at_table": AtStaff.AT_TABLE,
    "with_teacher": AtStaff.WITH_TEACHER,
    "paused": AtStaff.PAUSED,
}
_WHO: Final[dict[str, Phrase]] = {
    "word": AtStaff.WHO_COMES,
    "pictures": AtStaff.WHOSE_PICTURES,
    "observe": AtSeeing.WHOM,
}
_What = TypeVar("_What")


def faces_view(staff: StaffOpened, page: Roster, say: Say) -> FacesView:
    """Return a page of the children of a class, by name; for pictures only those who have some."""
    shown = staffroom.class_shown(staff, page)
    by_pictures = page.by == "pictures"
    faces = [face for face in (shown.faces if shown else ()) if face.pictures or not by_pictures]
    faces.sort(key=lambda face: face.name.casefold())
    pages, at = _pages(faces, _FACES), min(page.page, _pages(faces, _FACES) - 1)
    title, note = say(_WHO[page.by]), say(AtStaff.NO_FACES)
    if shown and faces:
        note = say(AtStaff.CLASS, name=shown.name)
    if page.told:
        note = say(AtSeeing.WRITTEN_DOWN, name=page.told)
    return FacesView(
        spoken=spoken(title, note),
        title=title,
        note=note,
        faces=tuple(_tile(face) for face in _part(faces, at, _FACES)),
        page=_page(at, pages, say),
        earlier=_turn(at > 0, "faces", -1, say),
        later=_turn(at + 1 < pages, "faces", 1, say),
        other=_other(staff, shown, say),
        back=back(say),
    )


def visits_view(state: State, curtain: Curtain, page: Visits, say: Say) -> RowsView:
    """Return who has a visit here, each with its end."""
    visits = staffroom.visits_here(state, curtain)
    pages, at = _pages(visits, _VISITS), min(page.page, _pages(visits, _VISITS) - 1)
    title = say(AtStaff.VISITS_TITLE)
    note = say(AtStaff.VISIT_ENDED) if page.ended else "" if visits else say(AtStaff.NO_VISITS)
    return RowsView(
        spoken=spoken(title, note),
        title=title,
        note=note,
        rows=tuple(_visit(state, curtain, one, say) for one in _part(visits, at, _VISITS)),
        page=_page(at, pages, say),
        earlier=_turn(at > 0, "visits", -1, say),
        later=_turn(at + 1 < pages, "visits", 1, say),
        back=back(say),
    )


def health_view(state: State, health: HealthTold | None, now: Moment, say: Say) -> RowsView:
    """Return how the station is, in plain words."""
    title = say(AtStaff.HOW_IS_IT)
    rows = (_hub(state, say), *(_told(state, health, now, say) if health else ()))
    return RowsView(
        spoken=spoken(title, *(f"{row.title}: {row.words}" for row in rows)),
        title=title,
        note="" if health else say(AtStaff.ONE_MOMENT),
        rows=rows,
        page="",
        earlier=None,
        later=None,
        back=back(say),
    )


def _tile(face: FaceCard) -> FaceTile:
    choice = Choice(words=face.name, event=ChildPicked(learner=face.learner))
    return FaceTile(avatar=picture(face.avatar, face.name), choice=choice)


def _other(staff: StaffOpened, shown: ClassFaces | None, say: Say) -> Choice | None:
    """Return the class that comes after the one that is shown, round and round."""
    if shown is None or len(staff.classes) < 2:
        return None
    following = staff.classes[(staff.classes.index(shown) + 1) % len(staff.classes)]
    words = say(AtStaff.CLASS, name=following.name)
    return Choice(words=words, event=ClassTurned(class_=following.class_), icon="school")


def _visit(state: State, curtain: Curtain, one: VisitHere, say: Say) -> Row:
    name, avatar = _who(state, curtain, one, say)
    end = Choice(
        words=say(AtStaff.END_IT), event=EndVisitPressed(visit=one.visit), icon="door-open",
        says=f"{say(AtStaff.END_IT)} {name}",
    )  # fmt: skip
    return Row(title=name, words=say(_MODES[one.mode]), avatar=avatar, tone="now", choice=end)


def _who(state: State, curtain: Curtain, one: VisitHere, say: Say) -> tuple[str, Avatar]:
    """Return name and picture of who has a visit: known on screen, or among the faces of this grown-up."""
    if state.visit is not None and state.visit.id == one.visit:
        document = state.visit.visitor.document
        return document.name, picture(document.avatar, document.name)
    face = staffroom.face_of(curtain.staff, one.learner) if curtain.staff else None
    if face is not None:
        return face.name, picture(face.avatar, face.name)
    name = say(AtStaff.A_CHILD)
    return name, picture("user", name)


def _hub(state: State, say: Say) -> Row:
    if state.live:
        return Row(title=say(AtStaff.HUB), words=say(AtStaff.HUB_THERE), icon="wifi", tone="mastered")
    return Row(title=say(AtStaff.HUB), words=say(AtStaff.HUB_AWAY), icon="cloud-off", tone="next")


def _told(state: State, health: HealthTold, now: Moment, say: Say) -> tuple[Row, ...]:
    return (
        _unsent(health, now, say),
        _badges(state, health, now, say),
        _disk(health, say),
        _clock(health, now, say),
    )


def _unsent(health: HealthTold, now: Moment, say: Say) -> Row:
    words = say(AtStaff.UNSENT_NONE)
    if health.waiting:
        when = said_moment(say, health.oldest_ms, now) if health.oldest_ms else say(AtStaff.NOT_KNOWN)
        words = say(AtStaff.UNSENT_SOME, count=health.waiting, when=when)
    return Row(title=say(AtStaff.UNSENT), words=words, icon="send")


def _badges(state: State, health: HealthTold, now: Moment, say: Say) -> Row:
    words = say(AtStaff.BADGE_LIST_NEVER)
    if health.badges_ms is not None:
        when = said_moment(say, health.badges_ms, now)
        words = say(AtStaff.BADGE_LIST_NOW) if state.live else say(AtStaff.BADGE_LIST_FROM, when=when)
    return Row(title=say(AtStaff.BADGE_LIST), words=words, icon="id-card")


def _disk(health: HealthTold, say: Say) -> Row:
    phrase = AtStaff.DISK_PLENTY if health.free >= 2 * health.floor else AtStaff.DISK_LITTLE
    full = health.free < health.floor
    return Row(
        title=say(AtStaff.DISK), words=say(AtStaff.DISK_FULL if full else phrase), icon="hard-drive",
        tone="next" if full else "calm",
    )  # fmt: skip


def _clock(health: HealthTold, now: Moment, say: Say) -> Row:
    time = said_time(now.wall_ms, now)
    words = {"hub": AtStaff.CLOCK_HUB, "rtc": AtStaff.CLOCK_OWN, "none": AtStaff.CLOCK_NONE}[health.clock]
    return Row(title=say(AtStaff.CLOCK), words=say(words, time=time), icon="clock")


def _pages(things: Sequence[object], size: int) -> int:
    return max(1, -(-len(things) // size))


def _part(things: Sequence[_What], page: int, size: int) -> Sequence[_What]:
    return things[page * size : (page + 1) * size]


def _page(at: int, pages: int, say: Say) -> str:
    return say(AtStaff.PAGE, page=at + 1, pages=pages) if pages > 1 else ""


def _turn(there: bool, what: Literal["faces", "visits"], by: int, say: Say) -> Choice | None:  # noqa: FBT001
    if not there:
        return None
    words, icon = (AtStaff.LATER, "chevron-right") if by > 0 else (AtStaff.EARLIER, "chevron-left")
    return Choice(words="", says=say(words), event=PageTurned(what=what, by=by), icon=icon)
