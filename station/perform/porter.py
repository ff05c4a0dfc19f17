"""Lets learners in without their badges: a grown-up's badge and PIN open a window, by hand or by pictures."""

import hmac
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from classroom.commands import Command
from classroom.doors import BadgeEntry, SlowHash
from classroom.facts import Fact, StaffOverrode, TriesUsedUp
from classroom.ids import LearnerId, StaffId
from classroom.pictures import picture_secret
from classroom.visit import How
from plumbing.errors import SealBroken
from plumbing.seal import Key, slow_hash, staff_key_wrapping, unwrap
from plumbing.secret import Secret
from station.perform.faces import Opened, open_faces
from station.perform.guests import Guests
from station.perform.keyring import Came
from station.perform.observer import Observer
from station.perform.patience import Patience
from station.perform.surroundings import Surroundings
from station.perform.visitors import StaffBadge, Visitors
from station.perform.window import WaitingBadge, Window, key_sent
from station.session import effects as ask
from station.session import events as happened
from station.session.observed import AskTargets, WriteDown
from station.store.keep import Store
from station.store.shelf import Shelf
from station.store.tries import Tried
from station.sync.envelopes import unbox

BADGE_S: Final = 60
"""How long a badge waits for the PIN of its owner."""
WINDOW_S: Final = 60
"""How long the faces stay."""
STATION_FREE: Final = 10
"""Wrong pictures of anybody at this station before it waits; a new window begins the count anew."""
_ANYBODY: Final = "pictures/"


@dataclass(frozen=True, slots=True)
class Desks:
    """What the porter works with; `say` makes a fact of the station durable, `feed` asks for new documents.

    `hub_key`: under it the hub sends the key of a learner whom a grown-up lets in from there.
    """

    shelf: Shelf
    visitors: Visitors
    guests: Guests
    patience: Patience
    now_ms: Callable[[], int]
    post: Callable[[happened.Event], None]
    say: Callable[[Fact, LearnerId | None], None]
    feed: Callable[[], None]
    hub_key: Key

    def used_up(self, what: Literal["pin", "pictures"], whose: str, tried: Tried) -> None:
        """The hub hears of every wait, so that a grown-up does."""
        if tried.wait_s:
            fact = TriesUsedUp(what=what, whose=whose, tries=tried.times, wait_s=tried.wait_s)
            self.say(fact, whose if what == "pictures" and whose else None)

    def opened(self, staff: StaffId, opened: Opened) -> None:
        """Show a grown-up her classes, and write down that she opened them."""
        self.say(StaffOverrode(staff=staff, what="opened"), None)
        self.post(
            happened.StaffOpened(
                staff=staff,
                name=opened.card.name,
                roles=opened.card.roles,
                classes=opened.shown(),
                lasts_s=float(WINDOW_S),
            )
        )

    def refuse(self, why: Literal["badge", "pin", "resting", "unset", "wait"], wait_s: int = 0) -> None:
        """Say no to a grown-up."""
        self.post(happened.StaffRefused(why=why, wait_s=wait_s))

    def refuse_child(self, *, stands: bool) -> None:
        """Say no to a child who was picked: she `stands` in no open window, or she does without her document."""
        if stands:
            self.post(happened.BadgeRefused(why="bare"))
        else:
            self.refuse("badge")

    def refuse_pictures(
        self, learner: LearnerId, why: Literal["closed", "pictures", "wait"], wait_s: int = 0
    ) -> None:
        """Say no to a row of pictures."""
        self.post(happened.PicturesRefused(learner=learner, why=why, wait_s=wait_s))


