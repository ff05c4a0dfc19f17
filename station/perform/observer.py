"""What a grown-up saw, sealed under a key of its own that nobody but the hub opens."""

from typing import Final

from classroom.facts import ObservationMade, ObservationOpened, StaffOverrode
from classroom.ids import LearnerId
from classroom.mastery import State
from plumbing.seal import fresh_key
from station.perform.shelves import read_sealed
from station.perform.surroundings import Surroundings
from station.perform.troubles import Troubles
from station.perform.window import Window
from station.session.events import StaffRefused
from station.session.observed import AskTargets, ObservationFailed, ObservationKept, TargetsTold, WriteDown
from station.store.keep import Store
from station.sync.envelopes import make_envelope

WRITING_S: Final = 180
"""How long the window stays while a grown-up writes down what she saw; each child begins it anew."""
_NOW: Final = frozenset({State.NOW, State.HANDED_IN, State.READY})


class Observer:
    """For the disk thread alone. `around` gives the hub's public key, the clock and the way to the session."""

    def __init__(self, around: Surroundings, store: Store, troubles: Troubles) -> None:
        self._around, self._store, self._troubles = around, store, troubles

    def carry_out(self, effect: AskTargets | WriteDown, window: Window | None, now_ms: int) -> None:
        """Do what the session asked for a child of an open window, and of no other."""
        if window is None or window.face(effect.learner) is None:
            self._around.post(StaffRefused(why="badge"))
            return
        window.until_ms = max(window.until_ms, now_ms + WRITING_S * 1000)
        if isinstance(effect, AskTargets):
            now, lasts_s = self._targets(effect.learner, window), (window.until_ms - now_ms) / 1000
            self._around.post(TargetsTold(learner=effect.learner, now=now, lasts_s=lasts_s))
        else:
            self._write_down(effect, window)

    def _targets(self, learner: LearnerId, window: Window) -> tuple[str, ...]:
        """Return what she works on now, as her own document says; nothing more of it is looked at."""
        key, body = window.key(learner), self._store.shelf.body(f"learner/{learner}")
        if key is None or body is None:
            return ()
        document = read_sealed(body, key, learner)
        key.wipe()
        return tuple(line.target for line in document.lines if line.state in _NOW) if document else ()

    def _write_down(self, effect: WriteDown, window: Window) -> None:
        """The key is named after the piece that it opens; this station keeps it nowhere."""
        key, stamp, place = fresh_key(), self._around.clock.stamp(), self._around.place
        facts = (
            ObservationOpened(key_id=place.hub_box_id, key_box=place.box(key)),
            ObservationMade(
                by=window.staff,
                evidence=effect.evidence,
                target=effect.target,
                text=effect.text,
                lang=effect.lang,
            ),
        )
        deed = StaffOverrode(staff=window.staff, what="observed", learner=effect.learner)
        envelopes = [
            *(
                make_envelope(fact, stamp, visit=effect.evidence, learner=effect.learner, key=key)
                for fact in facts
            ),
            make_envelope(deed, stamp, learner=effect.learner),
        ]
        key.wipe()
        try:
            self._store.record((*facts, deed), envelopes, visit=None, learner=effect.learner)
        except Exception as error:  # noqa: BLE001 - whatever it is, she is told that it is not saved
            self._troubles.met(error)
            self._around.post(ObservationFailed(learner=effect.learner))
            return
        self._around.post(ObservationKept(learner=effect.learner))
        self._around.uplink.nudge()
