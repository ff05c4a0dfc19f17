"""What can be asked of a hub on its own machine about a learner's data: a copy of it, or that she is erased."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from hub.errors import ServiceRefused
from hub.service.backoffice import Backoffice
from hub.service.office import Office
from hub.service.permissions import OPERATOR
from hub.store.projections import erasures
from plumbing.files import write_pieces

Args = dict[str, Any]


class DataVerbs:
    """`verbs` are for a Console."""

    def __init__(self, back: Backoffice, office: Office) -> None:
        self._back, self._office = back, office
        self.verbs: Final[dict[str, Callable[[Args], Any]]] = {
            "erase": self._erase,
            "erase.preview": self._preview_erasing,
            "erase.undo": self._undo_erasing,
            "export.learner": self._export_learner,
        }

    def _erase(self, args: Args) -> Any:
        return self._office.erase(tuple(args["learners"]), OPERATOR, now=bool(args.get("now")))._asdict()

    def _preview_erasing(self, args: Args) -> Any:
        return self._office.erase_preview(tuple(args["learners"]), OPERATOR)

    def _undo_erasing(self, args: Args) -> Any:
        """By the erasure, or by a learner who waits to be erased."""
        with self._back.store.reading() as tables:
            about = [
                one.erasure
                for one in erasures.all_erasures(tables)
                if args["erasure"] in {one.erasure, *one.learners} and one.state in {"asked", "ordered"}
            ]
        if not about:
            raise ServiceRefused("Nobody waits to be erased under this name.")
        return self._office.undo_erase(about[0], OPERATOR)._asdict()

    def _export_learner(self, args: Args) -> Any:
        to = Path(args["out"])
        if to.exists():
            raise ServiceRefused(f"{to} is there already. Choose another name.")
        if not to.parent.is_dir():
            raise ServiceRefused(f"There is no folder {to.parent}.")
        return {
            "file": str(to),
            "bytes": write_pieces(to, self._office.export_learner(args["learner"], OPERATOR).pieces),
        }
