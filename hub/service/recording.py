"""From bytes to the log: each fact once, in order, with its projections, or into quarantine; never lost."""

import logging
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from classroom.errors import MessageRefused
from classroom.facts import Decision, Defined, Fact, Redacted
from classroom.ids import HUB, uuid7
from classroom.wire.codec import (
    REDACTED,
    decode_envelope,
    encode_envelope,
    encode_fact,
    hashed_part,
    kind_of,
)
from classroom.wire.messages import Envelope, EventBatch, MediaRef, Rejected
from hub.errors import FactRefused
from hub.service.auditing import Auditing
from hub.service.opening import Opened, Opening
from hub.service.timekeeping import HubClock
from hub.store import erasing, facts, quarantine
from hub.store.desk import meta
from hub.store.facts import Mark, Stored
from hub.store.folding import fold
from hub.store.keys import Keys
from hub.store.quarantine import Kept
from hub.store.safe import safe_mark
from hub.store.tables import Tables
from plumbing import seal
from plumbing.errors import PlumbingError

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


class _Entry(NamedTuple):
    """A fact on its way into the log."""

    stored: Stored
    envelope: Envelope
    opened: Opened


class Recording:
    """Used by the writer's thread, inside its transactions. `entropy` gives random bytes."""

    def __init__(self, keys: Keys, clock: HubClock, entropy: Callable[[int], bytes], audit: Auditing) -> None:
        self._keys, self._clock, self._entropy, self._audit = keys, clock, entropy, audit

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
                return self._take_each(tables, batches, together=True)
        except Exception as error:
            if isinstance(error, PlumbingError):
                raise
            log.info("facts go in one by one, for together they do not: %s", error)
        return self._take_each(tables, batches, together=False)

    def _take_each(
        self, tables: Tables, batches: Sequence[tuple[str, EventBatch]], *, together: bool
    ) -> list[Taken]:
        opening, gone = Opening(self._keys, tables), erasing.erased(tables)
        return [self._take(tables, *batch, opening, gone, together=together) for batch in batches]

    def _take(
        self,
        tables: Tables,
        station: str,
        batch: EventBatch,
        opening: Opening,
        gone: frozenset[str],
        *,
        together: bool,
    ) -> Taken:
        mark = facts.mark(tables, station, batch.epoch)
        received, trouble = self._clock.now(), ""
        kinds: set[str] = set()
        entries: list[_Entry] = []
        rejected: list[Rejected] = []
        for seq, event in enumerate(batch.events, batch.first):
            if seq <= mark.upto:
                continue
            raw = bytes(event)
            try:
                envelope, mark = _next(mark, seq, raw, received)
            except MessageRefused as error:
                trouble = str(error)
                break
            kinds.add(envelope.type)
            try:
                entry = _enter(_stored(station, batch.epoch, envelope, raw, mark), envelope, opening, gone)
                if together:
                    entries.append(entry)
                else:
                    _write_alone(tables, opening, entry)
            except FactRefused as error:
                _set_aside(tables, _stored(station, batch.epoch, envelope, raw, mark), str(error))
                rejected.append(Rejected(seq=seq, why=str(error)[:64]))
        _write(tables, opening, entries)
        if kinds:
            facts.set_mark(tables, station, batch.epoch, mark)
        safe = safe_mark(tables, station, batch.epoch)
        return Taken(mark.upto, tuple(rejected), frozenset(kinds), trouble, safe)

    def retry(self, tables: Tables, only: int | None = None) -> tuple[int, int]:
        """Try what is in quarantine again, in order; (how many went through, how many stay)."""
        through = stay = 0
        for kept in quarantine.all_kept(tables):
            if only not in {None, kept.id}:
                continue
            try:
                envelope = decode_envelope(kept.raw)
            except MessageRefused as error:
                quarantine.again(tables, kept.id, str(error))
                stay += 1
                continue
            opening, mark = Opening(self._keys, tables), Mark(kept.seq, "", kept.received_ms)
            stored = _stored(kept.station, kept.epoch, envelope, kept.raw, mark)
            try:
                _write_alone(tables, opening, _enter(stored, envelope, opening, erasing.erased(tables)))
            except FactRefused as error:
                quarantine.again(tables, kept.id, str(error))
                stay += 1
            else:
                quarantine.release(tables, kept.id)
                through += 1
        return through, stay

    # ── facts of the hub ─────────────────────────────────────────────────────────────────────────────

    def note(
        self,
        tables: Tables,
        fact: Fact,
        learners: Sequence[str] = (),
        *,
        visit: str | None = None,
        at_ms: int = 0,
        media: Sequence[MediaRef] = (),
    ) -> Stored:
        """Record what staff or the hub itself did, now or at another time, and return it as it stands in the log."""
        stamp = self._clock.stamp()
        boot, passing_ms = (HUB, 0) if at_ms else (stamp.boot, stamp.passing_ms)
        epoch = meta(tables, "log_epoch")
        mark = facts.mark(tables, HUB, epoch)
        body = encode_fact(fact)
        envelope = Envelope(
            seq=mark.upto + 1,
            ev=uuid7(stamp.utc_ms, self._entropy(10)),
            type=kind_of(fact),
            body=msgspec.Raw(body),
            boot_id=boot,
            boottime_ms=passing_ms,
            wall_ms=at_ms or stamp.utc_ms,
            clock="hub",
            visit=visit,
            learners=tuple(learners),
            media=tuple(media),
        )
        raw, digest = encode_envelope(envelope, lambda part: seal.chain(mark.h, part))
        mark = Mark(envelope.seq, digest, stamp.utc_ms)
        by = fact.by if isinstance(fact, Decision | Defined) else ""
        stored = _stored(HUB, epoch, envelope, raw, mark, body)._replace(by=by)
        (stored,) = facts.append(tables, (stored,))
        stored = fold(tables, stored, envelope, fact)
        tables.settle()
        facts.set_mark(tables, HUB, epoch, mark)
        if not at_ms:
            self._audit.note_fact(tables, fact, learners)
        return stored


