"""What a grown-up said: asked before it is played, fetched, silent as soon as anything else happens."""

import pytest

from classroom.documents import FeedbackCard, FeedbackLine, MediaKey
from classroom.facts import FeedbackSeen
from station.session.effects import FetchMedia
from station.session.events import MediaAway, MediaReady
from station.session.spoken import SpokenPressed
from station.session.voice import DropVoice, PlayVoice, VoicePlayed
from station.views.path_shapes import FeedbackView, PathView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import NOW_MS, amal

VOICE = MediaKey(media="voice-1", key="a2V5", mime="audio/ogg", size=9_000)
LINE = FeedbackLine(feedback="fb-9", kind="next", text="", voice=VOICE, voice_s=12)
PRESS = SpokenPressed(feedback="fb-9")


@pytest.fixture
def station() -> PlayedStation:
    """Amal has opened an answer that Ms R said."""
    station = PlayedStation()
    station.world.on_their_way.add("voice-1")
    station.come_in(amal(feedback=(FeedbackCard(evidence="ev-old", by="Ms R", at_ms=NOW_MS, lines=(LINE,)),)))
    mail = station.shows(PathView).mail
    assert mail is not None
    station.post(mail.event)
    return station


def words(station: PlayedStation) -> str:
    (line,) = station.shows(FeedbackView).lines
    return line.words


def playing(station: PlayedStation) -> None:
    station.post(PRESS)
    station.post(PRESS)
    station.post(MediaReady(media="voice-1", data=b"OggS"))


def test_it_is_asked_first_then_fetched_and_played(station: PlayedStation) -> None:
    assert words(station) == "Ms R says it: 12 s"
    assert station.world.facts()[-1] == FeedbackSeen(feedback="fb-9")
    station.post(PRESS)
    assert words(station) == "Play it here? Press again."
    assert station.made(PlayVoice) == []
    station.post(PRESS)
    assert words(station) == "It is coming …"
    assert [effect.media for effect in station.made(FetchMedia)][-1] == VOICE
    station.post(MediaReady(media="voice-1", data=b"OggS"))
    assert words(station) == "Listen. Press to stop."
    assert station.made(PlayVoice) == [PlayVoice(sound=b"OggS")]
    station.post(VoicePlayed())
    assert words(station) == "Ms R says it: 12 s"


def test_the_second_time_it_is_here_and_a_third_press_is_silence(station: PlayedStation) -> None:
    playing(station)
    station.post(PRESS)
    assert station.made(DropVoice) == [DropVoice()]
    station.post(PRESS)
    station.post(PRESS)
    assert len(station.made(PlayVoice)) == 2
    assert [effect.media for effect in station.made(FetchMedia)].count(VOICE) == 1


@pytest.mark.parametrize("away", [MediaAway(media="voice-1"), VoicePlayed(failed=True)])
def test_what_cannot_be_heard_says_so_and_can_be_tried_again(
    station: PlayedStation, away: MediaAway | VoicePlayed
) -> None:
    station.post(PRESS)
    station.post(PRESS)
    if isinstance(away, VoicePlayed):
        station.post(MediaReady(media="voice-1", data=b"OggS"))
    station.post(away)
    assert words(station) == "I can't play it now. Try again."
    station.post(PRESS)
    assert words(station) == "Play it here? Press again."


@pytest.mark.parametrize("way", ["Back", "Make my next try"])
def test_going_on_ends_it(station: PlayedStation, way: str) -> None:
    playing(station)
    station.press(way)
    assert station.made(DropVoice)[-1:] == [DropVoice()]


def test_a_voice_of_somebody_else_is_never_played(station: PlayedStation) -> None:
    station.post(PRESS)
    station.post(PRESS)
    station.post(MediaReady(media="of-another", data=b"secret"))
    assert station.made(PlayVoice) == []
    assert b"secret" not in repr(station.state).encode()
