"""The command line: names the commands and imports each from its owner only when somebody asks for it."""

import sys
from importlib import import_module, util

import click

GROUPS = {"badge": "Read badges, print them, check the camera that reads them."}
COMMANDS = {
    "badge read": "hardware.cli:read",
    "badge sheet": "hub.cli_badges:sheet",
    "badge test-chart": "hardware.cli:test_chart",
    "badge zone-sign": "hub.cli_badges:zone_sign",
    "bench": "development.cli:bench",
    "demo": "demo.cli:demo",
    "doctor": "demo.cli:doctor",
    "export": "hub.cli_export:export",
    "hub": "hub.cli:hub",
    "import": "hub.cli_interchange:import_",
    "simulate": "demo.cli_simulate:simulate",
    "station": "station.cli:station",
    "test": "development.cli:test",
}


class Lazy(click.Group):
    """A group whose commands are the entries of COMMANDS that begin with its own words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        words = ctx.command_path.split()[1:]
        return sorted({key.split()[len(words)] for key in COMMANDS if key.split()[: len(words)] == words})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        key = " ".join([*ctx.command_path.split()[1:], cmd_name])
        module, _, attribute = COMMANDS.get(key, "").partition(":")
        if attribute and util.find_spec(module.partition(".")[0]):  # a school's copy has no development/
            return getattr(import_module(module), attribute)  # type: ignore[no-any-return]
        return Lazy(cmd_name, help=GROUPS[key]) if key in GROUPS else None


@click.group(cls=Lazy)
@click.option("--debug", is_flag=True, help="Show the traceback when something fails.")
def waystation(debug: bool) -> None:
    """Touch stations and a teacher's hub for a classroom. Try: waystation demo."""


def main() -> None:
    try:
        waystation(prog_name="waystation")
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        ours = getattr(error, "waystation_error", False)  # each package's root error class says so
        sys.exit(f"waystation: {error if ours else f'{error!r} (--debug tells more)'}")


if __name__ == "__main__":
    main()
