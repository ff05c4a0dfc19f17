"""A founded school whose hub runs beside us, for figures that need both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from demo import badges
from demo.founding import HOST, Founded, Premises, found, print_badges
from demo.program import Program


@dataclass(frozen=True, slots=True)
class School:
    """Where it lies, who may come in, the hub's process and its pages."""

    premises: Premises
    founded: Founded
    tokens: dict[str, str]
    hub: Program
    url: str


@contextmanager
def open_school(
    folder: Path, stations: int = 1, broker: str = "nats", *, in_clear: bool = False
) -> Iterator[School]:
    """Found a school, run its hub as a child process, stop it at the end; `in_clear`: without TLS to the stations."""
    premises = Premises(folder)
    founded = found(premises, range(1, stations + 1), seed=1)
    print_badges(premises, founded.printed)
    (premises.hub / "hub.toml").write_text(f'broker = "{broker}"\n', encoding="utf-8")
    where = ("--data", premises.hub, "--http", f"{HOST}:0", "--mqtt", f"{HOST}:{founded.port}")
    plain = ["--plain-http"]  # a browser of a benchmark trusts nobody
    if in_clear:
        plain.append("--plain-mqtt")
        records = {place: replace(record, ca="") for place, record in founded.stations.items()}
        founded = replace(founded, stations=records)
    with Program("hub", ("hub", "run", *where, *plain), premises.logs / "hub.log") as hub:
        ready = dict(word.partition("=")[::2] for word in hub.line("hub ready").split())
        yield School(premises, founded, badges.kept(premises.badges), hub, ready["http"])
