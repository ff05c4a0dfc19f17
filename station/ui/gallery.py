"""Draws every screen from sample Views into PNG files: `python -m station.ui.gallery --out DIR`."""

from pathlib import Path

import click

from station.ui.surroundings import prepare
from station.ui.theme import LARGE_PX_PER_MM, SMALL_PX_PER_MM, Theme


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the PNGs."
)
@click.option("--size", default="800x480", help="Window: 800x480 or 1280x800.")
@click.option("--only", default="", help="Names that begin so.")
@click.option("--plain", is_flag=True, help="Each screen once, not as different people need it.")
def draw(out: Path, size: str, only: str, *, plain: bool) -> None:
    """Draw every screen, plain and as different people need it."""
    width, height = (int(side) for side in size.split("x"))
    prepare((width, height))
    from station.ui.picture import Pictures  # noqa: PLC0415 - Kivy must find its surroundings prepared
    from station.ui.samples.people import PLAIN, everybody  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    panel = Theme(width=width, height=height, px_per_mm=LARGE_PX_PER_MM if width > 1000 else SMALL_PX_PER_MM)
    pictures = Pictures(panel)
    for name, view in PLAIN.items() if plain else everybody():
        if name.startswith(only):
            pictures.save(view, out / f"{name}.png")


if __name__ == "__main__":
    draw()
