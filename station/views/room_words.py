"""Words of the room: the bell, a grown-up who calls from the hub, words to everybody. Pure."""

from enum import unique

from station.views.phrase import Phrase


@unique
class InRoom(Phrase):
    """What a grown-up at the hub does that a child at a screen is told."""

    BELL = "Time is over. Your work is kept."
    ENDED = "{teacher} ends this visit. Your work is kept."
    GO_TO = "Please go to {zone}. Your work is kept."
    GO_ELSEWHERE = "Please go to another place. Your work is kept."
    ASKS_FOR_YOU = "{teacher} asks for you. Your work is kept."
    FOR_EVERYBODY = "For everybody"
    TIME_TO_MOVE = "Time to move"
    TIME_TO_TIDY = "Time to tidy up"
    I_SEE = "OK"
    LET_ME_FINISH = "Let me finish"
    I_GO = "I'm going"
