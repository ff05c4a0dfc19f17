"""What the journals still tell about the time after a backup, put behind it: the same facts, the same chain."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from classroom.errors import MessageRefused
from classroom.ids import HUB
from classroom.wire.codec import decode_envelope, decode_fact
from hub.backup.archive import Manifest
from hub.backup.device import Lying, journals
from hub.backup.journal import Record, read_journal
from hub.errors import BackupRefused
from hub.store import audit, desk, facts
from hub.store.audit import Entry
from hub.store.copying import KeyRows
from hub.store.facts import Mark, Stored
from hub.store.folding import fold
from hub.store.tables import Tables

_HELD: Final = msgspec.json.Decoder(list[msgspec.Raw])


class Found(NamedTuple):
    """What the journals hold: facts in order, the newest keys, how far they reach (UTC ms; None = there is none).

    `marks`: how far the hub's own facts went at that moment.
    """

    facts: tuple[Stored, ...]
    keys: KeyRows | None
    until_ms: int | None
    marks: dict[str, int]
    audit: tuple[Entry, ...] = ()


def find(folders: Iterable[Path], manifest: Manifest, private: bytes) -> Found:
    """Read every journal of a hub that lies in these folders; one for another recovery key is passed over."""
    lying = sorted(
        {one.path.resolve(): one for folder in folders for one in journals(folder, manifest.room)}.values()
    )
    records = [(one, record) for one in lying for record in _records(one.path, private)]
    later = [record for one, record in records if _follows(one, record, manifest)]
    keys = [record.keys for record in later if record.keys is not None]
    whole = [record for record in later if record.until_ms]
    return Found(
        tuple(fact for _, record in records for fact in record.facts),
        keys[-1] if keys else None,
        whole[-1].until_ms if whole else None,
        whole[-1].marks if whole else {},
        tuple(entry for _, record in records for entry in record.audit),
    )


def replay(tables: Tables, found: Found) -> tuple[int, bool]:
    """Put the facts behind those that are here; how many were new, and whether one between them is missing.

    Raises BackupRefused for a fact that this version cannot read.
    """
    new = 0
    for stored in found.facts:
        mark = facts.mark(tables, stored.station, stored.epoch)
        if stored.seq <= mark.upto:
            continue
        envelope = decode_envelope(stored.raw)
        if stored.seq > mark.upto + 1 or not facts.follows(stored, mark.h):
            continue
        try:
            fact = decode_fact(stored.type, stored.body)
        except MessageRefused as error:
            raise BackupRefused("The journal", f"comes from a newer version ({stored.type})") from error
        (kept,) = facts.append(tables, (stored,))
        fold(tables, kept, envelope, fact)
        tables.settle()
        facts.set_mark(tables, stored.station, stored.epoch, Mark(stored.seq, envelope.h, stored.received_ms))
        new += 1
    gap = any(facts.mark(tables, HUB, epoch).upto < seq for epoch, seq in found.marks.items())
    return new, gap


def replay_audit(tables: Tables, found: Found) -> int:
    """Put behind the audit what the journals still tell of it, as far as it continues the chain; return how much."""
    seq, _ = audit.head(tables)
    return audit.put(tables, sorted({entry for entry in found.audit if entry.seq > seq}))


def settle_held(tables: Tables, found: Found) -> None:
    """Forget answers that were held when the backup was made and have been sent, or taken back, since."""
    said = {bytes(fact.body) for fact in found.facts}
    for held in desk.held(tables):
        sent = any(bytes(part) in said for part in _HELD.decode(held.body))
        if sent or held.due_ms <= (found.until_ms or 0):
            desk.let_go(tables, held.answer)


def _follows(lying: Lying, record: Record, manifest: Manifest) -> bool:
    """Whether a record was written after the backup: by its number, or by the clock."""
    return 0 < manifest.number <= lying.number or record.until_ms >= manifest.made_ms


def _records(path: Path, private: bytes) -> tuple[Record, ...]:
    try:
        return read_journal(path, private).records
    except BackupRefused:
        return ()
