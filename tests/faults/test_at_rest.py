"""What lies on the disk of a station, at every moment of a child's day: no word, no name, no key, no badge of hers."""

import base64
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from tests.faults.searching import forms_of_key, forms_of_words, in_folders
from tests.faults.test_key_memory import opens
from tests.faults.watched_room import AVATAR, GROWN_UP, NAME, Forms, WatchedRoom, watched_room
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
ONLINE: Final = "seven bashful walruses juggled"
OFFLINE: Final = "a lighthouse made of marzipan"
HALF: Final = "the unfinished zeppelin"
TRICKY: Final = "what a knotty rhubarb"
ANSWER: Final = "A thoughtful kaleidoscope"
WORDS: Final = (NAME, AVATAR, GROWN_UP, ONLINE, OFFLINE, HALF, TRICKY, ANSWER)
BEGUN: Final = "You have one started. Go on?"


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[WatchedRoom]:
    with watched_room(tmp_path) as room:
        room.starts()
        yield room


def wanted(watched: WatchedRoom) -> dict[str, Forms]:
    """All that must not be there, by what it is."""
    said = {word: forms_of_words(word) for word in WORDS}
    return said | watched.keys() | watched.tokens() | watched.photos()


class Looks:
    """What lay on a disk at some moments, kept until every key and every photo of the day is known."""

    def __init__(self, watched: WatchedRoom, folder: Path) -> None:
        self._watched, self._folder = watched, folder
        self.moments: list[str] = []

    def take(self, when: str) -> None:
        self.moments.append(when)
        for place in self._watched.folders:
            copy = self._folder / f"{len(self.moments)} {when}" / place.name
            shutil.copytree(place, copy, ignore=_sockets, copy_function=_copied)

    def found(self) -> list[str]:
        secrets = wanted(self._watched).items()
        return [f"{what}: {place}" for what, forms in secrets for place in in_folders([self._folder], forms)]

    def size(self) -> str:
        files = [path for path in self._folder.rglob("*") if path.is_file()]
        return f"{len(files)} files, {sum(path.stat().st_size for path in files):,} bytes"


def _copied(file: str, to: str) -> None:
    """What a station at work removes in this moment is not there any more."""
    with suppress(FileNotFoundError):
        shutil.copyfile(file, to)


def _sockets(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (Path(folder) / name).is_socket()]


def hands_in_photo(watched: WatchedRoom) -> None:
    station = watched.station
    station.press("TargetPicked")
    station.sees("WorkView")
    station.ask(do="paper", seed=11)
    station.press("Photo")
    for button in ("ShutterPressed", "KeepPressed", "Got it"):
        station.press(button)
    hands_in(watched)


def hands_in(watched: WatchedRoom) -> None:
    """Say what was tricky, hand in, go back to the path."""
    station = watched.station
    station.press("TrickyPressed")
    station.writes(TRICKY)
    station.press("WritingDone")
    station.press("HandInPressed")
    station.sees("HandedInView", "Handed in")
    station.press("OnwardPressed")


def hands_in_text(watched: WatchedRoom, words: str) -> None:
    station = watched.station
    station.begins(words)
    station.press("WritingDone")
    station.press("Got it")
    hands_in(watched)


def a_day_online(watched: WatchedRoom, looks: Looks) -> None:
    """She comes, hands in a photo and a text, reads an answer and has it read aloud."""
    station = watched.station
    looks.take("documents are here")
    station.comes_in(watched.token)
    hands_in_photo(watched)
    hands_in_text(watched, ONLINE)
    watched.in_step()
    watched.answers(ANSWER)
    station.press("MailPressed")
    station.sees("FeedbackView", ANSWER)
    station.press("SpeechAsked")
    looks.take("online, with an answer on the screen")
    station.press("BackPressed")


def a_day_offline(watched: WatchedRoom, looks: Looks) -> None:
    """She works on, asks for help, begins a piece; the plug is pulled; she goes on with it, and puts it aside."""
    station = watched.station
    hands_in_text(watched, OFFLINE)
    hands_in_photo(watched)
    station.press("HandPressed")
    station.press("HelpPicked")
    station.press("BackPressed")
    station.begins(HALF)
    until(lambda: station.drafts() == 1)
    looks.take("offline, half a piece begun")
    station.kill()
    looks.take("killed")
    station.start()
    station.comes_in(watched.token)
    station.press(BEGUN)
    station.sees("WriteView", HALF)
    station.goes()
    looks.take("parked")


def a_grown_up_lets_her_in(watched: WatchedRoom, looks: Looks) -> None:
    station = watched.station
    opens(watched)
    station.press("CheckInPressed")
    station.sees("FacesView", NAME)
    looks.take("faces are shown")
    station.press(NAME)
    station.sees("PathView")
    station.goes()


def test_nothing_of_a_child_lies_on_a_station_in_clear(
    watched: WatchedRoom, tmp_path: Path, reached: Callable[[str], None]
) -> None:
    """Online, offline, killed, started again, with a grown-up, in step with the hub again, and switched off."""
    looks = Looks(watched, tmp_path / "looks")
    a_day_online(watched, looks)
    watched.room.switch_off()
    a_day_offline(watched, looks)
    a_grown_up_lets_her_in(watched, looks)
    watched.room.switch_on()
    watched.in_step()
    looks.take("in step with the hub again")
    watched.station.kill()
    looks.take("switched off")
    assert looks.found() == []
    assert list(tmp_path.rglob("*.wav")) == []
    secrets = wanted(watched)
    assert len([what for what in secrets if what.startswith("V ")]) >= 3
    assert len([what for what in secrets if what.startswith("photo")]) == 2
    reached(f"at rest: {len(looks.moments)} looks ({looks.size()}) for {len(secrets)} secrets, 0 found")


@pytest.mark.parametrize("form", ["UTF-8", "UTF-16", "UTF-32", "hex", "base64"])
def test_the_search_finds_words_in_every_form(tmp_path: Path, form: str) -> None:
    for written in forms_of_words(ONLINE)[form]:
        (tmp_path / "log").write_bytes(b"before" + written + b"after")
        assert in_folders([tmp_path], forms_of_words(ONLINE))


def test_the_search_finds_keys_wherever_they_begin_in_a_text(tmp_path: Path) -> None:

    key = bytes(range(200, 232))
    for before in range(3):
        for written in (base64.b64encode(b"x" * before + key + b"yy"), key, key.hex().encode()):
            (tmp_path / "log").write_bytes(b'{"key":"' + written + b'"}')
            assert in_folders([tmp_path], forms_of_key(key))


def test_the_search_finds_them_where_they_may_be(watched: WatchedRoom) -> None:
    """The hub's own folder tells everything: the same search finds her name there, and the keys."""
    found = {what for what, forms in wanted(watched).items() if in_folders([watched.room.data], forms)}
    assert {NAME, AVATAR, GROWN_UP, "K of the child", "C of the class"} <= found
