"""Who saw and changed what, in a backup and in the journal behind it."""

from pathlib import Path

from hub.store import audit
from hub.store.store import looking
from tests.factories_hub import MS_R
from tests.unit.hub.backup.keeping import Kept


def test_who_saw_and_changed_what_comes_back_with_its_chain(school: Kept, tmp_path: Path) -> None:
    school.office.learner_page("amal", MS_R)
    school.back.settle_audit()
    school.back_up()
    school.office.learner_page("bao", MS_R)
    school.back.settle_audit()
    school.tick(1)
    school.office.learner_page("maya", MS_R)
    school.back.settle_audit()
    school.tick(1)
    with looking(school.folder) as tables:
        before = audit.after(tables, 0)
    assert {"amal", "bao", "maya"} <= {learner for line in before for learner in line.learners}
    school.restored(tmp_path / "new")
    with looking(tmp_path / "new") as tables:
        *back, last = audit.after(tables, 0)
        assert tuple(back) == before
        assert (last.action, last.actor) == ("restored", "")
        assert audit.check(tables).broken == 0
