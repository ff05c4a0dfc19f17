"""A child who begins pieces at the stations of a school, and what the hub tells the others of them."""

import base64

import msgspec

from classroom.documents import DRAFT_BOX, DraftDocument, LearnerDocument
from classroom.facts import DraftDropped, DraftParked, EvidenceHandedIn
from classroom.wire.codec import decode_document
from classroom.wire.messages import MediaRef
from hub.service.thumbnails import Thumbnails
from hub.store import feed
from plumbing import seal
from tests.factories_hub import SchoolAtWork
from tests.stub_station import StubStation
from tests.waiting import until

WORDS = b'{"draft":"d","kind":"writing","target":"M01","text":"Half of it"}'


class Pupil:
    """Amal at one station of the school: what she puts aside goes up with its files, unless they wait."""

    def __init__(self, school: SchoolAtWork, station: StubStation) -> None:
        self.school, self.station = school, station
        self.visit = station.open_visit("amal")

    def parks(
        self, draft: str, continues: str = "", *, photo: bytes = b"", files: bool = True
    ) -> tuple[bytes, ...]:
        """Put a draft aside and tell the hub; return its sealed files."""
        key = self.station.keys[self.visit]
        plain = ((WORDS, f"draft {draft}".encode(), DRAFT_BOX), (photo, b"media", "image/jpeg"))
        boxes = [(seal.seal(key, data, about), mime) for data, about, mime in plain if data]
        media = tuple(MediaRef(id=seal.media_id(box), size=len(box), mime=mime) for box, mime in boxes)
        fact = DraftParked(draft=draft, kind="writing", continues=continues, target="M01")
        self.station.write(fact, ("amal",), self.visit, media=media)
        self.school.send(self.station)
        sealed = tuple(box for box, _ in boxes)
        if files:
            arrive(self.school, *sealed)
        return sealed

    def drops(self, draft: str, continues: str = "") -> None:
        self.station.write(DraftDropped(draft=draft, continues=continues), ("amal",), self.visit)
        self.school.send(self.station)

    def hands_in(self, *ended: str) -> None:
        fact = EvidenceHandedIn(evidence="p1", targets=("M01",), kind="writing", text="All.", drafts=ended)
        self.station.write(fact, ("amal",), self.visit)
        self.school.send(self.station)


def arrive(school: SchoolAtWork, *sealed: bytes) -> None:
    """Let files come to the hub whole."""
    thumbs = Thumbnails(school.back)
    thumbs.start()
    for box in sealed:
        thumbs.post(school.back.store.blobs.put(box))
    until(thumbs._queue.empty)
    thumbs.stop()


def offered(school: SchoolAtWork) -> dict[str, DraftDocument]:
    """The drafts of which stations are told."""
    school.settle()
    found = {}
    with school.back.store.reading() as tables:
        for (doc,) in tables.all("SELECT doc FROM feed WHERE kind = 'draft'"):
            row = feed.entry(tables, doc)
            if row is not None and row.body is not None:
                document = decode_document(row.body)
                assert isinstance(document, DraftDocument)
                found[document.draft] = document
    return found


def amal(school: SchoolAtWork) -> LearnerDocument:
    school.settle()
    with school.back.store.reading() as tables:
        row = feed.entry(tables, "learner/amal")
    assert row is not None
    box = base64.b64decode(msgspec.json.decode(row.body or b"", type=str))
    document = decode_document(seal.unseal(key_of(school), box, b"learner amal"))
    assert isinstance(document, LearnerDocument)
    return document


def key_of(school: SchoolAtWork) -> bytes:
    return school.back.keys.learner_keys(("amal",))["amal"]


def scope(school: SchoolAtWork, draft: str) -> tuple[str, ...]:
    school.settle()
    with school.back.store.reading() as tables:
        row = feed.entry(tables, f"draft/{draft}")
    assert row is not None
    return row.scope
