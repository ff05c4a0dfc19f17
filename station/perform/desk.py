"""The work of the disk thread: what needs the disk or a key, one thing after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from msgspec.structs import replace

from classroom.commands import LOST_ANYWAY
from classroom.ids import LearnerId, ZoneId
from classroom.wire.messages import CommandDone
from station.perform.anchoring import Anchoring
from station.perform.belonging import Belonging
from station.perform.cabinet import Cabinet
from station.perform.guests import Guests
from station.perform.housekeeping import Housekeeping
from station.perform.keyring import Keyring
from station.perform.orders import Orders
from station.perform.pictures import Pictures
from station.perform.recorder import Place, Recorder
from station.perform.recovering import left_aside, left_undone, sweep_out
from station.perform.room import Room
from station.perform.troubles import Troubles
from station.perform.visitors import BadgeRefusal, StaffBadge, Visitors
from station.session import effects as ask
from station.session import events as happened
from station.store.keep import Keep, Store
from station.sync import news
from station.sync.clock import HubClock

EXIT_RESTART: Final = 75
"""The hub asked for a restart: begin anew."""
EXIT_WIPED: Final = 76
"""The hub had this station emptied: it belongs to no room any more."""


class Uplink(Protocol):
    """What the desk wants of the link; any thread may call it, and it never waits."""

    def nudge(self) -> None:
        """Say that there are new facts."""

    def ask_feed(self, *, anew: bool = False) -> None:
        """Ask the hub for new documents now, or for all of them."""

    def fetch(self, media: str, size: int) -> None:
        """Get a sealed file from the hub; MediaArrived or MediaMissing follows."""

    def answer(self, done: CommandDone) -> None:
        """Tell the hub what became of a command, if it is there."""

    def move(self, zone: ZoneId) -> None:
        """Say from now on that the station stands in this zone."""

    def farewell(self, done: CommandDone) -> None:
        """Say nothing more to the hub but this; waits until it is on its way, a few seconds at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the desk works with: the disk, the place of the station, its clock, the way to the hub.

    `belonging` is the join record on the disk; `end` lets this process end with an exit code.
    """

    keep: Keep
    place: Place
    clock: HubClock
    uplink: Uplink
    post: Callable[[happened.Event], None]
    belonging: Belonging
    end: Callable[[int], None]


class Desk:
    """Carries out effects and hears news on the disk thread; outcomes are posted."""

    def __init__(self, around: Surroundings, store: Store) -> None:
        keep, clock = around.keep, around.clock
        self._keep, self._store, self._uplink, self._post = keep, store, around.uplink, around.post
        self._keyring = Keyring()
        self._recorder = Recorder(store, keep, self._keyring, around.place, clock.stamp)
        self._cabinet = Cabinet(keep, store, around.uplink.fetch)
        self._visitors = Visitors(store, keep.made, self._keyring, self._cabinet, around.place.station)
        self._pictures = Pictures(keep, store, self._keyring, around.uplink.fetch)
        self._room = Room(store.shelf)
        self._troubles = Troubles(keep, self._recorder, around.post)
        self._anchoring = Anchoring(self._recorder, clock, self._troubles, around.uplink.nudge)
        self._guests = Guests(self._visitors, self._keyring, around.post)
        self._belonging, self._end = around.belonging, around.end
        self._housekeeping = Housekeeping(keep, store, clock, around.post)
        self._orders = Orders(
            store, around.place.station, around.belonging.hub_sign, around.post, around.uplink.answer
        )

    def begin(self) -> None:
        """Tidy up after the last run, then tell the session what this station knows."""
        sweep_out(self._keep, self._store)
        for undone in left_undone(self._store):
            self._record(undone)
        self._post(happened.RoomLoaded(room=self._room.known()))
        self._housekeeping.begin()
        self.look_around()

    def end(self) -> None:
        """Wipe what is in memory."""
        self._keyring.forget_all()

    def look_around(self) -> None:
        """See how the station is. Call it every minute."""
        self._housekeeping.look_around()
        if self._troubles.look_around():
            self._uplink.nudge()

    def carry_out(self, effect: ask.Effect) -> None:
        """Do what the session asked; other effects than those of the disk do nothing here."""
        match effect:
            case ask.LookUpBadge(text=text):
                self._look_up(text)
            case ask.OpenVisit():
                self._open_visit(effect)
            case ask.ReopenVisit():
                self._reopen_visit(effect)
            case ask.Record():
                self._record(effect)
            case ask.JournalDraft():
                self._journal(effect)
            case ask.FetchMedia(media=media):
                self._post_if(self._pictures.fetch(media))
            case ask.Forget(learner=learner):
                self._forget(learner)
            case _:
                self._obey(effect)

    def hear(self, told: news.News) -> None:
        """Pass on what came from the hub, with what follows from it for who is here."""
        match told:
            case news.HubHas(upto=upto):
                self._post(happened.Acknowledged(upto=upto))
                self._guests.refresh()
            case news.DocumentsChanged(docs=docs):
                if self._room.concerns(docs):
                    self._post(happened.RoomLoaded(room=self._room.known()))
                self._guests.refresh()
                self._cabinet.fetch_ahead()
            case news.MediaArrived(media=media):
                self._post_if(self._pictures.arrived(media))
                if self._cabinet.came(media):
                    self._guests.refresh()
            case news.MediaMissing(media=media):
                self._post_if(self._pictures.missing(media))
                self._cabinet.came(media)
            case news.ClockHeard():
                self._anchoring.keep(told.anchor)
            case news.Ordered(command=command, at_s=at_s):
                self._orders.came(command, at_s)
            case news.LinkTurned(live=live):
                self._link_turned(live=live)

    def _link_turned(self, *, live: bool) -> None:
        self._housekeeping.link_turned(live=live)
        if live:
            self._cabinet.begin_again(self._keyring.learners())

    def _look_up(self, text: str) -> None:
        found = self._visitors.look_up(text)
        if isinstance(found, BadgeRefusal):
            self._post(happened.BadgeRefused(why=found.why, badge=found.badge))
        elif isinstance(found, StaffBadge):
            self._post(happened.StaffBadgeRead(badge=found.entry.badge, ready=found.entry.slow is not None))
        else:
            self._guests.came(found)
            self._cabinet.fetch_all(found.document.learner)
            self._recorder.clear_away(found.document.drafts_ended)

    def _open_visit(self, effect: ask.OpenVisit) -> None:
        """A disk that fails keeps no child out: her key holds, and visit.opened goes with her first fact."""
        try:
            self._recorder.open_visit(effect)
        except LookupError as error:
            self._fail(effect.visit, error)
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not keep her out
            self._troubles.met(error)
        self._post(happened.VisitStarted(visit=effect.visit))
        self._uplink.nudge()

    def _reopen_visit(self, effect: ask.ReopenVisit) -> None:
        try:
            key = self._visitors.visit_key(effect.learner, effect.visit)
            self._keyring.hold_visit(effect.learner, effect.visit, key)
        except LookupError as error:
            self._fail(effect.visit, error)
        else:
            self._post(happened.VisitStarted(visit=effect.visit))

    def _record(self, effect: ask.Record) -> None:
        try:
            written = self._recorder.record(effect)
        except Exception as error:  # noqa: BLE001 - whatever it is, the child is told that it is not saved
            self._fail(effect.tag, error)
            return
        done = happened.Recorded(tag=effect.tag, last_seq=written.last_seq, wall_ms=written.wall_ms)
        self._post(done)
        self._troubles.over()
        self._uplink.nudge()
        if effect.photo:
            self.look_around()

    def _journal(self, effect: ask.JournalDraft) -> None:
        try:
            self._recorder.journal(effect)
        except Exception as error:  # noqa: BLE001 - a draft that cannot be kept is no reason to stop
            self._troubles.met(error)

    def _forget(self, learner: LearnerId) -> None:
        self._keyring.forget(learner)
        self._recorder.forget(learner)
        self._pictures.forget()
        self._guests.went(learner)
        if not self._keyring.learners():
            for undone in left_aside(self._store):
                self._record(undone)

    def _obey(self, effect: ask.Effect) -> None:
        """Do what the hub asked for."""
        match effect:
            case ask.AnswerCommand():
                self._answer(effect)
            case ask.WipeStation():
                self._wipe(effect)
            case ask.EndStation():
                self._end(EXIT_RESTART)
            case ask.LeaveKiosk():
                self._end(0)
            case _:
                self._keep_house(effect)

    def _keep_house(self, effect: ask.Effect) -> None:
        """Do what a grown-up asked of the station itself; a disk that fails is told as always."""
        try:
            self._housekeeping.carry_out(effect)
        except Exception as error:  # noqa: BLE001 - whatever it is, the station goes on
            self._troubles.met(error)

    def _answer(self, effect: ask.AnswerCommand) -> None:
        """What a command has changed is on the disk before its answer is."""
        command = effect.command
        try:
            if command.kind == "rezone" and not effect.why:
                self._belonging.move(command.args["zone"])
                self._recorder.moved(command.args["zone"])
                self._uplink.move(command.args["zone"])
        except OSError as error:
            self._troubles.met(error)
            effect = replace(effect, why="failed")
        self._record(ask.Record(tag="", facts=(self._orders.fact_of(effect),)))
        self._orders.answered(effect)

    def _wipe(self, effect: ask.WipeStation) -> None:
        """Nothing that the hub has not is destroyed, unless it says that it may be lost."""
        outbox, lost = self._store.outbox, effect.command.args.items() >= LOST_ANYWAY.items()
        if not lost and (outbox.marks().waiting or self._store.media.unsent()):
            self._post(happened.WipeRefused())
            self._answer(ask.AnswerCommand(command=effect.command, why="unsaved"))
            return
        self.end()
        self._store.close()
        self._belonging.wipe()
        self._uplink.farewell(CommandDone(cmd_id=effect.command.cmd_id))
        self._end(EXIT_WIPED)

    def _fail(self, tag: str, error: Exception) -> None:
        self._post(happened.NotRecorded(tag=tag, why=self._troubles.met(error)))

    def _post_if(self, event: happened.Event | None) -> None:
        if event is not None:
            self._post(event)
