"""Badges: made, printed once, replaced, lost. The hub keeps look-up ids and wrapping keys, never a token."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

from classroom.facts import BadgePrinted, BadgeRevoked
from classroom.ids import ClassId, StaffId
from classroom.learner import Learner
from classroom.staff import Staff
from classroom.tokens import ENTROPY, make_token, token_secret
from classroom.zone import ClassGroup
from hub.errors import ServiceRefused
from hub.service.permissions import staff_of
from hub.service.recording import Recording
from hub.service.rekeying import Rekeying
from hub.service.shapes import BadgeRow, PrintedBadge
from hub.store.keys import Keys
from hub.store.projections import badges, drafts, roster
from hub.store.projections.badges import Badge
from hub.store.tables import Tables
from plumbing import seal

AT_ONCE: Final = 2_000


class _Owner(NamedTuple):
    id: str
    kind: Literal["learner", "staff"]
    full: str
    class_name: str
    classes: frozenset[ClassId]


class Badging:
    """`entropy` gives random bytes."""

    def __init__(
        self, recording: Recording, keys: Keys, rekeying: Rekeying, entropy: Callable[[int], bytes]
    ) -> None:
        self._recording, self._keys, self._rekeying, self._entropy = recording, keys, rekeying, entropy

    def rows(self, tables: Tables, class_id: ClassId) -> tuple[BadgeRow, ...]:
        """The badges of a class and of its staff."""
        owners = [learner.id for learner in roster.members(tables, class_id)]
        owners += [person.id for person in staff_of(tables, class_id)]
        return self.rows_of(tables, owners)

    def rows_of(self, tables: Tables, owners: Iterable[str]) -> tuple[BadgeRow, ...]:
        """The badges of these people."""
        return tuple(self._row(tables, owner_of(tables, owner)) for owner in owners)

    def print(self, tables: Tables, owners: Sequence[str]) -> tuple[PrintedBadge, ...]:
        """Make a badge for each; their keys are on the disk before the facts that speak of them."""
        if len(owners) > AT_ONCE:
            raise ServiceRefused(f"At most {AT_ONCE} badges at once. Print one class after the other.")
        people = [owner_of(tables, owner) for owner in dict.fromkeys(owners)]
        tokens = [make_token(self._entropy(ENTROPY)) for _ in people]
        secrets = [token_secret(token) for token in tokens]
        self._keys.put_badge_keys(
            {seal.badge_id(secret): bytes(seal.badge_key(secret)) for secret in secrets}
        )
        printed = []
        for person, token, secret in zip(people, tokens, secrets, strict=True):
            number = max((badge.print_no for badge in badges.badges_of(tables, person.id)), default=0) + 1
            fact = BadgePrinted(
                badge=seal.badge_id(secret), owner=person.id, owner_kind=person.kind, print_no=number
            )
            self._recording.note(tables, fact)
            printed.append(
                PrintedBadge(
                    owner=person.id,
                    full=person.full,
                    token=token,
                    print_no=number,
                    class_name=person.class_name,
                    owner_kind=person.kind,
                )
            )
        return tuple(printed)

    def revoke(self, tables: Tables, owner: str, by: StaffId, reason: str) -> None:
        """`lost`: all are dead and what they opened gets new keys; `replaced`: all but the newest are dead."""
        alive = [badge for badge in badges.badges_of(tables, owner) if badge.state == "active"]
        if reason == "lost":
            self._end(tables, alive, by, "lost")
            if tables.definitions.get(Learner, owner):
                self._keys.renew_learner_key(owner)
                tables.mark_stale(f"learner/{owner}")
                roster.mark_faces_stale(tables, owner)
                drafts.mark_open_stale(tables, owner)
            else:
                self._rekeying.of_staff(tables, owner)
        elif reason == "replaced":
            self._end(tables, alive[1:], by, "replaced")
        else:
            raise ServiceRefused("A badge ends because it was lost, or because it was replaced.")

    def _end(
        self, tables: Tables, dead: Iterable[Badge], by: StaffId, reason: Literal["lost", "replaced"]
    ) -> None:
        for badge in dead:
            self._recording.note(tables, BadgeRevoked(by=by, badge=badge.badge, reason=reason))

    def _row(self, tables: Tables, person: _Owner) -> BadgeRow:
        latest = badges.badges_of(tables, person.id)[:1]
        return BadgeRow(
            owner=person.id,
            full=person.full,
            class_name=person.class_name,
            owner_kind=person.kind,
            state=latest[0].state if latest else "none",
            print_no=latest[0].print_no if latest else 0,
            code=bool(
                self._keys.pin(person.id) if person.kind == "staff" else self._keys.pictures(person.id)
            ),
        )


def owner_of(tables: Tables, owner: str) -> _Owner:
    """Whose badge it is; raises ServiceRefused for a stranger."""
    if learner := tables.definitions.get(Learner, owner):
        classes = frozenset(learner.classes)
        return _Owner(owner, "learner", learner.full, _names(tables, learner.classes), classes)
    if person := tables.definitions.get(Staff, owner):
        return _Owner(owner, "staff", person.name, "Staff", roster.classes_of_staff(tables, owner))
    raise ServiceRefused("Nobody here has this badge.")


def _names(tables: Tables, classes: Iterable[ClassId]) -> str:
    found = [tables.definitions.get(ClassGroup, class_) for class_ in classes]
    return ", ".join(class_.name for class_ in found if class_)
