"""Looks into the folders of a day: is everything where it belongs, and what is where at the end."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from classroom.wire.codec import decode_envelope
from demo.founding import Premises
from demo.program import COMMAND_LINE
from demo.simulate.caller import photo_content, text_content
from demo.simulate.journal import read_journal
from demo.simulate.player import journals
from demo.simulate.school import Founded
from demo.simulate.verdict import Findings, Logged, Saved
from demo.simulate.witness import Outbox, Witness
from hub.service.media import ABOUT
from hub.store import facts, feed
from hub.store.desk import visit_key
from hub.store.store import looking
from hub.store.tables import Tables
from plumbing.blobs import BlobStore
from plumbing.errors import PlumbingError
from plumbing.seal import unseal
from station.errors import NeverStarted
from station.store.keep import Store, look_into
from station.store.shelf import feed_hash

_PIECE: Final = "evidence.handed_in"
_ALL: Final = 2**62


class Healing:
    """Asks, again and again, whether a room has healed: no fact waits, no file, no document."""

    def __init__(self, premises: Premises, school: Founded) -> None:
        self._premises, self._school = premises, school
        self.settled: frozenset[str] | None = None
        """Which facts the stations had written when nothing waited; None: it never came to that."""

    def drained(self) -> bool:
        """Whether the hub has every fact and every file."""
        if not self._nothing_waits():
            return False
        written = written_at(self._premises)
        if self._nothing_waits():
            self.settled = written
        return self.settled is not None

    def mismatches(self) -> list[str]:
        """Return which documents differ: the hub's feed, cut to what each station serves, against its shelf."""
        with looking(self._premises.hub) as tables:
            if tables.one("SELECT 1 FROM stale LIMIT 1"):
                return ["the hub is still writing"]
            found = [self._differs(tables, place) for place in self._places]
        return [where for where in found if where]

    @property
    def _places(self) -> range:
        return range(len(self._school.stations))

    def _nothing_waits(self) -> bool:
        return all(self._is_drained(place) for place in self._places)

    def _is_drained(self, place: int) -> bool:
        store = self._look(place)
        if store is None:
            return False
        try:
            return store.outbox.marks().waiting == 0 and not store.media.to_offer(_ALL)
        finally:
            store.close()

    def _differs(self, tables: Tables, place: int) -> str:
        """Compare versions by their hash and bodies byte for byte; return the station and document, or ""."""
        name, classes = self._school.stations[place], self._school.classes[place]
        store = self._look(place)
        if store is None:
            return f"{name}: nothing"
        try:
            wanted = feed.versions(tables, classes)
            if store.shelf.hash() != feed_hash(wanted):
                return f"{name}: other versions"
            return next((f"{name}: {doc}" for doc, _ in wanted if not _same(tables, store, doc)), "")
        finally:
            store.close()

    def _look(self, place: int) -> Store | None:
        try:
            return look_into(self._premises.station(place + 1))
        except (NeverStarted, PlumbingError):
            return None


def early_at(premises: Premises, heard: Mapping[Outbox, int]) -> int:
    """Return how many facts were acknowledged that this hub, which does not run, has not."""
    with looking(premises.hub) as tables:
        have = {outbox: facts.mark(tables, *outbox).upto for outbox in heard}
    return sum(max(0, upto - have[outbox]) for outbox, upto in heard.items())


def journaled(premises: Premises) -> list[Saved]:
    """Return everything that children saw as saved."""
    return [one for path in sorted(journals(premises.folder).glob("*.jsonl")) for one in read_journal(path)]


def written_at(premises: Premises) -> frozenset[str]:
    """Return the facts in the outboxes of all stations, sent or not."""
    return frozenset(ev for folder in premises.stations for ev in _outbox(folder))


def findings(
    premises: Premises,
    saved: Sequence[Saved],
    witness: Witness,
    early: int,
    mismatches: Sequence[str],
    settled: frozenset[str] | None,
) -> Findings:
    """Return all that is known of a day, once all programs have ended; `settled` as healing found it."""
    written = written_at(premises)
    return Findings(
        saved=saved,
        logged=list(_log(premises.hub)),
        written=written,
        later=frozenset() if settled is None else written - settled,
        sent=witness.sent(),
        acked=witness.acked(),
        early=early,
        mismatches=mismatches,
        differ=_rebuilt_otherwise(premises.hub),
    )


def _same(tables: Tables, store: Store, doc: str) -> bool:
    row = feed.entry(tables, doc)
    return row is not None and row.body == store.shelf.body(doc)


def _outbox(folder: Path) -> list[str]:
    store = look_into(folder)
    try:
        return [decode_envelope(row.raw).ev for row in store.outbox.after(0, _ALL)]
    finally:
        store.close()


def _log(hub: Path) -> Iterator[Logged]:
    """Yield the facts of stations as `hub facts` tells them; a piece with what its words or its file hold."""
    with looking(hub) as tables:
        blobs = BlobStore(hub / "media")
        for line in _waystation("hub", "facts", "--data", hub).splitlines():
            fact: dict[str, Any] = json.loads(line)
            if fact["station"] != "hub":
                yield Logged(
                    ev=fact["ev"],
                    station=fact["station"],
                    epoch=fact["epoch"],
                    seq=fact["seq"],
                    content=_content(tables, blobs, fact) if fact["type"] == _PIECE else "",
                    drafts=frozenset(fact["body"].get("drafts", ())),
                )


def _content(tables: Tables, blobs: BlobStore, fact: dict[str, Any]) -> str:
    if not fact["media"]:
        return text_content(fact["body"]["text"])
    try:
        key = visit_key(tables, fact["visit"]) or b""
        return photo_content(unseal(key, blobs.get(fact["media"][0]["id"]), ABOUT))
    except (PlumbingError, OSError) as error:
        return f"{fact['ev']} cannot be opened: {error}"


def _rebuilt_otherwise(hub: Path) -> list[str]:
    """Return the projections that are not what the log says."""
    told = json.loads(_waystation("hub", "rebuild", "--check", "--json", "--data", hub, fails=True))
    return list(told["differ"])


def _waystation(*words: object, fails: bool = False) -> str:
    """Run one of our own commands; return what it answers."""
    command = [sys.executable, str(COMMAND_LINE), *map(str, words)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=not fails)
    return answer.stdout
