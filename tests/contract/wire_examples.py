"""One example of everything that crosses the room; their bytes are golden."""

from msgspec import Raw

from classroom import facts as f
from classroom.commands import Command
from classroom.documents import (
    DRAFT_BOX,
    ActivityDocument,
    BadgesDocument,
    ClassDocument,
    Document,
    DraftDocument,
    DraftFile,
    ErasedDocument,
    FeedbackCard,
    FeedbackLine,
    FrameworkDocument,
    LearnerDocument,
    MediaKey,
    OpenVisit,
    PieceCard,
    PlaylistDocument,
    SettingsDocument,
    TargetLine,
    ZoneLine,
    ZonesDocument,
)
from classroom.doors import (
    BadgeEntry,
)
from classroom.facts import (
    AlarmSeen,
    BadgePrinted,
    BadgeRevoked,
    BadgeRevokedSeen,
    BadgeUnknown,
    BlockClosed,
    BlockOpened,
    ChoiceMade,
    ClockAnchored,
    ClockCorrected,
    CommandAnswered,
    DateSet,
    Defined,
    DraftDropped,
    DraftParked,
    DraftResumed,
    EvidenceHandedIn,
    EvidenceReviewStarted,
    EvidenceWithdrawn,
    Fact,
    FeedbackGiven,
    FeedbackReplied,
    FeedbackSeen,
    Gap,
    HelpCancelled,
    HelpOpened,
    HelpSeen,
    HelpTried,
    HubStarted,
    JudgementMade,
    KeyWrap,
    MediaGivenUp,
    PicturesSet,
    PieceLevelled,
    PinSet,
    PlanApproved,
    SelfAssessed,
    StaffOverrode,
    StationCloned,
    StationCommanded,
    StationEnrolled,
    StationErred,
    StationForked,
    StationPicked,
    StationRevoked,
    StationWiped,
    TriesUsedUp,
    VisitClosed,
    VisitEnded,
    VisitModeChanged,
    VisitNotMe,
    VisitOpened,
)
from classroom.learner import Learner, band_of
from classroom.mastery import State
from classroom.path import NextLine, Reason
from classroom.plan import Plan, PlannedTarget
from classroom.playlist import Activity, Playlist, PlaylistItem, Step
from classroom.target import Framework, LearningTarget
from classroom.wire import messages as m
from classroom.wire.topics import Channel
from classroom.zone import Zone
from tests.contract.asking_examples import ASKING_FACTS
from tests.contract.company_examples import COMPANY_FACTS
from tests.contract.door_examples import DOOR_DOCUMENTS
from tests.contract.room_examples import ROOM_DOCUMENTS, ROOM_FACTS

PORCH = Zone(id="porch", name="Reading Porch", kind="read", seats=6)
G01 = LearningTarget(
    id="G01", code="G01", strand="Grammar", i_can={"en": "I can find the verb.", "es": "Sé."}
)
BRIDGES = Activity(
    id="bridges", title={"en": "Because Bridges"}, steps=(Step(words={"en": "Pick four."}),), targets=("G01",)
)
KITCHEN = Playlist(
    id="kitchen", title="Ratio Kitchen", targets=("M01",), items=(PlaylistItem(id="a", need="must"),)
)
HASH, MEDIA = "ab" * 16, "cd" * 32

HELLO = m.Hello(
    epoch="e", max_seq=9, acked_upto=4, feed_rev=3, life="l1", boot_id="b", boottime=77, wall=88, nonce=HASH
)  # fmt: skip

