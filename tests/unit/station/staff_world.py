"""A grown-up's card at a station that is played by hand: who opens, who is refused, whom she lets in."""

from station.session.effects import (
    AdmitLearner,
    CheckPictures,
    CloseStaff,
    Effect,
    LookAround,
    LookUpBadge,
    OpenStaff,
    SetVolume,
)
from station.session.events import (
    BadgeAccepted,
    BadgeRefused,
    Event,
    HealthTold,
    PicturesRefused,
    StaffBadgeRead,
    StaffOpened,
    StaffRefused,
    VisitHere,
    VolumeTurned,
)
from station.session.observed import AskTargets, ObservationFailed, ObservationKept, TargetsTold, WriteDown
from station.session.staff_touches import CheckInPressed
from station.session.visitor import ClassFaces, FaceCard, Visitor
from station.views.staff_shapes import FacesView, PinView, TilesView
from tests.unit.station.playing import FakeWorld, PlayedStation, choices
from tests.unit.station.room import NOW_MS, amal, bao, noor

CARD = "card of ms r"
PIN = "4071"
HERS = ("cat", "moon", "bike")
LASTS_S = 60.0
_CROWD = ("Ada", "Ben", "Chidi", "Dana", "Eli", "Fern", "Gus", "Hana", "Ines", "Juno", "Kofi", "Lena")
HERON = ClassFaces(
    class_="heron",
    name="Heron",
    faces=(
        FaceCard(learner="noor", name="Noor", avatar="leaf", pictures=True),
        FaceCard(learner="amal", name="Amal", avatar="tent", pictures=True),
        FaceCard(learner="bao", name="Bao"),
        *(FaceCard(learner=name.lower(), name=name) for name in _CROWD),
    ),
)
OTTER = ClassFaces(class_="otter", name="Otter", faces=(FaceCard(learner="zoe", name="Zoe"),))


class StaffWorld(FakeWorld):
    """A world in which one card opens two classes; five tries in vain begin a wait of `wait_s`."""

    def __init__(self) -> None:
        super().__init__()
        self.roles: tuple[str, ...] = ("teacher",)
        self.classes: tuple[ClassFaces, ...] = (HERON,)
        self.tries = 0
        self.wait_s = 60
        self.ready, self.open = True, False
        self.now: tuple[str, ...] = ("G10", "M03")
        self.seen: list[WriteDown] = []
        self.health = HealthTold(badges_ms=NOW_MS, clock="hub", free=0.6)
        for document in (amal(), noor(), bao()):
            self.visitors[f"badge of {document.learner}"] = Visitor(document=document)

    def carry_out(self, effect: Effect) -> Event | None:
        return super().carry_out(effect) if self.carry_out_later else self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> Event | None:
        match effect:
            case LookUpBadge(text=text) if text == CARD or text.startswith("WS1."):
                return StaffBadgeRead(badge="b1", ready=self.ready, wait_s=self._waits())
            case OpenStaff(pin=pin):
                return self._try(pin)
            case CloseStaff():
                self.open = False
            case AdmitLearner(learner=learner):
                return self._admit(learner)
            case CheckPictures(learner=learner, icons=icons):
                return self._check(learner, icons)
            case AskTargets() | WriteDown():
                return self._observe(effect)
            case LookAround():
                return self.health
            case SetVolume(level=level):
                return VolumeTurned(level=level)
        return super().carry_out(effect)

    def _observe(self, effect: AskTargets | WriteDown) -> Event:
        if not self.open:
            return StaffRefused(why="badge")
        if isinstance(effect, AskTargets):
            return TargetsTold(learner=effect.learner, now=self.now, lasts_s=180.0)
        if self.disk != "fine":
            return ObservationFailed(learner=effect.learner)
        self.seen.append(effect)
        return ObservationKept(learner=effect.learner)

    def _waits(self) -> int:
        return self.wait_s if self.tries >= 5 else 0

    def _try(self, pin: str) -> Event:
        if pin != PIN:
            self.tries += 1
            return StaffRefused(why="wait" if self._waits() else "pin", wait_s=self._waits())
        self.tries, self.open = 0, True
        return StaffOpened(staff="ms-r", name="Ms R", roles=self.roles, classes=self.classes, lasts_s=LASTS_S)

    def _admit(self, learner: str) -> Event:
        visitor = self.visitors.get(f"badge of {learner}")
        if not self.open:
            return StaffRefused(why="badge")
        if visitor is None:
            return BadgeRefused(why="bare")
        return BadgeAccepted(visitor=visitor, how="staff", by="ms-r")

    def _check(self, learner: str, icons: tuple[str, ...]) -> Event:
        if not self.open:
            return PicturesRefused(learner=learner, why="closed")
        if icons != HERS:
            self.tries += 1
            return PicturesRefused(
                learner=learner, why="wait" if self._waits() else "pictures", wait_s=self._waits()
            )
        return BadgeAccepted(visitor=self.visitors[f"badge of {learner}"], how="picture", by="ms-r")


class StaffedStation(PlayedStation):
    """A station of the small world, with Ms R's card beside it."""

    world: StaffWorld

    def __init__(self) -> None:
        super().__init__(world=StaffWorld())

    def card(self) -> PinView:
        self.scan(CARD)
        return self.shows(PinView)

    def pin(self, digits: str = PIN) -> None:
        for digit in digits:
            self.press(digit)
        self.press("OK")

    def menu(self) -> TilesView:
        """Show the card, type the PIN."""
        self.card()
        self.pin()
        return self.shows(TilesView)

    def faces(self, by: str = "word") -> FacesView:
        self.menu()
        tile = next(
            tile for tile in choices(self.view)
            if isinstance(tile.event, CheckInPressed) and tile.event.by == by
        )  # fmt: skip
        self.press(tile.words)
        return self.shows(FacesView)


AT_THE_TABLE = VisitHere(visit="v-noor", learner="noor", mode="at_table")
