"""The journal of what children saw: kept line by line, readable after a kill."""

from pathlib import Path

from demo.simulate.journal import Journal, read_journal
from demo.simulate.verdict import Saved


def saved(number: int) -> Saved:
    return Saved(station="cave-1", learner="7", content=f"text {number}", tapped_s=1.0, saved_s=2.0)


def test_what_was_written_is_read_again_in_order(tmp_path: Path) -> None:
    for start in range(2):
        with Journal(tmp_path / "journal") as journal:
            journal.write(saved(2 * start))
            journal.write(saved(2 * start + 1))
    assert read_journal(tmp_path / "journal") == [saved(number) for number in range(4)]


def test_a_line_that_a_kill_cut_off_is_left_out(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal") as journal:
        journal.write(saved(1))
    whole = (tmp_path / "journal").read_bytes()
    (tmp_path / "journal").write_bytes(whole + whole[:20])
    assert read_journal(tmp_path / "journal") == [saved(1)]


def test_a_journal_that_never_was_is_empty(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "journal") == []
