"""Takes learners out of the log: their own facts are left as places in a chain, what is others' too stays theirs."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from classroom.errors import MessageRefused
from classroom.facts import Redacted
from classroom.ids import HUB, LearnerId
from classroom.wire.codec import REDACTED, decode_envelope, encode_fact, redact_envelope, without_learner
from classroom.zone import ClassGroup
from hub.store import desk, facts, feed, quarantine
from hub.store.facts import Stored
from hub.store.quarantine import Kept
from hub.store.rebuild import rebuild
from hub.store.tables import Tables

_STRINGS: Final = re.compile(rb'"([^"\\]{1,64})"')
_ABOUT_ERASING: Final = ("erase.", "learner.erased", "files.let_go")
_RAWS: Final = msgspec.json.Decoder(list[msgspec.Raw])
_NOTHING: Final = encode_fact(Redacted())
_ALONE: Final = (
    "evidence IN (SELECT evidence FROM piece_lines WHERE learner = ?1) AND json_array_length(learners) = 1"
)
_OWN_IDS: Final = (
    f"SELECT evidence FROM pieces WHERE {_ALONE}",  # noqa: S608
    f"SELECT media FROM piece_media JOIN pieces USING (evidence) WHERE {_ALONE}",  # noqa: S608
    "SELECT help FROM hands WHERE learner = ?1",
    "SELECT visit FROM visits WHERE learner = ?1",
    "SELECT badge FROM badges WHERE owner = ?1",
    "SELECT draft FROM drafts WHERE learner = ?1",
    "SELECT media FROM draft_media JOIN drafts USING (draft) WHERE learner = ?1",
    "SELECT feedback FROM feedback WHERE learner = ?1",
    "SELECT judgement FROM judgements WHERE learner = ?1",
    "SELECT request FROM asks WHERE learner = ?1",
)


class Gone(NamedTuple):
    """How much of a learner went: `badges` are the look-up ids of hers, whose keys go too."""

    facts: int
    files: int
    badges: tuple[str, ...]


def erased(tables: Tables) -> frozenset[LearnerId]:
    """Everybody whose facts are not taken in any more."""
    return frozenset(learner for (learner,) in tables.all("SELECT learner FROM erased"))


def revs_of(tables: Tables, learner: LearnerId) -> list[int]:
    """The facts about a learner, in the order of the log: those that name her, and those about what is hers alone."""
    own = _own_ids(tables, learner)
    return [one.rev for one in _candidates(tables, learner) if learner in one.learners or _is_about(one, own)]


def take_out(tables: Tables, learners: Iterable[LearnerId], at_ms: int) -> dict[LearnerId, Gone]:
    """Take learners out, in the transaction of the caller, and fold the log anew; again is no harm.

    Files are noted as doomed, documents become gone; keys and files are for the caller to destroy afterwards.
    """
    gone = {}
    for learner in learners:
        tables.run("INSERT OR IGNORE INTO erased VALUES (?, ?)", (learner, at_ms))
        gone[learner] = _take_out(tables, learner)
    tables.settle()  # a rebuild forgets what was put off
    rebuild(tables)
    spare_named(tables)
    sweep_keys(tables)
    for learner in gone:
        tables.mark_stale(f"erased/{learner}")
    for class_ in tables.definitions.all(ClassGroup):
        tables.mark_stale(f"badges/{class_.id}")
    return gone


def doomed(tables: Tables) -> list[str]:
    """The files that are still to be deleted."""
    return [media for (media,) in tables.all("SELECT media FROM doomed")]


def deleted(tables: Tables, media: Iterable[str]) -> None:
    """These files are gone from the disk."""
    tables.run_many("DELETE FROM doomed WHERE media = ?", [(one,) for one in media])


def is_named(tables: Tables, media: str) -> bool:
    """Whether a piece, a draft or a grown-up's words have this file."""
    named = (
        "SELECT 1 FROM piece_media WHERE media = ?1 UNION SELECT 1 FROM draft_media WHERE media = ?1 "
        "UNION SELECT 1 FROM feedback WHERE voice = ?1"
    )
    gone = tables.one("SELECT 1 FROM let_go WHERE media = ?", media)
    return gone is None and tables.one(named, media) is not None


def spare_named(tables: Tables) -> None:
    """What somebody else's piece names is not doomed."""
    tables.run(
        "DELETE FROM doomed WHERE media NOT IN (SELECT media FROM let_go) AND media IN "
        "(SELECT media FROM piece_media UNION SELECT media FROM draft_media UNION SELECT thumb FROM thumbs "
        "UNION SELECT voice FROM feedback)"
    )


def sweep_keys(tables: Tables) -> int:
    """Destroy the keys of visits of which no fact is left that anybody may open; say how many."""
    return tables.run(
        "DELETE FROM visit_keys WHERE visit NOT IN (SELECT visit FROM facts WHERE visit IS NOT NULL)"
    ).rowcount


