"""Every route of the pages: which act of the table it is, and how one asks for it with the ids of a class."""

from typing import Final, NamedTuple, cast

from starlette.applications import Starlette
from starlette.routing import Route

from hub.service.office import Office
from hub.service.permissions import Act
from hub.web.app import make_app
from hub.web.headers import Headers
from tests.unit.hub.web.fake_office import FakeOffice

EVERYBODY: Final = (
    "GET /", "GET /sign-in", "POST /sign-in", "GET /sign-in/once", "POST /sign-in/once", "POST /enrol",
)  # fmt: skip
"""What somebody without a session may ask for."""
OF_STATIONS: Final = ("POST /enrol",)
"""What no browser may ask for: whoever has a session, a cookie or an origin is sent away."""
ONES_OWN: Final = (
    "POST /sign-out", "GET /account", "POST /account/password", "POST /account/end", "POST /account/end-others",
    "POST /review/undo",
)  # fmt: skip
"""What is about the person who asks alone."""
SIFTED: Final = ("GET /review", "GET /review/queue", "GET /clock")
"""Open to all staff; it shows what the person may see, and nothing else."""


class Cell(NamedTuple):
    """One route as an act. `{names}` in the address and the fields stand for ids of a class; `whole` acts have none."""

    route: str
    act: Act
    address: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    whole: bool = False

    @property
    def method(self) -> str:
        return self.route.partition(" ")[0]


def cell(route: str, act: Act, address: str = "", *, whole: bool = False, **fields: str) -> Cell:
    """Write one down; the address is the route's path unless it is said."""
    path = address or route.partition(" ")[2]
    return Cell(route, act, path, tuple((name.rstrip("_"), value) for name, value in fields.items()), whole)


