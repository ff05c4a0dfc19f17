"""A whole hub in a process of its own, to be killed at will; a teacher sits at its standard input."""

import json
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import msgspec

from hub.__main__ import Hub
from hub.cli_asking import ask
from hub.config import read_config
from hub.service.shapes import Answer, Chip
from tests.factories_hub import MS_R

ROOT = Path(__file__).resolve().parent.parent.parent


class HubAtHand:
    """Runs from entering to leaving; `kill` pulls the plug."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.hub_at_hand", str(folder)],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip
        ready = self._out.readline()
        assert ready.startswith("hub ready"), log.read_text(encoding="utf-8")
        self.port = int(ready.partition("mqtt=")[2].split()[0].rpartition(":")[2])

    def answers(self, evidence: str, words: str) -> None:
        """The teacher says something to a piece; her answer before this one is sent."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"evidence": evidence, "words": words}) + "\n")
        self._process.stdin.flush()
        assert self._out.readline() == "done\n"

    def ask(self, verb: str, **args: Any) -> Any:
        return ask(self.folder, verb, args)

    def kill(self) -> None:
        """Pull the plug; may be repeated."""
        self._process.kill()
        self._process.communicate()

    @property
    def _out(self) -> IO[str]:
        assert self._process.stdout is not None
        return self._process.stdout


def main(folder: Path) -> None:
    hub = Hub(read_config(folder))
    hub.start()
    print(hub.ready_line(), flush=True)
    for line in sys.stdin:
        said = msgspec.json.decode(line, type=dict[str, str])
        words = (Chip(kind="glow", text=said["words"]),)
        hub.office.answer(said["evidence"], MS_R, Answer(level=3, words=words))
        print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
