"""The made-up school with a real hub, real stations in real windows and a real browser, for one story."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from PIL import Image

from demo.founding import HOST, Premises, found, print_badges
from demo.program import Program
from tests.e2e import photograph
from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent.parent
SEEN_S = 20.0
PAPER = 200.0


class StationWindow:
    """A station in its own process and window; `taps` counts the fingers since the last scan."""

    def __init__(self, name: str, folder: Path, record: Path, size: tuple[int, int]) -> None:
        self.name, self.folder, self.taps = name, folder, 0
        self.camera = folder / "camera"
        self.camera.mkdir(parents=True)
        folder.chmod(0o700)
        shutil.copy(record, folder / "join.json")
        (folder / "join.json").chmod(0o600)
        self._config = folder / "station.toml"
        self._config.write_text(
            f'data = "{folder}"\ncamera = "folder:{self.camera}"\nspeech = "none"\nsize = [{size[0]}, {size[1]}]\n'
            "disk_floor = 0.0\n",
            encoding="utf-8",
        )
        self._process: subprocess.Popen[str] | None = None
        self._shown = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start the program and wait for its window; a sheet of work lies before its camera."""
        for old in self.camera.iterdir():
            old.unlink()
        photograph.work_on_paper().save(self.camera / "0.png", "PNG")
        with (self.folder / "log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.driven_window", str(self._config)],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                env={**os.environ, "KIVY_HOME": str(self.folder / "kivy")},
            )  # fmt: skip
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line.startswith("station ready"), (self.folder / "log").read_text(encoding="utf-8")

    def kill(self) -> None:
        """Pull the plug."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def hold_up(self, picture: Image.Image) -> None:
        """Hold something before the camera."""
        self._shown += 1
        self.taps = 0
        part = self.camera / f".{self._shown}.part"
        picture.save(part, "PNG")
        part.rename(self.camera / f"{self._shown:03}.png")

    def hold_up_work(self) -> None:
        """Wait until the camera sees the white paper that lies before it whenever no badge does."""
        until(lambda: self.ask(do="eye")["light"] > PAPER, seconds=SEEN_S, what="the camera sees no paper")

    def ask(self, **wish: Any) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def see(self, view: str, *words: str) -> dict[str, Any]:
        """Wait until the window shows a view with these words, each somewhere; "a|b" is either."""

        def there() -> dict[str, Any] | None:
            seen.update(self.ask(do="see"))
            text = "\n".join(seen["words"])
            return dict(seen) if seen["view"] == view and all(_among(word, text) for word in words) else None

        seen: dict[str, Any] = {}
        try:
            found = until(there, seconds=SEEN_S)
        except AssertionError:
            message = f"{self.name} shows {seen} and not {view} with {words}"
            raise AssertionError(message) from None
        assert found is not None
        return found

    def tap(self, button: str) -> None:
        """Touch the button with these words, this icon or this event; wait until it is there."""
        until(
            lambda: self.ask(do="tap", button=button)["tapped"], seconds=SEEN_S, what=f"no button {button!r}"
        )
        self.taps += 1

    def picture(self, to: Path) -> None:
        """Keep what the window shows."""
        self.ask(do="picture", to=str(to))

    def status(self) -> dict[str, Any]:
        """Return what `station status --json` says."""
        return command_line("station", "status", "--json", "--data", str(self.folder))


def _among(word: str, text: str) -> bool:
    return any(either in text for either in word.split("|"))


def command_line(*words: str) -> dict[str, Any]:
    """Run a command of ours and return the JSON that it prints."""
    run = subprocess.run(
        [sys.executable, "waystation.py", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


class School:
    """The founded school; its hub can be switched off and on, its badges can be held up."""

    def __init__(self, folder: Path) -> None:
        self.premises = Premises(folder)
        self.founded = found(self.premises, (0, 1), seed=20260914)
        print_badges(self.premises, self.founded.printed)
        pages = photograph.pages(self.premises.sheet, folder)
        self.tokens = {badge.owner: badge.token for badge in self.founded.printed}
        self._pages = [(page, photograph.codes(page)) for page in pages]
        self._hub: Program | None = None
        self.url = ""

    def badge(self, owner: str) -> Image.Image:
        """Return a frame of someone holding up their printed badge."""
        token = self.tokens[owner]
        page = next(page for page, codes in self._pages if token in codes)
        return photograph.hold_up(photograph.cut_out(page, token))

    def switch_on(self) -> None:
        """Start the hub; its pages keep their address."""
        http = self.url.removeprefix("http://") or f"{HOST}:0"
        where = (
            "--data",
            self.premises.hub,
            "--http",
            http,
            "--mqtt",
            f"{HOST}:{self.founded.port}",
            "--plain-http",
        )
        self._hub = Program("hub", ("hub", "run", *where), self.premises.logs / "hub.log").__enter__()
        ready = dict(word.partition("=")[::2] for word in self._hub.line("hub ready").split())
        self.url = ready["http"] if "://" in ready["http"] else f"http://{ready['http']}"

    def switch_off(self) -> None:
        """Stop the hub and its broker."""
        if self._hub is not None:
            self._hub.__exit__()
            self._hub = None

    def facts(self) -> list[dict[str, Any]]:
        """Return the log of the hub."""
        run = subprocess.run(
            [sys.executable, "waystation.py", "hub", "facts", "--data", str(self.premises.hub)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return [json.loads(line) for line in run.stdout.splitlines()]

    def check(self) -> int:
        """Return the exit code of `hub rebuild --check`."""
        words = [
            sys.executable,
            "waystation.py",
            "hub",
            "rebuild",
            "--check",
            "--data",
            str(self.premises.hub),
        ]
        return subprocess.run(words, cwd=ROOT, check=False).returncode


@contextmanager
def opened(folder: Path) -> Iterator[School]:
    """A school with its hub on."""
    school = School(folder)
    school.switch_on()
    try:
        yield school
    finally:
        school.switch_off()
