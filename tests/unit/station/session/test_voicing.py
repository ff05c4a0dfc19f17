"""Her voice: one button, what is heard and not heard, who may use it, what is left of it."""

from typing import Any

from classroom.evidence import Medium
from classroom.facts import DraftParked, EvidenceHandedIn, StationErred
from classroom.learner import Consent
from station.session import catalog
from station.session.effects import JournalDraft, Say
from station.session.events import StaffBadgeRead
from station.session.state import Assess, HandedIn, Idle, Item, Work, Write
from station.session.touches import KindPicked, ShownAloud, SpeechAsked
from station.session.voice import (
    DropVoice,
    LoudnessHeard,
    MicrophoneTold,
    PlayVoice,
    StartRecording,
    StopRecording,
    Voice,
    VoicePlayed,
    VoiceRecorded,
)
from station.views.door_shapes import StillThereView
from station.views.voice_shapes import VoiceView
from station.views.work_shapes import AssessView, WorkView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import OPUS, amal, noor

SPEAKS = Consent(photo=True, voice=True)


def at_the_microphone(**changes: Any) -> PlayedStation:
    station = PlayedStation()
    station.post(MicrophoneTold(fitted=True))
    station.come_in(amal(consent=SPEAKS, **changes))
    station.press("Keep going")
    station.taps = 0
    station.press("Voice")
    return station


def spoken() -> PlayedStation:
    station = at_the_microphone()
    station.press("Record")
    station.post(LoudnessHeard(bars=4, seconds=7))
    station.press("Stop")
    return station


def test_a_voice_takes_six_taps_from_the_work_screen() -> None:
    station = at_the_microphone()
    for words in ("Record", "Stop", "Keep", "Got it", "Hand in to Ms R"):
        station.press(words)
    assert isinstance(station.screen, HandedIn)
    assert station.screen.seq is not None
    assert station.taps == 6


def test_it_is_handed_in_as_what_it_is() -> None:
    station = spoken()
    for words in ("Keep", "Got it"):
        station.press(words)
    piece = station.shows(AssessView).piece
    assert (piece.icon, piece.words, piece.jpeg, piece.text) == ("mic", "Your voice", b"", "")
    station.press("Hand in to Ms R")
    record = station.world.records[-1]
    fact = record.facts[-1]
    assert isinstance(fact, EvidenceHandedIn)
    assert (fact.kind, fact.text, record.file) == ("voice", "", OPUS)


def test_one_button_records_and_stops() -> None:
    station = at_the_microphone()
    assert station.shows(VoiceView).main.words == "Record"
    station.press("Record")
    shown = station.shows(VoiceView)
    assert (shown.main.words, shown.title, shown.meter.words) == ("Stop", "I am listening", "90 s left")
    station.post(LoudnessHeard(bars=5, seconds=30))
    meter = station.shows(VoiceView).meter
    assert (meter.bars, meter.words, round(meter.share, 2)) == (5, "60 s left", 0.67)
    station.press("Stop")
    assert station.shows(VoiceView).main.words == "Keep"
    assert [type(one) for one in station.done if isinstance(one, StartRecording | StopRecording)] == [
        StartRecording, StopRecording,
    ]  # fmt: skip


def test_a_recording_that_has_its_longest_time_ends_by_itself() -> None:
    station = at_the_microphone()
    station.press("Record")
    station.post(LoudnessHeard(bars=5, seconds=90))
    station.post(VoiceRecorded(sound=OPUS))
    assert station.shows(VoiceView).stage == "made"


def test_silence_is_said_while_she_can_still_come_closer() -> None:
    station = at_the_microphone()
    station.press("Record")
    station.post(LoudnessHeard(bars=0, seconds=2, quiet=True))
    assert station.shows(VoiceView).error == "I can't hear you. Closer?"
    station.post(LoudnessHeard(bars=3, seconds=3))
    assert station.shows(VoiceView).error == ""


def test_nobody_speaks_into_her_recording() -> None:
    station = at_the_microphone()
    station.press("Record")
    assert not station.shows(VoiceView).aloud
    station.post(ShownAloud(text="I am listening"))
    station.post(SpeechAsked(text="I am listening"))
    assert station.made(Say) == []


def test_what_was_recorded_is_kept_at_once() -> None:
    station = spoken()
    assert [one.draft.sound for one in station.made(JournalDraft)] == [OPUS]
    station.press("Sign out")
    assert any(isinstance(fact, DraftParked) and fact.kind == "voice" for fact in station.world.facts())
    station.scan("badge of amal")
    assert OPUS not in repr(station.state).encode()


def test_it_is_heard_again_and_stopped() -> None:
    station = spoken()
    station.press("Hear it")
    assert [one.sound for one in station.made(PlayVoice)] == [OPUS]
    station.press("Stop")
    assert isinstance(station.done[-1], DropVoice)
    station.press("Hear it")
    station.post(VoicePlayed())
    assert station.shows(VoiceView).others[0].words == "Hear it"
    station.press("Hear it")
    station.press("Keep")
    assert isinstance(station.screen, Assess)
    assert isinstance(station.done[-1], DropVoice)