CELLS: Final = (
    cell("GET /live", "see room", "/live?class={class}"),
    cell("GET /live/stream", "see room", "/live/stream?class={class}&shape="),
    cell("POST /live/block", "run block", class_="{class}", do="open"),
    cell("POST /live/admit", "admit", learner="{learner}", station="{station}"),
    cell("GET /live/learner", "see room", "/live/learner?class={class}&learner={learner}"),
    cell("POST /live/learner/mark", "run block", class_="{class}", learner="{learner}", mark="absent"),
    cell("POST /live/learner/move", "run block", learner="{learner}", zone="make", mode="at_table"),
    cell("POST /live/learner/end", "run block", learner="{learner}"),
    cell("GET /live/wall", "see room", "/live/wall?class={class}"),
    cell("GET /live/wall/stream", "see room", "/live/wall/stream?class={class}"),
    cell("GET /live/zone", "see room", "/live/zone?class={class}&zone=cave"),
    cell("POST /live/zone/turn", "run block", class_="{class}", zone="make", do="close"),
    cell("POST /live/announce", "announce", class_="{class}", what="info", text_en="Tidy up."),
    cell("POST /live/announce/end", "announce", announcement="{announcement}"),
    cell("POST /live/seen", "stations", alarm="{alarm}"),
    cell("GET /review/together", "give words"),
    cell("POST /review/together", "give words", evidence="{evidence}", chip="glow:Clear."),
    cell("GET /review/chips", "give words"),
    cell("POST /review/chips", "give words", kind="next", text="One more."),
    cell("POST /review/talked", "give words", talk="{talk}"),
    cell("GET /help", "see room", whole=True),
    cell("GET /help/stream", "see room", whole=True),
    cell("POST /help", "see room", help="{help}", state="coming"),
    cell("POST /help/open", "see room", help="{help}"),
    cell("GET /help/{help}", "see room"),
    cell("GET /review/{evidence}", "see work"),
    cell("GET /review/{evidence}/piece", "see work"),
    cell("POST /review/{evidence}/start", "give words"),
    cell("POST /review/{evidence}/answer", "give words", chip="glow:Clear."),
    cell("POST /review/{evidence}/answer", "judge", decision="need_more", own="Show me once more."),
    cell("POST /review/{evidence}/voice", "give words", sound="no sound"),
    cell("POST /review/{evidence}/date", "date work", day="2026-09-21"),
    cell("GET /requests", "answer requests", whole=True),
    cell("POST /requests/answer", "answer requests", request="{request}", step="agree"),
    cell("GET /learners", "see room", "/learners?class={class}"),
    cell("GET /learners/{learner}", "see work"),
    cell("POST /learners/{learner}/admit", "admit", station="{station}"),
    cell("POST /learners/{learner}/slip", "judge", judgement="{judgement}", meant="need_more"),
    cell("GET /badges", "badges", "/badges?class={class}"),
    cell("POST /badges/print", "badges", owner="{owner}"),
    cell("POST /badges/lost", "badges", owner="{owner}"),
    cell("POST /badges/pin", "people", owner="{colleague}", pin="4711", again="4711", whole=True),
    cell("POST /badges/pictures", "badges", owner="{owner}", class_="{class}"),
    cell("GET /stations", "see stations", whole=True),
    cell("GET /stations/stream", "see stations", "/stations/stream?shape=", whole=True),
    cell("POST /stations/again", "stations", number="{aside}"),
    cell("POST /stations/seen", "stations", alarm="{alarm}"),
    cell("POST /stations/give-up", "stations", media="{lost}"),
    cell("POST /stations/back-up", "stations", whole=True),
    cell("POST /stations/ask", "stations", station="{station}", kind="identify"),
    cell("POST /stations/pick", "stations", station="{station}", boot="a"),
    cell("GET /stations/door", "stations", whole=True),
    cell("GET /stations/door/stream", "stations", whole=True),
    cell("POST /stations/door/open", "stations", zone="cave", class_="{class}"),
    cell("POST /stations/door/close", "stations"),
    cell("POST /stations/door/in", "stations", guest="{guest}"),
    cell("POST /stations/door/away", "stations", guest="{guest}"),
    cell("GET /media/{media}", "see work"),
    cell("POST /clock", "clock", clock="{now}", whole=True),
    cell("GET /substitutes", "substitutes", whole=True),
    cell("POST /substitutes", "substitutes", name="Mx {class}", class_="{class}", until="{until}"),
    cell("POST /substitutes/again", "substitutes", staff="{substitute}"),
    cell("POST /substitutes/end", "substitutes", staff="{substitute}"),
    cell("GET /audit", "read audit", "/audit?learner={learner}"),
    cell("GET /data", "export", whole=True),
    cell("GET /data/erase", "erase", "/data/erase?learner={learner}", whole=True),
    cell("POST /data/look", "erase", learner="{learner}", whole=True),
    cell("POST /data/export", "export", learner="{learner}"),
    cell("POST /data/erase", "erase", learner="{learner}", typed="another name", whole=True),
    cell("POST /data/approve", "approve erase", erasure="none", whole=True),
    cell("POST /data/undo", "erase", erasure="none", whole=True),
    cell("POST /data/now", "erase", erasure="none", whole=True),
    cell("POST /data/keeping", "erase", kind="files", on="no", whole=True),
    cell("POST /data/not-yet", "erase", kind="files", whole=True),
    cell("POST /data/year-end", "erase", year_end="06-30", whole=True),
    cell("POST /data/back-up", "stations", whole=True),
    # last, for the station is gone after these
    cell("POST /stations/wipe", "stations", station="{station}", sure="yes", lost="anyway"),
    cell("POST /stations/shut-out", "stations", station="{station}"),
)
WITHOUT_A_ROUTE: Final[frozenset[Act]] = frozenset({
    "see levels", "see counts", "see profile", "observe", "propose plan", "see talk notes",
    "release summary", "roster", "library", "groups", "playlists",
    "checks", "settings", "be called",
})  # fmt: skip
"""Acts of the table that no page does yet: what they allow is tried at the service alone."""
ANY_CLASS: Final = (
    "GET /stations", "GET /stations/stream", "GET /stations/door", "GET /stations/door/stream",
    "GET /substitutes", "GET /data", "GET /requests", "GET /review/together", "GET /review/chips", "POST /review/chips",
    "GET /help", "GET /help/stream",
)  # fmt: skip
"""Pages of everything that one may see: open to whoever may see something."""
EITHER: Final[dict[str, tuple[Act, ...]]] = {
    "GET /data": ("export", "erase", "approve erase"),
    "GET /data/erase": ("erase", "approve erase"),
    "POST /data/look": ("erase", "approve erase"),
    "POST /data/undo": ("erase", "approve erase"),
}
"""Routes that are open to whoever may do one of several acts."""


def routes() -> list[tuple[str, Route]]:
    """Every route of the application but its static files, as "METHOD path"."""
    app = make_app(cast("Office", FakeOffice()), secure=False)
    assert isinstance(app, Headers)
    assert isinstance(app._app, Starlette)
    found = [route for route in app._app.routes if isinstance(route, Route)]
    return [
        (f"{method} {route.path}", route)
        for route in found
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]
