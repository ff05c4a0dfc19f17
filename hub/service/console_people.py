"""What can be asked of a hub on its own machine about people: who they are, how they sign in, who saw what."""

from collections.abc import Callable
from typing import Any, Final

from classroom.ids import StaffId
from classroom.staff import Role, Staff
from hub.errors import ServiceRefused
from hub.service.backoffice import Backoffice
from hub.service.enrolling import class_named
from hub.service.office import Office
from hub.service.permissions import OPERATOR
from hub.store import audit

Args = dict[str, Any]


class PeopleVerbs:
    """`verbs` are for a Console."""

    def __init__(self, back: Backoffice, office: Office) -> None:
        self._back, self._office = back, office
        self.verbs: Final[dict[str, Callable[[Args], Any]]] = {
            "audit": self._audit,
            "sign-in": self._sign_in,
            "user.add": self._add_user,
            "user.password": self._set_password,
            "user.pin": self._set_pin,
        }

    def _audit(self, args: Args) -> Any:
        """What was written down after a line, and what a walk along the chain found."""
        self._back.settle_audit()
        with self._back.store.reading() as tables:
            lines = [] if args.get("check") else audit.after(tables, int(args.get("since", 0)))
            return {"check": audit.check(tables)._asdict(), "lines": [line._asdict() for line in lines]}

    def _set_password(self, args: Args) -> Any:
        """A new password for somebody who is here; whoever was signed in by the old one is signed out."""
        staff = self._named(args)
        self._back.people.set_password(staff, str(args["password"]))
        self._back.people.close_sessions(staff)
        self._back.audit.later("", "password.set", f"staff/{staff}", "on the console")
        return {"staff": staff}

    def _set_pin(self, args: Args) -> Any:
        staff = self._named(args)
        self._office.set_pin(staff, str(args["pin"]), OPERATOR)
        return {"staff": staff}

    def _named(self, args: Args) -> StaffId:
        with self._back.store.reading() as tables:
            staff = self._back.people.named(tables, str(args["name"]))
        if staff is None:
            raise ServiceRefused(f"Nobody here is called {args['name']!r}. Say the name as the children do.")
        return staff

    def _sign_in(self, args: Args) -> Any:
        self._back.audit.later("", "sign-in.made", f"staff/{args.get('staff') or '?'}", "on the console")
        return {"token": self._office.one_time_sign_in(args.get("staff"))}

    def _add_user(self, args: Args) -> Any:
        """A new person; the password is on the disk before the fact that makes it useful."""
        name = str(args["name"]).strip()
        roles = frozenset(Role(role) for role in args["roles"])
        if not name:
            raise ServiceRefused("A person needs a name, as the children call her.")
        with self._back.store.reading() as tables:
            if any(person.name.casefold() == name.casefold() for person in tables.definitions.all(Staff)):
                raise ServiceRefused(f"There is a person called {name!r} already. Choose another name.")
            classes = tuple(class_named(tables, class_).id for class_ in args.get("classes", ()))
        person = Staff(id=self._back.fresh_id(), name=name, roles=roles, classes=classes)
        if args.get("password"):
            self._back.people.set_password(person.id, args["password"])
        self._office.publish((person,))
        return {"staff": person.id}
