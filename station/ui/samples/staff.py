"""Sample Views of a grown-up at a station and of a child who shows her pictures. Pure."""

from classroom.pictures import PICTURES
from station.session import staff_touches, touches
from station.session.observed import ObservePressed
from station.ui.samples.parts import AMAL, choice
from station.views.grownups import code_keys, pin_keys
from station.views.scene import picture
from station.views.shapes import Dots
from station.views.staff_shapes import (
    CodeView,
    FacesView,
    FaceTile,
    PicturesView,
    PinView,
    Row,
    RowsView,
    TilesView,
)
from station.views.words import words

_SAY = words("en")
_CANCEL = choice("Cancel", touches.BackPressed(), "x")
_BACK = choice("Back", touches.BackPressed(), "chevron-left")
_NAMES = (
    ("Ada", "star"), ("Amal", "tent"), ("Bao", "fish"), ("Ben", ""), ("Chidi", "rocket"), ("Dana", "leaf"),
    ("Eleanora", "cat"), ("Maximiliana", ""), ("Gus", "anchor"), ("Hana", "moon"), ("Ines", "drum"), ("Juno", "bike"),
)  # fmt: skip

CODE = CodeView(
    title="Type the code of your card",
    groups=("MFR", "GG2", "A··", "···", "···", "···", "···", "···", "···"),
    note="Nine groups of three, as they stand on it.",
    slip=False,
    keys=code_keys(_SAY),
    back=_CANCEL,
)
CODE_SLIP = CodeView(
    title=CODE.title,
    groups=("MFR", "GG2", "LTM", "NZW", "QYA", "BCD", "EFG", "HIJ", "KLM"),
    note="These do not fit together. Look at each group.",
    slip=True,
    keys=CODE.keys,
    back=_CANCEL,
)
PIN = PinView(
    title="Your PIN",
    dots=Dots(filled=2, asked=4),
    note="The digits move each time.",
    keys=pin_keys("7301946825", _SAY, rests=False, enough=True),
    rests=False,
    back=_CANCEL,
)
PIN_RESTS = PinView(
    title="Your PIN",
    dots=Dots(filled=0, asked=4),
    note="Take a break. 48 seconds left.",
    keys=pin_keys("1846702593", _SAY, rests=True, enough=False),
    rests=True,
    back=_CANCEL,
)
MENU = TilesView(
    title="Hello Ms R",
    icon="id-card",
    note="12 wait for the hub.",
    tiles=(
        choice("Let a child in", staff_touches.CheckInPressed(by="word"), "user-check", "main"),
        choice("A child shows her pictures", staff_touches.CheckInPressed(by="pictures"), "shapes"),
        choice("Observe a learner", ObservePressed(), "eye"),
        choice("End a visit", staff_touches.VisitsPressed(), "door-open"),
        choice("Let this zone rest", staff_touches.LockPressed(locked=True), "lock"),
        choice("Sound", staff_touches.SoundPressed(), "volume-2"),
        choice("How this station is", staff_touches.HealthPressed(), "activity"),
        choice("Restart", staff_touches.RestartPressed(), "rotate-ccw"),
        choice("Leave the kiosk", staff_touches.LeaveKioskPressed(), "log-out"),
    ),
    back=choice("I'm done here", staff_touches.StaffLeft(), "check"),
    banner="Saving here for now",
)
MENU_FEW = TilesView(
    title="Hello Ms R",
    icon="id-card",
    note="The hub has everything.",
    tiles=(MENU.tiles[4], MENU.tiles[6], MENU.tiles[7]),
    back=MENU.back,
)
SOUND = TilesView(
    title="How loud does it speak?",
    icon="volume-2",
    note="Tap one and listen.",
    tiles=tuple(
        choice(name, staff_touches.VolumePicked(level=level), icon, chosen=level == 3)
        for level, (name, icon) in enumerate(
            (
                ("very soft", "volume"),
                ("soft", "volume"),
                ("middle", "volume-1"),
                ("loud", "volume-2"),
                ("very loud", "volume-2"),
            ),
            1,
        )
    ),
    back=_BACK,
)
SURE = TilesView(
    title="Restart this station?",
    icon="rotate-ccw",
    note="Nothing is lost. It takes a minute.",
    tiles=(choice("Yes, restart", touches.StayPressed(), "rotate-ccw", "main"),),
    back=choice("No, back", touches.BackPressed(), "chevron-left"),
)
FACES = FacesView(
    title="Who comes in?",
    note="Class Heron",
    faces=tuple(
        FaceTile(
            avatar=picture(icon, name), choice=choice(name, staff_touches.ChildPicked(learner=name.lower()))
        )
        for name, icon in _NAMES
    ),
    page="2 of 3",
    earlier=choice("", touches.PageTurned(what="faces", by=-1), "chevron-left"),
    later=choice("", touches.PageTurned(what="faces", by=1), "chevron-right"),
    other=choice("Class Otter", staff_touches.ClassTurned(class_="otter"), "school"),
    back=_BACK,
)
FACES_FEW = FacesView(
    title="Whose pictures?", note="Class Heron", faces=FACES.faces[:2], page="", earlier=None, later=None,
    other=None, back=_BACK,
)  # fmt: skip
FACES_NONE = FacesView(
    title="Who comes in?", note="Nobody here yet. It comes with the hub.", faces=(), page="", earlier=None,
    later=None, other=None, back=_BACK,
)  # fmt: skip


