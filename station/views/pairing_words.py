"""Words for those who come to one screen together. Pure."""

from enum import unique

from station.views.phrase import Phrase


@unique
class Together(Phrase):
    """A second badge; each one's own word on a piece."""

    WHO_IS_HERE = "{name} is here too."
    FULL_HERE = "Four work here already."
    WORK_TOGETHER = "Work together"
    MY_TURN = "It's me now"
    FIRST_AGAIN = "Hold the first badge here again."
    THEN_TOGETHER = "Then you work together."
    HOW_FOR = "{name}, how is it for you?"
    ALL_SAID = "You have all said. Hand it in."
