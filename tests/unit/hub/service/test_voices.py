"""What a teacher says in place of writing it: packed, sealed like the piece, sent to the learner, taken back."""

import io
import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.mastery import State
from hub.errors import MediaAway, NotYours, ServiceRefused
from hub.service.learner_document import learner_document
from hub.service.shapes import Answer
from hub.store import erasing
from tests.factories_hub import MR_T, MS_ODE, MS_R
from tests.unit.hub.service.teachers_desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.back.stop()


def spoken(seconds: float = 2, rate: int = 16_000) -> bytes:
    """A tone, as a browser sends it."""
    file = io.BytesIO()
    samples = [int(9_000 * math.sin(at / 12)) for at in range(int(seconds * rate))]
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, len(samples), "NONE", ""))
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def test_a_voice_is_a_next_step_and_reaches_the_learner_sealed(desk: Desk) -> None:
    piece = desk.hand_in("G01")
    said = desk.office.say(piece, spoken(), MS_R)
    desk.office.answer(piece, MS_R, Answer(decision="not_yet", voice=said))
    desk.pass_time()
    assert desk.state("G01").level == 2
    (line,) = desk.office.learner_page("amal", MS_R).evidence[0].feedback
    assert (line.kind, line.text, line.voice_s) == ("next", "", 2)
    mime, sound = desk.office.media(line.voice, MS_R)
    assert (mime, sound[:4]) == ("audio/ogg", b"OggS")
    assert sound[:4] not in desk.back.store.blobs.get(line.voice)[:64], "on the disk it is sealed"
    with desk.back.store.reading() as tables:
        document = learner_document(tables, "amal")
    assert document is not None
    (card,) = document.feedback
    voice = card.lines[0].voice
    assert voice is not None
    assert (voice.media, voice.mime, card.lines[0].voice_s) == (line.voice, "audio/ogg", 2)
    with pytest.raises(NotYours):
        desk.office.media(line.voice, MR_T)


def test_what_is_taken_back_in_time_is_sent_to_nobody_and_its_file_goes(desk: Desk) -> None:
    piece = desk.hand_in()
    said = desk.office.say(piece, spoken(), MS_R)
    kept = desk.office.answer(piece, MS_R, Answer(level=1, voice=said))
    desk.office.undo(kept.answer, MS_R)
    with desk.back.store.reading() as tables:
        (file,) = erasing.doomed(tables)
    with pytest.raises(MediaAway):
        desk.office.media(file, MS_R)
    desk.office.answer(piece, MS_R, Answer(level=3, voice=said))  # and Enter again sends it after all
    desk.pass_time()
    assert desk.state().state is State.MASTERED
    assert desk.log().count("feedback.given") == 1


def test_a_voice_is_for_the_piece_about_which_it_was_said_by_whoever_said_it(desk: Desk) -> None:
    piece, other = desk.hand_in(), desk.hand_in("G01")
    said = desk.office.say(piece, spoken(), MS_R)
    for about, by in ((other, MS_R), (piece, MS_ODE)):
        with pytest.raises(ServiceRefused, match="say it again"):
            desk.office.answer(about, by, Answer(voice=said))
    with pytest.raises(NotYours):
        desk.office.say(piece, spoken(), MR_T)


@pytest.mark.parametrize("samples", [b"", b"RIFF no sound", spoken(62), spoken(1, rate=44_100), spoken(0)])
def test_what_is_no_voice_of_a_minute_at_most_is_refused(desk: Desk, samples: bytes) -> None:
    with pytest.raises(ServiceRefused, match="say it again"):
        desk.office.say(desk.hand_in(), samples, MS_R)
