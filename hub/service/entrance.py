"""The part of the office where people sign in."""

from classroom.ids import StaffId
from classroom.staff import Staff
from hub.service.backoffice import Backoffice
from hub.service.people import first_person


class Entrance:
    """Passwords, sessions, one-time sign-ins."""

    def __init__(self, back: Backoffice) -> None:
        self._back = back

    def check_password(self, name: str, password: str) -> StaffId | None:
        """Whose name and password these are. Costs the same for unknown names.

        Raises TooManyTries while the name backs off.
        """
        with self._back.store.reading() as tables:
            return self._back.people.check_password(tables, name, password)

    def open_session(self, staff: StaffId) -> str:
        """Make a session of 12 hours and return its token, which is kept hashed only."""
        return self._back.people.open_session(staff)

    def session(self, token: str) -> Staff | None:
        """Who holds this session; None when it ended or never was."""
        with self._back.store.reading() as tables:
            return self._back.people.session(tables, token)

    def close_session(self, token: str) -> None:
        """Sign out."""
        self._back.people.close_session(token)

    def one_time_sign_in(self, staff: StaffId | None = None) -> str:
        """A token that opens one session within 10 minutes; for the first person when none is named."""
        with self._back.store.reading() as tables:
            return self._back.people.one_time(staff or first_person(tables))

    def use_one_time(self, token: str) -> StaffId | None:
        """Redeem such a token, once."""
        return self._back.people.use_one_time(token)
