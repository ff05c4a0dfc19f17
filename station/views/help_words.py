"""The words of the page of help. Pure."""

from enum import unique

from station.views.phrase import Phrase


@unique
class AtHelp(Phrase):
    """U18: what she needs, where she stands, what to do meanwhile."""

    WHAT = "What do you need?"
    STUCK = "I am stuck"
    LOOK = "Look at this"
    READY = "Ready to show"
    MATERIALS = "I need materials"
    SCREEN = "Screen trouble"
    PRIVATE = "Talk in private"
    ADULT = "I need an adult"
    OTHERS = "Something else"
    # the line
    YOUR_HAND = "Your hand is up"
    HAS_SEEN = "{by} has seen your hand"
    COMING = "{by} is coming to you"
    PEER = "A classmate is coming to you"
    ADULT_COMES = "An adult is coming to you."
    NEXT = "You are next."
    ONE_BEFORE = "1 before you"
    BEFORE = "{count} before you"
    SOME_BEFORE = "Some before you"
    FLAG = "Put up the paper flag"
    FLAG_ADULT = "Put up the paper flag, or go to an adult."
    # what she tried, and meanwhile
    TRIED = "What have you tried?"
    READ_AGAIN = "I read it again"
    ASKED = "I asked a classmate"
    ANOTHER = "I tried another way"
    MEANWHILE = "Meanwhile"
    GO_ON = "Go on with another part."
    DRAW = "Draw or write what you know."
    QUESTION = "Think of your question."
    BACK_TO_IT = "Back to my work"
    LET_GO = "I don't need help now"
