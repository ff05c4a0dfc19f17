"""What a station says when it is due: who it is, its facts, its questions; most urgent first."""

from dataclasses import dataclass

from classroom.wire.messages import StationState
from station.sync.channel import Channel
from station.sync.clock import Sampler
from station.sync.drain import Drain
from station.sync.feed import Feed
from station.sync.forking import Forks
from station.sync.greeter import Greeter
from station.sync.hearing import Ear
from station.sync.mouth import Mouth
from station.sync.silence import Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """For the sync thread alone; monotonic seconds. `silence` notes whatever wants an answer."""

    channel: Channel
    mouth: Mouth
    ear: Ear
    greeter: Greeter
    sampler: Sampler
    drain: Drain
    feed: Feed
    forks: Forks
    silence: Silence

    def of_ourselves(self, now_s: float) -> None:
        """Say hello, and how we are."""
        life = self.channel.life
        if state := self.greeter.state(life, now_s):
            self.mouth.say("up/state", state)
        if hello := self.greeter.hello(life, now_s):
            self.ear.nonce = hello.nonce
            self.mouth.say("up/rq", hello)
            self.silence.asked(now_s)

    def beat(self, now_s: float) -> None:
        """Say that we are still here, and how much of what came here was not listened to."""
        if beat := self.greeter.beat(self.channel.life, now_s, self.ear.dropped):
            self.mouth.say("up/beat", beat)

    def facts(self, now_s: float) -> None:
        """Send as many facts as may be under way."""
        for batch in self.drain.batches(now_s):
            if not self.mouth.say("up/ev", batch):
                break
            self.silence.asked(now_s)

    def questions(self, now_s: float) -> None:
        """Ask for the time, for documents, for a sign of life."""
        if self.silence.wants_a_word(now_s):
            self.sampler.ask_now()
        asked = self.sampler.request(now_s), self.feed.request(now_s), self.forks.request(now_s)
        for question in asked:
            if question is not None:
                self.mouth.say("up/rq", question)
                self.silence.asked(now_s)

    def goodbye(self) -> None:
        """Say that we go."""
        self.mouth.say("up/state", StationState(online=False, life=self.channel.life))
