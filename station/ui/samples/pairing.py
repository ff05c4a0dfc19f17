"""Sample Views of a second badge at a screen, and of several who work together. Pure."""

from msgspec.structs import replace

from station.session import touches
from station.session.together import MyTurnPressed, TogetherPressed
from station.ui.samples import path, work
from station.ui.samples.parts import NOOR, choice, frame
from station.views.pairing import SecondView
from station.views.shapes import Avatar, View

_CLEO = Avatar(letter="C", icon="cat", colour="#7A4300")
_DAN = Avatar(letter="D", icon="", colour="#1B1F3B")
_ASKS = "Noor is here too."
_BOTH = replace(frame(""), name="Amal + Noor", beside=(NOOR,))
_FOUR = replace(frame(""), name="Amal + Noor + Cleo + Dan", beside=(NOOR, _CLEO, _DAN))

SECOND = SecondView(
    spoken=_ASKS,
    aloud=True,
    title=_ASKS,
    note="",
    avatar=NOOR,
    left_s=8,
    ring_s=10,
    together=choice("Work together", TogetherPressed(), "users", "main"),
    mine=choice("It's me now", MyTurnPressed(), "user-check"),
    speaker=choice("Read to me", touches.SpeechAsked(text=_ASKS), "volume-2", "quiet"),
)
PAIRING: dict[str, View] = {
    "second": SECOND,
    "second-badge": replace(
        SECOND,
        title="Hold the first badge here again.",
        note="Then you work together.",
        together=replace(SECOND.together, enabled=False),
        left_s=12,
        ring_s=15,
    ),
    "path-pair": replace(path.PATH, frame=_BOTH, mastered=0, next=(), more_next=None),
    "work-four-learners": replace(work.WORK, frame=replace(_FOUR, subtitle=work.WORK.frame.subtitle)),
    "assess-pair": replace(
        work.ASSESS, frame=_BOTH, title="Noor, how is it for you?", tricky=None, tricky_note=""
    ),
}
