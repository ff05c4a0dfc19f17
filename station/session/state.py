"""What this station shows now, as one frozen value. Pure."""

from typing import Literal

import msgspec

from classroom.commands import Command
from classroom.facts import Fact
from classroom.ids import EvidenceId, LearnerId, StationId, TargetId, VisitId, ZoneId
from station.session.called import Announced, Called
from station.session.curtain import Curtain
from station.session.drawing import Draw
from station.session.effects import Effect
from station.session.help_page import HelpPage
from station.session.overview import OverviewScreen
from station.session.spoken import Listening
from station.session.visitor import DraftCard, RoomKnown, Visitor
from station.session.voice import Voice


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the state."""


class Moment(Part, frozen=True, kw_only=True):
    """Now, as an argument: monotonic seconds, UTC ms, an unused UUIDv7, minutes from UTC to local time."""

    mono_s: float
    wall_ms: int
    fresh_id: str
    offset_min: int = 0


class Face(Part, frozen=True, kw_only=True):
    """Which station this is: its id, its zone, how grown-ups are called when her document names none; `large`: its
    panel holds more at once.
    """

    station: StationId
    zone: ZoneId
    zone_name: str
    teacher: str = ""
    large: bool = False


# ── screens ──────────────────────────────────────────────────────────────────────────────────────────


class Idle(Part, frozen=True, kw_only=True):
    """U01 and U02; `asking` after "No badge?", `lang` chosen for the next visit, both until `until_s`."""

    asking: bool = False
    lang: str | None = None
    until_s: float | None = None


class Hello(Part, frozen=True, kw_only=True):
    """U03: who it seems to be; `avatars` only for the young, who must tap their own."""

    visitor: Visitor
    until_s: float
    lang: str
    avatars: tuple[str, ...] = ()


class Path(Part, frozen=True, kw_only=True):
    """U04 with its two pages."""

    now: int = 0
    next: int = 0


class Started(Part, frozen=True, kw_only=True):
    """All that she has begun, where there is more than one, a page at a time."""

    page: int = 0


class Item(Part, frozen=True, kw_only=True):
    """What she works on; `revises` and `attempt` when it is a next try."""

    target: TargetId
    activity: str | None = None
    revises: EvidenceId | None = None
    attempt: int = 1


class Work(Part, frozen=True, kw_only=True):
    """U06, `page` of the steps."""

    item: Item
    page: int = 0


class Release(Part, frozen=True, kw_only=True):
    """U07: she is at the table; the keys are wiped already."""

    until_s: float
    lang: str
    calm: bool = False


class Photo(Part, frozen=True, kw_only=True):
    """U08: `draft.photo` once it is taken."""

    draft: DraftCard
    stage: Literal["live", "taking", "taken", "away"] = "live"
    failed: bool = False


class Write(Part, frozen=True, kw_only=True):
    """U10: `tricky` None while she writes the piece, else her words on what was tricky."""

    draft: DraftCard
    keys: Literal["small", "capital", "signs"] = "capital"
    tricky: str | None = None
    claim: Literal[1, 2, 3, 4] | None = None


class Assess(Part, frozen=True, kw_only=True):
    """U13: the piece is made, her claim is asked; of several each one's, in `claims`."""

    draft: DraftCard
    claim: Literal[1, 2, 3, 4] | None = None
    tricky: str = ""
    claims: tuple[Literal[1, 2, 3, 4], ...] = ()


class HandedIn(Part, frozen=True, kw_only=True):
    """U14: `seq` once it is on disk, `failed` when it is not; `tag` of the last attempt to record it."""

    piece: Assess
    evidence: EvidenceId
    tag: str
    seq: int | None = None
    failed: Literal["", "disk", "store"] = ""


class Feedback(Part, frozen=True, kw_only=True):
    """U15: the answer to which piece; the newest when it is not there any more. `listening` to which line of it."""

    evidence: EvidenceId = ""
    listening: Listening | None = None


class Goodbye(Part, frozen=True, kw_only=True):
    """U23: all is wiped already."""

    until_s: float
    lang: str
    calm: bool = False


Screen = (
    Idle | Hello | Path | Started | Work | Release | Photo |
    Write | Voice | Draw | Assess | HandedIn | Feedback | Goodbye | OverviewScreen
)  # fmt: skip

