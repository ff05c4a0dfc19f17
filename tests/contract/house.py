"""The house as the contract tests see it: its packages, its files, what each file holds."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("classroom", "plumbing", "hardware", "station", "hub", "demo")
BESIDE = ("development", "benchmarks", "tests")
_NOT_OURS = {"__pycache__", "vendor", "fonts", "assets"}


def files(*endings: str, homes: tuple[str, ...] = PACKAGES + BESIDE) -> list[Path]:
    """Our own files with one of the endings, the command line included."""
    found = [ROOT / "waystation.py"] if ".py" in endings else []
    for home in homes:
        inside = sorted(path for path in (ROOT / home).rglob("*") if path.suffix in endings)
        found += [path for path in inside if not _NOT_OURS & set(path.relative_to(ROOT).parts)]
    return found


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's name and its lines, from `def` to its end."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name(path)}:{node.name}", _span(node)


def classes(path: Path) -> Iterator[tuple[str, int, list[str]]]:
    """Each class's name, its lines, and the last words of its bases."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            bases = [ast.unparse(base).rpartition(".")[2] for base in node.bases]
            yield f"{name(path)}:{node.name}", _span(node), bases


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
