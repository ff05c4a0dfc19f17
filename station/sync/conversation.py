"""What is said over one link and what follows from each answer; no thread and no socket of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from classroom.ids import ZoneId
from classroom.wire.enrolling import picture_of
from classroom.wire.messages import (
    Ack,
    AnyMessage,
    CommandDone,
    FeedPage,
    ForkNoted,
    Head,
    HubState,
    Leave,
    Order,
    TimeIs,
    Welcome,
)
from plumbing.chunks import Chunk
from plumbing.inbox import Connected, Disconnected, Item, Message, Refused
from station.sync.channel import Channel
from station.sync.clock import HubClock, Sampler
from station.sync.drain import Drain
from station.sync.feed import Feed
from station.sync.files import Files
from station.sync.forking import Forks
from station.sync.greeter import Greeter
from station.sync.hearing import Ear
from station.sync.mouth import Mouth
from station.sync.news import DocumentsChanged, HubHas, LeaveAsked, LinkTurned, News, Ordered
from station.sync.presence import Happened, LinkState, Standing
from station.sync.pruning import Pruner
from station.sync.silence import Silence
from station.sync.speaking import Speaking

LONGEST_PAUSE_S: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All that a conversation is made of."""

    channel: Channel
    clock: HubClock
    mouth: Mouth
    ear: Ear
    greeter: Greeter
    sampler: Sampler
    drain: Drain
    feed: Feed
    files: Files
    forks: Forks
    pruner: Pruner
    tell: Callable[[News], None]
    renew: Callable[[], None]


