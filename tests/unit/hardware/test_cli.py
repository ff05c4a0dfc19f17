"""The commands as people and programs meet them: what they print and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from hardware import cli
from hardware.chart import SIZES_MM, sizes_read
from hardware.decode import decode
from hardware.stills import frame_of
from tests.unit.hardware.badges import OTHER, TOKEN, png, room
from tests.unit.hardware.test_decode import bars


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    (tmp_path / "badge.png").write_bytes(png(room(TOKEN)))
    (tmp_path / "two.png").write_bytes(png(room(TOKEN, OTHER)))
    (tmp_path / "room.png").write_bytes(png(room()))
    (tmp_path / "poem.png").write_text("Roses are red", encoding="utf-8")
    return tmp_path


def ran(*words: object) -> Result:
    return CliRunner().invoke(cli.read, [str(word) for word in words])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_json_line_a_picture(pictures: Path) -> None:
    result = ran(pictures / "badge.png", pictures / "two.png", pictures / "room.png", "--json")
    badge, two, nothing = lines(result)
    assert list(badge) == ["file", "codes", "ms"]
    assert badge["file"] == str(pictures / "badge.png")
    assert badge["codes"] == [{"text": TOKEN, "format": "QRCode"}]
    assert 0 < badge["ms"] < 5_000
    assert {code["text"] for code in two["codes"]} == {TOKEN, OTHER}
    assert nothing["codes"] == []
    assert result.exit_code == 0


def test_a_program_gets_json_without_asking(pictures: Path) -> None:
    assert lines(ran(pictures / "badge.png"))[0]["codes"][0]["text"] == TOKEN


def test_a_file_that_cannot_be_opened_is_named_and_the_others_are_read(pictures: Path) -> None:
    result = ran(pictures / "poem.png", pictures / "none.png", pictures, pictures / "badge.png")
    assert [len(line["codes"]) for line in lines(result)] == [0, 0, 0, 1]
    poem, none, folder = result.stderr.splitlines()
    assert poem == (
        f"{pictures}/poem.png: This picture cannot be used: it is neither a JPEG nor a PNG. "
        "Use a JPEG or PNG photo."
    )
    assert none == f"{pictures}/none.png: It cannot be opened: No such file or directory."
    assert folder == f"{pictures}: It cannot be opened: Is a directory."
    assert result.exit_code == 1


def test_bars_are_read_when_they_are_asked_for(pictures: Path) -> None:
    frame = bars("STAFF-0042")
    Image.frombytes("L", (640, 480), frame.pixels).save(pictures / "bars.png")
    assert lines(ran(pictures / "bars.png"))[0]["codes"] == []
    assert lines(ran(pictures / "bars.png", "--code128"))[0]["codes"] == [
        {"text": "STAFF-0042", "format": "Code128"}
    ]


def test_without_a_file_the_usage_is_wrong() -> None:
    assert ran().exit_code == 2


def test_a_person_at_a_terminal_gets_words(pictures: Path) -> None:
    ours, theirs = os.openpty()
    files = [str(pictures / name) for name in ("badge.png", "room.png", "poem.png")]
    ended = subprocess.run(
        [sys.executable, "-c", "from hardware.cli import read; read()", *files],
        stdout=theirs, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(theirs)
    said = os.read(ours, 4096).decode().splitlines()
    os.close(ours)
    assert [line.rpartition(", ")[0] or line for line in said] == [
        f"{files[0]}: {TOKEN} (QRCode)",
        f"{files[1]}: no badge",
        f"{files[2]}: not read",
    ]
    assert ended.returncode == 1


def test_the_help_shows_an_example() -> None:
    assert "waystation badge read photo.jpg --json" in ran("--help").output


def test_the_chart_is_one_page_whose_codes_a_camera_reads(tmp_path: Path) -> None:
    chart = tmp_path / "chart.pdf"
    result = CliRunner().invoke(cli.test_chart, ["--out", str(chart)])
    assert result.exit_code == 0
    assert "100 %" in result.output
    subprocess.run(["pdftoppm", "-r", "100", "-png", chart, tmp_path / "page"], check=True)
    (page,) = tmp_path.glob("page*.png")
    seen = frame_of(Image.open(page), 0.0)
    assert (seen.width, seen.height) == (827, 1170)  # A4
    assert sizes_read({code.text for code in decode(seen)}) == list(SIZES_MM)


def test_a_chart_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.test_chart, ["--out", str(tmp_path / "no" / "chart.pdf")])
    assert result.exit_code == 1
    assert "No such file or directory" in result.output
