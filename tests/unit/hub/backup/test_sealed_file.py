"""Sealed files: whole or refused, whatever happened to their bytes."""

import io
import random
from pathlib import Path

import pytest

from hub.backup.journal import Journal, Record, read_journal
from hub.backup.recovery import RecoveryKey
from hub.backup.sealed_file import HEADER, SealedReader, SealedWriter, with_private
from hub.errors import BackupRefused
from plumbing.errors import SealBroken

OURS, OTHER = RecoveryKey(b"o" * 16), RecoveryKey(b"x" * 16)
PARTS = [b"first", b"", b"third" * 100]


def sealed(*, last: bool = True) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, OURS.public, b"B")
    for place, part in enumerate(PARTS, 1):
        writer.write(part, last=last and place == len(PARTS))
    return file.getvalue()


def opened(data: bytes, key: RecoveryKey = OURS) -> tuple[list[bytes], bool]:
    reader = SealedReader(io.BytesIO(data), b"B", with_private(key.private, "it"), "it")
    return list(reader.messages()), reader.complete


def test_what_was_sealed_comes_back_in_order() -> None:
    assert opened(sealed()) == (PARTS, True)


def test_a_file_cut_anywhere_is_never_complete() -> None:
    whole = sealed()
    for length in range(len(whole)):
        try:
            _, complete = opened(whole[:length])
        except (BackupRefused, SealBroken):
            continue
        assert not complete, length


def test_each_changed_byte_is_noticed() -> None:
    whole, chance = sealed(), random.Random(7)
    for place in range(len(whole)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << chance.randrange(8)
        with pytest.raises((BackupRefused, SealBroken)):  # noqa: PT012 - a cut shows in its end only
            _, complete = opened(bytes(spoilt))
            if not complete:
                raise SealBroken


def test_messages_cannot_change_places_or_files() -> None:
    whole, other = sealed(), sealed()
    with pytest.raises(SealBroken):
        opened(whole[:HEADER] + other[HEADER:])
    first = HEADER + 4 + int.from_bytes(whole[HEADER : HEADER + 4], "big")
    with pytest.raises(SealBroken):
        opened(whole[:HEADER] + whole[first:])


def test_nothing_may_follow_the_end() -> None:
    assert opened(sealed() + b"x") == (PARTS, False)


def test_another_key_is_refused_by_the_number_of_its_sheet() -> None:
    with pytest.raises(BackupRefused, match="recovery sheet"):
        opened(sealed(), OTHER)


@pytest.mark.parametrize("data", [b"", b"WSAFE1", b"WSAFE1J\0" + b"x" * 200, b"PK" * 200, b"\0" * 500])
def test_what_is_no_backup_is_refused(data: bytes) -> None:
    with pytest.raises(BackupRefused):
        opened(data)


def test_a_torn_journal_gives_all_records_before_the_tear(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    journal = Journal(path, OURS.public, [Record(until_ms=1)])
    ends = [path.stat().st_size]
    for until_ms in (2, 3):
        journal.add(Record(until_ms=until_ms, keys={"t": [(1, b"k", "t", None)]}))
        ends.append(path.stat().st_size)
    whole = path.read_bytes()
    for length in range(ends[0], len(whole) + 1):
        path.write_bytes(whole[:length])
        read = read_journal(path, OURS.private)
        assert [record.until_ms for record in read.records] == [1, 2, 3][: sum(end <= length for end in ends)]
        assert read.torn == (length not in ends)
    path.write_bytes(whole[: ends[1]] + b"\0" * 4096)
    assert read_journal(path, OURS.private).torn
    path.write_bytes(whole)
    assert read_journal(path, OURS.private).records[-1].keys == {"t": [(1, b"k", "t", None)]}


def test_a_journal_that_is_not_as_it_was_left_is_not_continued(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    journal = Journal(path, OURS.public, [Record(until_ms=1)])
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(OSError, match="not as it was left"):
        journal.add(Record(until_ms=2))
    path.unlink()
    with pytest.raises(FileNotFoundError):
        journal.add(Record(until_ms=2))
