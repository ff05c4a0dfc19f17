"""The commands that print: badge sheets and zone signs, at a hub that does not run."""

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from click import Command
from click.testing import CliRunner, Result
from PIL import Image

from hub.cli_badges import sheet, zone_sign
from hub.errors import NotSetUp, ServiceRefused
from tests.factories_hub import open_school


def run(command: Command, folder: Path, *words: str) -> Result:
    return CliRunner().invoke(command, ["--data", str(folder), *words])


def codes(sheet_file: Path) -> set[str]:
    picture = sheet_file.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "110", "-gray", "-singlefile", sheet_file, picture], check=True)
    return {code.text for code in zxingcpp.read_barcodes(Image.open(f"{picture}.pgm"))}


def words(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hub with four learners and four of staff, which does not run."""
    made = tmp_path / "hub"
    made.mkdir()
    open_school(made).stop()
    return made


def test_every_learner_without_a_badge_gets_one_and_only_once(folder: Path, tmp_path: Path) -> None:
    first = run(sheet, folder, "--out", str(tmp_path / "first.pdf"))
    assert "4 badges are in" in first.output
    assert len(codes(tmp_path / "first.pdf")) == 4
    again = run(sheet, folder, "--out", str(tmp_path / "again.pdf"))
    assert isinstance(again.exception, ServiceRefused)
    assert "--reprint" in str(again.exception)
    assert not (tmp_path / "again.pdf").exists()


def test_reprinting_makes_new_keys_for_one_class(folder: Path, tmp_path: Path) -> None:
    run(sheet, folder, "--out", str(tmp_path / "first.pdf"))
    run(sheet, folder, "--class", "Heron", "--reprint", "--out", str(tmp_path / "heron.pdf"))
    old, new = codes(tmp_path / "first.pdf"), codes(tmp_path / "heron.pdf")
    assert len(new) == 3
    assert old.isdisjoint(new)
    assert "Kofi" not in words(tmp_path / "heron.pdf")


def test_staff_cards_carry_their_keys_in_letters(folder: Path, tmp_path: Path) -> None:
    run(sheet, folder, "--staff", "--class", "Heron", "--out", str(tmp_path / "staff.pdf"))
    text = words(tmp_path / "staff.pdf")
    assert "Ms Ode" in text
    assert "Amal" not in text
    letters = "".join(text.split())
    keys = codes(tmp_path / "staff.pdf")
    assert len(keys) == 2  # Ms R teaches here, Ms Ode helps
    assert all(key[4:7] in letters for key in keys)


def test_a_sheet_is_for_its_owner_only_and_never_replaces_another(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    run(sheet, folder, "--out", str(out))
    assert out.stat().st_mode & 0o777 == 0o600
    before = out.read_bytes()
    assert isinstance(run(sheet, folder, "--reprint", "--out", str(out)).exception, ServiceRefused)
    assert out.read_bytes() == before


def test_no_key_is_made_when_the_sheet_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    refused = run(sheet, folder, "--out", str(tmp_path / "nowhere" / "sheet.pdf"))
    assert isinstance(refused.exception, ServiceRefused)
    assert "4 badges are in" in run(sheet, folder, "--out", str(tmp_path / "sheet.pdf")).output


def test_no_key_is_said_on_the_terminal_or_kept_in_the_folder(folder: Path, tmp_path: Path) -> None:
    result = run(sheet, folder, "--out", str(tmp_path / "sheet.pdf"))
    for key in codes(tmp_path / "sheet.pdf"):
        assert key not in result.output
        for file in folder.rglob("*"):
            assert not file.is_file() or key.encode() not in file.read_bytes()


def test_a_class_that_is_not_there_is_answered_with_those_that_are(folder: Path, tmp_path: Path) -> None:
    refused = run(sheet, folder, "--class", "Herring", "--out", str(tmp_path / "sheet.pdf"))
    assert "The classes: " in str(refused.exception)
    assert "Heron" in str(refused.exception)


def test_each_zone_gets_a_sign(folder: Path, tmp_path: Path) -> None:
    assert "2 signs are in" in run(zone_sign, folder, "--out", str(tmp_path / "signs.pdf")).output
    assert "Quiet Cave" in words(tmp_path / "signs.pdf")
    assert (
        "1 sign is in"
        in run(zone_sign, folder, "--zone", "Make Bench", "--out", str(tmp_path / "one.pdf")).output
    )
    assert "Quiet Cave" not in words(tmp_path / "one.pdf")


def test_an_unknown_zone_is_answered_with_those_that_are(folder: Path, tmp_path: Path) -> None:
    refused = run(zone_sign, folder, "--zone", "Attic", "--out", str(tmp_path / "signs.pdf"))
    assert isinstance(refused.exception, ServiceRefused)
    assert "Quiet Cave" in str(refused.exception)


def test_without_a_hub_the_sentence_says_how_to_make_one(tmp_path: Path) -> None:
    refused = run(sheet, tmp_path / "none", "--out", str(tmp_path / "sheet.pdf"))
    assert isinstance(refused.exception, NotSetUp)
