"""The commands `badge read` and `badge test-chart`."""

import json
import sys
import time
from pathlib import Path

import click

from hardware.frame import Code


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="JSON lines on a terminal too.")
@click.option("--code128", is_flag=True, help="Read Code 128 too, where both decoders agree on it.")
def read(files: tuple[Path, ...], as_json: bool, code128: bool) -> None:
    """Read the badges in pictures, as a station would: one JSON line a picture, or words on a terminal.

    \b
    Example: waystation badge read photo.jpg --json
    {"file": "photo.jpg", "codes": [{"text": "WS1.…", "format": "QRCode"}], "ms": 1.2}

    `ms` is the time spent decoding, without opening the file. A picture without a badge is no error.
    """
    as_json = as_json or not sys.stdout.isatty()
    unread = [file for file in files if not _read_one(file, as_json=as_json, code128=code128)]
    sys.exit(1 if unread else 0)


@click.command("test-chart")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The PDF to write."
)
def test_chart(out: Path) -> None:
    """Write the chart for the camera check, one A4 page.

    \b
    Example: waystation badge test-chart --out chart.pdf
    """
    from hardware import chart
    from hardware.errors import HardwareError

    try:
        chart.write(out)
    except (HardwareError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The chart is in {out}. Print it at 100 %.")


def _read_one(file: Path, *, as_json: bool, code128: bool) -> bool:
    """Prints what is in one picture; False where it could not be opened."""
    from hardware import decode
    from hardware.errors import PictureRefused
    from hardware.stills import frame_of, open_picture

    codes: tuple[Code, ...] = ()
    taken_ms = 0.0
    fault = ""
    try:
        frame = frame_of(open_picture(file.read_bytes()), 0.0)
        began = time.perf_counter()
        codes = decode.decode(frame)
        if code128:
            codes += decode.agreed_code128(frame)
        taken_ms = 1000 * (time.perf_counter() - began)
    except PictureRefused as error:
        fault = str(error)
    except OSError as error:
        fault = f"It cannot be opened: {error.strerror}."
    click.echo(_as_json(file, codes, taken_ms) if as_json else _in_words(file, codes, taken_ms, fault))
    if fault:
        click.echo(f"{file}: {fault}", err=True)
    return not fault


def _as_json(file: Path, codes: tuple[Code, ...], taken_ms: float) -> str:
    found = [{"text": code.text, "format": code.format} for code in codes]
    return json.dumps({"file": str(file), "codes": found, "ms": round(taken_ms, 3)}, ensure_ascii=False)


def _in_words(file: Path, codes: tuple[Code, ...], taken_ms: float, fault: str) -> str:
    if fault:
        return f"{file}: not read"
    texts = ", ".join(f"{code.text} ({code.format})" for code in codes)
    return f"{file}: {texts or 'no badge'}, {taken_ms:.1f} ms"
