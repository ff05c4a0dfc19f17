"""Examples with the fields that were given after the first golden bytes, and of what lies in boxes."""

from classroom.documents import BadgesDocument, Document, DraftForm, LearnerDocument
from classroom.doors import BadgeEntry, StaffCard
from classroom.facts import (
    DraftDropped,
    DraftParked,
    EvidenceHandedIn,
    Fact,
    FeedbackGiven,
    KeyWrap,
    VisitOpened,
)
from classroom.helping import HandLine
from classroom.learner import band_of
from classroom.visit import VisitOver
from classroom.wire import messages as m
from tests.contract.door_examples import SLOW
from tests.contract.wire_examples import HASH, MEDIA

GROWN_MESSAGES: tuple[tuple[str, m.Message], ...] = (
    ("up/beat", m.Beat(life="l1", boottime=77, unheard={"forged": 3, "replayed": 1})),
    (
        "dn/rs",
        m.Welcome(nonce=HASH, hub_epoch="e1", upto=4, h=HASH, rev=12, time=99, hub_nonce=HASH, started=5),
    ),
    ("up/rq", m.FeedGet(hub_epoch="e1", since=3, scope="00112233aabbccdd")),
    (
        "dn/rs",
        m.FeedPage(
            hub_epoch="e1",
            since=5,
            to=6,
            docs=(
                m.FeedDocument(
                    rev=6, doc="framework/f6", kind="framework", version=2, media=MEDIA, size=300_000
                ),
            ),
            scope="00112233aabbccdd",
        ),
    ),
)
"""Messages with the fields that they were given after their first golden bytes."""

GROWN_FACTS: tuple[Fact, ...] = (
    EvidenceHandedIn(evidence="p1", targets=("G01",), kind="photo", drafts=("d2", "d1")),
    DraftParked(draft="d2", kind="photo", continues="d1", target="G01"),
    DraftDropped(draft="d2", continues="d1"),
    FeedbackGiven(
        by="ms-r",
        feedback="f1",
        evidence="p1",
        learner="amal",
        kind="next",
        text="",
        voice=MEDIA,
        voice_size=9_000,
        voice_s=4,
    ),
    VisitOpened(
        zone="porch",
        how="picture",
        key_id="k1",
        key_box="Ym94",
        wraps=(KeyWrap(learner="amal", box="d3JhcA=="),),
        by="ms-r",
    ),
)
"""Facts with the fields that they were given after their first golden bytes."""

GROWN_DOCUMENTS: tuple[Document, ...] = (
    BadgesDocument(
        class_="heron",
        badges=(BadgeEntry(badge=HASH, owner="ms-r", owner_kind="staff", wrap="d3JhcA==", slow=SLOW),),
    ),
    LearnerDocument(
        learner="amal",
        name="Amal",
        grade="6",
        band=band_of("6"),
        over=VisitOver(visit="v1", reason="bell"),
        hand=HandLine(help="h1", kind="look", tried=("asked",), state="coming", by="Ms R", before=2),
    ),
)
"""Documents with the fields that they were given after their first golden bytes."""

STAFF_CARD = StaffCard(name="Ms R", roles=("mentor", "teacher"))
"""What lies in the sealed box of a grown-up's document."""

DRAFT_FORM = DraftForm(
    draft="d2", kind="writing", target="G01", activity="bridges", text="Half of", at_ms=5, continues="d1"
)
"""What lies in the sealed box of a draft."""
