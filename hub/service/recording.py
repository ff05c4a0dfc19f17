"""From bytes to the log: each fact once, in order, with its projections, or into quarantine; never lost."""

import logging
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import msgspec

from classroom.errors import MessageRefused
from classroom.facts import Decision, Defined, Fact
from classroom.ids import HUB, uuid7
from classroom.wire.codec import (
    decode_envelope,
    encode_envelope,
    encode_fact,
    hashed_part,
    kind_of,
)
from classroom.wire.messages import Envelope, EventBatch, Rejected
from hub.errors import FactRefused
from hub.service.opening import Opened, VisitKeys, open_fact
from hub.store import facts, projections, quarantine
from hub.store.desk import meta
from hub.store.facts import Mark, Stored
from hub.store.keys import Keys
from hub.store.quarantine import Kept
from hub.store.safe import safe_mark
from hub.store.tables import Tables
from plumbing import seal
from plumbing.errors import PlumbingError, SealBroken

_LATEST_MS: Final = 4_102_444_800_000
"""The year 2100: a station's clock that says more is not believed."""

log = logging.getLogger(__name__)


class Taken(NamedTuple):
    """What became of a batch: the new mark, what was set aside, which facts were new; `trouble` stopped it.

    `safe` is how far a verified backup has this epoch.
    """

    upto: int
    rejected: tuple[Rejected, ...] = ()
    kinds: frozenset[str] = frozenset()
    trouble: str = ""
    safe: int = 0


_Write = Callable[[Tables, Stored, Envelope, Opened, VisitKeys], str]


class Recording:
    """Used by the writer's thread, inside its transactions. `now` is UTC ms; `entropy` gives random bytes."""

    def __init__(self, keys: Keys, now: Callable[[], int], entropy: Callable[[int], bytes]) -> None:
        self._keys, self._now, self._entropy = keys, now, entropy

    # ── facts of stations ────────────────────────────────────────────────────────────────────────────

    def take(self, tables: Tables, station: str, batch: EventBatch) -> Taken:
        """Record one batch as `take_all` does."""
        (taken,) = self.take_all(tables, [(station, batch)])
        return taken

    def take_all(self, tables: Tables, batches: Sequence[tuple[str, EventBatch]]) -> list[Taken]:
        """Record what is new of each batch, in order, up to the first hole or break of its chain.

        All together, for that is quick; when something breaks, it is undone and each fact goes in by itself,
        so that only the one that broke it is set aside.
        """
        try:
            with tables.savepoint():
                return self._take_each(tables, batches, self._write)
        except Exception as error:
            if isinstance(error, PlumbingError):
                raise
            log.info("facts go in one by one, for together they do not: %s", error)
        return self._take_each(tables, batches, self._write_alone)

    def _take_each(
        self, tables: Tables, batches: Sequence[tuple[str, EventBatch]], write: _Write
    ) -> list[Taken]:
        visit_keys = VisitKeys(tables)
        return [self._take(tables, station, batch, visit_keys, write) for station, batch in batches]

    def _take(
        self, tables: Tables, station: str, batch: EventBatch, visit_keys: VisitKeys, write: _Write
    ) -> Taken:
        mark = facts.mark(tables, station, batch.epoch)
        offsets = facts.anchors(tables, station)
        received, rejected, kinds, trouble = self._now(), [], set(), ""
        for seq, event in enumerate(batch.events, batch.first):
            if seq <= mark.upto:
                continue
            raw = bytes(event)
            try:
                envelope, step = _next(mark, seq, raw, offsets, received)
            except MessageRefused as error:
                trouble = str(error)
                break
            mark = step
            stored = _stored(station, batch.epoch, envelope, raw, mark)
            if why := self._record(tables, stored, envelope, visit_keys, write):
                _set_aside(tables, stored, why)
                rejected.append(Rejected(seq=seq, why=why[:64]))
            kinds.add(envelope.type)
        if kinds:
            facts.set_mark(tables, station, batch.epoch, mark)
        safe = safe_mark(tables, station, batch.epoch)
        return Taken(mark.upto, tuple(rejected), frozenset(kinds), trouble, safe)

    def retry(self, tables: Tables, only: int | None = None) -> tuple[int, int]:
        """Try what is in quarantine again, in order; (how many went through, how many stay)."""
        through = 0
        waiting = [kept for kept in quarantine.all_kept(tables) if only in {None, kept.id}]
        for kept in waiting:
            try:
                envelope = decode_envelope(kept.raw)
            except MessageRefused as error:
                quarantine.again(tables, kept.id, str(error))
                continue
            mark = Mark(kept.seq, "", "", kept.at_ms, kept.received_ms)
            stored = _stored(kept.station, kept.epoch, envelope, kept.raw, mark)
            visit_keys = VisitKeys(tables)
            if why := self._record(tables, stored, envelope, visit_keys, self._write_alone):
                quarantine.again(tables, kept.id, why)
            else:
                quarantine.release(tables, kept.id)
                through += 1
        return through, len(waiting) - through

    def _record(
        self, tables: Tables, stored: Stored, envelope: Envelope, visit_keys: VisitKeys, write: _Write
    ) -> str:
        """Open a fact and record it; return why it cannot be, "" when it is in the log."""
        try:
            opened = open_fact(self._keys, visit_keys, envelope)
        except (FactRefused, MessageRefused) as error:
            return str(error)
        except SealBroken:
            return "its seal does not open"
        return write(tables, stored._replace(body=opened.body), envelope, opened, visit_keys)

    def _write(
        self, tables: Tables, stored: Stored, envelope: Envelope, opened: Opened, visit_keys: VisitKeys
    ) -> str:
        """Write an opened fact to the log and the projections; raises whatever it does to us."""
        if opened.visit_key and envelope.visit:
            visit_keys.put(envelope.visit, opened.visit_key)
        if rev := facts.append(tables, stored):
            projections.apply(tables, stored._replace(rev=rev), opened.fact)
        elif not _same(facts.known(tables, stored.ev), envelope):
            raise FactRefused("another fact has this identity")
        return ""

    def _write_alone(
        self, tables: Tables, stored: Stored, envelope: Envelope, opened: Opened, visit_keys: VisitKeys
    ) -> str:
        """Write it and undo it again if that fails; return why, in words for a teacher."""
        try:
            with tables.savepoint():
                return self._write(tables, stored, envelope, opened, visit_keys)
        except FactRefused as error:
            why = str(error)
        except PlumbingError:
            raise
        except Exception:
            log.exception("fact %s of %s breaks its reader", stored.seq, stored.station)
            why = "This hub made a mistake with it, and tries again at its next start."
        visit_keys.forget(envelope.visit or "")
        return why

    # ── facts of the hub ─────────────────────────────────────────────────────────────────────────────

    def note(
        self,
        tables: Tables,
        fact: Fact,
        learners: Sequence[str] = (),
        *,
        visit: str | None = None,
        at_ms: int = 0,
    ) -> Stored:
        """Record what staff or the hub itself did, now or at another time, and return it as it stands in the log."""
        received = self._now()
        epoch = meta(tables, "log_epoch")
        mark = facts.mark(tables, HUB, epoch)
        body = encode_fact(fact)
        at_ms = at_ms or received
        envelope = Envelope(
            seq=mark.upto + 1,
            ev=uuid7(received, self._entropy(10)),
            type=kind_of(fact),
            body=msgspec.Raw(body),
            boot_id=HUB,
            boottime_ms=0,
            wall_ms=at_ms,
            clock="hub",
            visit=visit,
            learners=tuple(learners),
        )
        raw, digest = encode_envelope(envelope, lambda part: seal.chain(mark.h, part))
        mark = Mark(envelope.seq, digest, HUB, at_ms, received)
        by = fact.by if isinstance(fact, Decision | Defined) else ""
        stored = _stored(HUB, epoch, envelope, raw, mark)._replace(body=body, by=by)
        stored = stored._replace(rev=facts.append(tables, stored))
        projections.apply(tables, stored, fact)
        tables.settle()
        facts.set_mark(tables, HUB, epoch, mark)
        return stored


