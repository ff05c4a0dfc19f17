"""What a bad network does to single messages: says some twice, some late, some not at all. Pure."""

from typing import Final

import msgspec

from demo.school.chance import Chance
from demo.simulate.options import Options

LATE_S: Final = (0.02, 0.4)
OVERTAKEN_S: Final = 0.03
AGAIN_S: Final = 0.01


class Mangling(msgspec.Struct, frozen=True, kw_only=True):
    """The share of messages, 0.0 to 1.0, that each fault touches."""

    dup: float = 0.0
    reorder: float = 0.0
    delay: float = 0.0
    drop: float = 0.0

    def copies(self, chance: Chance) -> tuple[float, ...]:
        """Return after how many seconds each copy of the next message goes on; none when it is dropped."""
        if chance.random() < self.drop:
            return ()
        wait_s = chance.uniform(*LATE_S) if chance.random() < self.delay else 0.0
        wait_s += OVERTAKEN_S if chance.random() < self.reorder else 0.0
        return (wait_s, wait_s + AGAIN_S) if chance.random() < self.dup else (wait_s,)


FAITHFUL: Final = Mangling()


def mangling_of(options: Options) -> Mangling:
    """Return what the network of a day does."""
    words = {"dup", "reorder", "delay", "drop"} & set(options.faults)
    return Mangling(**dict.fromkeys(words, options.share))
