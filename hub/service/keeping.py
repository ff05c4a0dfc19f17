"""The clock of what is kept: it says beforehand what will go, and lets nothing go that is not in a verified backup."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from classroom.facts import BadgeSucceeded, FilesLetGo, Keep
from classroom.keeping import KINDS, TOLD_BEFORE, Kind, may_go_on, over_on
from hub.errors import ServiceRefused
from hub.service.recording import Recording
from hub.service.shapes.data import KeepLine
from hub.store import counting, desk, letting_go
from hub.store.counting import Past
from hub.store.letting_go import Lying
from hub.store.projections import badges, counted, drafts
from hub.store.store import Store
from hub.store.tables import Tables
from hub.store.writer import Writer

AHEAD: Final = timedelta(days=60)
"""So far ahead the clock looks: what goes within this time is told."""
AT_ONCE: Final = 500
_DAY_MS: Final = 86_400_000
_AT_LEAST_MS: Final = 300 * _DAY_MS
"""What is younger is not looked at: nothing of it is over within the next 60 days."""
_SETTINGS: Final = "keeping"
_DAY: Final = "kept until"

log = logging.getLogger(__name__)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One switch: whether it is on, when people were told what would go, before which day it must not; ISO dates."""

    on: bool = False
    told: str = ""
    not_before: str = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the school decided; `year_end` is month-day. Every rule is off until somebody switches it on."""

    year_end: str = "06-30"
    rules: dict[Kind, Rule] = msgspec.field(default_factory=dict)

    def rule(self, kind: Kind) -> Rule:
        """The rule of a kind."""
        return self.rules.get(kind, Rule())

    def over_on(self, keep: Keep, made: date) -> date | None:
        """The day on which the time of something made then is over."""
        month, day = (int(part) for part in self.year_end.split("-"))
        return over_on(keep, made, month, day)


class Keeping:
    """`lines` and the settings in anybody's transaction; `tick` in a thread of its own, once a day. `now` is UTC ms."""

    def __init__(self, store: Store, writer: Writer, recording: Recording, now: Callable[[], int]) -> None:
        self._store, self._writer, self._recording, self._now = store, writer, recording, now

    def settings(self, tables: Tables) -> Settings:
        """What the school decided."""
        text = desk.meta(tables, _SETTINGS)
        return msgspec.json.decode(text, type=Settings) if text else Settings()

    def switch(self, tables: Tables, kind: str, *, on: bool) -> None:
        """Switch a rule; people are told anew before anything goes."""
        self._change(tables, kind, Rule(on=on))

    def not_yet(self, tables: Tables, kind: str) -> None:
        """Nothing of this kind goes for another while."""
        rule = self.settings(tables).rules.get(_kind(kind), Rule())
        until = self._today(tables) + 2 * TOLD_BEFORE
        self._change(tables, kind, msgspec.structs.replace(rule, not_before=until.isoformat()))

    def end_years_on(self, tables: Tables, year_end: str) -> None:
        """School years end on this day (MM-DD)."""
        try:
            datetime.strptime(f"2028-{year_end}", "%Y-%m-%d")  # noqa: DTZ007 - only whether there is such a day
        except ValueError:
            raise ServiceRefused(
                "Write the last day of the school year as month-day, such as 06-30."
            ) from None
        changed = msgspec.structs.replace(self.settings(tables), year_end=year_end)
        desk.set_meta(tables, _SETTINGS, msgspec.json.encode(changed).decode())

    def lines(self, tables: Tables) -> tuple[KeepLine, ...]:
        """What each rule would let go of next, and when; a rule that is off says what it would do."""
        today = self._today(tables)
        return tuple(self._line(tables, kind, today) for kind in KINDS)

    def tick(self) -> int:
        """Once a day: say what is going to go, and let go of what people have known of for long enough; how many."""
        with self._store.reading() as tables:
            today = self._today(tables)
            settings = self.settings(tables)
            done = desk.meta(tables, _DAY) == today.isoformat()
        if done:
            return 0
        self._writer.do(self._let_go_again)
        gone = sum(self._let_go(kind, today) for kind in KINDS if settings.rule(kind).on)
        self._writer.do(lambda tables: desk.set_meta(tables, _DAY, today.isoformat()))
        return gone

    def _let_go_again(self, tables: Tables) -> None:
        """A restore may have brought back what had been let go."""
        counting.cut_again(tables)
        for (media,) in tables.all("SELECT media FROM let_go"):
            if self._store.blobs.has(media):
                letting_go.doom(tables, (media,))

    def _let_go(self, kind: Kind, today: date) -> int:
        def job(tables: Tables) -> int:
            rule = self.settings(tables).rule(kind)
            due = self._over(tables, kind, today + AHEAD)
            if not due:
                return 0
            if not rule.told:
                self._change(tables, kind, msgspec.structs.replace(rule, told=today.isoformat()))
                return 0
            told, not_before = _date(rule.told), _date(rule.not_before)
            ready = [
                one for over, one in due if (first := may_go_on(over, told, not_before)) and first <= today
            ]
            return self._part_with(tables, ready)

        gone = 0
        while some := self._writer.do(job):
            gone += some
        if gone:
            log.info("%d of %s were let go: their time was over", gone, kind)
        return gone

    def _part_with(self, tables: Tables, ready: list[Lying | Past]) -> int:
        """Part with some, so that nobody waits for long; how many. Called again while there are any."""
        files = tuple(one.media for one in ready if isinstance(one, Lying) and one.safe)[:AT_ONCE]
        if files:
            self._recording.note(tables, FilesLetGo(media=files))
            letting_go.doom(tables, files)
        visits = (one for one in ready if isinstance(one, Past))
        past = counting.may_be_counted(tables, visits, self._now() - _DAY_MS)[:AT_ONCE]
        if past:
            self._count(tables, past)
        return len(files) + len(past)

    def _count(self, tables: Tables, past: list[Past]) -> None:
        """Visits become counts; which prints of badges died in them is said before that."""
        for learner in sorted({one.learner for one in past}):
            for badge in badges.untold(tables, learner):
                self._recording.note(tables, BadgeSucceeded(badge=badge), (learner,))
        told = counting.count(tables, past)
        self._recording.note(tables, told)
        counting.cut(tables, told)

    def _line(self, tables: Tables, kind: Kind, today: date) -> KeepLine:
        rule = self.settings(tables).rule(kind)
        due = self._over(tables, kind, today + AHEAD)
        told = _date(rule.told) or today
        days = [may_go_on(over, told, _date(rule.not_before)) or over for over, _ in due]
        first = max(min(days), today) if days else None
        return KeepLine(
            kind=kind,
            on=rule.on,
            count=sum(day <= first for day in days) if first else 0,
            unsafe=sum(not one.safe for _, one in due),
            on_day=first.isoformat() if first else "",
            counted=counted.total(tables) if kind == "visits" else 0,
        )

    def _over(self, tables: Tables, kind: Kind, until: date) -> list[tuple[date, Lying | Past]]:
        """The files or visits whose time is over by then, each with the day on which it is."""
        match kind:
            case "drafts":
                today = self._today(tables)
                return [(today, one) for one in _forgotten(tables, letting_go.of_drafts(tables))]
            case "files":
                return self._by_day(tables, Keep.YEAR_END, letting_go.of_pieces(tables), until)
            case "visits":
                past = counting.past_visits(tables, self._now() - _AT_LEAST_MS)
                return self._by_day(tables, Keep.YEAR, past, until)

    def _by_day(
        self, tables: Tables, keep: Keep, lying: Sequence[Lying | Past], until: date
    ) -> list[tuple[date, Lying | Past]]:
        settings, day_of, known = self.settings(tables), tables.definitions.day, dict[str, date | None]()
        found = []
        for one in lying:
            day = day_of(one.at_ms)
            if day not in known:
                known[day] = settings.over_on(keep, date.fromisoformat(day))
            over = known[day]
            if over is not None and over <= until:
                found.append((over, one))
        return found

    def _change(self, tables: Tables, kind: str, rule: Rule) -> None:
        settings = self.settings(tables)
        rules = {**settings.rules, _kind(kind): rule}
        changed = msgspec.structs.replace(settings, rules=rules)
        desk.set_meta(tables, _SETTINGS, msgspec.json.encode(changed).decode())

    def _today(self, tables: Tables) -> date:
        return date.fromisoformat(tables.definitions.day(self._now()))


def _forgotten(tables: Tables, lying: Iterable[Lying]) -> list[Lying]:
    """The files of drafts that ended, or that waited for as many school days as drafts wait."""
    oldest: dict[str, int] = {}
    found = []
    for one in lying:
        if one.learner not in oldest:
            oldest[one.learner] = drafts.forgotten_before(tables, one.learner)
        draft = drafts.draft(tables, one.draft)
        if draft is not None and (one.at_ms < oldest[one.learner] or drafts.is_ended(tables, draft)):
            found.append(one)
    return found


def _kind(kind: str) -> Kind:
    for known in KINDS:
        if known == kind:
            return known
    raise ServiceRefused("There is no such rule. Load the page again.")


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
