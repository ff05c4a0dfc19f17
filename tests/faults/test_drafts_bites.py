"""The tests of drafts are tested: in a house with one line spoiled they fail."""

from pathlib import Path

import pytest

from tests.broken_build import Broken

pytestmark = pytest.mark.xdist_group("real-time")
HUB = "tests/unit/hub/service/test_drafts.py"
DESK = "tests/unit/station/perform/test_cabinet.py"
SESSION = "tests/unit/station/session"

BROKEN = (
    Broken(
        "a draft is taken away as soon as another names it, whole or not",
        "hub/service/drafts.py",
        "self._is_whole(tables, later) or self._is_over",
        "True or self._is_over",
        f"{HUB}::test_what_continues_a_draft_takes_its_place_only_when_it_is_here_whole",
    ),
    Broken(
        "of two continuations the second takes the place of the first",
        "hub/store/projections/drafts.py",
        "WHERE continues = ? AND learner = ? ORDER BY draft",
        "WHERE continues = (SELECT continues FROM drafts WHERE draft = ?) AND learner = ? ORDER BY draft",
        f"{HUB}::test_two_that_continue_the_same_draft_are_both_kept",
    ),
    Broken(
        "a draft is offered before its picture is here",
        "hub/service/drafts.py",
        "all(self._holds(ref.id)",
        "any(self._holds(ref.id)",
        f"{HUB}::test_a_draft_is_not_offered_before_all_of_its_files_are_here",
    ),
    Broken(
        "a power cut leaves an open draft at its station",
        "station/perform/recovering.py",
        "for row in store.drafts.unparked():",
        "for row in store.drafts.unparked()[:0]:",
        f"{DESK}::test_a_power_cut_puts_open_drafts_aside_before_it_closes_their_visit",
    ),
    Broken(
        "a picture goes with its draft although the hub still asks for it",
        "station/perform/photos.py",
        "if (photo is None or photo.media != media) and not self._is_named(media):",
        "if photo is None or photo.media != media:",
        f"{DESK}::test_what_goes_on_with_a_draft_takes_its_place_in_the_journal_and_leaves_its_files_to_the_hub",
    ),
    Broken(
        "a station lets go of what nobody ended",
        "station/perform/desk.py",
        "self._recorder.clear_away(found.document.drafts_ended)",
        "self._recorder.clear_away([draft.draft for draft in found.drafts])",
        f"{DESK}::test_what_ended_at_another_station_goes_with_its_picture_and_what_goes_on_with_it_here_stays",
    ),
    Broken(
        "going on writes over the draft",
        "station/session/drafts.py",
        "edit(state, replace(anew(draft, moment), continues=draft.draft))",
        "edit(state, draft)",
        f"{SESSION}/test_drafts_elsewhere.py::test_the_first_letter_makes_a_draft_of_its_own_that_goes_on_with_the_other",
    ),
    Broken(
        "a child who goes leaves her open page unparked",
        "station/session/leaving.py",
        "state, said = drafts.park(state, draft)",
        "said = ()",
        f"{SESSION}/test_drafts_elsewhere.py::test_silence_parks_the_page_that_goes_on_with_another",
    ),
    Broken(
        "what she just handed in is offered again",
        "station/session/overlay.py",
        "ended.update(drafts)",
        "ended.update(drafts[:1])",
        f"{SESSION}/test_drafts_elsewhere.py::test_her_own_later_facts_lie_over_what_the_hub_still_offers",
    ),
)


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_broken_build_is_found(broken: Broken, tmp_path: Path) -> None:
    broken.must_fail(tmp_path)
