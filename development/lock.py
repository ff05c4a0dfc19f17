"""Writes requirements.lock and requirements-dev.lock: exact versions with the hashes for every platform."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_COMPILE = [
    "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--no-emit-index-url",
    "--python-version", "3.11", "--custom-compile-command", "python -m development.lock", "--quiet",
]  # fmt: skip


def _settings() -> dict[str, str]:
    """The environment without anybody's own indexes: the hashes must be those of the public packages."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("UV_", "PIP_"))}


def write(name: str, *more: str) -> None:
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), *_COMPILE, *more, *sys.argv[1:], "--no-config", "--output-file", name]
    subprocess.run(command, cwd=ROOT, env=_settings(), check=True)


if __name__ == "__main__":
    write("requirements.lock", "--extra", "station", "--extra", "hub")
    write("requirements-dev.lock", "--all-extras", "--constraint", "requirements.lock")
