"""A new station in its real window: it asks for a code, sees it, shows the hub's pictures, and goes on as a station."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image

from station.views.joining_words import picture_words
from tests.e2e.school import ROOT, SEEN_S
from tests.faults.door_room import Door
from tests.faults.kept_school import KeptSchool, kept_school
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")


class NewStation:
    """A window without a room, a folder for its camera, and a finger; nothing of it is prepared."""

    def __init__(self, folder: Path) -> None:
        self.data, self.camera = folder / "data", folder / "camera"
        self.camera.mkdir(parents=True)
        Image.new("RGB", (640, 480), "grey").save(self.camera / "0.png")
        config = folder / "station.toml"
        config.write_text(
            f'data = "{self.data}"\ncamera = "folder:{self.camera}"\nspeech = "none"\ndisk_floor = 0.0\n',
            encoding="utf-8",
        )
        with (folder / "log").open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.driven_window", str(config)],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                env={**os.environ, "KIVY_HOME": str(folder / "kivy")},
            )  # fmt: skip

    def ask(self, **wish: Any) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith("{"):
                answer: dict[str, Any] = json.loads(line)
                return answer
        raise AssertionError("the window is gone")

    def shows(self, view: str) -> list[str]:
        """Wait for a screen; return the words on it."""
        return until(
            lambda: (seen := self.ask(do="see"))["view"] == view and seen["words"], seconds=SEEN_S * 2
        )

    def hold_up(self, code: str) -> None:
        """Hold a screen with a code before the camera."""
        drawn = io.BytesIO()
        segno.make(code, error="m", micro=False).save(drawn, kind="png", scale=7, border=4)
        frame = Image.new("RGB", (640, 480), "grey")
        frame.paste(Image.open(drawn).convert("RGB"), (60, 20))
        frame.save(self.camera / ".part", "PNG")
        (self.camera / ".part").rename(self.camera / "1.png")

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def school(tmp_path: Path) -> Iterator[KeptSchool]:
    with kept_school(tmp_path, "nats") as made:
        yield made


@pytest.fixture
def station(tmp_path: Path) -> Iterator[NewStation]:
    new = NewStation(tmp_path / "new")
    yield new
    new.kill()


def test_a_new_station_sees_the_code_and_goes_on_without_a_restart(
    school: KeptSchool, station: NewStation, artefacts: Path
) -> None:
    door = Door(school)
    assert "This station is new here" in station.shows("JoinView")
    station.hold_up("WS1.NOTACODE")
    until(lambda: "That is not a hub's code. Try again." in station.ask(do="see")["words"], seconds=SEEN_S)
    station.hold_up(door.open())
    guest = door.guest()
    names = [picture_words(picture).value for picture in guest["pictures"]]
    until(lambda: set(names) <= set(station.ask(do="see")["words"]), seconds=SEEN_S)
    station.ask(do="picture", to=str(artefacts / "station-joins.png"))
    door.confirm()
    station.shows("IdleView")
    until(lambda: "Quiet Cave" in station.ask(do="see")["words"], seconds=SEEN_S)
    assert (station.data / "join.json").stat().st_mode & 0o077 == 0


def test_a_code_is_typed_by_a_scanner_too(school: KeptSchool, station: NewStation) -> None:
    door = Door(school)
    station.shows("JoinView")
    code = door.open()
    until(lambda: station.ask(do="type", text=code + "\n") and door.now()["guests"], seconds=SEEN_S)
    station.ask(do="tap", button="Stop")
    station.shows("JoinView")
    assert not (station.data / "join.json").exists()
