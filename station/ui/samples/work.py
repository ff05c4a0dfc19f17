"""Sample Views of working, making and handing in. Pure."""

from msgspec.structs import replace

from station.session import touches
from station.ui.samples.keys import KEYS
from station.ui.samples.parts import BACK, I_CAN, PIECE, choice, frame
from station.ui.samples.photo import PICTURE
from station.views.shapes import Dots
from station.views.work_shapes import (
    AssessView,
    ClaimCard,
    HandedInView,
    PhotoView,
    StepRow,
    WorkView,
    WriteView,
)

WORK = WorkView(
    frame=frame("Because Bridges · about 15 minutes"),
    i_can=I_CAN,
    steps=tuple(
        StepRow(
            number=number, words=words, speak=choice("", touches.SpeechAsked(text=words), "volume-2", "quiet")
        )
        for number, words in (
            (1, "Pick four sentence strips from the blue box."),
            (2, "Build two bridges: one with because, one with although."),
            (3, "Read them to a partner. Does the reason fit?"),
        )
    ),
    steps_empty="",
    earlier=None,
    later=choice("More steps", touches.PageTurned(what="steps"), "chevron-down", "quiet"),
    materials="You need: blue box, glue",
    minutes="about 15 minutes",
    show_title="Show what you can do",
    evidence=(
        choice("Photo", touches.KindPicked(kind="photo"), "camera"),
        choice("Write", touches.KindPicked(kind="writing"), "pencil"),
    ),
    evidence_note="",
    policy="Show it 2 ways on 2 days · 1 is in",
    dots=Dots(filled=1, asked=2),
    note="You have one started.",
    other=choice("Another way", touches.OtherWayPressed(activity="b"), "shuffle", "choice"),
    back=BACK,
    off=choice("I'm off to work", touches.OffToWorkPressed(), "footprints", "main"),
)

WORK_FOUR = replace(
    WORK, earlier=choice("Earlier steps", touches.PageTurned(what="steps", by=-1), "chevron-up", "quiet"),
    evidence=(
        *WORK.evidence,
        choice("What I learned", touches.KindPicked(kind="reflection"), "message-circle"),
        choice("A link", touches.KindPicked(kind="link"), "link"),
    ),
)  # fmt: skip
WORK_NONE = replace(
    WORK, steps=(), steps_empty="Ask Ms R how to begin.", earlier=None, later=None, evidence=(), other=None, note="",
    evidence_note="Show it to Ms R.",
)  # fmt: skip

PHOTO = PhotoView(
    frame=frame("Because Bridges"),
    stage="live",
    title="Take a photo of your work",
    hint="Hold it flat and still. No faces, please.",
    jpeg=b"",
    shutter=choice("Take the photo", touches.ShutterPressed(), "camera", "main"),
    keep=choice("Keep", touches.KeepPressed(), "check", "main"),
    again=choice("Again", touches.AgainPressed(), "rotate-ccw"),
    instead=(),
    back=BACK,
)

PHOTO_TAKEN = replace(
    PHOTO, stage="taken", title="Is it sharp?", hint="You can keep it or take another.", jpeg=PICTURE
)
PHOTO_AWAY = replace(PHOTO, stage="away", title="Camera is asleep. Try another way.", hint="",
                     shutter=replace(PHOTO.shutter, enabled=False),
                     instead=(choice("Voice instead", touches.KindPicked(kind="voice"), "mic"),
                              choice("Write instead", touches.KindPicked(kind="writing"), "pencil")))  # fmt: skip

WRITE = WriteView(
    frame=frame("Because Bridges"),
    title=I_CAN,
    text="Although it rained, we stayed outside because the game was close.",
    placeholder="Write here.",
    left=1934,
    keys=KEYS,
    back=BACK,
)

ASSESS = AssessView(
    frame=frame("Because Bridges"),
    title="How is it for you?",
    i_can=I_CAN,
    piece=PIECE,
    claims=(
        ClaimCard(tone="calm", choice=choice("Not yet", touches.ClaimPicked(claim=1), "leaf")),
        ClaimCard(tone="next", choice=choice("Nearly", touches.ClaimPicked(claim=2), "footprints")),
        ClaimCard(
            tone="now", choice=choice("Got it", touches.ClaimPicked(claim=3), "circle-check", chosen=True)
        ),
        ClaimCard(tone="mastered", choice=choice("Could teach", touches.ClaimPicked(claim=4), "users")),
    ),
    tricky=choice("What was tricky?", touches.TrickyPressed(), "pencil"),
    tricky_note="if you like",
    back=BACK,
    hand_in=choice("Hand in to Ms R", touches.HandInPressed(), "send", "main"),
)

HANDED_IN = HandedInView(
    frame=frame("Because Bridges"),
    title="Handed in",
    piece=PIECE,
    i_can=I_CAN,
    who="Ms R will see it",
    ticks=2,
    status="Ms R has it",
    failed=False,
    undo=choice("Take it back", touches.UndoPressed(), "undo-2"),
    onward=choice("My path", touches.OnwardPressed(), "footprints", "main"),
)

HANDED_IN_FAILED = replace(
    HANDED_IN, failed=True, ticks=0, status="Not saved yet. Try again.", title="Almost", undo=None,
    onward=choice("Try again", touches.HandInPressed(), "rotate-ccw", "main"),
)  # fmt: skip
