"""Every word that a station says, in one place; a language that lacks one falls back to English. Pure."""

from collections.abc import Callable, Mapping
from enum import Enum, unique
from typing import Final

from classroom.why import Why
from station.views.drawing_words import AtEasel
from station.views.hearing_words import AtHearing
from station.views.help_words import AtHelp
from station.views.making_words import AtMaking
from station.views.observing_words import AtSeeing
from station.views.overview_words import Again, Choosing, Mine, OnCard, OnMap
from station.views.pairing_words import Together
from station.views.phrase import Phrase
from station.views.room_words import InRoom
from station.views.staff_words import AtStaff

__all__ = [
    "OTHER_LANGUAGES", "OWN_NAMES", "PHRASES", "Always", "Answers", "AtDoor", "AtMaking", "AtStaff", "AtWork", "OnPath",
    "Phrase", "Say", "is_right_to_left", "words",
]  # fmt: skip


@unique
class AtDoor(Phrase):
    """Idle, hello, still there, goodbye."""

    # idle
    SEATS = "{free} of {seats} seats free"
    SEATS_UNKNOWN = "Free seats not known"
    ZONE_FULL = "Full now."
    ZONE_FULL_TRY = "Full now. {free} free at {zone}."
    ZONE_RESTS = "resting"
    ROW_FREE = "{free} free"
    ROW_FULL = "full"
    ROW_UNKNOWN = "not known"
    SILENT = "no talking"
    QUIET = "quiet voices"
    TALK = "talking voices"
    LIVELY = "lively voices"
    ROOM_TODAY = "Room today"
    WE_AGREED = "We agreed:"
    HOLD_BADGE = "Hold your badge here"
    MORE_LIGHT = "More light"
    TILT = "Tilt the badge"
    CAMERA_SLEEPS = "Camera is asleep. Ask your teacher."
    NO_BADGE = "No badge?"
    BACK_TO_BADGE = "I have my badge"
    ASK_TEACHER = "Ask your teacher. You can look around meanwhile."
    # the last scan
    CANNOT_READ = "I can't read that one. Try flat and still."
    NOT_CLASS_BADGE = "That is not a class badge."
    NOT_KNOWN_HERE = "I don't know you here yet. Ask your teacher."
    RESTING = "This badge is resting. See your teacher."
    ONE_AT_A_TIME = "One at a time, please."
    CLEARED = "OK, cleared."
    OTHER_PICTURE = "That is another picture. Scan your badge again."
    # what the hub asks for
    RESTS = "This zone rests now."
    RESTS_TRY = "Try {zones}."
    RESTS_FREE = "{zone} ({free} free)"
    RESTS_OR = " or "
    RESTS_ASK = "Ask your teacher where to go."
    ITS_ME = "It's me"
    EMPTYING = "This screen is being emptied."
    EMPTYING_ASK = "Tell a grown-up if you still need it."
    # coming and going
    HELLO = "Hello {name}"
    TAP_PICTURE = "Tap your picture"
    NOT_ME = "Not me"
    MOVED = "You moved here from {zone}."
    MOVED_FROM_ANOTHER = "You moved here from another place."
    PLACE_KEPT = "Your place is kept."
    SCAN_WHEN_BACK = "Scan when you are back."
    STILL_THERE = "Still there?"
    YES = "Yes"
    IM_DONE = "I'm done"
    BYE = "Bye!"


@unique
class Always(Phrase):
    """What stands on all screens, and days."""

    READ_ALOUD = "Read aloud"
    NEED_HELP = "I need help"
    HAND_IS_UP = "Hand is up"
    SIGN_OUT = "Sign out"
    BACK = "Back"
    SAVING_HERE = "Saving here for now"
    SHUT_OUT = "Saving here. Ask your teacher. ({picture})"
    YOUR_TEACHER = "your teacher"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    DATE = "{day} {month}"


@unique
class OnPath(Phrase):
    """Her path."""

    CAN_DO = "I can do these"
    NOW = "Now"
    NEXT = "Next"
    NOW_EMPTY = "Nothing begun. Pick what you like from Next."
    NEXT_EMPTY = "All that is open, you have begun. Well done."
    BOTH_EMPTY = "Nothing here yet. Talk with {teacher}."
    MORE = "More"
    KEEP_GOING = "Keep going"
    ONE_STARTED = "You have one started. Go on?"
    ONE_AWAY = "You have one started."
    MANY_STARTED = "You have {count} started."
    WHICH_ONE = "Which one do you go on with?"
    BEGUN_AT = "{zone} · {day}"
    BEGUN_HERE = "here · {day}"
    DRAFT_AWAY = "Comes when the hub is back."
    DRAFT_COMING = "It is on its way."
    MAIL = "{count} new from {teacher}"
    NO_MAIL = "Words from {teacher}"
    FRESH = "new"
    STARTED = "started"
    STARTED_AT = "started · {zone}"
    FOR_YOU = "ready for you"
    WAYS_SHOWN = "{filled} of {asked} ways shown"
    PIECES_SHOWN = "{filled} of {asked} shown"
    ANOTHER_DAY = "one more day to show it"
    HANDED_IN_THERE = "handed in · {teacher} has it"
    HANDED_IN_HERE = "handed in · saved here"
    PICKED = "You picked it"
    PLANNED = "You planned it with {teacher}"
    OPENS = "Opens because you mastered {because}"
    GOAL = "Part of your goal"
    EVERYONE = "Everyone meets this one"


