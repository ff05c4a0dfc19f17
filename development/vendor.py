"""Other people's files that we ship (fonts, icons, htmx): checks them against vendor.toml, or fetches them.

`python -m development.vendor` checks offline; with --fetch it gets each package by `npm pack`, makes the
files anew and writes their sums into vendor.toml. A new version is an edit of vendor.toml and a --fetch.
"""

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from development import making

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("station/ui/assets", "hub/static/vendor", "hub/static/fonts", "hub/reports/fonts", "tests/e2e/axe")
MANIFEST = "vendor.toml"


def problems(folder: Path) -> list[str]:
    """What is wrong with a folder: files that are missing, changed, or not listed in its vendor.toml."""
    listed = {entry["name"]: entry["sha512"] for entry in entries(folder)}
    present = {path.name for path in folder.iterdir()} - {MANIFEST}
    return [
        *(f"{folder.name}/{name} is missing" for name in sorted(listed.keys() - present)),
        *(f"{folder.name}/{name} is not in {MANIFEST}" for name in sorted(present - listed.keys())),
        *(
            f"{folder.name}/{name} is not the file that was fetched"
            for name in sorted(present & listed.keys())
            if _sum(folder / name) != listed[name]
        ),
    ]


def entries(folder: Path) -> list[dict[str, Any]]:
    """The [[file]] tables; `made` says which of making.WAYS led to a file that is no plain copy."""
    found: list[dict[str, Any]] = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))["file"]
    return found


def fetch(folder: Path, shelf: Path) -> None:
    """Makes every file of a folder anew from its package and writes the sums down."""
    manifest = (folder / MANIFEST).read_text(encoding="utf-8")
    for entry in entries(folder):
        source = _unpacked(f"{entry['package']}@{entry['version']}", shelf) / entry["source"]
        target = folder / entry["name"]
        target.write_bytes(making.WAYS[entry.get("made", "copy")](source, entry))
        pattern = rf'(name = "{re.escape(entry["name"])}"\n(?:.+\n)*?sha512 = ")\w*"'
        manifest = re.sub(pattern, rf'\g<1>{_sum(target)}"', manifest)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")


def _unpacked(package: str, shelf: Path) -> Path:
    home = shelf / re.sub(r"\W", "-", package)
    if not home.exists():
        home.mkdir()
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", str(home), package], check=True)
        with tarfile.open(next(home.glob("*.tgz"))) as packed:
            packed.extractall(home, filter="data")
    return home / "package"


def _sum(path: Path) -> str:
    return hashlib.sha512(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    folders = [ROOT / folder for folder in FOLDERS]
    if "--fetch" in sys.argv:
        with tempfile.TemporaryDirectory() as shelf:
            for folder in folders:
                fetch(folder, Path(shelf))
    sys.exit("\n".join(problem for folder in folders for problem in problems(folder)) or 0)
