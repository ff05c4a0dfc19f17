"""The barest intake there can be: it checks, decodes and opens the same bytes, and keeps them."""

import base64
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from classroom.facts import VisitOpened
from classroom.wire.codec import decode, decode_envelope, decode_fact
from classroom.wire.messages import EventBatch
from plumbing import seal
from plumbing.database import transaction
from tests.stub_station import StubStation


class BareIntake:
    """Knows the stations' keys and the hub's private key, and nothing of order, chains or what facts mean."""

    def __init__(self, path: Path, box_private: bytes, stations: Sequence[StubStation]) -> None:
        self._private = box_private
        self._lives = {one.topic("up/ev"): (one.session[0], one.life) for one in stations}
        self._keys: dict[str, bytes] = {}
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(
            "CREATE TABLE facts (rev INTEGER PRIMARY KEY, ev TEXT UNIQUE, station TEXT, epoch TEXT, seq INTEGER, "
            "type TEXT, learners TEXT, visit TEXT, wall_ms INTEGER, raw BLOB, body BLOB)"
        )

    def take(self, messages: Sequence[tuple[str, bytes]], at_once: int) -> float:
        """Take all messages, so many in one transaction; return the seconds."""
        began = time.perf_counter()
        for start in range(0, len(messages), at_once):
            with transaction(self._db):
                for topic, payload in messages[start : start + at_once]:
                    self._keep(*self._lives[topic], topic, payload)
        return time.perf_counter() - began

    def _keep(self, key: bytes, life: str, topic: str, payload: bytes) -> None:
        _, body = seal.check(key, topic, life, payload)
        batch = decode("up/ev", body)
        assert isinstance(batch, EventBatch)
        station = topic.split("/")[4]
        for raw in batch.events:
            self._insert(station, batch.epoch, bytes(raw))

    def _insert(self, station: str, epoch: str, raw: bytes) -> None:
        """Open a fact and keep the row that the log keeps."""
        envelope = decode_envelope(raw)
        body, visit = bytes(envelope.body), envelope.visit or ""
        if body.startswith(b'"'):
            box = base64.b64decode(msgspec.json.decode(body, type=str))
            body = seal.unseal(self._keys[visit], box, f"fact {envelope.ev} {envelope.type}".encode())
        fact = decode_fact(envelope.type, body)
        if isinstance(fact, VisitOpened):
            self._keys[visit] = seal.open_sealed(self._private, base64.b64decode(fact.key_box))
        learners = msgspec.json.encode(envelope.learners).decode()
        self._db.execute(
            "INSERT INTO facts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                envelope.ev,
                station,
                epoch,
                envelope.seq,
                envelope.type,
                learners,
                visit,
                envelope.wall_ms,
                raw,
                body,
            ),
        )
