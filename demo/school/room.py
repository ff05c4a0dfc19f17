"""The room of Cedar Bend: the usual eight zones with 44 seats, the section that meets there, the school. Pure."""

from classroom.roster import Entity
from classroom.zone import ClassGroup, School, usual_zones
from demo.school.activities import activities
from demo.school.framework import framework
from demo.school.people import SECTION, TEACHER, learners, staff
from demo.school.playlists import playlists


def entities() -> tuple[Entity, ...]:
    """Return all that staff would have set up before the first day, in an order that can be applied."""
    return (
        School(
            id="cedar-bend",
            name="Cedar Bend Middle",
            vision="Every child can say what they are learning, and why it matters to them.",
        ),
        ClassGroup(
            id=SECTION,
            name="Heron",
            staff=(TEACHER, "mr-t", "ms-ode"),
            agreement="ask two friends, then raise your hand.",
        ),
        *usual_zones(),
        *staff(),
        framework(),
        *activities(),
        *playlists(),
        *learners(),
    )
