"""Imports every module of the packages it is given and prints what any of them did to the machine meanwhile.

A library may do what it likes while it is itself being imported (pyzbar asks ldconfig, Kivy writes its
settings): the innermost module body on the stack tells whose doing an act is.
"""

import importlib
import os
import pkgutil
import sys
from types import FrameType
from typing import Any

ACTS = {
    "socket.__new__", "subprocess.Popen", "os.mkdir", "os.remove", "os.rename", "os.putenv",
    "sqlite3.connect", "_thread.start_new_thread",
}  # fmt: skip


def _is_act(event: str, facts: tuple[Any, ...]) -> bool:
    if event == "open":
        return bool(set(str(facts[1] or "")) & set("wax+") or (facts[2] or 0) & (os.O_WRONLY | os.O_RDWR))
    return event in ACTS


def _module_being_imported() -> str:
    frame: FrameType | None = sys._getframe()
    while frame and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    return frame.f_code.co_filename if frame else ""


def main(root: str, packages: list[str]) -> None:
    acts = []

    def watch(event: str, facts: tuple[Any, ...]) -> None:
        if _is_act(event, facts):
            module = os.path.relpath(_module_being_imported() or "/", root)
            if module.partition(os.sep)[0] in packages:
                acts.append(f"{module} does {event} {facts!r:.80}")

    sys.addaudithook(watch)
    for package in packages:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(module.name)
    builder = getattr(sys.modules.get("kivy.lang"), "Builder", None)
    ours = tuple(f"{root}/{package}/" for package in packages)
    loaded = [file for file in (builder.files if builder else []) if file and file.startswith(ours)]
    print("\n".join(acts + [f"{file} is loaded on import" for file in loaded]), end="")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