MESSAGES: tuple[tuple[Channel, m.Message], ...] = (
    ("pub/hub", m.HubState(online=True, hub_epoch="e1", started=5, time=7)),
    ("pub/head", m.Head(hub_epoch="e1", rev=12, badge_rev=3)),
    ("up/state", m.StationState(online=True, life="l1", boot_id="b", epoch="e", zone="porch", queue=2)),
    ("up/beat", m.Beat(life="l1", boottime=77, queue=2)),
    ("up/ev", m.EventBatch(epoch="e", first=1, last=1, events=(Raw(b'{"seq":1}'),))),
    ("up/rq", HELLO),
    ("up/rq", m.Fork(epoch="e2", was="e", kept=7, why="behind")),
    ("dn/rs", m.ForkNoted(epoch="e2")),
    ("dn/rs", m.Leave(boot_id="b2")),
    ("up/rq", m.FeedGet(hub_epoch="e1", since=3)),
    ("up/rq", m.TimeGet(n=1)),
    ("up/rq", m.MediaOffer(media=(m.MediaRef(id=MEDIA, size=300_000, mime="image/jpeg"),))),
    ("dn/rs", m.MediaWant(media=MEDIA, missing=(0, 3))),
    ("dn/rs", m.MediaHave(media=MEDIA)),
    ("dn/rs", m.MediaGone(media=MEDIA)),
    ("up/rq", m.CommandDone(cmd_id="c1")),
    ("dn/ack", m.Ack(epoch="e", upto=9, hub_epoch="e1", rejected=(m.Rejected(seq=4, why="chain"),))),
    ("dn/rs", m.Welcome(nonce=HASH, hub_epoch="e1", upto=4, h=HASH, rev=12, time=99)),
    (
        "dn/rs",
        m.FeedPage(
            hub_epoch="e1",
            since=3,
            to=5,
            docs=(
                m.FeedDocument(rev=4, doc="zones", kind="zones", version=2, body=Raw(b'{"kind":"zones"}')),
                m.FeedDocument(rev=5, doc="learner/amal", kind="learner", version=9, gone=True),
            ),
        ),
    ),
    ("dn/rs", m.TimeIs(n=1, time=99)),
    ("dn/rs", m.Order(command=Command(cmd_id="c1", kind="identify"))),
    ("dn/rs", m.Trouble(why="unreadable", about="up/ev")),
)

FACTS: tuple[Fact, ...] = (
    VisitOpened(
        zone="porch",
        how="badge",
        key_id="k1",
        key_box="Ym94",
        wraps=(KeyWrap(learner="amal", box="d3JhcA=="),),
    ),
    VisitModeChanged(mode="at_table", activity="bridges", target="G01"),
    VisitClosed(reason="signed_out"),
    VisitNotMe(),
    EvidenceHandedIn(
        evidence="p1", targets=("G01",), kind="photo", activity="bridges", attempt=2, revises="p0"
    ),
    EvidenceWithdrawn(evidence="p1"),
    SelfAssessed(evidence="p1", claim=3, tricky="although"),
    ChoiceMade(target="G01", reason="picked"),
    HelpOpened(help="h1", kind="stuck"),
    HelpTried(help="h1", tried=("read", "asked")),
    HelpCancelled(help="h1"),
    FeedbackSeen(feedback="f1"),
    FeedbackReplied(feedback="f1", reply="try"),
    DraftParked(draft="d1", kind="photo"),
    DraftResumed(draft="d1"),
    DraftDropped(draft="d1"),
    BadgeUnknown(count=2),
    BadgeRevokedSeen(badge=HASH),
    StaffOverrode(staff="ms-r", what="admitted", learner="amal"),
    *COMPANY_FACTS,
    TriesUsedUp(what="pin", whose="ms-r", tries=5, wait_s=30),
    StationErred(part="camera", what="lost"),
    CommandAnswered(cmd_id="c1", kind="lock"),
    StationCommanded(by="ms-r", station="porch-1", cmd_id="c1", kind="rezone", args={"zone": "cave"}),
    StationWiped(station="porch-1", cmd_id="c2"),
    Gap(lost_type="visit.closed"),
    PieceLevelled(by="ms-r", evidence="p1", learner="amal", target="G01", level=3),
    FeedbackGiven(by="ms-r", feedback="f1", evidence="p1", learner="amal", kind="glow", text="Clear reason"),
    JudgementMade(
        by="ms-r",
        judgement="j1",
        learner="amal",
        target="G01",
        decision="mastered",
        level=3,
        evidence=("p1",),
        policy_met=True,
    ),
    EvidenceReviewStarted(by="ms-r", evidence="p1"),
    HelpSeen(by="ms-r", help="h1", state="coming"),
    VisitEnded(by="ms-r", visit="v1", reason="staff"),
    BlockOpened(by="ms-r", block="b1", class_="heron"),
    BlockClosed(by="ms-r", block="b1"),
    *ROOM_FACTS,
    PlanApproved(
        by="ms-r",
        plan=Plan(id="pl", learner="amal", targets=(PlannedTarget(target="G01", role="now"),), staff="ms-r"),
    ),
    BadgePrinted(badge=HASH, owner="amal"),
    BadgeRevoked(by="ms-r", badge=HASH, reason="lost"),
    PinSet(by="admin", staff="ms-r"),
    PicturesSet(by="ms-r", learner="amal"),
    StationEnrolled(station="s1", zone="porch", classes=("heron",)),
    StationForked(station="s1", epoch="e2", was="e", kept=7, why="behind"),
    StationRevoked(by="ms-r", station="s1"),
    StationCloned(station="s1", boots=("b1", "b2")),
    StationPicked(by="ms-r", station="s1", boot="b1", others=("b2",)),
    AlarmSeen(by="ms-r", alarm="fork/s1/e2"),
    ClockAnchored(offset_ms=1_790_000_000_000, trip_ms=12, era=7),
    ClockCorrected(by="ms-r", offset_ms=-3_600_000, since=7, eras=(11, 12)),
    HubStarted(),
    DateSet(by="ms-r", evidence="e1", day="2026-10-13"),
    MediaGivenUp(by="ms-r", media=MEDIA, evidence="e1"),
    Defined(by="ms-r", entity=Learner(id="amal", given="Amal", initial="K", classes=("heron",))),
    f.TalkFlagged(by="ms-r", talk="t1", learner="amal", evidence="p1", target="G01"),
    f.TalkHeld(by="ms-r", talk="t1", learner="amal"),
    f.ChipsSet(by="ms-r", chips=(f.Chip(kind="glow", text="Clear reason"),)),
    f.EraseAsked(by="ms-r", erasure="x1", learners=("amal",)),
    f.EraseOrdered(by="mx-b", erasure="x1", learners=("amal",), due_ms=1_790_000_000_000),
    f.EraseUndone(by="mx-b", erasure="x1"),
    f.LearnerErased(learner="amal", erasure="x1", facts=12, files=2),
    f.FilesLetGo(media=(MEDIA,)),
    f.BadgeSucceeded(badge=HASH),
    f.DetailCounted(
        visits=(f.VisitCount(day="2026-10-13", zone="porch", count=12),),
        helps=(f.HelpCount(day="2026-10-13", kind="stuck", count=2),),
        places=(f.Places(station="s1", epoch="e", runs=((1, 3), (5, 5))),),
    ),
    f.EraseDone(learner="amal", facts=5, files=1),
    f.Redacted(),
    *ASKING_FACTS,
)

