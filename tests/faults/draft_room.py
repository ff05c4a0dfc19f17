"""A hub with its broker and two stations, each a process that can be killed, and one child with her badge."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from classroom.tokens import token_secret
from demo.founding import HOST, Premises, found
from demo.program import Program
from demo.school.people import learners
from plumbing.seal import badge_id
from station.store.keep import look_into
from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 25.0


class Station:
    """A station as a child sees it; `folder` is its disk. `options` as its program takes them."""

    def __init__(self, folder: Path, *options: str, temporary: Path | None = None) -> None:
        self.folder, self._options = folder, options
        self._environment = os.environ | ({"TMPDIR": str(temporary)} if temporary else {})
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        with (self.folder / "log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.driven_station", str(self.folder), *self._options],
                cwd=ROOT, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        self._answer()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """Pull the plug: kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def ask(self, **wish: Any) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def sees(self, view: str, *words: str) -> dict[str, Any]:
        """Wait until the screen shows a view with these words, each somewhere."""
        seen: dict[str, Any] = {}

        def there() -> bool:
            seen.update(self.ask(do="see"))
            return seen["view"] == view and all(any(word in text for text in seen["words"]) for word in words)

        try:
            until(there, seconds=PATIENCE_S)
        except AssertionError:
            message = f"{self.folder.name} shows {seen} and not {view} with {words}"
            raise AssertionError(message) from None
        return seen

    def press(self, button: str) -> None:
        until(
            lambda: self.ask(do="press", button=button)["pressed"],
            seconds=PATIENCE_S,
            what=f"no button {button!r} on {self.ask(do='see')}",
        )

    def comes_in(self, token: str) -> dict[str, Any]:
        self.sees("IdleView")
        until(lambda: self._is_greeted(token), seconds=PATIENCE_S, what="nobody was greeted")
        if self.ask(do="see")["view"] == "WorkView":
            self.press("BackPressed")
        return self.sees("PathView")

    def begins(self, words: str) -> None:
        """From her path: write a few words for the first target that she works on."""
        self.press("TargetPicked")
        self.sees("WorkView")
        self.press("Write")
        self.writes(words)

    def writes(self, words: str) -> None:
        self.sees("WriteView")
        self.ask(do="type", text=words)
        self.sees("WriteView", words)

    def draws(self, *strokes: tuple[int, ...]) -> None:
        """On the page she draws on: these strokes more, each through these points."""
        self.sees("DrawView")
        before = self.drawn()
        for points in strokes:
            self.ask(do="draw", points=points)
        until(lambda: self.drawn() == [*before, *strokes], seconds=PATIENCE_S)

    def drawn(self) -> list[tuple[int, ...]]:
        """The strokes on her page, the oldest first."""
        return [tuple(points) for points in self.ask(do="drawn")["strokes"]]

    def goes(self) -> None:
        self.press("DoorPressed")
        self.sees("IdleView")

    def hands_in(self) -> None:
        """From the page she writes on: done, got it, hand in; return when it is saved."""
        self.press("WritingDone")
        self.sees("AssessView")
        self.press("Got it")
        self.press("HandInPressed")
        self.sees("HandedInView", "Handed in")

    def drafts(self) -> int:
        """How many rows its own journal has."""
        with closing(look_into(self.folder)) as store:
            return int(store._db.execute("SELECT count(*) FROM drafts").fetchone()[0])

    def has_sent_all(self) -> bool:
        with closing(look_into(self.folder)) as store:
            left = store._db.execute(
                "SELECT count(*) FROM media WHERE state NOT IN ('have', 'lost')"
            ).fetchone()
            return store.outbox.marks().waiting == 0 and left == (0,)

    def boxes(self) -> int:
        """How many drafts it holds whole, of those that documents name."""
        with closing(look_into(self.folder)) as store:
            bodies = [json.loads(body) for body in store.shelf.bodies("draft")]
        fetched, made = self.folder / "fetched", self.folder / "media"
        ids = [file["media"] for body in bodies for file in body["files"][:1]]
        return sum(any((place / id_[:2] / id_).exists() for place in (fetched, made)) for id_ in ids)

    def knows(self, token: str) -> bool:
        """Whether it would greet whoever has this badge."""
        badge = badge_id(token_secret(token))
        with closing(look_into(self.folder)) as store:
            return any(badge.encode() in body for body in store.shelf.bodies("badges"))

    def holds(self, boxes: int) -> bool:
        return self.boxes() == boxes

    def documents(self) -> int:
        with closing(look_into(self.folder)) as store:
            return len(store.shelf.bodies("draft"))

    def _is_greeted(self, token: str) -> bool:
        """Hold the badge up once; one that was there a moment ago still counts as the same scan for some seconds."""
        self.ask(do="badge", text=token)
        try:
            until(lambda: self.ask(do="see")["view"] in {"PathView", "WorkView"}, seconds=5)
        except AssertionError:
            return False
        return True

    def _answer(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, (self.folder / "log").read_text(encoding="utf-8")[-2000:]
        answer: dict[str, Any] = json.loads(line)
        return answer


class DraftRoom:
    """`porch` and `bench` are two stations of one class; `token` is the badge of a child of it."""

    def __init__(self, folder: Path) -> None:
        self.premises = Premises(folder)
        founded = found(self.premises, (1, 2), seed=20260914)
        self._port = founded.port
        self.porch, self.bench = (Station(self.premises.station(place)) for place in (1, 2))
        child = next(one for one in learners() if one.consent.photo and one.grade >= "06")
        self.token = next(badge.token for badge in founded.printed if badge.owner == child.id)
        self._hub: Program | None = None

    def hub_comes(self) -> None:
        where = ("--data", self.premises.hub, "--http", f"{HOST}:0", "--mqtt", f"{HOST}:{self._port}")
        self._hub = Program("hub", ("hub", "run", *where), self.premises.logs / "hub.log").__enter__()
        self._hub.line("hub ready")

    def hub_goes(self, *, killed: bool = False) -> None:
        if self._hub is not None:
            if killed:
                self._hub.kill()
            self._hub.__exit__()
            self._hub = None

    def end(self) -> None:
        for station in (self.porch, self.bench):
            station.kill()
        self.hub_goes()

    def facts(self, kind: str) -> list[dict[str, Any]]:
        """The facts of one kind in the hub's log; the hub may run."""
        run = subprocess.run(
            [sys.executable, "waystation.py", "hub", "facts", "--data", str(self.premises.hub)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found = [json.loads(line) for line in run.stdout.splitlines()]
        return [fact for fact in found if fact["type"] == kind and fact["station"] != "hub"]


@contextmanager
def draft_room(folder: Path) -> Iterator[DraftRoom]:
    """A room with its hub on and both stations in step with it."""
    room = DraftRoom(folder)
    try:
        room.hub_comes()
        for station in (room.porch, room.bench):
            station.start()
        yield room
    finally:
        room.end()
