"""The key of a visit: made when she comes in, opened again when she comes back."""

from station.perform.keyring import Keyring
from station.perform.recorder import Recorder
from station.perform.surroundings import Surroundings
from station.perform.troubles import Troubles
from station.perform.visitors import Visitors
from station.session import effects as ask
from station.session import events as happened


class Visiting:
    """For the disk thread alone."""

    def __init__(
        self,
        around: Surroundings,
        recorder: Recorder,
        visitors: Visitors,
        keyring: Keyring,
        troubles: Troubles,
    ) -> None:
        self._recorder, self._visitors, self._keyring, self._troubles = recorder, visitors, keyring, troubles
        self._post, self._nudge = around.post, around.uplink.nudge

    def open(self, effect: ask.OpenVisit) -> None:
        """A disk that fails keeps no child out: her key holds, and visit.opened goes with her first fact."""
        try:
            self._recorder.open_visit(effect)
        except LookupError as error:
            self._fail(effect.visit, error)
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not keep her out
            self._troubles.met(error)
        self._post(happened.VisitStarted(visit=effect.visit))
        self._nudge()

    def reopen(self, effect: ask.ReopenVisit) -> None:
        try:
            key = self._visitors.visit_key(effect.learner, effect.visit)
            self._keyring.hold_visit(effect.learner, effect.visit, key)
        except LookupError as error:
            self._fail(effect.visit, error)
        else:
            self._post(happened.VisitStarted(visit=effect.visit))

    def join(self, effect: ask.JoinPair) -> None:
        """As for a visit: the key holds also where the disk fails, and pair.joined goes with the first fact."""
        try:
            self._recorder.join_pair(effect)
        except LookupError as error:
            self._fail(effect.pair, error)
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not keep them from working
            self._troubles.met(error)
        self._post(happened.VisitStarted(visit=effect.pair))
        self._nudge()

    def _fail(self, tag: str, error: Exception) -> None:
        self._post(happened.NotRecorded(tag=tag, why=self._troubles.met(error)))