@unique
class AtWork(Phrase):
    """Work, making a piece, handing it in."""

    # work
    ABOUT_MINUTES = "{activity} · about {minutes} minutes"
    MINUTES = "about {minutes} minutes"
    NO_STEPS = "Ask {teacher} how to begin, or use your own idea."
    YOU_NEED = "You need: {things}"
    SHOW = "Show what you can do"
    SHOW_TEACHER = "Show it to {teacher}."
    ASKED_WAYS = "{ways} ways"
    ASKED_TIMES = "{times} times"
    ASKED_DAYS = "on {days} days"
    SHOW_IT = "Show it {how}"
    SHOW_IT_ONCE = "Show it once"
    ONE_IS_IN = "1 is in"
    ARE_IN = "{count} are in"
    NONE_IS_IN = "none is in yet"
    NEXT_TRY = "Your next try"
    DRAFT_WAITS = "You have one started."
    ANOTHER_WAY = "Another way"
    OFF_TO_WORK = "I'm off to work"
    EARLIER = "Earlier steps"
    LATER = "More steps"
    PHOTO = "Photo"
    WRITE = "Write"
    LEARNED = "What I learned"
    LINK = "Link"
    PHOTOS_REST = "Photos rest today. Try another way."
    PHOTOS_REST_ALL = "Photos rest today. Show your teacher."
    CAMERA_OTHER = "Camera is asleep. Try another way."
    # making
    SHOW_CAMERA = "Hold your work under the camera"
    TAKE_PHOTO = "Take the photo"
    WAIT_PHOTO = "Hold still …"
    LOOK_PHOTO = "Can you see it all?"
    KEEP = "Keep"
    AGAIN = "Again"
    PHOTO_FAILED = "That did not work. Press again."
    TOO_BRIGHT = "Too bright. Turn it a little."
    WRITE_HERE = "Write here"
    WHAT_TRICKY = "What was tricky?"
    IF_YOU_LIKE = "if you like"
    DONE = "Done"
    SPACE = "space"
    SHIFT = "Capital letters"
    DELETE = "Delete"
    SIGNS = "123"
    LETTERS = "abc"
    NEW_LINE = "New line"
    LETTERS_FULL = "Your page is full."
    # handing in
    HOW_IS_IT = "How is it for you?"
    NOT_YET = "Not yet"
    NEARLY = "Nearly"
    GOT_IT = "Got it"
    COULD_TEACH = "Could teach"
    WITH_HELP = "With help"
    HAND_IN_TO = "Hand in to {teacher}"
    PICK_ONE = "Pick a card first."
    YOUR_PHOTO = "Your photo"
    YOUR_WORDS = "Your words"
    YOUR_PIECE = "Your piece"
    SAVING = "Saving …"
    HANDED_IN = "Handed in"
    SAVED_HERE = "Saved here"
    TEACHER_HAS_IT = "{teacher} has it"
    WILL_SEE = "{teacher} will see it."
    UNDO = "Undo"
    TO_MY_PATH = "Back to my path"
    NOT_SAVED = "Not saved yet. Your piece is still here."
    NO_ROOM = "No room here. Tell a grown-up, then try again."
    NOT_STORED = "That did not work. Try again."
    TRY_AGAIN = "Try again"


@unique
class Answers(Phrase):
    """What grown-ups answered."""

    FROM_ON = "From {teacher} · {day}"
    GLOW = "Glow"
    GROW = "Grow"
    ASK = "A question"
    NEXT_STEP = "Next step"
    YOU_CAN = "You can do this now!"
    NOT_YET_STEP = "Not yet. Here is your next step."
    TRIES = "tries: {count}"
    ILL_TRY = "I'll try"
    UNCLEAR = "I don't get it"
    LETS_TALK = "Let's talk"
    REPLY_GOES = "{teacher} will read that."
    MAKE_NEXT_TRY = "Make my next try"
    NEWER = "Newer"
    OLDER = "Older"
    PAGE = "{page} of {pages}"
    NO_ANSWERS = "No words yet."


PHRASES: Final[tuple[Enum, ...]] = (
    *AtDoor,
    *Always,
    *OnPath,
    *AtWork,
    *AtMaking,
    *AtEasel,
    *Answers,
    *AtHelp,
    *AtHearing,
    *AtStaff,
    *Choosing,
    *OnMap,
    *OnCard,
    *Again,
    *Mine,
    *Why,
    *InRoom,
    *AtSeeing,
    *Together,
)
OTHER_LANGUAGES: Final[Mapping[str, Mapping[Enum, str]]] = {}
"""By language, then by phrase; what is missing is said in English."""

OWN_NAMES: Final[Mapping[str, str]] = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "so": "Soomaali",
    "tl": "Tagalog",
    "uk": "Українська",
    "vi": "Tiếng Việt",
}
"""What each language calls itself; there is no flag for a language."""

_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})

Say = Callable[..., str]


def words(lang: str, languages: Mapping[str, Mapping[Enum, str]] = OTHER_LANGUAGES) -> Say:
    """Return the speaker of a language: `say(Phrase.HELLO, name="Amal")`."""
    known = languages.get(lang, {})

    def say(phrase: Enum, **values: object) -> str:
        template: str = known.get(phrase, phrase.value)
        return template.format(**values)

    return say


def is_right_to_left(lang: str, languages: Mapping[str, Mapping[Enum, str]] = OTHER_LANGUAGES) -> bool:
    """Say whether screens in a language run from right to left; one that has no words here is English."""
    return lang in _RIGHT_TO_LEFT and lang in languages
