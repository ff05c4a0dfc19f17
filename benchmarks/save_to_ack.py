"""From a child's tap to "Ms R has it": record, seal, commit, send, commit at the hub, acknowledge, commit the mark.

Beside it the barest form of the same: paho publishes a fact, another process commits a row with FULL and answers.
Same kind of broker, TCP_NODELAY on both sides of both.
"""

import multiprocessing
import queue
import random
import tempfile
import time
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from benchmarks.bare_hub import PASSWORD, USER, answer_facts, connect
from benchmarks.figures import percentile, say
from benchmarks.open_school import open_school
from benchmarks.open_station import PATIENCE_S, OpenStation
from demo.school.people import learners
from hub.broker import Account
from hub.broker.registry import open_broker
from plumbing.seal import random_bytes
from station.session.effects import Forget

LEARNERS = 20
PIECES = 20
WARM = 20


def ours(folder: Path) -> Generator[float]:
    """Yield the ms of each piece, learner after learner."""
    with open_school(folder) as school, closing(OpenStation(school)) as station:
        station.start()
        for learner in learners()[:LEARNERS]:
            visit = station.check_in(school.tokens[learner.id])
            for _ in range(PIECES):
                yield station.hand_in(visit, learner.id)
            station.performer.carry_out(Forget(learner=learner.id))


def bare(folder: Path) -> Generator[float]:
    """Yield the ms of each bare round."""
    broker = open_broker("nats", folder / "broker", "127.0.0.1", 0)
    broker.start([Account(USER, PASSWORD, reads=("bare/#",), writes=("bare/#",))])
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    hub = spawn.Process(target=answer_facts, args=(broker.address, str(folder / "bare.db"), ready))
    hub.start()
    try:
        ready.wait()
        answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        client = connect(broker.address, "bare/ack", answers.put)
        fact = random.Random(1).randbytes(900)
        while True:
            began, number = time.perf_counter(), random_bytes(4)
            client.publish("bare/fact", number + fact)
            assert answers.get(timeout=PATIENCE_S) == number
            yield 1000 * (time.perf_counter() - began)
    finally:
        hub.kill()
        broker.stop()


def main() -> None:
    """Measure in turns, so that a busy neighbour disturbs both alike."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        (folder := Path(name) / "bare").mkdir()
        with closing(ours(Path(name) / "school")) as mine, closing(bare(folder)) as theirs:
            pairs = list(zip(mine, theirs, strict=False))[WARM:]
    for share, word in ((0.5, "p50"), (0.99, "p99")):
        value, baseline = (percentile(column, share) for column in zip(*pairs, strict=True))
        say(f"saved to acknowledged, {word}", "ms", value, baseline, len(pairs))


if __name__ == "__main__":
    main()
