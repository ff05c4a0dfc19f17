"""A screen for tests and benchmarks on a machine that has none: Xvfb around a block of code."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """Yields an environment whose DISPLAY is a fresh X server of 1280 x 800 pixels, gone at the end."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield {**os.environ, "DISPLAY": f":{answer.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()
