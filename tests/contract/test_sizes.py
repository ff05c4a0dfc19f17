"""Small files, small functions, small classes: the house stays one that a person can walk through."""

from statistics import median

from tests.contract import house


def test_no_file_is_longer_than_300_lines() -> None:
    assert [
        house.name(path) for path in house.files(".py", ".html", ".css", ".js") if house.lines(path) > 300
    ] == []


def test_no_kv_file_is_longer_than_150_lines() -> None:
    assert [house.name(path) for path in house.files(".kv") if house.lines(path) > 150] == []


def test_no_function_is_longer_than_40_lines() -> None:
    spans = [found for path in house.files(".py") for found in house.functions(path)]
    assert [(function, span) for function, span in spans if span > 40] == []


def test_half_of_the_functions_have_at_most_8_lines() -> None:
    spans = [span for path in house.files(".py", homes=house.PACKAGES) for _, span in house.functions(path)]
    assert median(spans) <= 8


def test_no_class_is_longer_than_150_lines_and_no_app_longer_than_120() -> None:
    found = [entry for path in house.files(".py") for entry in house.classes(path)]
    assert [(owner, span) for owner, span, bases in found if span > (120 if "App" in bases else 150)] == []


def test_the_command_line_stays_under_60_lines() -> None:
    assert house.lines(house.ROOT / "waystation.py") < 60
