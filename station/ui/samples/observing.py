"""Sample Views of a grown-up who writes down what she saw. Pure."""

from msgspec.structs import replace

from classroom.documents import FrameworkDocument
from classroom.target import Framework, LearningTarget
from station.session.observed import Observing
from station.session.state import Face, State
from station.session.visitor import FaceCard, RoomKnown
from station.ui.samples.parts import I_CAN
from station.views.observing import observing_view
from station.views.shapes import View
from station.views.words import words

_LINES = (
    I_CAN,
    "I can find fragments and run-ons and mend them.",
    "I can compare two amounts with a ratio.",
    "I can plan a paragraph before I write it.",
    "I can tell what a graph shows.",
)
_TARGETS = tuple(
    LearningTarget(id=str(place), code=str(place), strand="", i_can={"en": line})
    for place, line in enumerate(_LINES)
)
_ROOM = RoomKnown(
    frameworks=(FrameworkDocument(framework=Framework(id="six", title="Six", targets=_TARGETS)),)
)
_STATE = State(face=Face(station="s1", zone="porch", zone_name="Reading Porch"), room=_ROOM)
_PAGE = Observing(
    face=FaceCard(learner="amal", name="Amal", avatar="tent"),
    targets=tuple(target.id for target in _TARGETS),
    now=2,
)
_AIMED = replace(_PAGE, target="0", picked=("Did it alone.", "Explained it to others."))
_TYPING = replace(_AIMED, typing=True, typed="Joined two ideas with although, twice")

OBSERVING: dict[str, View] = {
    "observe-targets": observing_view(_STATE, _PAGE, words("en")),
    "observe-words": observing_view(_STATE, _AIMED, words("en")),
    "observe-typing": observing_view(_STATE, _TYPING, words("en")),
}
