"""The first start of a real hub in a real browser: from an empty folder to the room, over HTTPS."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hub.backup.recovery import WORDS
from hub.service.setting_up import is_begun

ROOT = Path(__file__).parents[3]


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    words = ["hub", "run", "--data", str(tmp_path / "hub"), "--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0"]
    started = subprocess.Popen(
        [sys.executable, "waystation.py", *words, "--trust", "127.0.0.1:0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    yield started
    started.terminate()
    started.wait(20)
    if started.stdout:
        started.stdout.close()


def line(process: subprocess.Popen[str], begins: str) -> str:
    assert process.stdout
    for said in process.stdout:
        if said.startswith(begins):
            return said
    raise AssertionError(f"the hub ended before it said {begins!r}")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 390, "height": 844})
    context.set_default_timeout(10_000)
    page, complaints = context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield page
    assert complaints == []
    context.close()


def test_from_an_empty_folder_to_the_room(process: subprocess.Popen[str], page: Page, tmp_path: Path) -> None:
    said = line(process, "hub first-start")
    found = re.search(r"http=(\S+)/start code=(\S+)", said)
    assert found, said
    address, code = found.groups()
    assert address.startswith("https://")
    page.goto(f"{address}/live")
    expect(page.get_by_role("heading", level=1)).to_have_text("A new hub")
    page.get_by_label("The four words").fill(code.replace("-", " "))
    page.keyboard.press("Enter")
    page.get_by_label("What the school is called").fill("Cedar Bend")
    page.get_by_label("Time zone").fill("Europe/Lisbon")
    page.keyboard.press("Enter")
    page.get_by_label("What the children call you").fill("Ms R")
    page.get_by_label("A password").fill("long enough")
    page.get_by_label("The password again").fill("long enough")
    page.keyboard.press("Enter")
    expect(page.locator(".nine li")).to_have_count(WORDS)
    words = page.locator(".nine li").all_inner_texts()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="It is on paper").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Four words from the sheet")
    for field in page.locator("input[name^=word]").all():
        place = int((field.get_attribute("name") or "").removeprefix("word"))
        field.fill(words[place - 1])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Go on without a second device").click()
    page.get_by_label("What the class is called").fill("Heron")
    assert not is_begun(tmp_path / "hub")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("It is set up")
    assert f"http={address}" in line(process, "hub ready")
    page.goto(f"{address}/sign-in")
    page.get_by_label("Your name").fill("Ms R")
    page.get_by_label("Password").fill("long enough")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/live*")
    expect(page.get_by_text("Heron").first).to_be_visible()
    page.goto(f"{address}/stations")
    expect(page.get_by_text("Everything is on one disk.")).to_be_visible()
    page.goto(f"{address}/audit")
    expect(page.get_by_text("set the hub up")).to_be_visible()


def test_told_to_stop_it_leaves_the_folder_as_empty_as_it_was(
    process: subprocess.Popen[str], tmp_path: Path
) -> None:
    line(process, "hub first-start")
    process.terminate()
    assert process.wait(20) == 0
    assert list((tmp_path / "hub").iterdir()) == []
