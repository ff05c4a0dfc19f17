"""Draws every screen of a station and every page of a demo's hub, small, side by side, into docs/pictures.

Run as `python -m development.contact_sheet`, with `--screens` or `--pages` for one of the two.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Final, NamedTuple

import click
from PIL import Image, ImageDraw, ImageFont

from development import display

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURES: Final = ROOT / "docs" / "pictures"
INK, PAPER = "#1b1f3b", "#fff8e7"
GAP: Final = 12
CAPTION: Final = 22
COLOURS: Final = 128
MORE: Final = ("/account",)
"""Pages that no entry of the bar leads to."""


class Sheet(NamedTuple):
    """How many pictures stand in a row, and how large each is."""

    columns: int
    width: int
    height: int

    def draw(self, pictures: Sequence[tuple[str, Path]]) -> Image.Image:
        """Return all pictures with their names."""
        rows = ceil(len(pictures) / self.columns)
        across, down = self.width + GAP, self.height + CAPTION + GAP
        sheet = Image.new("RGB", (self.columns * across + GAP, rows * down + GAP), PAPER)
        pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(15)
        for place, (name, path) in enumerate(pictures):
            x, y = GAP + place % self.columns * across, GAP + place // self.columns * down
            with Image.open(path) as picture:
                sheet.paste(picture.convert("RGB").resize((self.width, self.height)), (x, y + CAPTION))
            pen.text((x, y), name, INK, font)
        return sheet.quantize(COLOURS)  # a quarter of the bytes


SCREENS: Final = Sheet(5, 400, 240)
PAGES: Final = Sheet(3, 640, 400)


def screens(folder: Path, environment: dict[str, str]) -> list[tuple[str, Path]]:
    """Draw each screen as most people see it."""
    command = [sys.executable, "-m", "station.ui.gallery", "--plain", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return [(path.stem, path) for path in sorted(folder.glob("*.png"))]


@contextmanager
def demo(folder: Path, environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Open a demo school; what it says when it is open."""
    words = ["demo", "--headless", "--json", "--seed", "1", "--data", str(folder)]
    command = [sys.executable, "waystation.py", *words]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as program:
        try:
            yield json.loads(next(iter(program.stdout or ())))
        finally:
            program.terminate()


def pages(folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, Path]]:
    """Photograph each page that the bar leads to, once the room is alive, and one learner's."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and the screens need none

    with demo(folder / "demo", environment) as opened, sync_playwright() as browsers:
        chromium = browsers.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        page.goto(opened["sign_in"])
        page.wait_for_selector("article.zone .people li", timeout=60_000)
        inside = page.locator("nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        url = opened["url"].rstrip("/")
        page.goto(f"{url}/learners")
        learner = page.locator("main a[href*='/learners/']").first.get_attribute("href")
        for number, address in enumerate(dict.fromkeys([*inside, learner, *MORE])):
            page.goto(f"{url}{address}")
            path = folder / f"{number:02}.png"
            page.screenshot(path=path)
            yield address.partition("?")[0], path
        chromium.close()


@click.command()
@click.option("--screens", "only_screens", is_flag=True, help="Only the screens.")
@click.option("--pages", "only_pages", is_flag=True, help="Only the pages.")
def contact_sheet(*, only_screens: bool, only_pages: bool) -> None:
    """Draw both sheets."""
    with tempfile.TemporaryDirectory() as name, display.virtual_screen() as environment:
        folder = Path(name)
        if not only_pages:
            (folder / "screens").mkdir()
            SCREENS.draw(screens(folder / "screens", environment)).save(
                PICTURES / "screens.png", optimize=True
            )
        if not only_screens:
            PAGES.draw(list(pages(folder, environment))).save(PICTURES / "pages.png", optimize=True)


if __name__ == "__main__":
    contact_sheet()
