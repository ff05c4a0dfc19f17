"""The words of the map, the cards, the choices, her requests, and of how this place works. Pure."""

from enum import unique

from station.views.phrase import Phrase


@unique
class Choosing(Phrase):
    """What there is to choose from."""

    TITLE = "What would you like to do?"
    CHOOSE = "Choose"
    NOTHING = "Nothing fits. Try another place or time."
    ANY_PLACE = "Any place"
    HERE = "Here"
    ANY_COMPANY = "Alone or together"
    ALONE = "Alone"
    TOGETHER = "Together"
    ANY_LENGTH = "Short or long"
    SHORT = "Short"
    LONG = "Long"
    MINUTES = "{minutes} min"
    MUST = "everyone does this"
    SHOULD = "good to do"
    MAY = "if you like"


@unique
class OnMap(Phrase):
    """All targets, and where she stands with each."""

    TITLE = "All that we learn"
    SEE_ALL = "See all"
    NOTHING = "Nothing here yet."
    OTHER_STRAND = "{strand}: next"
    BEYOND = "I could teach it"
    MASTERED = "I can do it"
    LOOK_AGAIN = "let's look again"
    HANDED_IN = "handed in"
    NOW = "now"
    OPEN = "open"
    LATER = "later"


@unique
class OnCard(Phrase):
    """One target, and what she asks of it."""

    WHY = "Why it matters"
    LOOKS = "What it looks like"
    WANTED = "What is asked"
    PIECES = "Show it {asked} times"
    ONCE = "Show it once"
    KINDS = "In {asked} ways"
    DAYS = "On {asked} days"
    BEST = "My best piece"
    NEWEST = "My newest piece"
    NO_PIECE = "No piece yet."
    START = "Start this"
    SHOW_AGAIN = "Show it again"
    DIFFERENTLY = "I see it differently"
    EARLY = "Ask to start early"
    MANY = "Three of your questions wait already."
    ASKED_AGAIN = "You asked to show it again. {teacher} will answer."
    ASKED_EARLY = "You asked to start early. {teacher} will answer."
    ASKED_TALK = "You see it differently. {teacher} will talk with you."
    AGREED = "{teacher} said yes. The day comes soon."
    AT = "{day}, {zone}"
    TALK_AT = "You talk: {when}"
    OVER = "That day is over. Ask {teacher}."
    OPENED = "{teacher} says: start when you like."
    CHECK = "{teacher} says: a short check first."
    TALK = "{teacher} will talk with you about it."
    DONE = "You showed it again."
    TALKED = "You talked about it."
    SAID = "{teacher}: “{words}”"
    TOMORROW = "tomorrow"
    DAY_AND_TIME = "{day} {time}"


@unique
class Again(Phrase):
    """How she wants to show it, and what she did since."""

    TITLE = "How do you want to show it?"
    LIVE = "Do it live"
    TELL = "Tell it"
    MAKE = "Make or draw it"
    WRITE = "Write it"
    SINCE = "Since then (if you like)"
    PRACTISED = "I practised"
    READ_WORDS = "I read my words"
    ASKED = "I asked somebody"
    MADE_MORE = "I made more"
    ASK = "Ask {teacher}"
    PICK_FIRST = "Pick how first."


@unique
class Mine(Phrase):
    """Herself: language, and how this place works."""

    TITLE = "Me"
    LANGUAGE = "Language"
    WHICH_LANGUAGE = "Which language today?"
    HOW_IT_WORKS = "How this works"
    PATH = "Your path shows what you can do, and what comes."
    WORK = "Pick something, then work away from the screen."
    SHOW = "Show it in a way that you like."
    LOOKS = "A grown-up looks and answers with words."
    DECIDES = "Only a person says that you can do it."
    AGAIN = "You may always ask to show it again."
    TALK = "See it differently? Say so, and you talk."
    EARLY = "You may ask to start something early."
    HELP = "The hand gets you help. Nobody sees why."
    WHO_SEES = "Only you and your grown-ups see your work."
    DOOR = "Sign out, and nothing of yours stays here."
