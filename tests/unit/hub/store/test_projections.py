"""Whatever happens, in whatever order, twice or once: what the hub shows equals the replay of its log."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.facts import (
    ChoiceMade,
    DisagreeRaised,
    DraftDropped,
    DraftParked,
    EvidenceWithdrawn,
    Fact,
    FeedbackReplied,
    FeedbackSeen,
    HelpCancelled,
    HelpOpened,
    JumpAsked,
    ReassessAsked,
    VisitClosed,
    VisitModeChanged,
    VisitNotMe,
)
from classroom.wire.messages import EventBatch
from hub.errors import ServiceRefused
from hub.service.asking import Reply
from hub.service.backoffice import Backoffice
from hub.service.office import Office
from hub.service.shapes import Answer, Chip, Decided
from hub.store import projections
from hub.store.projections import asking, hands, mastery
from hub.store.rebuild import differences, rebuild
from hub.store.tables import Tables
from tests.factories_hub import COMET, HERON, MS_R, Clock, enrol, learner, open_school
from tests.folders import quick_folder
from tests.stub_station import StubStation

LEARNERS = ("amal", "bao", "maya")
STEPS = (
    "open", "hand_in", "revise", "withdraw", "choose", "mode", "close", "not_me", "hand_up", "hand_down",
    "send", "send_again", "look", "judge", "words", "help", "badge", "lost", "bell", "rename", "seen",
    "park", "go_on", "drop", "ask", "reply",
)  # fmt: skip
DECISIONS: tuple[Decided | None, ...] = (None, "mastered", "not_yet", "need_more")
Step = tuple[str, int, int]


class Day:
    """A day at two stations and a desk, played from numbers."""

    def __init__(self, back: Backoffice, clock: Clock) -> None:
        self.back, self.office, self.clock = back, Office(back), clock
        self.stations = [StubStation(enrol(back, zone), clock) for zone in ("cave", "make")]
        self.visits: list[tuple[StubStation, str, str]] = []
        self.pieces: list[tuple[StubStation, str, str, str]] = []
        self.hands: list[tuple[StubStation, str, str, str]] = []
        self.drafts: list[str] = []

    def play(self, step: str, who: int, what: int) -> None:
        self.clock.advance(1 + what * 7_000)
        station = self.stations[who % 2]
        name = LEARNERS[who % 3]
        match step:
            case "open":
                self.visits.append((station, station.open_visit(name), name))
            case "send":
                self.send(station, 1)
            case "send_again":
                self.send(station, 1 + what % max(1, station.seq))
            case "look" | "judge" | "words" | "help" | "badge" | "lost" | "bell" | "rename" | "reply":
                self.decide(step, who, what)
            case "seen":
                self.read(what)
            case "ask" if self.visits:
                self.ask(what, *self.visits[(who + what) % len(self.visits)])
            case "park" | "go_on" | "drop" if self.visits:
                self.begin(step, what, *self.visits[(who + what) % len(self.visits)])
            case _ if self.visits:
                self.happen(step, what, *self.visits[(who + what) % len(self.visits)])

    def happen(self, step: str, what: int, station: StubStation, visit: str, name: str) -> None:
        def say(fact: Fact) -> None:
            station.write(fact, (name,), visit)

        match step:
            case "hand_in":
                target, kind = ("G01", "G02", "M01")[what % 3], ("photo", "writing")[what % 2]
                piece, _ = station.hand_in(visit, name, target, kind=kind, photo=b"jpeg" * (what % 2))
                self.pieces.append((station, visit, name, piece))
            case "withdraw" if self.pieces:
                maker, its, owner, piece = self.pieces[what % len(self.pieces)]
                maker.write(EvidenceWithdrawn(evidence=piece), (owner,), its)
            case "choose":
                say(ChoiceMade(target=("G01", "M01")[what % 2], activity="ribbon"))
            case "mode":
                say(VisitModeChanged(mode=("at_table", "at_screen", "paused")[what % 3]))
            case "close":
                say(VisitClosed(reason=("signed_out", "idle_parked")[what % 2]))
            case "not_me":
                say(VisitNotMe())
            case "hand_up":
                help_id = station.fresh_id()
                say(HelpOpened(help=help_id))
                self.hands.append((station, visit, name, help_id))
            case "hand_down" if self.hands:
                maker, its, owner, help_id = self.hands[what % len(self.hands)]
                maker.write(HelpCancelled(help=help_id), (owner,), its)

    def ask(self, what: int, station: StubStation, visit: str, name: str) -> None:
        question = (ReassessAsked, JumpAsked, DisagreeRaised)[what % 3]
        fact = question(request=station.fresh_id(), target=("G01", "G02")[what % 2])
        station.write(fact, (name,), visit)

    def begin(self, step: str, what: int, station: StubStation, visit: str, name: str) -> None:
        before = self.drafts[what % len(self.drafts)] if self.drafts and step != "park" else ""
        if step == "drop":
            fact: Fact = DraftDropped(draft=before, continues=before and self.drafts[0])
        else:
            self.drafts.append(f"d{len(self.drafts)}")
            target = ("G01", "G02", None)[what % 3]
            fact = DraftParked(draft=self.drafts[-1], kind="writing", continues=before, target=target)
        station.write(fact, (name,), visit)

    def decide(self, step: str, who: int, what: int) -> None:
        try:
            if step in {"look", "judge", "words"}:
                self.review(step, what)
            else:
                self.run(step, LEARNERS[who % 3], what)
        except ServiceRefused:
            return

    def review(self, step: str, what: int) -> None:
        queue = [item.evidence for item in self.office.review_queue(MS_R)]
        if not queue:
            return
        piece = queue[what % len(queue)]
        if step == "look":
            self.office.start_review(piece, MS_R)
        elif step == "words":
            self.office.answer(piece, MS_R, Answer(words=(Chip(kind="glow", text="Good."),)))
        else:
            level = 1 + what // 4 if what % 4 == 0 else None
            words = (Chip(kind="grow", text="Again."),)
            answer = Answer(level=level, decision=DECISIONS[what % 4], words=words, reason="why")
            self.office.answer(piece, MS_R, answer)

    def run(self, step: str, name: str, what: int) -> None:
        match step:
            case "help":
                with self.back.store.reading() as tables:
                    up = hands.hands_up(tables)
                for hand in up[:1]:
                    self.office.see_help(hand.help, ("coming", "done")[what % 2], MS_R)
            case "reply":
                with self.back.store.reading() as tables:
                    waiting = asking.open_requests(tables)
                for one in waiting[:1]:
                    reply = Reply(("set", "waive", "talked")[what % 3], "Yes.", "2027-01-04", "", "make")
                    self.office.answer_request(one.id, MS_R, reply)
            case "badge":
                self.office.print_badges((name,), MS_R)
            case "lost":
                self.office.revoke_badge(name, MS_R, ("lost", "replaced")[what % 2])
            case "bell":
                (self.office.open_block if what % 2 else self.office.close_block)(HERON, MS_R)
            case "rename":
                classes = ((HERON,), (HERON, COMET), ())[what % 3]
                self.office.publish((learner(name, initial="ABC"[what % 3], classes=classes),))

    def read(self, what: int) -> None:
        with self.back.store.reading() as tables:
            given = tables.all("SELECT feedback, learner FROM feedback ORDER BY feedback")
        for feedback, name in given[:1]:
            for station, visit, owner in self.visits:
                if owner == name:
                    station.write(FeedbackSeen(feedback=feedback), (name,), visit)
                    station.write(
                        FeedbackReplied(feedback=feedback, reply=("try", "talk")[what % 2]), (name,), visit
                    )
                    return

    def send(self, station: StubStation, first: int) -> None:
        for start in range(first, station.seq + 1, 50):
            self._send(station.record.station, station.batch(start, start + 49))

    def _send(self, sid: str, batch: EventBatch) -> None:
        self.back.writer.do(lambda tables: self.back.recording.take(tables, sid, batch))


steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.integers(0, 11)), max_size=40)


@settings(max_examples=30)
@given(steps)
def test_projections_equal_the_replay_of_the_log(played: list[Step]) -> None:
    with quick_folder() as folder:
        clock = Clock()
        back = open_school(folder, clock)
        try:
            day = Day(back, clock)
            for step in [("open", 0, 0), ("open", 1, 1), *played, ("send", 0, 0), ("send", 1, 0)]:
                day.play(*step)
            with back.store.reading() as tables:
                assert differences(tables)[0] == []
                before = dict(projections.dump(tables))
            back.writer.do(fold_everything_anew)
            for station in day.stations:
                day.send(station, 1)
            back.writer.do(rebuild)
            with back.store.reading() as tables:
                assert dict(projections.dump(tables)) == before
        finally:
            back.stop()


def fold_everything_anew(tables: Tables) -> None:
    for name in (*LEARNERS, "kofi"):
        mastery.refresh_all(tables, name)


def test_a_difference_made_by_hand_is_found_and_mended(tmp_path: Path) -> None:
    back = open_school(tmp_path)
    day = Day(back, Clock())
    for step in (("open", 0, 0), ("hand_in", 0, 2), ("send", 0, 0)):
        day.play(*step)
    back.writer.do(
        lambda tables: tables.run("UPDATE states SET state = 'mastered' WHERE learner = 'amal'").rowcount
    )
    with back.store.reading() as tables:
        assert differences(tables)[0] == ["states"]
    back.writer.do(rebuild)
    with back.store.reading() as tables:
        assert differences(tables)[0] == []
    back.stop()


def test_projections_of_another_version_are_folded_anew_at_the_next_start(tmp_path: Path) -> None:
    back = open_school(tmp_path)
    back.writer.do(
        lambda tables: tables.run("UPDATE meta SET value = 'older' WHERE key = 'projections'").rowcount
    )
    back.writer.do(lambda tables: tables.run("DELETE FROM entities").rowcount)
    back.stop()
    again = open_school(tmp_path)
    with again.store.reading() as tables:
        assert differences(tables)[0] == []
        assert len(tables.definitions.targets()) == 3
    again.stop()
