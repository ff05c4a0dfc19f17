"""Zone signs: one page a zone, with its name and its icon."""

import subprocess
from pathlib import Path
from typing import get_args

from classroom.zone import Zone, ZoneKind
from hub.reports.signs import ICONS, zone_sign


def zone(name: str, kind: ZoneKind = "cave", seats: int = 5) -> Zone:
    return Zone(id="z", name=name, kind=kind, seats=seats)


def pages(tmp_path: Path, *zones: Zone) -> list[str]:
    path = tmp_path / "signs.pdf"
    path.write_bytes(zone_sign(*zones))
    words = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    return words.split("\f")[:-1]


def test_each_zone_has_a_page_with_its_name_and_seats(tmp_path: Path) -> None:
    found = pages(tmp_path, zone("Quiet Cave"), zone("Подіум", "show", seats=1))
    assert len(found) == 2
    assert "Quiet Cave" in found[0]
    assert "5 seats · Quiet voices" in found[0]
    assert "Подіум" in found[1]
    assert "1 seat ·" in found[1]


def test_every_kind_of_zone_has_an_icon_of_its_own(tmp_path: Path) -> None:
    assert set(ICONS) == set(get_args(ZoneKind))
    found = pages(tmp_path, *(zone("Here", kind) for kind in get_args(ZoneKind)))
    assert [icon in page for icon, page in zip(ICONS.values(), found, strict=True)] == [True] * 8
    assert len(set(ICONS.values())) == 8
