"""New keys where somebody should not open any more what she could: for grown-ups, and for their classes."""

from collections.abc import Collection, Mapping

from classroom.ids import ClassId, StaffId
from classroom.staff import Staff
from hub.store.keys import Keys
from hub.store.projections import roster
from hub.store.tables import Tables

Reach = Mapping[StaffId, frozenset[ClassId]]
"""Which classes each active grown-up opens."""


class Rekeying:
    """Used in the writer's transactions; the keys are on the disk before what is told of them."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def of_staff(self, tables: Tables, staff: StaffId) -> None:
        """Her badge was lost, or somebody may know her PIN: a new key for her, and for each class of hers."""
        self._keys.renew_staff_key(staff)
        roster.mark_badges_stale(tables, staff)
        self.of_classes(tables, roster.classes_of_staff(tables, staff))

    def of_classes(self, tables: Tables, classes: Collection[ClassId]) -> None:
        """New keys for these classes; everybody who still belongs there gets them with the next documents."""
        self._keys.renew_class_keys(sorted(classes))
        for class_ in classes:
            tables.mark_stale(f"faces/{class_}")
        for person in tables.definitions.all(Staff):
            if not roster.classes_of_staff(tables, person.id).isdisjoint(classes):
                tables.mark_stale(f"staff/{person.id}")

    def after(self, tables: Tables, before: Reach) -> None:
        """Compare with what each could open before; whoever opens less now had a key too many."""
        now = reach(tables)
        left = {
            class_ for staff, classes in before.items() for class_ in classes - now.get(staff, frozenset())
        }
        for staff in before.keys() - now.keys():
            self._keys.renew_staff_key(staff)
            roster.mark_badges_stale(tables, staff)
        if left:
            self.of_classes(tables, left)


def reach(tables: Tables) -> Reach:
    """Return which classes each active grown-up opens now."""
    return {
        person.id: roster.classes_of_staff(tables, person.id)
        for person in tables.definitions.all(Staff)
        if person.status == "active"
    }
