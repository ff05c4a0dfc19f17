"""Names that say something, modules that introduce themselves, and words that do not belong in this house."""

import ast
import re
from pathlib import Path

from tests.contract import house

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
TEXTS = (".py", ".kv", ".html", ".css", ".js", ".md", ".toml", ".sh")
FORBIDDEN_ANYWHERE = {
    "unfinished work": re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"),
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(work|home/\w+|root|Users)/"),
    "a key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pous]_\w{36}"),
}
FORBIDDEN_IN_PRODUCT = {
    "asking whether this is a test": re.compile(r"pytest|unittest|is_test|under_test|TESTING"),
    "reaching through Kivy's globals": re.compile(r"get_running_app"),
}
FORBIDDEN_IN_TESTS = {
    "patching": re.compile(r"mock\.patch|import mock|from unittest|monkeypatch\.setattr"),
    "sleeping instead of waiting for something": re.compile(r"\bsleep\(\d"),
    "skipping": re.compile(r"mark\.(skip|xfail)|pytest\.(skip|xfail|importorskip)\("),
}


def test_no_file_folder_or_class_has_an_empty_name() -> None:
    paths = [
        part for path in house.files(".py", ".kv", ".html") for part in path.relative_to(house.ROOT).parts
    ]
    classes = [entry[0].rpartition(":")[2] for path in house.files(".py") for entry in house.classes(path)]
    words = {name: set(re.split(r"[_.\-]", name.lower())) for name in paths}
    words |= {name: {word.lower() for word in re.findall(r"[A-Z][a-z]+", name)} for name in classes}
    assert sorted(name for name, parts in words.items() if parts & EMPTY_NAMES) == []


def test_each_module_opens_with_a_sentence() -> None:
    opening = {house.name(path): ast.get_docstring(house.tree(path)) or "" for path in house.files(".py")}
    assert [name for name, text in opening.items() if not re.match(r"\S.+?[.:?]", text, re.DOTALL)] == []


def test_nothing_says_what_does_not_belong_here() -> None:
    texts = [*house.files(*TEXTS, homes=(*house.PACKAGES, *house.BESIDE, "docs")), *house.ROOT.glob("*.md")]
    assert _found(FORBIDDEN_ANYWHERE, texts) == []


def test_the_product_does_not_know_that_it_is_tested() -> None:
    assert _found(FORBIDDEN_IN_PRODUCT, house.files(".py", ".kv", homes=house.PACKAGES)) == []


def test_the_tests_use_real_things_and_wait_for_them() -> None:
    tests = [path for path in house.files(".py", homes=("tests",)) if house.name(path) != "tests/waiting.py"]
    assert _found(FORBIDDEN_IN_TESTS, tests) == []


def test_kv_files_speak_to_their_root_only() -> None:
    reaching = re.compile(r"\bapp\.|import App\b")
    assert [house.name(path) for path in house.files(".kv") if reaching.search(_text(path))] == []


def test_the_papers_of_the_project_are_there() -> None:
    papers = ["README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md", ".ci/run"]
    assert [paper for paper in papers if not (house.ROOT / paper).is_file()] == []


def test_each_decision_has_a_number_of_its_own_and_fits_on_a_page() -> None:
    decisions = sorted((house.ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
    assert [path.name for path in decisions if house.lines(path) > 40] == []


def _found(forbidden: dict[str, re.Pattern[str]], paths: list[Path]) -> list[str]:
    hits = []
    for path in paths:
        for number, line in enumerate(_text(path).splitlines(), 1):
            hits += [
                f"{house.name(path)}:{number}: {what}"
                for what, words in forbidden.items()
                if words.search(line)
            ]
    return [hit for hit in hits if not hit.startswith(house.name(Path(__file__)))]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
