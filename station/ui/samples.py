"""One View of each screen as a class might see it, for the gallery and for looking at a panel. Pure."""

from msgspec.structs import replace

from station.session import touches
from station.session.events import Event
from station.ui.sample_keys import KEYS
from station.ui.sample_photo import PICTURE
from station.views.door_shapes import GoodbyeView, HelloView, IdleView, ReleaseView, StillThereView, ZoneRow
from station.views.path_shapes import FeedbackRow, FeedbackView, NextTile, NowCard, PathView, PictureCard
from station.views.shapes import Avatar, Choice, Dots, Frame, Kind, PieceLook
from station.views.work_shapes import (
    AssessView,
    ClaimCard,
    HandedInView,
    PhotoView,
    StepRow,
    WorkView,
    WriteView,
)

AMAL = Avatar(letter="A", icon="", colour="#2456B8")
NOOR = Avatar(letter="N", icon="leaf", colour="#00796B")
I_CAN = "I can join ideas with but, so, because or although."


def choice(words: str, event: Event, icon: str = "", kind: Kind = "plain", *, chosen: bool = False) -> Choice:
    return Choice(words=words, event=event, icon=icon, kind=kind, chosen=chosen, says=words)


def frame(subtitle: str, *, banner: str = "") -> Frame:
    return Frame(
        name="Amal",
        avatar=AMAL,
        subtitle=subtitle,
        speaker=choice("Read to me", touches.SpeechAsked(text="all"), "volume-2", "quiet"),
        hand=choice("I need help", touches.HandPressed(), "hand", "help"),
        door=choice("Bye", touches.DoorPressed(), "door-open", "quiet"),
        banner=banner,
    )


def young_frame() -> Frame:
    plain = frame("")
    return Frame(
        name="Noor",
        avatar=NOOR,
        subtitle="",
        speaker=plain.speaker,
        hand=plain.hand,
        door=plain.door,
        young=True,
    )


BACK = choice("", touches.BackPressed(), "chevron-left")

_ROOMS = (
    ("Quiet Cave", "tent", "3 free", True, False),
    ("Campfire", "flame", "full", True, True),
    ("Watering Hole", "waves", "5 free", True, False),
    ("Make Bench", "hammer", "1 free", True, False),
    ("Listening Nook", "headphones", "2 free", True, False),
    ("Reading Porch", "book-open", "4 free", True, False),
    ("Show-It Table", "presentation", "3 free", True, False),
    ("Garden Door", "leaf", "not known", False, False),
)

IDLE = IdleView(
    zone="Reading Porch",
    icon="book-open",
    seats="4 of 6 seats free · quiet voices",
    seats_known=True,
    hint="Hold your badge here",
    camera="ready",
    found=False,
    room_title="Room today",
    rooms=tuple(
        ZoneRow(name=name, icon=icon, words=words, known=known, full=full, here=name == "Reading Porch")
        for name, icon, words, known, full in _ROOMS
    ),
    agreement_title="We agreed:",
    agreement="ask two friends, then raise your hand.",
    asking=False,
    ask="No badge? Ask your teacher. These places have room:",
    no_badge=choice("No badge?", touches.NoBadgePressed(), "users"),
    language=choice("English", touches.LanguagePressed(), "globe"),
)

ROOM = replace(
    IDLE,
    asking=True,
    no_badge=choice("Back", touches.NoBadgePressed(), "chevron-left"),
    banner="Saving here for now",
)

HELLO = HelloView(
    greeting="Hello Amal",
    avatar=AMAL,
    note="Your path comes in a moment.",
    ask="",
    avatars=(),
    not_me=choice("Not me", touches.NotMePressed(), "x"),
    young=False,
)

HELLO_YOUNG = HelloView(
    greeting="Hello!",
    avatar=NOOR,
    note="",
    ask="Tap your picture.",
    avatars=tuple(
        (avatar, choice("", touches.AvatarPicked(avatar=avatar.icon)))
        for avatar in (
            Avatar(letter="", icon="anchor", colour="#2456B8"),
            NOOR,
            Avatar(letter="", icon="rocket", colour="#7A4300"),
        )
    ),
    not_me=choice("Not me", touches.NotMePressed(), "x"),
    young=True,
)

RELEASE = ReleaseView(title="Your place is kept.", words="Scan when you are back.")
STILL_THERE = StillThereView(
    title="Still there?",
    left_s=21,
    ring_s=30,
    stay=choice("Yes", touches.StayPressed(), "check", "main"),
    done=choice("I'm done", touches.DoorPressed(), "door-open"),
)
GOODBYE = GoodbyeView(title="Bye!")


def _now(title: str, icon: str, line: str, dots: tuple[int, int], fresh: str = "") -> NowCard:
    return NowCard(
        title=title, icon=icon, line=line, dots=Dots(filled=dots[0], asked=dots[1]), fresh=fresh,
        choice=choice(title, touches.TargetPicked(target=title)),
    )  # fmt: skip


def _next(title: str, reason: str) -> NextTile:
    return NextTile(
        title=title, icon="compass", reason=reason, reason_icon="compass",
        choice=choice(title, touches.NextPicked(target=title, reason=reason)),
    )  # fmt: skip


