"""The work of the disk thread: what needs the disk or a key, one thing after the other."""

from classroom.ids import LearnerId
from station.perform.anchoring import Anchoring
from station.perform.cabinet import Cabinet
from station.perform.guests import Guests
from station.perform.housekeeping import Housekeeping
from station.perform.keyring import Keyring
from station.perform.observer import Observer
from station.perform.pictures import Pictures
from station.perform.porter import porter_at
from station.perform.recorder import Recorder
from station.perform.recovering import left_aside, left_undone, sweep_out
from station.perform.room import Room
from station.perform.steward import Hands, Steward
from station.perform.surroundings import Surroundings
from station.perform.troubles import Troubles
from station.perform.visiting import Visiting
from station.perform.visitors import BadgeRefusal, StaffBadge, Visitors
from station.session import effects as ask
from station.session import events as happened
from station.store.keep import Store
from station.sync import news


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
        observer = Observer(around, store, self._troubles)
        self._porter = porter_at(around, store, self._visitors, self._guests, self._record, observer)
        self._visiting = Visiting(around, self._recorder, self._visitors, self._keyring, self._troubles)
        self._housekeeping = Housekeeping(keep, store, clock, around.post)
        hands = Hands(
            recorder=self._recorder, housekeeping=self._housekeeping, troubles=self._troubles,
            porter=self._porter, record=self._record, empty=self.end,
        )  # fmt: skip
        self._steward = Steward(around, store, hands)

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
        self._porter.close()
        self._keyring.forget_all()

    def rests_s(self) -> float:
        """Wipe what has waited too long; return how long nothing has to be wiped."""
        return self._porter.turn()

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
                self._visiting.open(effect)
            case ask.JoinPair():
                self._visiting.join(effect)
            case ask.ReopenVisit():
                self._visiting.reopen(effect)
            case ask.Record():
                self._record(effect)
            case ask.JournalDraft():
                self._journal(effect)
            case ask.FetchMedia(media=media):
                self._post_if(self._pictures.fetch(media))
            case ask.Forget(learner=learner):
                self._forget(learner)
            case ask.OfStaff():
                self._porter.carry_out(effect)
            case _:
                self._steward.carry_out(effect)

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
                self._steward.came(command, at_s)
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
            self._porter.badge_read(found)
        else:
            self._guests.came(found)
            self._cabinet.fetch_all(found.document.learner)
            self._recorder.clear_away(found.document.drafts_ended)

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
        if effect.file:
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

    def _fail(self, tag: str, error: Exception) -> None:
        self._post(happened.NotRecorded(tag=tag, why=self._troubles.met(error)))

    def _post_if(self, event: happened.Event | None) -> None:
        if event is not None:
            self._post(event)
