"""Sample Views with nobody, somebody coming, somebody going. Pure."""

from msgspec.structs import replace

from station.session import staff_touches, touches
from station.ui.samples.parts import AMAL, NOOR, choice
from station.views.announced import AnnouncedView
from station.views.called import CalledView
from station.views.door_shapes import (
    EmptyingView,
    GoodbyeView,
    HelloView,
    IdleView,
    NamedView,
    ReleaseView,
    RestsView,
    Said,
    StillThereView,
    ZoneRow,
)
from station.views.shapes import Avatar

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

IDLE_ANNOUNCED = replace(
    IDLE,
    announcement=Said(
        title="Time to move:",
        words="Circle in five minutes. Bring your best piece of today and one question.",
        icon="footprints",
    ),
)
ANNOUNCED = AnnouncedView(
    title="Time to tidy up",
    words="Put the scissors back into the red box and wipe your table. Then come to the circle.",
    icon="brush",
    seen=choice("OK", touches.StayPressed(), "check", "main"),
)
ROOM = replace(
    IDLE,
    asking=True,
    no_badge=choice("Back", touches.NoBadgePressed(), "chevron-left"),
    banner="Saving here for now",
)

IDLE_OLD_LIST = replace(IDLE, banner="Saving here for now", badge_age="Badge list from Friday")
ROOM_ASLEEP = replace(
    ROOM,
    camera="asleep",
    code=choice("A grown-up types a code", staff_touches.CodePressed(), "keyboard"),
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
CALLED = CalledView(
    title="Please go to Watering Hole. Your work is kept.",
    left_s=9,
    ring_s=15,
    stay=choice("Let me finish", touches.StayPressed(), "pencil"),
    done=choice("I'm going", touches.DoorPressed(), "door-open", "main"),
)
GOODBYE = GoodbyeView(title="Bye!")
RESTS = RestsView(title="This zone rests now.", words="Try Watering Hole (3 free) or Reading Porch (2 free).")
NAMED = NamedView(title="It's me", words="Quiet Cave · quiet-cave-1")
EMPTYING = EmptyingView(title="This screen is being emptied.", words="Tell a grown-up if you still need it.")