class Porter:
    """For the disk thread alone; call `turn` when it says."""

    def __init__(self, desks: Desks, observer: Observer) -> None:
        self._desks, self._observer = desks, observer
        self._badge: WaitingBadge | None = None
        self._window: Window | None = None

    def turn(self) -> float:
        """Wipe what has waited too long, and say so of a window; return for how many seconds nothing is due."""
        now_ms = self._desks.now_ms()
        if self._badge and now_ms >= self._badge.until_ms:
            self._drop_badge()
        if self._window and now_ms >= self._window.until_ms:
            self._shut()
            self._desks.post(happened.StaffClosed())
        due_ms = [each.until_ms for each in (self._badge, self._window) if each]
        return min(((each - now_ms) / 1000 for each in due_ms), default=math.inf)

    def close(self) -> None:
        """Wipe everything."""
        self._drop_badge()
        self._shut()

    def badge_read(self, found: StaffBadge) -> None:
        """Hold a grown-up's badge until she has typed her PIN."""
        self._drop_badge()
        self._badge = WaitingBadge(found, self._desks.now_ms() + BADGE_S * 1000)
        wait_s = self._desks.patience.left_s(_pin(found.entry.owner))
        ready = found.entry.slow is not None
        self._desks.post(happened.StaffBadgeRead(badge=found.entry.badge, ready=ready, wait_s=wait_s))

    def carry_out(self, effect: ask.OfStaff) -> None:
        """Do what the session asked."""
        self.turn()
        match effect:
            case ask.OpenStaff(badge=badge, pin=pin):
                self._open(badge, pin)
            case ask.CloseStaff():
                self.close()
            case ask.AdmitLearner(learner=learner):
                if not self._let_in(learner, "staff"):
                    self._desks.refuse_child(stands=bool(self._window and self._window.face(learner)))
            case ask.CheckPictures(learner=learner, icons=icons):
                self._check(learner, icons)
            case AskTargets() | WriteDown():
                self._observer.carry_out(effect, self._window, self._desks.now_ms())

    def let_in_for_hub(self, command: Command) -> bool:
        """Let a learner in as a grown-up asked at the hub; False when her key or her document does not open."""
        learner, by = command.args.get("learner", ""), command.args.get("by", "")
        key = key_sent(self._desks.hub_key, command)
        return key is not None and self._welcome(learner, key, Came(how="staff", by=by))

    def _open(self, badge: str, pin: str) -> None:
        held = self._badge
        entry = self._desks.visitors.entry(badge) if held and held.id == badge else None
        if held is None or entry is None or entry.owner_kind != "staff":
            self._desks.refuse("badge")
        elif entry.state != "active":
            self._desks.refuse("resting")
        elif entry.slow is None:
            self._desks.refuse("unset")
        elif wait_s := self._desks.patience.left_s(_pin(entry.owner)):
            self._desks.refuse("wait", wait_s)
        else:
            held.until_ms = self._desks.now_ms() + BADGE_S * 1000
            self._try(entry, entry.slow, held.key, pin)

    def _try(self, entry: BadgeEntry, slow: SlowHash, badge_key: Secret, pin: str) -> None:
        """Try a PIN: it is right when the wrap opens, and nothing else can tell."""
        tried = self._desks.patience.count(_pin(entry.owner))
        try:
            wrapping = staff_key_wrapping(badge_key, _slowly(pin.encode(errors="replace"), slow))
            key = unwrap(wrapping, unbox(entry.wrap), entry.owner)
        except SealBroken:
            self._desks.used_up("pin", entry.owner, tried)
            self._desks.refuse("wait" if tried.wait_s else "pin", tried.wait_s)
            return
        self._desks.patience.right(_pin(entry.owner))
        self._desks.patience.right(_ANYBODY)
        opened = open_faces(self._desks.shelf, entry.owner, key)
        if opened is None:
            self._desks.feed()
            self._desks.refuse("unset")
            return
        self.close()
        self._window = Window(entry.owner, opened, self._desks.now_ms() + WINDOW_S * 1000)
        self._desks.opened(entry.owner, opened)

    def _check(self, learner: LearnerId, icons: tuple[str, ...]) -> None:
        """Compare three pictures with a learner's, in the same time whether they are hers or not."""
        patience, hers = self._desks.patience, f"{_ANYBODY}{learner}"
        face = self._window.face(learner) if self._window else None
        if face is None or face.pictures is None:
            self._desks.refuse_pictures(learner, "closed" if face is None else "pictures")
            return
        if wait_s := max(patience.left_s(hers), patience.left_s(_ANYBODY)):
            self._desks.refuse_pictures(learner, "wait", wait_s)
            return
        one, any_ = patience.count(hers), patience.count(_ANYBODY, STATION_FREE)
        secret, proof = picture_secret(icons) or b"-", face.pictures
        if hmac.compare_digest(_slowly(secret, proof.slow), unbox(proof.proof)):
            patience.right(hers)
            if not self._let_in(learner, "picture"):
                self._desks.refuse_pictures(learner, "closed")
            return
        self._desks.used_up("pictures", learner, one)
        self._desks.used_up("pictures", "", any_)
        wait_s = max(one.wait_s, any_.wait_s)
        self._desks.refuse_pictures(learner, "wait" if wait_s else "pictures", wait_s)

    def _let_in(self, learner: LearnerId, how: How) -> bool:
        """Open a learner's key with that of her class; one learner a window."""
        window = self._window
        key = window.key(learner) if window else None
        if window is None or key is None:
            return False
        return self._welcome(learner, key, Came(how=how, by=window.staff))

    def _welcome(self, learner: LearnerId, key: Secret, came: Came) -> bool:
        visitor = self._desks.visitors.let_in(learner, key, came)
        if visitor is None:
            return False
        if came.how == "staff":
            self._desks.say(StaffOverrode(staff=came.by, what="admitted", learner=learner), learner)
        self.close()
        self._desks.guests.came(visitor, came)
        return True

    def _drop_badge(self) -> None:
        if self._badge:
            self._badge.wipe()
        self._badge = None

    def _shut(self) -> None:
        if self._window:
            self._window.wipe()
        self._window = None


def porter_at(
    around: Surroundings,
    store: Store,
    visitors: Visitors,
    guests: Guests,
    record: Callable[[ask.Record], None],
    observer: Observer,
) -> Porter:
    """Return the porter of a station; `record` makes facts durable."""
    return Porter(
        Desks(
            shelf=store.shelf,
            visitors=visitors,
            guests=guests,
            patience=Patience(store, around.clock.stamp),
            now_ms=around.clock.boottime_ms,
            post=around.post,
            say=lambda fact, learner: record(ask.Record(tag="porter", facts=(fact,), learner=learner)),
            hub_key=around.belonging.admit_key,
            feed=around.uplink.ask_feed,
        ),
        observer,
    )


def _pin(owner: str) -> str:
    return f"pin/{owner}"


def _slowly(secret: bytes, slow: SlowHash) -> Secret:
    return slow_hash(secret, unbox(slow.salt), passes=slow.passes, kib=slow.kib)
