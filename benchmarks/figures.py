"""How a figure is said: one JSON line, with the baseline of the same run beside it."""

import json
from collections.abc import Sequence


def say(name: str, unit: str, value: float, baseline: float | None, n: int) -> None:
    """Print one figure; the ratio is left out where there is no baseline."""
    row = {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": None if baseline is None else round(baseline, 3),
        "ratio": None if baseline is None else round(value / baseline, 3),
        "n": n,
    }
    print(json.dumps(row), flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
