"""Importing any module of the six packages opens no socket, writes no file, starts no process or thread."""

import os
import subprocess
import sys
from pathlib import Path

from tests.contract import house

PROBE = str(Path(__file__).with_name("import_everything.py"))


def what_importing_does(root: Path, *packages: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-B", PROBE, str(root), *packages],
        env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ended.stdout if ended.returncode == 0 else ended.stderr


def test_importing_any_module_does_nothing() -> None:
    packages = [package for package in house.PACKAGES if (house.ROOT / package / "__init__.py").exists()]
    assert what_importing_does(house.ROOT, *packages) == ""


def test_a_module_that_acts_while_it_is_imported_is_found(tmp_path: Path) -> None:
    (tmp_path / "eager").mkdir()
    (tmp_path / "eager" / "__init__.py").write_text(
        "import socket\nsocket.socket().close()\n", encoding="utf-8"
    )
    (tmp_path / "eager" / "log.py").write_text("open('/dev/null', 'w').close()\n", encoding="utf-8")
    said = what_importing_does(tmp_path, "eager")
    assert "eager/__init__.py does socket.__new__" in said
    assert "eager/log.py does open ('/dev/null', 'w'" in said