def _next(mark: Mark, seq: int, raw: bytes, received: int) -> tuple[Envelope, Mark]:
    """Check that an envelope is the next one of its chain; return it with the mark that it makes."""
    if seq != mark.upto + 1:
        raise MessageRefused("hole")
    envelope = decode_envelope(raw)
    if envelope.seq != seq:
        raise MessageRefused("seq")
    digest = seal.chain(mark.h, hashed_part(raw))
    if envelope.h != digest:
        raise MessageRefused("chain")
    return envelope, Mark(seq, digest, received)


def _stored(
    station: str, epoch: str, envelope: Envelope, raw: bytes, mark: Mark, body: bytes = b""
) -> Stored:
    return Stored(
        rev=0,
        ev=envelope.ev,
        station=station,
        epoch=epoch,
        seq=envelope.seq,
        type=envelope.type,
        learners=envelope.learners,
        visit=envelope.visit,
        at_ms=0,
        received_ms=mark.received_ms,
        raw=raw,
        body=body,
    )


def _enter(stored: Stored, envelope: Envelope, opening: Opening, gone: frozenset[str]) -> _Entry:
    """Open a fact on its way into the log; of somebody who was erased nothing is let in but its place."""
    for learner in gone.intersection(envelope.learners):
        stored = erasing.cut(stored, learner)
    if stored.type != envelope.type:
        key = opening.key_of(envelope)  # for what others made in this visit; swept away when there is nothing
        if key and envelope.visit:
            opening.begin(envelope.visit, key)
        return _Entry(stored, decode_envelope(stored.raw), Opened(Redacted(), stored.body))
    if stored.cut:
        envelope = decode_envelope(stored.raw)
    opened = opening.open(envelope)
    return _Entry(stored._replace(body=opened.body), envelope, opened)


def _write(tables: Tables, opening: Opening, entries: Sequence[_Entry]) -> None:
    """Write new facts to the log and the projections; raises whatever they do to us."""
    for _, envelope, opened in entries:
        if opened.visit_key and envelope.visit:
            opening.begin(envelope.visit, opened.visit_key)
    added = facts.append(tables, [stored for stored, _, _ in entries])
    for stored, (_, envelope, opened) in zip(added, entries, strict=True):
        fold(tables, stored, envelope, opened.fact)


def _write_alone(tables: Tables, opening: Opening, entry: _Entry) -> None:
    """Write one fact, or nothing of it; raises FactRefused with the reason in words for a teacher."""
    if known := facts.known(tables, entry.stored.ev):
        if not _same(known, entry.envelope):
            raise FactRefused("another fact has this identity")
        return
    try:
        with tables.savepoint():
            _write(tables, opening, [entry])
    except Exception as error:
        opening.forget(entry.envelope.visit or "")
        if isinstance(error, PlumbingError | FactRefused):
            raise
        log.exception("fact %s of %s breaks its reader", entry.stored.seq, entry.stored.station)
        raise FactRefused("The hub made a mistake with it, and tries again at its next start.") from error


def _set_aside(tables: Tables, stored: Stored, why: str) -> None:
    log.warning("fact %s of %s is set aside: %s", stored.seq, stored.station, why)
    kept = Kept(0, *stored[2:5], stored.ev, stored.type, why, stored.received_ms, 1, stored.raw)
    quarantine.put(tables, kept)


def _same(known: Stored, envelope: Envelope) -> bool:
    """Whether two envelopes say the same; after a fork the same fact comes with another seq and chain.

    Of a fact that was cut nobody can tell any more.
    """
    if known.cut or envelope.type == REDACTED:
        return True
    before = decode_envelope(known.raw)
    return msgspec.structs.replace(before, seq=1, h="") == msgspec.structs.replace(envelope, seq=1, h="")
