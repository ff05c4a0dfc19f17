"""Messages as somebody would make them who wants to break a reader: torn, swollen, of other types, out of range."""

import json
import random
from typing import Any, Final

_ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, 2**64, -(2**70), 10**400, 0.5, -0.0, 1e308, "", "\x00", "😀",
    "\ud800", "a" * 65, "f" * 32, "0" * 64, "../../etc/passwd", "a" * 5000, [], [[]], [None], {}, {"t": "hello"},
    {"type": "gap"}, [0] * 600, [2**53] * 600, {"kind": "learner"},
)  # fmt: skip
_DEPTH: Final = 12


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Some of a message's members changed, or some of its bytes."""
    if chance.random() < 0.3:
        return _torn(data, chance)
    try:
        message = json.loads(data)
    except ValueError:
        return _torn(data, chance)
    for _ in range(chance.randint(1, 3)):
        message = _changed(message, chance)
    return json.dumps(message, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _changed(value: Any, chance: random.Random, depth: int = 0) -> Any:
    """The value with one place in it made odd, doubled, or gone."""
    if isinstance(value, dict) and value and depth < _DEPTH and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        changed = dict(value)
        if chance.random() < 0.1:
            del changed[key]
        else:
            changed[key] = _changed(value[key], chance, depth + 1)
        return changed
    if isinstance(value, list) and value and depth < _DEPTH and chance.random() < 0.8:
        place = chance.randrange(len(value))
        return [
            *value[:place],
            _changed(value[place], chance, depth + 1),
            *value[place + chance.randint(0, 1) :],
        ]
    if isinstance(value, int) and not isinstance(value, bool) and chance.random() < 0.5:
        return value + chance.choice((-1, 1, 100))
    return chance.choice(_ODD)


def _torn(data: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    match chance.randrange(6):
        case 0:
            return data[:place]
        case 1:
            return data[place:]
        case 2:
            return data + data
        case 3:
            return chance.randbytes(chance.randint(0, 300))
        case 4:
            return b"[" * chance.choice((10, 1000, 30_000)) + data
        case _:
            return _flipped(data, chance)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.randint(1, 4))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
