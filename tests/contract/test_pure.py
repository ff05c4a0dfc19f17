"""The pure rooms take time, ids and chance as arguments and keep nothing between two calls."""

import ast
from pathlib import Path

from tests.contract import house

PURE = ("classroom", "station/session", "station/views", "demo/school")
CALLS = {
    "now",
    "utcnow",
    "today",
    "uuid1",
    "uuid4",
    "uuid7",
    "open",
    "print",
    "input",
    "exec",
    "eval",
    "getenv",
}


def test_pure_rooms_ask_for_no_clock_no_chance_and_no_file() -> None:
    found = [
        f"{house.name(path)}:{node.lineno} calls {ast.unparse(node.func)}"
        for path in house.files(".py", homes=PURE)
        for node in ast.walk(house.tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in CALLS
    ]
    assert found == []


def test_no_module_of_the_house_keeps_state_in_globals() -> None:
    found = [
        f"{house.name(path)}:{node.lineno}"
        for path in house.files(".py")
        for node in ast.walk(house.tree(path))
        if isinstance(node, ast.Global)
    ]
    assert found == []


def test_modules_of_the_pure_rooms_say_that_they_are_pure() -> None:
    def says_so(path: Path) -> bool:
        return "Pure." in (ast.get_docstring(house.tree(path)) or "")

    unsaid = [path for path in house.files(".py", homes=PURE) if not says_so(path)]
    assert [house.name(path) for path in unsaid if path.name not in {"waystation.py", "__init__.py"}] == []
