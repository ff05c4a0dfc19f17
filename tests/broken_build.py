"""A copy of the house with one line spoiled: a test of faults has to fail there, or it guards nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = (
    "classroom",
    "plumbing",
    "hardware",
    "station",
    "hub",
    "demo",
    "development",
    "benchmarks",
    "tests",
)
PATIENCE_S: Final = 300.0
_FAILED: Final = 1
"""What pytest answers when tests ran and some of them failed."""


class Broken(NamedTuple):
    """In `file`, `old` (which stands there once) becomes `new`; `test` is the node id that must fail then."""

    why: str
    file: str
    old: str
    new: str
    test: str

    def __str__(self) -> str:
        return self.why

    def must_fail(self, folder: Path) -> None:
        """Run the test in a spoiled copy of the house; raises AssertionError unless it fails there."""
        copy = self._copy(folder)
        spoiled = copy / self.file
        text = spoiled.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, (
            f"{self.file} has {text.count(self.old)} places that say: {self.old}"
        )
        spoiled.write_text(text.replace(self.old, self.new), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", self.test],
            cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}, capture_output=True, text=True,
            timeout=PATIENCE_S, check=False,
        )  # fmt: skip
        said = f"{run.stdout[-3000:]}{run.stderr[-1000:]}"
        assert run.returncode == _FAILED, f"it did not fail ({run.returncode}):\n{said}"
        assert "\nFAILED " in run.stdout, said

    def _copy(self, folder: Path) -> Path:
        copy = folder / "house"
        nothing_made = shutil.ignore_patterns("__pycache__", "*.pyc")
        for package in PACKAGES:
            shutil.copytree(ROOT / package, copy / package, ignore=nothing_made)
        for file in ("pyproject.toml", "waystation.py", "waystation"):
            shutil.copy2(ROOT / file, copy / file)
        return copy
