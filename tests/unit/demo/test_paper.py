"""Made-up sheets: the same for the same seed, and small enough for any station."""

from demo.paper import paper
from hardware.stills import MAX_BYTES, shrink


def test_a_sheet_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    assert paper("My dog barks.", 1).tobytes() == paper("My dog barks.", 1).tobytes()
    assert paper("My dog barks.", 1).tobytes() != paper("My dog barks.", 2).tobytes()


def test_a_sheet_full_of_words_fits_into_a_photo() -> None:
    assert len(shrink(paper("so many words " * 60, 3)).jpeg) <= MAX_BYTES
