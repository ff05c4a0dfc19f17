"""A hundred photos of 300 KB from twenty stations, whose facts the hub has already, in MB a second.

Beside it a bare loop of chunks through a broker of the same kind: no keys, no hashes, no questions, no small pictures.
"""

import io
import multiprocessing
import random
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from PIL import Image

from benchmarks.bare_hub import PASSWORD, USER
from benchmarks.bare_media import Sender, take_files, user_of
from benchmarks.figures import say
from benchmarks.open_school import open_school
from benchmarks.open_station import PATIENCE_S, OpenStation
from demo.school.people import learners
from hub.broker import Account
from hub.broker.registry import open_broker
from plumbing.incoming import SENDERS

STATIONS: Final = 20
EACH: Final = 5
BYTES: Final = 300_000
ROUNDS: Final = 2
POLL_S: Final = 0.02
RESEND_S: Final = 0.5
MEGABYTE: Final = 1_000_000


def photos(seed: int) -> list[bytes]:
    """Return pictures of 300 KB as a camera takes them: large soft shapes under a fine grain, each another."""
    made = []
    for number in range(EACH):
        chance = random.Random(seed * EACH + number)
        shapes = Image.frombytes("RGB", (8, 6), chance.randbytes(144)).resize(
            (1600, 1200), Image.Resampling.BICUBIC
        )
        grain = (
            Image.frombytes("L", (800, 600), chance.randbytes(480_000)).resize((1600, 1200)).convert("RGB")
        )
        out = io.BytesIO()
        Image.blend(shapes, grain, 0.09).save(out, "JPEG", quality=80)
        made.append(out.getvalue().ljust(BYTES, b"\0"))
    return made


def ours(folder: Path, broker: str, pictures: list[list[bytes]]) -> float:
    """Return the seconds from the first offer to the last file that is whole at the hub."""
    with open_school(folder, STATIONS, broker) as school, ExitStack() as closing_all:
        stations = [OpenStation(school, place) for place in range(1, STATIONS + 1)]
        for number, (station, learner) in enumerate(zip(stations, learners(), strict=False)):
            closing_all.enter_context(closing(station))
            station.start()
            visit = station.check_in(school.tokens[learner.id])
            station.go_offline()
            for photo in pictures[number]:
                last = station.save(visit, learner.id, photo)
            station.hold_files()
            station.go_online()
            station.wait_for(last)
        media = school.premises.hub / "media"
        began = time.monotonic()
        for station in stations:
            station.release_files()
        while _whole(media) < STATIONS * EACH:
            assert time.monotonic() - began < PATIENCE_S, "they did not come in time"
            time.sleep(POLL_S)
        return time.monotonic() - began


def _whole(media: Path) -> int:
    """How many photos are here; their small pictures lie beside them."""
    return sum(path.stat().st_size > BYTES for path in media.glob("??/*"))


def bare(folder: Path, kind: str, pictures: list[list[bytes]]) -> float:
    """Return the seconds that the bare loop takes for the same files."""
    broker = open_broker("nats" if kind == "nats" else "mosquitto", folder / "broker", "127.0.0.1", 0)
    names = [USER, *map(user_of, range(STATIONS))]
    broker.start([Account(name, PASSWORD, reads=("bare/#",), writes=("bare/#",)) for name in names])
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    hub = spawn.Process(target=take_files, args=(broker.address, str(folder), BYTES, ready))
    hub.start()
    try:
        assert ready.wait(PATIENCE_S), "the bare receiver does not start"
        senders = [Sender(broker.address, number, files) for number, files in enumerate(pictures)]
        began = time.monotonic()
        waiting, sending = list(senders), list[Sender]()
        while waiting or sending:
            while waiting and len(sending) < SENDERS:
                sending.append(waiting.pop())
                sending[-1].again()
            sending = [sender for sender in sending if not sender.tend(RESEND_S)]
            time.sleep(POLL_S / 10)
            assert time.monotonic() - began < PATIENCE_S, "they did not come in time"
        took = time.monotonic() - began
        for sender in senders:
            sender.close()
        return took
    finally:
        hub.kill()
        broker.stop()


def main() -> None:
    """Measure in turns, so that a busy neighbour disturbs both alike."""
    pictures = [photos(seed) for seed in range(STATIONS)]
    bytes_ = STATIONS * EACH * BYTES
    for broker in ("nats", "mosquitto"):
        mine, theirs = [], []
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
                (folder := Path(name) / "bare").mkdir()
                theirs.append(bare(folder, broker, pictures))
                mine.append(ours(Path(name) / "school", broker, pictures))
        value, baseline = (bytes_ / MEGABYTE / min(seconds) for seconds in (mine, theirs))
        say(f"100 photos from 20 stations, {broker}", "MB/s", value, baseline, STATIONS * EACH)


if __name__ == "__main__":
    main()
