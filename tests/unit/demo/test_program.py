"""A program of ours: ready when it says so, gone when we leave, and its last words kept."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from demo.errors import ProgramFailed
from demo.program import Program


def is_gone(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    return True


def test_its_line_is_found_and_it_is_gone_on_leaving(tmp_path: Path) -> None:
    with Program("help", ["badge", "read", "--help"], tmp_path / "logs" / "help.log") as program:
        assert program.line("Usage:").startswith("Usage: waystation")
        pid = program.pid
    assert is_gone(pid)
    assert not program.runs


def test_one_that_ends_too_early_leaves_its_last_words(tmp_path: Path) -> None:
    with (
        Program("hub", ["nonsense"], tmp_path / "log") as program,
        pytest.raises(ProgramFailed, match=r"(?s)hub ended before it was ready.*No such command"),
    ):
        program.line("hub ready")