def test_a_voice_that_cannot_be_played_may_be_kept() -> None:
    station = spoken()
    station.press("Hear it")
    station.post(VoicePlayed(failed=True))
    assert station.shows(VoiceView).error == "I can't play it. Keep it all the same?"


def test_saying_it_again_keeps_the_old_one_until_there_is_a_new_one() -> None:
    station = spoken()
    station.press("Say it again")
    assert isinstance(station.screen, Voice)
    assert (station.screen.stage, station.screen.draft.sound) == ("ready", b"")
    assert [draft.sound for draft in station.world.journal.values()] == [OPUS]
    station.world.sound = b"OggS better"
    station.press("Record")
    station.press("Stop")
    assert [draft.sound for draft in station.world.journal.values()] == [b"OggS better"]


def test_a_started_voice_is_gone_on_with() -> None:
    station = spoken()
    station.press("Back")
    assert isinstance(station.screen, Work)
    station.press("Voice")
    assert isinstance(station.screen, Voice)
    assert (station.screen.stage, station.screen.draft.sound) == ("made", OPUS)


def test_nothing_is_no_piece() -> None:
    station = at_the_microphone()
    station.world.sound = b""
    station.press("Record")
    station.press("Stop")
    assert station.shows(VoiceView).error == "Nothing came through. Press again."
    assert station.shows(VoiceView).main.words == "Record"


def test_a_sleeping_microphone_is_told_once_and_offers_other_ways() -> None:
    station = at_the_microphone()
    station.world.microphone = False
    station.press("Record")
    shown = station.shows(VoiceView)
    assert (shown.stage, shown.title) == ("away", "Microphone is asleep. Try another way.")
    station.press("Try the microphone")
    told = [fact for fact in station.world.facts() if isinstance(fact, StationErred)]
    assert [(one.part, one.what) for one in told] == [("microphone", "lost")]
    station.world.microphone = True
    station.press("Try the microphone")
    assert station.shows(VoiceView).stage == "recording"
    assert station.world.facts()[-1] == StationErred(part="microphone", what="back")


def test_from_a_sleeping_microphone_she_goes_to_her_pencil() -> None:
    station = at_the_microphone()
    station.world.microphone = False
    station.press("Record")
    station.press("Write instead")
    assert isinstance(station.screen, Write)


def test_without_consent_or_without_a_microphone_it_is_not_offered() -> None:
    station = PlayedStation()
    station.come_in(amal(consent=SPEAKS))
    station.press("Keep going")
    assert "Voice" not in [one.words for one in station.shows(WorkView).evidence], "no microphone"
    station.post(MicrophoneTold(fitted=True))
    assert "Voice" in [one.words for one in station.shows(WorkView).evidence]
    other = PlayedStation()
    other.post(MicrophoneTold(fitted=True))
    other.come_in(amal())
    other.press("Keep going")
    assert "Voice" not in [one.words for one in other.shows(WorkView).evidence], "no consent"
    other.post(KindPicked(kind="voice"))
    assert isinstance(other.screen, Work)


def test_the_young_speak_and_photograph_and_do_not_write() -> None:
    station = PlayedStation()
    station.post(MicrophoneTold(fitted=True))
    item = Item(target="G10", activity="because-bridges")
    kinds = catalog.kinds(station.state, noor(consent=SPEAKS), item)
    assert Medium.TEXT not in {catalog.medium(kind) for kind in kinds}
    assert {"photo", "voice"} <= {kind.name for kind in kinds}


def test_she_is_not_idle_while_she_speaks() -> None:
    station = at_the_microphone()
    station.press("Record")
    station.wait(89)
    assert isinstance(station.screen, Voice)
    assert not isinstance(station.view, StillThereView)
    station.press("Stop")
    station.wait(59)
    assert not isinstance(station.view, StillThereView), "counted from when she was done"
    station.wait(2)
    assert isinstance(station.view, StillThereView)


def test_leaving_lets_go_of_the_microphone() -> None:
    station = at_the_microphone()
    station.press("Record")
    station.press("Sign out")
    assert any(isinstance(one, DropVoice) for one in station.done)
    station.post(VoiceRecorded(sound=b"OggS late"))
    station.wait(2)
    assert isinstance(station.screen, Idle)
    assert b"late" not in repr(station.state).encode()


def test_a_badge_of_somebody_else_ends_the_recording_and_it_is_kept() -> None:
    station = at_the_microphone()
    station.press("Record")
    station.post(StaffBadgeRead(badge="b"))
    assert isinstance(station.made(StopRecording)[-1], StopRecording)
    assert [one.draft.sound for one in station.made(JournalDraft)] == [OPUS]