class _Link:
    """How the link stands, who is told when that changes, and what others ask of it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.standing = Standing()
        self._silence = Silence()

    def nudge(self) -> None:
        """There may be new facts."""
        self._parts.drain.nudge()

    def ask_feed(self, *, anew: bool = False) -> None:
        """Ask for new documents now, or for all of them."""
        self._parts.feed.ask_now(anew=anew)

    def answer(self, done: CommandDone) -> None:
        """Tell the hub what became of a command; one that does not hear it asks again."""
        if self.standing.welcomed:
            self._parts.mouth.say("up/rq", done)

    def move(self, zone: ZoneId) -> None:
        """Stand in another zone."""
        self._parts.greeter.move(zone)

    def last_words(self, done: CommandDone) -> None:
        """Say that nothing is left here, and then nothing more."""
        self.answer(done)
        self._stand(Happened.EMPTIED)

    def fetch(self, media: str, size: int, now_s: float) -> None:
        """Begin to get a file of so many bytes."""
        self._parts.files.fetch(media, size, now_s, live=self.standing.live)

    def _greet_again(self) -> None:
        self._stand(Happened.UNANSWERED)
        self._parts.greeter.greet()

    def _stand(self, happened: Happened) -> None:
        """Note how the link stands now; a change that matters to people is told."""
        before, self.standing = self.standing, self.standing.after(happened)
        if before.live and not self.standing.live:
            self._silence.forgiven()
            self._parts.files.lost_link()
        shut_out = self.standing.state is LinkState.SUSPENDED
        if (before.live, before.state is LinkState.SUSPENDED) != (self.standing.live, shut_out):
            picture = picture_of(self._parts.clock.stamp().boot_id) if shut_out else ""
            self._parts.tell(LinkTurned(self.standing.live, picture))

    def _page(self, page: FeedPage, now_s: float) -> None:
        parts = self._parts
        if changed := parts.feed.page(page, now_s):
            parts.tell(DocumentsChanged(changed))
            parts.files.documents_arrived(now_s)

    def _noted(self, noted: ForkNoted | Leave) -> None:
        """To leave is for us only while we are the machine that it names: the credential is not ours alone then."""
        if isinstance(noted, ForkNoted):
            self._parts.forks.noted(noted)
        elif noted.boot_id == self._parts.clock.stamp().boot_id:
            self._parts.tell(LeaveAsked())


class Conversation(_Link):
    """Takes what arrives, says what is due, most urgent first. For the sync thread alone; monotonic seconds."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._hub: HubState | None = None
        self._hub_epoch, self._started = "", 0
        self._say = Speaking(
            channel=parts.channel, mouth=parts.mouth, ear=parts.ear, greeter=parts.greeter, sampler=parts.sampler,
            drain=parts.drain, feed=parts.feed, forks=parts.forks, silence=self._silence,
        )  # fmt: skip

    def take(self, item: Item, now_s: float) -> None:
        """Take what the link brought."""
        match item:
            case Connected():
                self._hub = None
                self._parts.greeter.connected()
                self._silence.connected(now_s)
                self._stand(Happened.LET_IN)
            case Disconnected():
                self._stand(Happened.LOST)
            case Refused(not_authorised=True):
                self._stand(Happened.DENIED)
            case Message() if not self.standing.emptied:
                heard = self._parts.ear.hear(item)
                if heard is not None:
                    self._answer(heard, now_s)

    def turn(self, now_s: float) -> None:
        """Say what is due: who we are, then facts, then questions, then pieces of files."""
        if not self.standing.connected or self.standing.emptied:
            return
        self._say.of_ourselves(now_s)
        if self.standing.welcomed:
            self._say.beat(now_s)
            self._say.facts(now_s)
            self._say.questions(now_s)
            self._parts.files.turn(self._parts.drain.acked, now_s)
            behind = self._parts.drain.behind or self._parts.feed.behind
            self._stand(Happened.FELL_BEHIND if behind else Happened.CAUGHT_UP)
            self._parts.pruner.turn(now_s, covered=self._parts.feed.whole)
        self._mind_the_silence(now_s)

    def pause_s(self, now_s: float) -> float:
        """Return how long nothing is due, at most a second."""
        parts = self._parts
        due_s = [now_s + LONGEST_PAUSE_S]
        if self.standing.connected:
            due_s += [parts.greeter.at_s]
        if self.standing.welcomed:
            due_s += [parts.sampler.at_s, parts.drain.at_s, parts.feed.at_s, parts.files.at_s(now_s)]
            due_s += [parts.forks.at_s, parts.pruner.at_s]
        return max(0.0, min(due_s) - now_s)

    def goodbye(self) -> None:
        """Say that we go."""
        if self.standing.connected:  # also when emptied: the hub shall not wait for us
            self._say.goodbye()

    def _answer(self, heard: AnyMessage | Chunk, now_s: float) -> None:
        parts = self._parts
        if not isinstance(heard, HubState | Head):
            self._silence.heard(now_s)
        match heard:
            case HubState():
                self._hub_said(heard)
            case Welcome():
                self._welcome(heard, now_s)
            case Ack():
                self._acknowledged(heard, now_s)
            case Order(command=command):
                parts.tell(Ordered(command, now_s))
            case _:
                self._answer_question(heard, now_s)

    def _answer_question(self, heard: AnyMessage | Chunk, now_s: float) -> None:
        parts = self._parts
        match heard:
            case ForkNoted() | Leave():
                self._noted(heard)
            case Head():
                if not parts.feed.head(heard, now_s) and self.standing.welcomed:
                    parts.ear.ignore("of another time", "pub/head")
            case FeedPage():
                self._page(heard, now_s)
            case TimeIs():
                parts.sampler.answer(heard, now_s)
            case _:
                parts.files.hear(heard, now_s)

    def _hub_said(self, hub: HubState) -> None:
        """A hub that goes, or comes back as another run of itself, has to be greeted anew.

        What an earlier run said of itself is old: somebody may have kept it.
        """
        if hub.started < self._started:
            self._parts.ear.ignore("of another time", "pub/hub")
            return
        before, self._hub = self._hub, hub
        self._stand(Happened.HUB_CAME if hub.online else Happened.HUB_LEFT)
        if not hub.online or (before is not None and _run(before) != _run(hub)):
            self._greet_again()

    def _welcome(self, welcome: Welcome, now_s: float) -> None:
        parts = self._parts
        parts.pruner.forget()
        if not parts.drain.welcome(welcome):
            parts.tell(HubHas(0))
            self._greet_again()
            return
        self._hub_epoch, self._started = welcome.hub_epoch, max(welcome.started, self._started)
        parts.greeter.welcome()
        parts.feed.welcome(welcome)
        parts.sampler.welcome()
        parts.files.welcome(now_s)
        parts.forks.welcome()
        parts.pruner.heard(min(welcome.safe, welcome.upto), now_s)
        self._stand(Happened.WELCOMED)
        parts.tell(HubHas(parts.drain.acked))

    def _acknowledged(self, ack: Ack, now_s: float) -> None:
        parts = self._parts
        if ack.hub_epoch != self._hub_epoch:
            parts.ear.ignore("of another time", "dn/ack")
            return
        if not parts.drain.is_for_us(ack):
            parts.ear.ignore("beyond", "dn/ack")
            return
        if parts.drain.acknowledge(ack, now_s):
            parts.files.facts_arrived()
            parts.tell(HubHas(parts.drain.acked))
        parts.pruner.heard(min(ack.safe, ack.upto), now_s)

    def _mind_the_silence(self, now_s: float) -> None:
        """A hub that owes us an answer is greeted again; if it is there and silent, over another connection."""
        if self.standing.welcomed and self._silence.too_long(now_s):
            self._greet_again()
        if not (self.standing.hub_gone or self.standing.welcomed) and self._silence.renews(now_s):
            self._parts.renew()


def _run(hub: HubState) -> tuple[bool, int, str]:
    return hub.online, hub.started, hub.hub_epoch