def cut(stored: Stored, learner: LearnerId) -> Stored:
    """What is left of a fact without this learner, who is one of its: the others' part, or its place in the chain."""
    others = tuple(other for other in stored.learners if other != learner)
    if others:
        return stored._replace(raw=without_learner(stored.raw, learner), learners=others, cut=1)
    raw = redact_envelope(stored.raw)
    return stored._replace(type=REDACTED, learners=(), visit=None, raw=raw, body=_NOTHING, by="", cut=1)


def _take_out(tables: Tables, learner: LearnerId) -> Gone:
    own = _own_ids(tables, learner)
    badges = tuple(badge for (badge,) in tables.all("SELECT badge FROM badges WHERE owner = ?", learner))
    _end_documents(tables, learner)
    count, media = 0, set[str]()
    for stored in _candidates(tables, learner):
        if learner in stored.learners:
            left = cut(stored, learner)
        elif _is_about(stored, own):
            left = cut(stored._replace(learners=(learner,)), learner)
        else:
            continue
        if left.type != stored.type:
            media |= {ref.id for ref in decode_envelope(stored.raw).media}
        count += 1
        facts.redact(tables, stored, left.raw, left.body)
    media |= _from_quarantine(tables, learner, own)
    return Gone(count, _doom(tables, media), badges)


def _candidates(tables: Tables, learner: LearnerId) -> Iterator[Stored]:
    """Facts that may name her, some at a time: rows change while they are looked at."""
    rows = tables.all(
        "SELECT rev FROM facts WHERE instr(learners, ?) > 0 OR station = ? ORDER BY rev", f'"{learner}"', HUB
    )
    for (rev,) in rows:
        if stored := facts.at(tables, rev):
            yield stored


def _own_ids(tables: Tables, learner: LearnerId) -> frozenset[str]:
    return frozenset(id_ for sql in _OWN_IDS for (id_,) in tables.all(sql, learner)) | {learner}


def _is_about(stored: Stored, own: frozenset[str]) -> bool:
    """Whether a fact of the hub that names nobody is about something that was hers alone."""
    if (
        stored.station != HUB
        or stored.type.startswith(_ABOUT_ERASING)
        or stored.type == "defined"
        or stored.learners
    ):
        return False
    return not own.isdisjoint(found.decode("utf-8", "replace") for found in _STRINGS.findall(stored.body))


def _from_quarantine(tables: Tables, learner: LearnerId, own: frozenset[str]) -> set[str]:
    """What could not be read of hers counts as received, and is now no more than that; the files that it named."""
    media: set[str] = set()
    for kept in list(quarantine.all_kept(tables)):
        try:
            envelope = decode_envelope(kept.raw)
        except MessageRefused:
            continue
        others = set(envelope.learners) - {learner}
        if learner in envelope.learners or (envelope.visit in own and not others):
            media |= {ref.id for ref in envelope.media} if not others else set()
            _settle_kept(tables, kept, learner, alone=not others)
    return media


def _settle_kept(tables: Tables, kept: Kept, learner: LearnerId, *, alone: bool) -> None:
    raw = redact_envelope(kept.raw) if alone else without_learner(kept.raw, learner)
    if alone and facts.known(tables, kept.ev) is None:
        about = (0, *kept[4:5], *kept[1:4], REDACTED, (), None, 0, kept.received_ms)
        row = Stored._make((*about, raw, _NOTHING, "", 0, 1))
        facts.append(tables, (row,))
        quarantine.release(tables, kept.id)
    else:
        quarantine.cut(tables, kept.id, raw)


def _end_documents(tables: Tables, learner: LearnerId) -> None:
    """Her documents are gone from the feed at once, and an answer that waits to be sent goes to others only."""
    drafts = tables.all("SELECT draft FROM drafts WHERE learner = ?", learner)
    nothing = hashlib.blake2b(b"", digest_size=16).digest()
    for doc in (f"learner/{learner}", *(f"draft/{draft}" for (draft,) in drafts)):
        if feed.entry(tables, doc) is not None:
            feed.put(tables, feed.Entry(doc, doc.partition("/")[0], None, (), nothing))
    for held in desk.held(tables):
        _keep_for_others(tables, held, learner)


def _keep_for_others(tables: Tables, held: desk.Held, learner: LearnerId) -> None:
    """An answer that waits to be sent to two goes to the other one."""
    said = _RAWS.decode(held.body)
    others = [part for part in said if learner.encode() not in _STRINGS.findall(bytes(part))]
    if len(others) < len(said):
        desk.let_go(tables, held.answer)
    if 0 < len(others) < len(said):
        desk.hold(tables, held._replace(body=msgspec.json.encode(others)))


def _doom(tables: Tables, media: set[str]) -> int:
    """Note files, with the small pictures of them, as to be deleted; say how many."""
    files = set(media)
    for one in media:
        if small := desk.thumb_of(tables, one):
            files.add(small.thumb)
        tables.run("DELETE FROM thumbs WHERE media = ?", (one,))
        tables.run("DELETE FROM lost_media WHERE media = ?", (one,))
    tables.run_many("INSERT OR IGNORE INTO doomed VALUES (?)", [(one,) for one in files])
    return len(media)
