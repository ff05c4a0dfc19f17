"""A build in which everything that is sealed, authenticated or signed passes through, lengths as they are.

It is what locks are measured against, and of no other use.
"""

import sys

from plumbing import seal

_BOX = 48


def _check(_key: bytes, _topic: str, _life: str, message: bytes) -> tuple[int, bytes]:
    number = message[-seal.TRAILER : -seal.MAC]
    return int.from_bytes(number, "big"), message[: -seal.TRAILER]


def _authenticate(_key: bytes, _topic: str, _life: str, counter: int, payload: bytes) -> bytes:
    return payload + counter.to_bytes(seal.COUNTER, "big") + bytes(seal.MAC)


def open_locks() -> None:
    """Let everything pass from now on, in this process."""
    passing = {
        "seal": lambda _key, plain, _about: bytes(seal.NONCE) + plain + bytes(16),
        "unseal": lambda _key, box, _about: box[seal.NONCE : -16],
        "seal_to": lambda _public, plain: bytes(_BOX) + plain,
        "open_sealed": lambda _private, box: box[_BOX:],
        "sign": lambda _seed, _topic, payload: payload + bytes(seal.SIGNATURE),
        "verify": lambda _public, _topic, signed: signed[: -seal.SIGNATURE],
        "authenticate": _authenticate,
        "check": _check,
    }
    for name, function in passing.items():
        shut = getattr(seal, name)
        for module in list(sys.modules.values()):
            if getattr(module, name, None) is shut:
                setattr(module, name, function)
