"""What can be asked of a hub on its own machine, word by word: each verb takes and gives plain JSON values."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec

from classroom.learner import Learner
from classroom.playlist import Activity
from classroom.roster import Entity
from classroom.staff import Role, Staff
from classroom.target import Framework
from classroom.zone import ClassGroup, Zone
from hub.config import BackupSettings
from hub.errors import HubError, NoSuchVerb, ServiceRefused
from hub.service.backoffice import Backoffice, Clock
from hub.service.barring import Gate
from hub.service.console_door import DoorVerbs
from hub.service.enrolling import class_named
from hub.service.office import Office
from hub.service.people import person_named
from hub.service.permissions import OPERATOR
from hub.service.status import status
from hub.store.rebuild import rebuild
from hub.store.store import locked

Args = dict[str, Any]


class Console:
    """Stands at the gate of the hub from now on."""

    def __init__(self, back: Backoffice, gate: Gate) -> None:
        self._back, self._office = back, Office(back)
        back.admitting.stand_at(gate)
        self._verbs: Final[dict[str, Callable[[Args], Any]]] = {
            "backup": self._back_up,
            "backup.begin": self._begin_backup,
            "backup.now": self._backup_now,
            "badges": self._badges,
            "badges.print": self._print_badges,
            "publish": self._publish,
            "quarantine.retry": self._retry,
            "rebuild": self._rebuild,
            "recovery": self._set_recovery_key,
            "roster": self._roster,
            "sign-in": self._sign_in,
            "status": self._status,
            "user.add": self._add_user,
            "user.pin": self._set_pin,
            **DoorVerbs(back, self._office).verbs,
        }

    def answer(self, verb: str, args: Args) -> Any:
        """Do what is asked and return plain values; raises HubError with a sentence for the operator."""
        if verb not in self._verbs:
            raise NoSuchVerb(verb)
        try:
            return msgspec.to_builtins(self._verbs[verb](args))
        except HubError:
            raise
        except (KeyError, TypeError, ValueError) as error:
            raise ServiceRefused(
                f"{verb} was asked in a way that this hub does not understand: {error}"
            ) from error

    def _back_up(self, args: Args) -> Any:
        """Answers when the backup is verified: for a hub that does not run, where nobody waits."""
        made = self._back.safekeeping.back_up(_path(args))
        return {"file": str(made.path), "bytes": made.bytes}

    def _begin_backup(self, args: Args) -> Any:
        self._back.safekeeping.begin(_path(args))
        return {}

    def _backup_now(self, args: Args) -> Any:
        done, total = self._back.safekeeping.progress()
        return {"safety": self._back.safety(), "done": done, "total": total}

    def _set_recovery_key(self, args: Args) -> Any:
        self._back.keys.put_recovery_key(bytes.fromhex(args["public"]), self._back.now())
        return {}

    def _badges(self, args: Args) -> Any:
        """The badge of everybody who is here."""
        with self._back.store.reading() as tables:
            owners = [learner.id for learner in tables.definitions.all(Learner) if learner.status != "left"]
            owners += [person.id for person in tables.definitions.all(Staff) if person.status == "active"]
            return self._back.badging.rows_of(tables, owners)

    def _print_badges(self, args: Args) -> Any:
        return self._office.print_badges(tuple(args["owners"]), OPERATOR)

    def _publish(self, args: Args) -> Any:
        return {"changed": self._office.publish(msgspec.convert(args["entities"], tuple[Entity, ...]))}

    def _retry(self, args: Args) -> Any:
        through, stay = self._back.writer.do(
            lambda tables: self._back.recording.retry(tables, args.get("id"))
        )
        self._back.live.touch("room", "review", "people")
        return {"recorded": through, "left": stay}

    def _rebuild(self, args: Args) -> Any:
        facts = self._back.writer.do(rebuild)
        self._back.live.touch("room", "review", "people")
        return {"facts": facts}

    def _roster(self, args: Args) -> Any:
        with self._back.store.reading() as tables:
            find = tables.definitions.all
            return {
                "school": tables.definitions.school(),
                "classes": find(ClassGroup),
                "learners": find(Learner),
                "staff": find(Staff),
                "zones": find(Zone),
                "frameworks": find(Framework),
                "activities": find(Activity),
            }

    def _sign_in(self, args: Args) -> Any:
        return {"token": self._office.one_time_sign_in(args.get("staff"))}

    def _status(self, args: Args) -> Any:
        with self._back.store.reading() as tables:
            told = status(tables, self._back.about_stations())
        return told | {"known_by": self._back.certificates.fingerprint()._asdict()}

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

    def _set_pin(self, args: Args) -> Any:
        with self._back.store.reading() as tables:
            staff = person_named(tables, str(args["name"]))
        self._office.set_pin(staff, str(args["pin"]), OPERATOR)
        return {"staff": staff}


def _path(args: Args) -> Path | None:
    return Path(args["to"]) if args.get("to") else None


@contextmanager
def console_alone(
    folder: Path,
    now: Clock,
    gate: Gate,
    backup: BackupSettings = BackupSettings(),  # noqa: B008 - it cannot be changed
    host: str = "",
) -> Iterator[Console]:
    """The console of a hub that does not run: under its lock, opened for one command. Raises HubIsRunning."""
    with locked(folder):
        back = Backoffice(folder, now, backup=backup, host=host)
        try:
            back.start()
            yield Console(back, gate)
        finally:
            back.stop()