PATH = PathView(
    frame=frame("Reading Porch"),
    mastered=14,
    mastered_words="I can do these",
    now_title="I am working on",
    now=(
        _now("Join ideas with but, so, because or although", "pencil", "1 of 2 ways shown", (1, 2)),
        _now("Solve ratio problems with a table", "hammer", "started · Make Bench", (0, 2), "new"),
        _now("Plan a fair test and name what I change", "leaf", "handed in · Ms R has it", (2, 2)),
    ),
    now_empty="",
    more_now=None,
    next_title="Next I can choose",
    next=(
        _next("Make clear who each pronoun stands for", "You planned it with Ms R"),
        _next("Plot points in all four parts of a grid", "You picked it"),
    ),
    next_empty="",
    more_next=None,
    keep_going=choice("Keep going", touches.KeepGoingPressed(), "footprints", "main"),
    started=None,
    mail=choice("2", touches.MailPressed(), "mail"),
)

MORE_NOW = choice("More", touches.PageTurned(what="now"), "chevron-down", "quiet")
MORE_NEXT = choice("More", touches.PageTurned(what="next"), "chevron-down", "quiet")

PATH_YOUNG = PathView(
    frame=young_frame(), mastered=3, mastered_words="", now_title="", now=(), now_empty="", more_now=None,
    next_title="", next=(), next_empty="", more_next=None,
    keep_going=choice("Keep going", touches.KeepGoingPressed(), "footprints", "main"),
    started=None, mail=None, stars=3,
    cards=(
        PictureCard(title="Count steps", icon="footprints", tone="now",
                    choice=choice("Count steps", touches.TargetPicked(target="a"))),
        PictureCard(title="Tell a story", icon="mic", tone="mastered",
                    choice=choice("Tell a story", touches.TargetPicked(target="b"))),
        PictureCard(title="Draw a leaf", icon="brush", tone="next",
                    choice=choice("Draw a leaf", touches.TargetPicked(target="c"))),
    ),
)  # fmt: skip

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
    later=choice("", touches.PageTurned(what="steps"), "chevron-down", "quiet"),
    materials="blue box, glue",
    minutes="about 15 minutes",
    show_title="Show what you can do",
    evidence=(
        choice("Photo", touches.KindPicked(kind="photo"), "camera"),
        choice("Write", touches.KindPicked(kind="writing"), "pencil"),
    ),
    evidence_note="",
    policy="Show it 2 ways on 2 days · 1 is in",
    dots=Dots(filled=1, asked=2),
    note="",
    other=choice("Another way", touches.OtherWayPressed(activity="b"), "shuffle", "choice"),
    back=BACK,
    off=choice("I'm off to work", touches.OffToWorkPressed(), "footprints", "main"),
)

PHOTO = PhotoView(
    frame=frame("Because Bridges"),
    stage="live",
    title="Take a photo of your work",
    hint="Hold it flat and still. No faces, please.",
    jpeg=b"",
    shutter=choice("Take the photo", touches.ShutterPressed(), "camera", "main"),
    keep=choice("Keep", touches.KeepPressed(), "check", "main"),
    again=choice("Again", touches.AgainPressed(), "rotate-ccw"),
    write=choice("Write instead", touches.KindPicked(kind="writing"), "pencil"),
    back=BACK,
)

PHOTO_TAKEN = replace(
    PHOTO, stage="taken", title="Is it sharp?", hint="You can keep it or take another.", jpeg=PICTURE
)
PHOTO_AWAY = replace(PHOTO, stage="away", title="Camera is asleep.", hint="Write instead.",
                     shutter=replace(PHOTO.shutter, enabled=False))  # fmt: skip

WRITE = WriteView(
    frame=frame("Because Bridges"),
    title=I_CAN,
    text="Although it rained, we stayed outside because the game was close.",
    placeholder="Write here.",
    left=1934,
    keys=KEYS,
    back=BACK,
)

PIECE = PieceLook(
    kind="writing", icon="pencil", jpeg=b"", words="Your writing",
    text="Although it rained, we stayed outside because the game was close.",
)  # fmt: skip

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

FEEDBACK = FeedbackView(
    frame=frame("From Ms R · today 10:52"),
    i_can=I_CAN,
    verdict="",
    verdict_icon="star",
    verdict_tone="mastered",
    lines=(
        FeedbackRow(title="Glow", icon="sparkles", tone="mastered", words="Your although gives a clear reason.",
                    speak=choice("", touches.SpeechAsked(text="glow"), "volume-2", "quiet")),
        FeedbackRow(title="Grow", icon="sprout", tone="next", words="Try one bridge with so. Read it to a friend.",
                    speak=choice("", touches.SpeechAsked(text="grow"), "volume-2", "quiet")),
    ),
    piece=PIECE,
    tries="Your writing, tries: 2",
    replies=(
        choice("I'll try", touches.ReplyPicked(reply="try")),
        choice("I don't get it", touches.ReplyPicked(reply="unclear")),
        choice("Let's talk", touches.ReplyPicked(reply="talk")),
    ),
    replied="",
    newer=None,
    older=None,
    page="",
    back=BACK,
    onward=choice("Make my next try", touches.NextTryPressed(evidence="e"), "footprints", "main"),
)  # fmt: skip

FEEDBACK_PAGED = replace(
    FEEDBACK,
    verdict="Not yet. One more step.",
    verdict_icon="sprout",
    verdict_tone="next",
    replied="You said: I'll try",
    newer=choice("", touches.PageTurned(what="feedback", by=-1), "chevron-left"),
    older=choice("", touches.PageTurned(what="feedback"), "chevron-right"),
    page="2 of 3",
    piece=replace(PIECE, kind="photo", icon="image", jpeg=PICTURE, text="", words="Your photo"),
)