def _pictures(*tapped: str, note: str = "", rests: bool = False) -> PicturesView:
    title = "Amal, tap your three pictures"
    return PicturesView(
        spoken=title,
        aloud=True,
        title=title,
        avatar=AMAL,
        dots=Dots(filled=len(tapped), asked=3),
        note=note,
        pictures=tuple(
            choice("", staff_touches.PictureTapped(icon=icon), icon, chosen=icon in tapped)
            for icon in PICTURES
        ),
        rests=rests,
        speaker=choice("Read aloud", touches.SpeechAsked(text=title), "volume-2", "quiet"),
        again=choice("Begin again", staff_touches.PicturesCleared(), "rotate-ccw"),
        back=choice("Stop", touches.BackPressed(), "x"),
    )


PICTURES_TAPPED = _pictures("cat", "moon")
PICTURES_AGAIN = _pictures(note="Try again, or ask your teacher.")
VISITS = RowsView(
    title="Who has a visit here",
    note="Ended. All that was made is kept.",
    rows=tuple(
        Row(
            title=name,
            words=mode,
            avatar=picture(icon, name),
            tone="now",
            choice=choice("End", staff_touches.EndVisitPressed(visit=name), "door-open"),
        )
        for name, icon, mode in (
            ("Amal", "tent", "at this screen"),
            ("Maximiliana-Josephine", "", "at the table"),
            ("Bao", "fish", "at the table"),
            ("A child of another class", "user", "with a teacher"),
        )
    ),
    page="1 of 2",
    earlier=None,
    later=choice("", touches.PageTurned(what="visits", by=1), "chevron-right"),
    back=_BACK,
)
VISITS_NONE = RowsView(
    title="Who has a visit here", note="Nobody has a visit here.", rows=(), page="", earlier=None, later=None,
    back=_BACK,
)  # fmt: skip
HEALTH = RowsView(
    title="How this station is",
    note="",
    rows=(
        Row(title="Hub", words="not there. All is saved here for now.", icon="cloud-off", tone="next"),
        Row(title="Waiting for the hub", words="12, the oldest from yesterday 14:13", icon="send"),
        Row(title="Badge list", words="from Friday 14:13", icon="id-card"),
        Row(title="Room on the disk", words="plenty", icon="hard-drive"),
        Row(title="Clock", words="9:05, as the hub says", icon="clock"),
    ),
    page="",
    earlier=None,
    later=None,
    back=_BACK,
)
