"""Words for what a grown-up said in place of writing it. Pure."""

from enum import unique

from station.views.phrase import Phrase


@unique
class AtHearing(Phrase):
    """One line that is a voice; and a piece that somebody has begun to look at."""

    SAYS_IT = "{teacher} says it: {seconds} s"
    PLAY_HERE = "Play it here? Press again."
    COMING = "It is coming …"
    PLAYING = "Listen. Press to stop."
    LOOKS = "{teacher} looks at it now. It stays handed in."
    AWAY = "I can't play it now. Try again."