def _next(mark: Mark, seq: int, raw: bytes, offsets: dict[str, int], received: int) -> tuple[Envelope, Mark]:
    """Check that an envelope is the next one of its chain; return it with the mark that it makes."""
    if seq != mark.upto + 1:
        raise MessageRefused("hole")
    envelope = decode_envelope(raw)
    if envelope.seq != seq:
        raise MessageRefused("seq")
    digest = seal.chain(mark.h, hashed_part(raw))
    if envelope.h != digest:
        raise MessageRefused("chain")
    offset = offsets.get(envelope.boot_id)
    at_ms = envelope.wall_ms if offset is None else offset + envelope.boottime_ms
    at_ms = min(max(at_ms, 0), _LATEST_MS)
    if envelope.boot_id == mark.boot:  # inside one boot time does not run back, however good its anchors are
        at_ms = max(at_ms, mark.at_ms)
    return envelope, Mark(seq, digest, envelope.boot_id, at_ms, received)


def _stored(station: str, epoch: str, envelope: Envelope, raw: bytes, mark: Mark) -> Stored:
    return Stored(
        rev=0,
        ev=envelope.ev,
        station=station,
        epoch=epoch,
        seq=envelope.seq,
        type=envelope.type,
        learners=envelope.learners,
        visit=envelope.visit,
        at_ms=mark.at_ms,
        received_ms=mark.received_ms,
        raw=raw,
        body=b"",
    )


def _set_aside(tables: Tables, stored: Stored, why: str) -> None:
    log.warning("fact %s of %s is set aside: %s", stored.seq, stored.station, why)
    kept = Kept(0, *stored[2:5], stored.ev, stored.type, why, stored.received_ms, stored.at_ms, 1, stored.raw)
    quarantine.put(tables, kept)


def _same(known: Stored | None, envelope: Envelope) -> bool:
    """Whether two envelopes say the same; after a fork the same fact comes with another seq and chain."""
    if known is None:
        return False
    before = decode_envelope(known.raw)
    return msgspec.structs.replace(before, seq=1, h="") == msgspec.structs.replace(envelope, seq=1, h="")
