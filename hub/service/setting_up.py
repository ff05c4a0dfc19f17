"""A new hub: its school, its first person, its time zone, the usual zones."""

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from classroom.roster import Entity
from classroom.staff import Role, Staff
from classroom.zone import ClassGroup, School, usual_zones
from hub.errors import ServiceRefused, SetUpAlready
from hub.service.backoffice import Backoffice, Clock
from hub.service.beginning import Answers
from hub.service.people import check_length
from hub.service.permissions import OPERATOR
from hub.store.store import locked, looking


def make_hub(
    folder: Path,
    now: Clock,
    *,
    school: str,
    timezone: str,
    person: str,
    password: str,
    recovery: bytes | None = None,
) -> None:
    """Make the data folder, the keys, the database and the first person; raises SetUpAlready.

    `timezone` "" takes this machine's. `recovery` is the public half of the key that its backups are sealed for;
    without one it makes none.
    """
    refuse_early(folder, timezone, password)
    timezone = timezone or local_timezone()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    with locked(folder):
        back = Backoffice(folder, now)
        try:
            back.start()
            if recovery is not None:
                back.keys.put_recovery_key(recovery, now())
            set_up(back, school=school, timezone=timezone, person=person, password=password)
        finally:
            back.stop()


def set_up(back: Backoffice, *, school: str, timezone: str, person: str, password: str) -> None:
    """Give an empty hub its school, the usual zones and its first person, who may do everything."""
    roles = frozenset({Role.TEACHER, Role.MENTOR, Role.ADMIN})
    first = Staff(id=back.fresh_id(), name=person, roles=roles)
    if password:
        back.people.set_password(first.id, password)
    entities: tuple[Entity, ...] = (
        School(id=back.fresh_id(), name=school, tz=timezone),
        *usual_zones(),
        first,
    )
    back.writer.do(lambda tables: back.defining.define(tables, entities, OPERATOR))


def begin(folder: Path, now: Clock, said: Answers) -> None:
    """Make the hub that somebody described at its first start; the caller holds the lock of its folder.

    All that makes it a hub is one transaction: before it there is none, after it there is a whole one.
    """
    back = Backoffice(folder, now)
    try:
        back.start()
        back.keys.put_recovery_key(said.recovery, now())
        first_class = ClassGroup(id=back.fresh_id(), name=said.class_name)
        roles = frozenset({Role.TEACHER, Role.MENTOR, Role.ADMIN})
        first = Staff(id=back.fresh_id(), name=said.person, roles=roles, classes=(first_class.id,))
        back.keys.put_password(first.id, said.hash)
        entities: tuple[Entity, ...] = (
            School(id=back.fresh_id(), name=said.school, tz=said.timezone, langs=(said.language,)),
            *usual_zones(),
            first_class,
            first,
        )
        back.writer.do(lambda tables: back.defining.define(tables, entities, OPERATOR))
        back.audit.later(first.id, "set-up", "hub")
    finally:
        back.stop()


def is_begun(folder: Path) -> bool:
    """Whether there is a hub in this folder with somebody who works there."""
    if not (folder / "hub.db").exists():
        return False
    with looking(folder) as tables:
        there = tables.one("SELECT 1 FROM sqlite_master WHERE name = 'entities'")
        return bool(there and tables.one("SELECT 1 FROM entities WHERE kind = 'staff'"))


def refuse_early(folder: Path, timezone: str, password: str) -> None:
    """Refuse what would leave half a hub behind, while nothing is there yet."""
    if (folder / "hub.db").exists():
        raise SetUpAlready(folder)
    timezone = timezone or local_timezone()
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ServiceRefused(f"There is no time zone {timezone!r}. Name one such as Europe/Lisbon.") from None
    if password:
        check_length(password)


def local_timezone() -> str:
    """The time zone of this machine, as /etc/localtime names it; UTC when it does not say."""
    _, found, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name if found else "UTC"
