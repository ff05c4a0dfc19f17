"""Each package has one root error, and every other error is a builtin one too, so that strangers catch it."""

import builtins
import importlib
import inspect

import pytest

from tests.contract import house

BUILTIN_ERRORS = tuple(
    kind for kind in vars(builtins).values() if inspect.isclass(kind) and issubclass(kind, Exception)
)
WITH_ERRORS = [package for package in house.PACKAGES if (house.ROOT / package / "errors.py").exists()]


def _errors(package: str) -> list[type[Exception]]:
    module = importlib.import_module(f"{package}.errors")
    found = [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, Exception)]
    return [kind for kind in found if kind.__module__ == module.__name__]


@pytest.mark.parametrize("package", WITH_ERRORS)
def test_a_package_has_one_root_error(package: str) -> None:
    roots = [kind for kind in _errors(package) if kind.__bases__ == (Exception,)]
    assert len(roots) == 1
    assert all(issubclass(kind, roots[0]) for kind in _errors(package))
    assert vars(roots[0]).get("waystation_error") is True, "the command line prints it as one plain sentence"


@pytest.mark.parametrize("package", WITH_ERRORS)
def test_every_other_error_is_a_builtin_one_too(package: str) -> None:
    narrow = tuple(kind for kind in BUILTIN_ERRORS if kind is not Exception)
    root = next(kind for kind in _errors(package) if kind.__bases__ == (Exception,))
    assert [kind for kind in _errors(package) if kind is not root and not issubclass(kind, narrow)] == []
    assert [kind for kind in _errors(package) if not kind.__doc__] == []
