"""What the console says of stations that come and go: plain JSON values in and out."""

from collections.abc import Callable
from typing import Any, Final

from hub.service.backoffice import Backoffice
from hub.service.doorway import MINUTES
from hub.service.office import Office
from hub.service.permissions import OPERATOR

Args = dict[str, Any]


class DoorVerbs:
    """A part of the console's words."""

    def __init__(self, back: Backoffice, office: Office) -> None:
        self._back, self._office = back, office
        self.verbs: Final[dict[str, Callable[[Args], Any]]] = {
            "door": self._door,
            "door.close": self._close_door,
            "door.confirm": self._confirm,
            "door.open": self._open_door,
            "door.refuse": self._refuse,
            "enrol": self._enrol,
            "pick": self._pick,
            "revoke": self._revoke,
        }

    def _enrol(self, args: Args) -> Any:
        return self._back.admitting.enrol(args["zone"], args["classes"], args.get("host", ""))

    def _open_door(self, args: Args) -> Any:
        minutes = float(args.get("minutes", MINUTES))
        claim = self._office.open_door(
            args["zone"], tuple(args["classes"]), OPERATOR, minutes, args.get("host", "")
        )
        return {"claim": claim}

    def _door(self, args: Args) -> Any:
        return self._office.door(OPERATOR)

    def _close_door(self, args: Args) -> Any:
        self._office.close_door(OPERATOR)
        return {}

    def _confirm(self, args: Args) -> Any:
        return {"station": self._office.let_in(str(args["id"]), OPERATOR)}

    def _refuse(self, args: Args) -> Any:
        self._office.send_away(str(args["id"]), OPERATOR)
        return {}

    def _revoke(self, args: Args) -> Any:
        self._office.shut_out(str(args["station"]), OPERATOR)
        return {}

    def _pick(self, args: Args) -> Any:
        self._office.pick(str(args["station"]), str(args["boot"]), OPERATOR)
        return {}
