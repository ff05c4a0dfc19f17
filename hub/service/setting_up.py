"""A new hub: its school, its first person, its time zone, the usual zones."""

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from classroom.roster import Entity
from classroom.staff import Role, Staff
from classroom.zone import School, usual_zones
from hub.errors import ServiceRefused, SetUpAlready
from hub.service.backoffice import Backoffice, Clock
from hub.service.people import check_length
from hub.service.permissions import OPERATOR
from hub.store.store import locked


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
