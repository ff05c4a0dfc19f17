"""The words of a station that belongs to no room yet, and of the pictures by which machines are told apart. Pure."""

from enum import unique

from station.views.words import Phrase


@unique
class Joining(Phrase):
    """For the grown-up who sets a station up."""

    TITLE = "This station is new here"
    SCAN = "Hold the hub's code before the camera"
    BLIND = "No camera sees here. Type the code."
    WHERE = "At the hub: Stations, then \u201cLet a station in\u201d."
    TYPE = "Type the code"
    TYPE_HERE = "The code, as the hub shows it"
    TO_CAMERA = "Back to the camera"
    GO = "Go"
    NOT_A_CODE = "That is not a hub's code. Try again."
    LOOKING = "Looking for the hub \u2026"
    COMPARE = "Does the hub show these three pictures?"
    ANSWER_THERE = "Say so at the hub. Nothing to press here."
    STOP = "Stop"
    WELCOME = "Welcome! It begins in a moment."
    HUB_AWAY = "The hub does not answer. Is the network the same?"
    OTHER_HUB = "That is another hub. Make a new code."
    CODE_OLD = "This code is too old. Make a new one."
    SENT_AWAY = "The hub said no. Make a new code."
    TOO_OFTEN = "Too many tries. Wait a minute, then try again."
    FAILED = "That did not work. Make a new code."


@unique
class Pictured(Phrase):
    """What each picture is called."""

    BELL = "Bell"
    BOOK = "Book"
    CAMERA = "Camera"
    CLOCK = "Clock"
    COMPASS = "Compass"
    EAR = "Ear"
    EYE = "Eye"
    FLAG = "Flag"
    FLAME = "Flame"
    FOOTPRINTS = "Footprints"
    GLOBE = "Globe"
    HAMMER = "Hammer"
    HAND = "Hand"
    HEADPHONES = "Headphones"
    HEART = "Heart"
    HOURGLASS = "Hourglass"
    HOUSE = "House"
    KEY = "Key"
    LEAF = "Leaf"
    LIGHTBULB = "Lightbulb"
    LOCK = "Lock"
    MAIL = "Mail"
    MAP = "Map"
    MOON = "Moon"
    MUSIC = "Music"
    PALETTE = "Palette"
    PENCIL = "Pencil"
    PUZZLE = "Puzzle"
    SCISSORS = "Scissors"
    STAR = "Star"
    SUN = "Sun"
    TENT = "Tent"


def picture_words(picture: str) -> Phrase:
    """Return what a picture is called, by the name of its icon."""
    return Pictured[picture.upper()]


JOINING_PHRASES = (*Joining, *Pictured)
