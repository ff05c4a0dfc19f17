"""Who may import whom, checked by import-linter against imports.toml."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest

from tests.contract import house

RULES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).with_name("imports.toml")).read_text(encoding="utf-8"),
)["contracts"]
PACKAGES = [package for package in house.PACKAGES if (house.ROOT / package / "__init__.py").exists()]


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Every module that exists in the packages, and every outside one that they import."""
    graph = grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)
    return set(graph.modules)


def in_force(rule: dict[str, Any], known: set[str]) -> dict[str, Any] | None:
    """The rule without the names that are not there yet; None where nothing is left to forbid."""
    kept = {}
    for key, value in rule.items():
        if key == "layers":
            kept[key] = [
                re.sub(r"\w+", r"(\g<0>)", layer) for layer in value
            ]  # import-linter's "if it exists"
        elif key.endswith(("modules", "importers", "containers")):
            kept[key] = [module for module in value if module in known]
        else:
            kept[key] = value
    return kept if all(kept[key] for key in kept if key.endswith(("modules", "containers"))) else None


def check(rule: dict[str, Any], packages: list[str], root: Path, config: Path) -> str:
    """What import-linter has against the packages under `root`; an empty string if nothing."""
    lines = ["[tool.importlinter]", f"root_packages = {packages!r}", "include_external_packages = true"]
    lines += ["[[tool.importlinter.contracts]]"]
    lines += [
        f"{key} = {str(value).lower() if value is True else repr(value)}" for key, value in rule.items()
    ]
    config.write_text("\n".join(lines), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", str(config), "--no-cache"]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return "" if ended.returncode == 0 else ended.stdout + ended.stderr


@pytest.mark.parametrize("rule", RULES, ids=[rule["name"] for rule in RULES])
def test_every_import_goes_through_the_right_door(
    rule: dict[str, Any], known: set[str], tmp_path: Path
) -> None:
    now = in_force(rule, known)
    assert now is None or check(now, PACKAGES, house.ROOT, tmp_path / "contract.toml") == ""


def test_a_wrong_import_is_found(tmp_path: Path) -> None:
    for package, text in {"low": "import high\n", "high": "import sqlite3\n"}.items():
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(text, encoding="utf-8")
    layers = {"name": "layers", "type": "layers", "layers": ["(high)", "(absent) | (low)"]}
    door = {
        "name": "door",
        "type": "protected",
        "protected_modules": ["sqlite3"],
        "allowed_importers": ["low"],
    }
    for rule in (layers, door):
        assert "BROKEN" in check(rule, ["low", "high"], tmp_path, tmp_path / "contract.toml")
