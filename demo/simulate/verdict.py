"""The checker: what children saw as saved and stations heard as acknowledged, held against the hub's log. Pure."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import ceil
from typing import Final

import msgspec

from demo.simulate.witness import Acked, Outbox

_MENTIONED: Final = 5


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A piece that a child saw as saved: what it holds, when she tapped and when she saw it (monotonic s)."""

    station: str
    learner: str
    content: str
    tapped_s: float
    saved_s: float


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """A fact in the hub's log; `content` of a piece is what it holds once opened, "" for other facts.

    `drafts` are the half-finished pieces that it ends.
    """

    ev: str
    station: str
    epoch: str
    seq: int
    content: str = ""
    drafts: frozenset[str] = frozenset()

    @property
    def outbox(self) -> Outbox:
        """Where it comes from."""
        return Outbox(self.station, self.epoch)


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a day. `written` are the facts in the stations' outboxes, `later` those of them that
    came after the room had healed and may still wait; `sent` and `acked` what passed on the wires, `early` what was
    acknowledged and not there after a hub was killed, `mismatches` which documents differ at which station,
    `differ` which projections are not what the log says.
    """

    saved: Sequence[Saved]
    logged: Sequence[Logged]
    written: frozenset[str]
    sent: Mapping[Outbox, Mapping[int, str]]
    acked: Mapping[Outbox, Sequence[Acked]]
    later: frozenset[str] = frozenset()
    early: int = 0
    mismatches: Sequence[str] = ()
    differ: Sequence[str] = ()


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Counts: facts made at stations, pieces seen as saved, facts of stations at the hub; then what went wrong.

    `apart` counts pieces that are there again because their draft was gone on with at two stations that had not heard
    of each other: both are kept, as decision 13 says. `why` has some of it in words; `waits` has (monotonic second,
    ms) from saved to acknowledged, `taps` from the tap to saved.
    """

    made: int
    saved: int
    committed: int
    lost: int
    doubled: int
    acked_early: int
    feed_mismatches: int
    rebuilt_otherwise: int
    apart: int
    why: tuple[str, ...]
    waits: tuple[tuple[float, float], ...]
    taps: tuple[tuple[float, float], ...]

    @property
    def waits_ms(self) -> tuple[float, ...]:
        """From saved to acknowledged, sorted."""
        return tuple(sorted(wait_ms for _, wait_ms in self.waits))

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (
            self.lost or self.doubled or self.acked_early or self.feed_mismatches or self.rebuilt_otherwise
        )


def judge(findings: Findings) -> Verdict:
    """Return what a day comes to."""
    there = {fact.ev for fact in findings.logged}
    contents = Counter(fact.content for fact in findings.logged if fact.content)
    sent = {ev for facts in findings.sent.values() for ev in facts.values()}
    pieces = sorted({one.content for one in findings.saved if one.content not in contents})
    made = (findings.written | sent) - (findings.later - there)
    facts = sorted(made - there)
    apart = _apart(findings.logged)
    twice = _twice(findings.logged, contents - apart)
    early = _early(findings, there)
    return Verdict(
        made=len(made),
        saved=len(findings.saved),
        committed=len(there),
        lost=len(pieces) + len(facts),
        doubled=len(twice),
        acked_early=findings.early + len(early),
        feed_mismatches=len(findings.mismatches),
        rebuilt_otherwise=len(findings.differ),
        why=(
            *_some("lost piece", pieces),
            *_some("lost fact", facts),
            *_some("twice", twice),
            *_some("acknowledged, not there", early),
            *_some("document", findings.mismatches),
            *_some("not what the log says", findings.differ),
        ),
        waits=tuple(_waits(findings)),
        apart=apart.total(),
        taps=tuple((one.saved_s, 1000 * (one.saved_s - one.tapped_s)) for one in findings.saved),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value under which this share of the sorted values lies; 0.0 of none."""
    return values[max(0, ceil(share * len(values)) - 1)] if values else 0.0


def _twice(logged: Iterable[Logged], contents: Counter[str]) -> list[str]:
    """Return what is there more than once: a piece, a fact, or the place of one, once for each time too many."""
    logged = list(logged)
    evs = Counter(fact.ev for fact in logged)
    places = Counter((fact.station, fact.epoch, fact.seq) for fact in logged)
    counts: list[tuple[object, int]] = [*contents.items(), *evs.items(), *places.items()]
    return [str(what) for what, count in counts for _ in range(count - 1)]


def _apart(logged: Iterable[Logged]) -> Counter[str]:
    """Return how often each piece is there again as another continuation, from elsewhere, of the same draft."""
    pieces: defaultdict[str, list[Logged]] = defaultdict(list)
    for fact in logged:
        if fact.content:
            pieces[fact.content].append(fact)
    return Counter({content: len(same) - 1 for content, same in pieces.items() if _continued_apart(same)})


def _continued_apart(same: Sequence[Logged]) -> bool:
    outboxes = {fact.outbox for fact in same}
    return len(outboxes) == len(same) > 1 and bool(frozenset.intersection(*(fact.drafts for fact in same)))


def _early(findings: Findings, there: set[str]) -> list[str]:
    """Return the facts that a station heard as acknowledged and that the log does not have."""
    return [
        f"{outbox.station} {seq}"
        for outbox, heard in findings.acked.items()
        for seq, ev in findings.sent.get(outbox, {}).items()
        if ev not in there and seq <= max(one.upto for one in heard)
    ]


def _waits(findings: Findings) -> list[tuple[float, float]]:
    """Return when each piece was saved, and how many ms it waited for its acknowledgement."""
    place = {fact.content: fact for fact in findings.logged if fact.content}
    reached = {
        outbox: list(accumulate((one.upto for one in heard), max)) for outbox, heard in findings.acked.items()
    }
    waits: list[tuple[float, float]] = []
    for one in findings.saved:
        if fact := place.get(one.content):
            first = bisect_left(reached.get(fact.outbox, []), fact.seq)
            heard = findings.acked.get(fact.outbox, ())[first : first + 1]
            waits += [(one.saved_s, max(0.0, 1000 * (acked.at_s - one.saved_s))) for acked in heard]
    return waits


def _some(what: str, found: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{what}: {each}" for each in found[:_MENTIONED])