DOCUMENTS: tuple[Document, ...] = (
    BadgesDocument(class_="heron", badges=(BadgeEntry(badge=HASH, owner="amal", wrap="d3JhcA=="),)),
    LearnerDocument(
        learner="amal",
        name="Amal",
        grade="06",
        band=band_of("06"),
        classes=("heron",),
        teacher="Ms R",
        lines=(TargetLine(target="G01", state=State.NOW, pieces=1, pieces_asked=2),),
        next=(NextLine(target="G02", reason=Reason.OPENS, because="G01"),),
        pieces=(
            PieceCard(
                evidence="p1",
                target="G01",
                kind="photo",
                day="2026-11-20",
                at_ms=5,
                media=(MediaKey(media=MEDIA, key="a2V5", mime="image/jpeg", size=9),),
            ),
        ),
        feedback=(
            FeedbackCard(
                evidence="p1",
                by="Ms R",
                at_ms=6,
                lines=(FeedbackLine(feedback="f1", kind="glow", text="Yes"),),
            ),
        ),
        visit=OpenVisit(visit="v1", zone="porch", station="s1"),
        covers={"s1": ("e", 9)},
    ),
    ClassDocument(class_="heron", name="Heron", agreement="ask two friends"),
    ErasedDocument(learner="amal"),
    ZonesDocument(zones=(ZoneLine(zone=PORCH, taken=2), ZoneLine(zone=PORCH))),
    FrameworkDocument(framework=Framework(id="cb6", title="Cedar Bend 6", targets=(G01,))),
    PlaylistDocument(playlist=KITCHEN),
    ActivityDocument(activity=BRIDGES),
    SettingsDocument(school="Cedar Bend Middle", langs=("en", "es")),
    *ROOM_DOCUMENTS,
    DraftDocument(
        draft="d2",
        learner="amal",
        becomes="photo",
        visit="v1",
        wrap="d3JhcA==",
        zone="porch",
        at_ms=5,
        files=(
            DraftFile(media=HASH * 2, mime=DRAFT_BOX, size=300),
            DraftFile(media=MEDIA, mime="image/jpeg", size=300_000),
        ),
        continues="d1",
    ),
    *DOOR_DOCUMENTS,
)
