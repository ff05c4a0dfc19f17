"""Words for making a piece with a voice. Pure."""

from enum import unique

from station.views.phrase import Phrase


@unique
class AtMaking(Phrase):
    """The voice."""

    VOICE = "Voice"
    YOUR_VOICE = "Your voice"
    PRESS_AND_SAY = "Press, then say it"
    RECORD = "Record"
    STOP = "Stop"
    ONE_MOMENT = "One moment …"
    LISTENING = "I am listening"
    CLOSER = "I can't hear you. Closer?"
    SAID = "You said it. Keep it?"
    HEAR = "Hear it"
    HEARING = "This is you"
    AGAIN = "Say it again"
    NOTHING_CAME = "Nothing came through. Press again."
    NOT_HEARD = "I can't play it. Keep it all the same?"
    LEFT = "{seconds} s left"
    LONG = "{seconds} s"
    MIC_SLEEPS = "Microphone is asleep. Try another way."
    MIC_SLEEPS_ALL = "Microphone is asleep. Ask your teacher."
    INSTEAD = "{kind} instead"
    TRY_MIC = "Try the microphone"
    FOUND_OUT = "I found out that …"
    FIRST_THEN = "First I …, then I …"
    I_KNOW = "I know it because …"
