"""Row 3: the power goes while sealed files are written; no file is ever taken for one that it is not."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from plumbing.blobs import BlobStore, media_id_of
from plumbing.chunks import CHUNK
from plumbing.errors import BlobDamaged
from tests.faults.files_power import Picture, RecordingDisk, after_cut
from tests.folders import quick_folder

SHORT, LONG = 400, 2_000
SEED: Final = 30
ROUNDS: Final = 40


class Child:
    """What was to be kept, outside of any store: the bytes of every file by its id."""

    def __init__(self, disk: RecordingDisk) -> None:
        self.disk, self.files = disk, dict[str, bytes]()

    def makes(self, chance: random.Random) -> bytes:
        data = chance.randbytes(chance.choice((1, 400, CHUNK, 2 * CHUNK + 7, 5 * CHUNK)))
        self.files[media_id_of(data)] = data
        return data


def record_days(folder: Path) -> tuple[RecordingDisk, dict[str, bytes]]:
    """Keep, receive and let go of files; what is promised stands in each picture."""
    chance, disk = random.Random(SEED), RecordingDisk(folder)
    child, blobs = Child(disk), BlobStore(folder, disk=disk)
    for number in range(ROUNDS):
        data = child.makes(chance)
        match chance.choice(("put", "receive", "receive", "put aside", "delete")):
            case "put":
                disk.promised.add(blobs.put(data))
            case "receive":
                receive(blobs, data, chance)
                disk.promised.add(media_id_of(data))
            case "put aside":
                part = blobs.part(media_id_of(data), len(data))
                part.write(0, data[:CHUNK])
                part.close()
            case "delete" if disk.promised:
                gone = chance.choice(sorted(disk.promised))
                disk.promised.discard(gone)
                blobs.delete(gone)
        if number % 9 == 8:
            blobs = BlobStore(folder, disk=disk)
        disk.look()
    large = chance.randbytes(40 * CHUNK)
    child.files[media_id_of(large)] = large
    receive(blobs, large, chance)
    disk.promised.add(media_id_of(large))
    disk.look()
    return disk, child.files


def receive(blobs: BlobStore, data: bytes, chance: random.Random) -> None:
    part = blobs.part(media_id_of(data), len(data))
    order = part.missing()
    chance.shuffle(order)
    for index in order:
        part.write(index, data[index * CHUNK : (index + 1) * CHUNK])
    part.finish()


def restore(picture: Picture, chance: random.Random, old: Path, folder: Path) -> None:
    """Lay out the disk as it is after the power comes back."""
    shutil.rmtree(folder)
    folder.mkdir()
    for path, data in after_cut(picture, chance):
        there = folder / path.relative_to(old)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(data)


def faults(folder: Path, promised: frozenset[str], files: dict[str, bytes]) -> list[str]:
    """Return what is wrong after a cut."""
    blobs = BlobStore(folder)
    found = [f"{media} is other bytes" for media in blobs.ids() if media_id_of(blobs.get(media)) != media]
    found += [f"{media} was promised" for media in promised if not blobs.has(media)]
    for media in blobs.part_ids():
        try:
            receive(blobs, files[media], random.Random(1))
        except BlobDamaged:  # a piece that the map promised was not there: it is asked for anew
            receive(blobs, files[media], random.Random(1))
        if blobs.get(media) != files[media]:
            found.append(f"{media} went on with other bytes")
    return found


def test_no_file_is_taken_for_one_that_it_is_not_when_the_power_goes(
    long_run: bool, reached: Callable[[str], None]
) -> None:
    count, wrong, chance = LONG if long_run else SHORT, [], random.Random(SEED)
    with quick_folder() as home:
        first, second = home / "first", home / "second"
        second.mkdir()
        disk, files = record_days(first)
        for number in range(count):
            picture, seed = chance.choice(disk.pictures), chance.getrandbits(32)
            restore(picture, random.Random(seed), first, second)
            found = faults(second, picture.promised, files)
            wrong += [f"cut {number}, seed {seed}: {fault}" for fault in found]
    reached(
        f"row 3: {count} power cuts among {len(disk.pictures)} moments, {len(files)} files, "
        f"{len(wrong)} accepted wrongly or lost"
    )
    assert wrong == [], wrong[:5]
