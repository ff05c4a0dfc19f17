"""Words for a grown-up who writes down what she saw. Pure."""

from enum import unique
from typing import Final

from station.views.phrase import Phrase


@unique
class AtSeeing(Phrase):
    """Which child, which target, what was seen."""

    OBSERVE = "Observe a learner"
    WHOM = "Whom did you see?"
    WRITTEN_DOWN = "Written down for {name}."
    WHAT_DID = "What did {name} do?"
    HERS_NOW = "on the path now"
    THIS_ONE = "This one"
    NO_TARGETS = "No targets here yet. They come with the hub."
    HOW_WAS_IT = "What did you see {name} do?"
    NOT_KEPT = "That did not work. Try again."
    OWN_WORDS = "In my own words"
    WRITE_IT = "Write it down"
    WORDS_HERE = "What you saw"
    # the list
    ALONE = "Did it alone."
    EXPLAINED = "Explained it to others."
    TRIED_AGAIN = "Tried again after a slip."
    ELSEWHERE = "Used it in another task."
    WITH_A_HINT = "Did it with a hint."
    HELPED = "Helped a classmate do it."


LIST: Final = (
    (AtSeeing.ALONE, "user-check"),
    (AtSeeing.EXPLAINED, "message-circle"),
    (AtSeeing.TRIED_AGAIN, "rotate-ccw"),
    (AtSeeing.ELSEWHERE, "compass"),
    (AtSeeing.WITH_A_HINT, "lightbulb"),
    (AtSeeing.HELPED, "hand-helping"),
)
"""What a grown-up often sees; none of it is a level."""
