"""The commands `demo` and `doctor`."""

import json
import sys
from pathlib import Path

import click


@click.command()
@click.option("--seed", type=int, default=20260914, show_default=True, help="The same seed, the same school.")
@click.option("--headless", is_flag=True, help="No window, also where there is a display.")
@click.option("--stations", type=click.IntRange(1, 40), default=3, show_default=True, help="Simulated ones.")
@click.option("--minutes", type=click.FloatRange(min=0.05), help="End by itself.  [default: at Ctrl-C]")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Keep the school here and go on with it."
)
@click.option("--camera", metavar="NAME", help="The window's camera: folder:DIR, usb:N, pi.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines: when it is open, and how it ended.")
def demo(
    seed: int,
    headless: bool,
    stations: int,
    minutes: float | None,
    data: Path | None,
    camera: str | None,
    as_json: bool,
) -> None:
    """Show a whole room on this machine: hub, broker, a station's window, pretend learners.

    \b
    Example: waystation demo
             waystation demo --headless --minutes 1 --json

    Nothing is installed and nothing leaves this machine. Without --data the school vanishes at the end.
    """
    from demo.show import Options
    from demo.telling import Teller, folder, signalled, window_camera

    teller = Teller(as_json=as_json)
    with folder(data) as home, signalled() as stop:
        options = Options(
            data=home,
            seed=seed,
            stations=stations,
            minutes=minutes,
            camera=None if headless else window_camera(camera, home),
        )
        sys.exit(teller.show(options, stop))


@click.command()
@click.option("--camera", metavar="NAME", help="The camera to look at.  [default: the first, if any]")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def doctor(camera: str | None, as_json: bool) -> None:
    """Say whether this machine is ready to be a hub or a station, in plain sentences.

    \b
    Example: waystation doctor
             waystation doctor --json

    What is not here and need not be is marked with a dash. Exit code 1 when something here is not in order.
    """
    from demo.doctor import all_checks

    found = all_checks(camera)
    if as_json:
        rows = [{"name": check.name, "ok": check.ok, "says": check.says} for check in found]
        click.echo(json.dumps({"checks": rows}))
    else:
        for check in found:
            mark = {True: "✓", False: "✗", None: "–"}[check.ok]
            click.echo(f"{mark} {check.name}: {check.says}")
    sys.exit(any(check.ok is False for check in found))
