"""Everything that the hub holds of one learner, as a zip that is written while it is sent: data, tables, files, a page.

Whoever else is in a piece has no name in it. What is in memory at a time is one file of hers, and lists of ids.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from typing import Any, Final, NamedTuple

import msgspec

from classroom.evidence import KINDS
from classroom.ids import LearnerId
from classroom.learner import Learner
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import MediaRef
from hub.errors import MediaAway, NotYours
from hub.interchange.bundle import Entry, bundle, csv_pieces
from hub.reports.portfolio import File, Portfolio, Shown, page
from hub.service.export_sheets import name_of, sheets
from hub.service.learner_document import learner_document
from hub.service.learner_page import learner_page
from hub.service.media import MediaShelf
from hub.service.shapes import LineNow
from hub.store import erasing, facts
from hub.store.facts import Stored
from hub.store.projections import claims, drafts, evidence, judging
from hub.store.projections.evidence import HandedIn
from hub.store.store import Store
from hub.store.tables import Tables

PARTNER: Final = "a partner"
AT_ONCE: Final = 200
"""Facts in one look at the store."""
_ALL: Final = 2**31
_SECRETS: Final = ("key_box", "key_id", "wraps")
_TITLES: Final = {kind.name: kind.title for kind in KINDS}
_CLAIMS: Final = ("", "not yet", "nearly", "got it", "could teach it")
_WORDS: Final = {"glow": "Glow:", "grow": "Grow:", "ask": "A question:", "next": "Next:"}
_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
}


class Export(NamedTuple):
    """What is to be written to a file, or sent: a good name for it, and its bytes, made as they are asked for."""

    name: str
    pieces: Iterator[bytes]


class _Named(NamedTuple):
    """One file of hers, by the name that it gets."""

    ref: MediaRef
    name: str
    says: str


class Exporting:
    """Any thread may ask; each look at the store is short, however slowly the zip is taken."""

    def __init__(self, store: Store, shelf: MediaShelf, now: Callable[[], int]) -> None:
        self._store, self._shelf, self._now = store, shelf, now

    def learner(self, learner: LearnerId) -> Export:
        """Begin the export of one learner; raises NotYours for a stranger."""
        with self._store.reading() as tables:
            person = tables.definitions.get(Learner, learner)
            if person is None:
                raise NotYours
            hers = _Hers(tables, learner, person)
            made = datetime.fromtimestamp(self._now() / 1000, tables.definitions.time_zone())
        says: dict[str, Any] = {
            "learner": learner,
            "name": person.full,
            "made": made.isoformat(timespec="seconds"),
            "facts": len(hers.revs),
            "pieces": len(hers.pieces),
            "not_here": [],
        }
        entries = self._entries(hers, made, says)
        return Export(f"{_plain(person.full)} {made.date()}.zip", bundle(entries, says, made))

    def _entries(self, hers: "_Hers", made: datetime, says: dict[str, Any]) -> Iterator[Entry]:
        yield Entry("index.html", page(hers.portfolio(made), self._shown(hers)))
        yield Entry("data/learner.json", iter((hers.record,)))
        yield Entry("data/document.json", iter((hers.document,)))
        yield Entry("data/facts.json", self._facts(hers))
        for name, header, rows in hers.sheets:
            yield Entry(f"tables/{name}.csv", csv_pieces(header, rows))
        for file in (one for named in hers.files.values() for one in named):
            data = self._opened(file)
            if data is None:
                says["not_here"].append({"sealed": file.ref.id, "name": file.name, "bytes": file.ref.size})
            else:
                yield Entry(file.name, iter((data,)), {"sealed": file.ref.id, "mime": file.ref.mime})

    def _facts(self, hers: "_Hers") -> Iterator[bytes]:
        """Every fact about her, in the order of the log, with the hash that it has there."""
        yield b"[\n"
        for start in range(0, len(hers.revs), AT_ONCE):
            with self._store.reading() as tables:
                found = (facts.at(tables, rev) for rev in hers.revs[start : start + AT_ONCE])
                lines = [msgspec.json.encode(_readable(tables, one, hers.learner)) for one in found if one]
            yield (b",\n" if start else b"") + b",\n".join(lines)
        yield b"\n]\n"

    def _shown(self, hers: "_Hers") -> Iterator[Shown]:
        for piece in hers.pieces:
            files = tuple(
                File(one.name, one.ref.mime, data, one.says if data else f"{one.says}: not here yet")
                for one in hers.files[piece.evidence]
                for data in (self._opened(one),)
            )
            with self._store.reading() as tables:
                shown = _shown(tables, piece, hers, files)
            yield shown

    def _opened(self, file: _Named) -> bytes | None:
        try:
            with self._store.reading() as tables:
                return self._shelf.unsealed(tables, file.ref.id)
        except MediaAway:
            return None


class _Hers:
    """What the log says of one learner at one moment, as ids, lines and small tables."""

    def __init__(self, tables: Tables, learner: LearnerId, person: Learner) -> None:
        self.learner, self.person = learner, person
        self.zone, self.lang = tables.definitions.time_zone(), tables.definitions.lang()
        self.school = tables.definitions.school().name
        self.pieces = evidence.newest(tables, learner, _ALL)
        self.revs = erasing.revs_of(tables, learner)
        self.files = {piece.evidence: _files(tables, piece, self.zone) for piece in self.pieces}
        self.files |= {one.draft: _draft_files(tables, one) for one in drafts.all_of(tables, learner)}
        self.record = msgspec.json.format(msgspec.json.encode(person), indent=2)
        document = learner_document(tables, learner)
        self.document = msgspec.json.format(msgspec.json.encode(_without_keys(document)), indent=2)
        self.sheets = tuple(sheets(tables, learner, self.pieces, self.at))
        self.path = _path(tables, learner)
        self.titles = {id_: line.line(self.lang) for id_, line in tables.definitions.targets().items()}
        self.codes = {id_: line.code for id_, line in tables.definitions.targets().items()}

    def portfolio(self, made: datetime) -> Portfolio:
        """The head of her page."""
        where = self.school
        return Portfolio(self.person.full, where, made.strftime("%-d %B %Y"), self.person.ui_lang, self.path)

    def at(self, at_ms: int | None) -> str:
        """A time as a table has it: local, to the minute."""
        if at_ms is None:
            return ""
        return datetime.fromtimestamp(at_ms / 1000, self.zone).strftime("%Y-%m-%d %H:%M")


def _path(tables: Tables, learner: LearnerId) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    about = learner_page(tables, None, learner)
    groups: tuple[tuple[str, tuple[LineNow, ...]], ...] = (
        ("I can", about.mastered),
        ("Handed in", about.handed_in),
        ("Now", about.now),
        ("Let's look again", about.look_again),
        ("Can come next", about.next),
    )
    return tuple((title, tuple((line.i_can, line.why) for line in lines)) for title, lines in groups if lines)


def _shown(tables: Tables, piece: HandedIn, hers: _Hers, files: tuple[File, ...]) -> Shown:
    claim = claims.claim(tables, piece.evidence, hers.learner)
    with_partner = " · with a partner" if len(piece.learners) > 1 else ""
    words = judging.words_on(tables, piece.evidence, hers.learner)
    answers = [
        (_WORDS[word.kind], word.text or f"said aloud, {word.voice_s} s", name_of(tables, word.by))
        for word in words
    ]
    answers += [
        ("Decided:", judgement.decision.replace("_", " "), name_of(tables, judgement.by))
        for judgement in judging.judgements_of(tables, hers.learner)
        if piece.evidence in judgement.evidence[:1]
    ]
    targets = " ".join(hers.titles.get(target, target) for target in piece.targets)
    said = f"I thought: {_CLAIMS[claim[0]]}. {claim[1]}" if claim else ""
    text = "\n".join(part for part in (piece.text, piece.caption) if part)
    about = f"{_TITLES.get(piece.kind, piece.kind)} · {hers.at(piece.at_ms)}{with_partner}"
    return Shown(targets, about, text, files, said, tuple(answers))


def _files(tables: Tables, piece: HandedIn, zone: tzinfo) -> tuple[_Named, ...]:
    """Named by the day and the target of their piece."""
    target = tables.definitions.targets().get(piece.targets[0])
    code = target.code if target else piece.targets[0]
    day = piece.day or datetime.fromtimestamp(piece.at_ms / 1000, zone).date().isoformat()
    return tuple(
        _Named(
            ref,
            f"files/{day} {_plain(code)} {piece.kind} {piece.evidence[-6:]}-{place}.{_ending(ref.mime)}",
            f"{_TITLES.get(piece.kind, piece.kind)} for {code}, {day}",
        )
        for place, ref in enumerate(evidence.media_of(tables, piece.evidence), 1)
    )


def _draft_files(tables: Tables, one: drafts.Draft) -> tuple[_Named, ...]:
    return tuple(
        _Named(
            ref, f"files/half-finished {one.draft[-6:]}-{place}.{_ending(ref.mime)}", "A half-finished piece"
        )
        for place, ref in enumerate(drafts.media_of(tables, one.draft), 1)
    )


def _ending(mime: str) -> str:
    return _ENDINGS.get(mime, "json" if "draft" in mime else "bin")


def _plain(text: str) -> str:
    """A name that every file system takes."""
    return (
        "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in text).strip()[:60]
        or "learner"
    )


def _without_keys(document: object) -> Any:
    """A document as plain values; the keys of files stay here, for the files are beside it, open."""
    plain = msgspec.to_builtins(document)
    for piece in (plain or {}).get("pieces", ()):
        for file in piece.get("media", ()):
            file.pop("key", None)
    for card in (plain or {}).get("feedback", ()):
        for line in card.get("lines", ()):
            (line.get("voice") or {}).pop("key", None)
    return plain


def _readable(tables: Tables, stored: Stored, learner: LearnerId) -> dict[str, Any]:
    """One fact for other programs: her own id, nobody else's, and no key."""
    envelope = decode_envelope(stored.raw)
    body = msgspec.json.decode(stored.body)
    for secret in _SECRETS:
        body.pop(secret, None)
    return {
        "rev": stored.rev,
        "ev": stored.ev,
        "h": envelope.h,
        "type": stored.type,
        "station": stored.station,
        "seq": stored.seq,
        "at_ms": stored.at_ms,
        "from_ms": stored.from_ms,
        "visit": stored.visit,
        "by": name_of(tables, stored.by),
        "learners": [one if one == learner else PARTNER for one in stored.learners],
        "files": [ref.id for ref in envelope.media],
        "body": body,
    }