# ── around the screens ───────────────────────────────────────────────────────────────────────────────

Trouble = Literal[
    "foreign",
    "torn",
    "unknown",
    "resting",
    "bare",
    "two",
    "cleared",
    "other_picture",
    "zone_rests",
    "card_again",
]


class Notice(Part, frozen=True, kw_only=True):
    """A sentence about the last scan, for some seconds."""

    what: Trouble
    until_s: float


class Seen(Part, frozen=True, kw_only=True):
    """The code in front of the camera: its digest only, when it was last seen, whether it was refused."""

    digest: str
    at_s: float
    asked_s: float
    looking_up: bool = True
    refused: bool = False


class Pending(Part, frozen=True, kw_only=True):
    """Facts on their way to the disk."""

    tag: str
    facts: tuple[Fact, ...]


class Visit(Part, frozen=True, kw_only=True):
    """Who is here and what of hers is in memory; gone as a whole when she leaves.

    `visitor.drafts` is kept up to date here. `waiting` holds effects that need the visit's key, in order,
    until it is there; `stuck` says that it could not be made. `item` is what she works on, `replies` her
    answers by piece. `help`: the page of help is in front of the screen. `still_s` is when "still there?" was
    asked, `left_s` what is left. `called`: a grown-up ended it from the hub; `announced`: one says something to
    everybody. `partners` are here too: then it is nobody's visit, but what they have in common, and each one's own
    stands in `State.pair`.
    """

    id: VisitId
    visitor: Visitor
    lang: str
    started: bool = False
    stuck: bool = False
    waiting: tuple[Effect, ...] = ()
    pending: tuple[Pending, ...] = ()
    media: tuple[tuple[str, bytes], ...] = ()
    replies: tuple[tuple[EvidenceId, str], ...] = ()
    item: Item | None = None
    partners: tuple[LearnerId, ...] = ()
    touched_s: float = 0.0
    still_s: float | None = None
    left_s: int = 0
    called: Called | None = None
    announced: Announced | None = None
    help: HelpPage | None = None


class Order(Part, frozen=True, kw_only=True):
    """A command of the hub that waits until it can be carried out, or comes too late."""

    command: Command
    until_s: float


class State(Part, frozen=True, kw_only=True):
    """All that a station knows of its own face; the room, the light, who is here; what the hub asked of it.

    `pair` are the visits of those who work together. `curtain` stands in front of `screen`.
    `volume` None: there is no voice. `badges_ms`: the hub said then that the
    badge list is as it should be. `shut_out` is the picture of this machine while the hub does not let it in.
    `locked`: the zone rests, nobody new comes in. `wiping`: nothing is saved any more. Until `named_until_s` the
    screen says which station this is.
    """

    face: Face
    screen: Screen = Idle()
    visit: Visit | None = None
    pair: tuple[Visit, ...] = ()
    room: RoomKnown = RoomKnown()
    live: bool = False
    shut_out: str = ""
    camera: Literal["ready", "asleep"] = "ready"
    light: Literal["dark", "glare", "fine"] = "fine"
    photos_ok: bool = True
    microphone: Literal["none", "ready", "asleep"] = "none"
    acked: int = 0
    tags: int = 0
    seen: Seen | None = None
    notice: Notice | None = None
    curtain: Curtain | None = None
    volume: int | None = None
    badges_ms: int | None = None
    orders: tuple[Order, ...] = ()
    locked: bool = False
    wiping: bool = False
    named_until_s: float | None = None


Step = tuple[State, tuple[Effect, ...]]


def lang_of(state: State) -> str:
    """Return the language of what is on screen: hers, or the one chosen, or the school's first."""
    if state.curtain is None and state.visit is not None:
        return state.visit.lang
    if isinstance(state.screen, Hello | Release | Goodbye):
        return state.screen.lang
    chosen = state.screen.lang if isinstance(state.screen, Idle) else None
    return chosen or next(iter(state.room.settings.langs), "en")


def present(state: State) -> Visit:
    """Return the visit on screen; asked only where somebody is here."""
    if state.visit is None:
        raise LookupError("nobody is here")
    return state.visit


def who(state: State) -> LearnerId | None:
    """Return the learner whose visit is on screen."""
    return state.visit.visitor.document.learner if state.visit else None
