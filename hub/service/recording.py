"""From bytes to the log: each fact once, in order, with its projections, or into quarantine; never lost."""

import base64
import logging
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, get_args

import msgspec

from classroom.errors import MessageRefused
from classroom.facts import STATION_FACTS, AnyFact, Decision, Defined, Fact, VisitOpened
from classroom.ids import HUB, uuid7
from classroom.wire.codec import (
    decode_envelope,
    decode_fact,
    encode_envelope,
    encode_fact,
    hashed_part,
    kind_of,
)
from classroom.wire.messages import Envelope, EventBatch, Rejected
from hub.errors import FactRefused
from hub.store import facts, projections, quarantine
from hub.store.desk import meta, put_visit_key, visit_key
from hub.store.facts import Mark, Stored
from hub.store.keys import Keys
from hub.store.quarantine import Kept
from hub.store.safe import safe_mark
from hub.store.tables import Tables
from plumbing import seal
from plumbing.errors import PlumbingError, SealBroken

_STATION_KINDS: Final = {str(kind.__struct_config__.tag): kind for kind in get_args(STATION_FACTS)}
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


class Recording:
    """Used by the writer's thread, inside its transactions. `now` is UTC ms; `entropy` gives random bytes."""

    def __init__(self, keys: Keys, now: Callable[[], int], entropy: Callable[[int], bytes]) -> None:
        self._keys, self._now, self._entropy = keys, now, entropy

    # ── facts of stations ────────────────────────────────────────────────────────────────────────────

    def take(self, tables: Tables, station: str, batch: EventBatch) -> Taken:
        """Record what is new of a batch, in order, up to the first hole or break of the chain."""
        mark = facts.mark(tables, station, batch.epoch)
        offsets = facts.anchors(tables, station)
        received, rejected, kinds, trouble = self._now(), [], set(), ""
        for seq, raw in enumerate(batch.events, batch.first):
            if seq <= mark.upto:
                continue
            try:
                envelope, step = _next(mark, seq, bytes(raw), offsets, received)
            except MessageRefused as error:
                trouble = str(error)
                break
            mark = step
            stored = _stored(station, batch.epoch, envelope, bytes(raw), mark)
            if why := self._record(tables, stored, envelope):
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
            if why := self._try(tables, stored, envelope):
                quarantine.again(tables, kept.id, why)
            else:
                quarantine.release(tables, kept.id)
                through += 1
        return through, len(waiting) - through

    def _record(self, tables: Tables, stored: Stored, envelope: Envelope) -> str:
        """Record a fact or set it aside; return why, "" when it is in the log."""
        why = self._try(tables, stored, envelope)
        if why:
            log.warning("fact %s of %s is set aside: %s", stored.seq, stored.station, why)
            kept = Kept(
                0, *stored[2:5], stored.ev, stored.type, why, stored.received_ms, stored.at_ms, 1, stored.raw
            )
            quarantine.put(tables, kept)
        return why

    def _try(self, tables: Tables, stored: Stored, envelope: Envelope) -> str:
        try:
            with tables.savepoint():
                fact, body = self._open(tables, envelope)
                stored = stored._replace(body=body)
                rev = facts.append(tables, stored)
                if rev:
                    projections.apply(tables, stored._replace(rev=rev), fact)
                elif not _same(facts.known(tables, stored.ev), envelope):
                    raise FactRefused("another fact has this identity")  # noqa: TRY301
        except FactRefused as error:
            return str(error)
        except SealBroken:
            return "its seal does not open"
        except PlumbingError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a fact does to us, it does in quarantine
            return f"{type(error).__name__}: {error}"[:200]
        return ""

    def _open(self, tables: Tables, envelope: Envelope) -> tuple[AnyFact, bytes]:
        """Open and decode the body of a station's fact; keep the key of a visit that begins."""
        kind = _STATION_KINDS.get(envelope.type)
        if kind is None:
            raise FactRefused("a kind of fact that this hub does not know")
        key = visit_key(tables, envelope.visit) if envelope.visit else None
        if envelope.visit and key is None and kind is not VisitOpened:
            raise FactRefused("its visit is not known yet")
        body = bytes(envelope.body)
        if kind.sealed:
            if key is None:
                raise FactRefused("a sealed fact without a visit")
            body = seal.unseal(key, _box(envelope.body), f"fact {envelope.ev} {envelope.type}".encode())
        fact = decode_fact(envelope.type, body)
        if isinstance(fact, VisitOpened) and envelope.visit:
            put_visit_key(tables, envelope.visit, self._visit_key(fact))
        return fact, body

    def _visit_key(self, fact: VisitOpened) -> bytes:
        private = self._keys.box_private(fact.key_id)
        if private is None:
            raise FactRefused("its visit key is sealed to a key that is not ours")
        key = seal.open_sealed(private, base64.b64decode(fact.key_box, validate=True))
        if len(key) != seal.KEY:
            raise FactRefused("its visit key has a wrong length")
        return key

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


def _same(known: Stored | None, envelope: Envelope) -> bool:
    """Whether two envelopes say the same; after a fork the same fact comes with another seq and chain."""
    if known is None:
        return False
    before = decode_envelope(known.raw)
    return msgspec.structs.replace(before, seq=1, h="") == msgspec.structs.replace(envelope, seq=1, h="")


def _box(body: msgspec.Raw) -> bytes:
    try:
        return base64.b64decode(msgspec.json.decode(body, type=str), validate=True)
    except (msgspec.DecodeError, ValueError) as error:
        raise FactRefused("a sealed body that is no box") from error
