"""The room of Cedar Bend: eight zones with 44 seats, the section that meets there, the school. Pure."""

from classroom.roster import Entity
from classroom.zone import ClassGroup, School, Zone
from demo.school.activities import activities
from demo.school.framework import framework
from demo.school.people import SECTION, TEACHER, learners, staff
from demo.school.playlists import playlists


def zones() -> tuple[Zone, ...]:
    """Return the zones in the order in which the room list shows them."""
    return (
        Zone(id="cave", name="Quiet Cave", kind="cave", seats=5, noise="silent", order=0),
        Zone(id="campfire", name="Campfire", kind="campfire", seats=6, noise="talk", order=1),
        Zone(id="watering", name="Watering Hole", kind="watering", seats=8, noise="talk", order=2),
        Zone(id="make", name="Make Bench", kind="make", seats=6, noise="lively", order=3),
        Zone(id="listening", name="Listening Nook", kind="listen", seats=3, noise="quiet", order=4),
        Zone(id="reading", name="Reading Porch", kind="read", seats=6, noise="quiet", order=5),
        Zone(id="show", name="Show-It Table", kind="show", seats=4, noise="talk", order=6),
        Zone(id="garden", name="Garden Door", kind="outside", seats=6, noise="lively", order=7),
    )


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
        *zones(),
        *staff(),
        framework(),
        *activities(),
        *playlists(),
        *learners(),
    )
