"""The part of the office where people sign in, and look after their own account."""

from classroom.ids import StaffId
from classroom.staff import Staff
from hub.errors import ServiceRefused
from hub.service.backoffice import Backoffice
from hub.service.people import SESSION_MS, first_person
from hub.service.shapes import SessionLine


class Entrance:
    """Passwords, sessions, one-time sign-ins; who comes in and who fails to is written down."""

    def __init__(self, back: Backoffice) -> None:
        self._back = back

    def check_password(self, name: str, password: str, address: str = "") -> StaffId | None:
        """Whose name and password these are. Costs the same for unknown names.

        Raises TooManyTries while the name, or the address from which somebody tries, backs off.
        """
        with self._back.store.reading() as tables:
            staff = self._back.people.check_password(tables, name, password, address)
            tried = staff or self._back.people.named(tables, name)
        if staff is None:  # what was typed is written down nowhere: it may be a password
            self._back.audit.later("", "sign-in.failed", f"staff/{tried or '?'}", _from(address))
        return staff

    def open_session(self, staff: StaffId, device: str = "", address: str = "") -> str:
        """Make a session of 12 hours and return its token, which is kept hashed only."""
        with self._back.store.reading() as tables:
            person = tables.definitions.get(Staff, staff)
        lasts_ms = person.until_ms - self._back.now() if person and person.until_ms else SESSION_MS
        token = self._back.people.open_session(staff, device, lasts_ms)
        self._back.audit.later(staff, "sign-in", f"staff/{staff}", _from(address))
        return token

    def session(self, token: str, *, touched: bool = True) -> Staff | None:
        """Who holds this session; None when it ended or never was. A page that only stays fresh is no touch."""
        with self._back.store.reading() as tables:
            return self._back.people.session(tables, token, touched=touched)

    def close_session(self, token: str) -> None:
        """Sign out."""
        self._back.people.close_session(token)

    def sign_ins(self, staff: StaffId, token: str) -> tuple[SessionLine, ...]:
        """Where this person is signed in; `token` is the session that asks."""
        return self._back.people.sessions(staff, token)

    def end_session(self, staff: StaffId, session: str) -> None:
        """End one of one's own sessions, by its name; again is no harm."""
        if self._back.people.close_sessions(staff, only=session):
            self._back.audit.later(staff, "session.ended", f"staff/{staff}")

    def end_other_sessions(self, staff: StaffId, token: str) -> int:
        """End all of one's own sessions but this one; return how many."""
        ended = self._back.people.close_sessions(staff, but=token)
        if ended:
            self._back.audit.later(staff, "session.ended", f"staff/{staff}", f"{ended} others")
        return ended

    def change_password(self, staff: StaffId, token: str, old: str, new: str, address: str = "") -> None:
        """Change one's own password; every other session ends. Raises ServiceRefused or TooManyTries."""
        with self._back.store.reading() as tables:
            fits = self._back.people.check_password(tables, staff, old, address) == staff
        if not fits:
            self._back.audit.later(staff, "password.failed", f"staff/{staff}", _from(address))
            raise ServiceRefused("That is not your password of now. Nothing was changed.")
        self._back.people.set_password(staff, new)
        self._back.people.close_sessions(staff, but=token)
        self._back.audit.later(staff, "password.changed", f"staff/{staff}", _from(address))

    def has_password(self, staff: StaffId) -> bool:
        """Whether this person can sign in by a password; whoever has a day pass cannot."""
        return self._back.keys.password(staff) is not None

    def one_time_sign_in(self, staff: StaffId | None = None) -> str:
        """A token that opens one session within 10 minutes; for the first person when none is named."""
        with self._back.store.reading() as tables:
            return self._back.people.one_time(staff or first_person(tables))

    def use_one_time(self, token: str, address: str = "") -> StaffId | None:
        """Redeem such a token, once; raises TooManyTries for an address that guesses."""
        staff = self._back.people.use_one_time(token, address)
        if staff is None:
            self._back.audit.later("", "sign-in.failed", "staff/?", _from(address))
        return staff


def _from(address: str) -> str:
    return f"from {address}" if address else ""
