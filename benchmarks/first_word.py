"""How soon a voice can begin: the longest text of a screen made into sound, against a single letter."""

import time
from typing import Final

from benchmarks.figures import percentile, say
from hardware.speech import LONGEST, synthesise

_RUNS: Final = 20
_TEXT: Final = ("I can join ideas with but, so, because or although. " * 20)[:LONGEST]


def took_ms(text: str) -> list[float]:
    """How long each of some runs takes; nothing is kept between them."""
    found = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        synthesise(text, "en")
        found.append((time.perf_counter() - began) * 1000)
    return found


def main() -> None:
    longest, letter = took_ms(_TEXT), took_ms("a")
    say("first word of the longest text, p50", "ms", percentile(longest, 0.5), percentile(letter, 0.5), _RUNS)
    say(
        "first word of the longest text, p95",
        "ms",
        percentile(longest, 0.95),
        percentile(letter, 0.95),
        _RUNS,
    )


if __name__ == "__main__":
    main()
