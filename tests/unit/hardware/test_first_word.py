"""How soon the first word is heard: from the wish to the loudspeaker, with the real espeak-ng, whatever is said."""

import time
from pathlib import Path

import pytest

from hardware.speech import LONGEST, EspeakSpeech, synthesise
from tests.unit.hardware.sound import sound_card
from tests.waiting import until

pytestmark = pytest.mark.timed
FIRST_WORD_S = 0.7
TEXTS = {
    "en": "I can join ideas with but, so, because or although. ",
    "es": "Puedo unir ideas con pero, porque o aunque. ",
    "ar": "أستطيع أن أربط الأفكار. ",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_the_longest_text_of_a_screen_is_ready_to_be_heard_in_time(lang: str) -> None:
    """As long as a screen may be, which is when it takes longest; the best of three, for others work here too."""
    text, took_s = (TEXTS[lang] * 20)[:LONGEST], []
    for _ in range(3):
        began = time.monotonic()
        assert len(synthesise(text, lang)) > 100_000
        took_s.append(time.monotonic() - began)
    assert min(took_s) < FIRST_WORD_S


def test_asking_for_words_holds_nobody_up_and_goodbye_is_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in sound_card(tmp_path).items():
        monkeypatch.setenv(name, value)
    speech = EspeakSpeech(tmp_path / "sounds", "loudspeaker")
    began = time.monotonic()
    speech.say(TEXTS["en"] * 20, private=True)
    assert time.monotonic() - began < 0.05, "the window's thread goes on at once"
    until(lambda: speech._player is not None or not speech.speaking)
    speech.stop()
    assert not speech.speaking
    speech.close()
    assert not (tmp_path / "sounds").exists(), "what was said of a child is kept nowhere"
