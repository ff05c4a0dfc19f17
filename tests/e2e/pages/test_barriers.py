"""No page has a serious barrier that axe-core can find: by its rules for WCAG 2.2, levels A and AA."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import pytest
from playwright.sync_api import Browser, Page

from classroom.facts import HelpOpened
from tests.factories_hub import MS_R, SchoolAtWork
from tests.unit.hub.service.erasing_world import works
from tests.unit.hub.web.fake_office import FakeOffice
from tests.unit.hub.web.serving import serving

AXE: Final = (Path(__file__).parent.parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PAGES: Final = (
    "/live",
    "/live/wall?class=heron",
    "/help",
    "/review",
    "/requests",
    "/learners",
    "/learners/amal",
    "/badges",
    "/stations",
    "/data",
    "/audit",
    "/account",
    "/substitutes",
    "/clock",
    "/stations/door",
)


@pytest.fixture
def page(tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """The pages of a hub at work: pieces wait, a hand is up, a class meets."""
    school = SchoolAtWork(tmp_path)
    works(school)
    visit = school.cave.open_visit("amal")
    school.cave.write(HelpOpened(help="help-1", kind="stuck"), ("amal",), visit)
    school.send(school.cave)
    school.office.open_block("heron", MS_R)
    try:
        with serving(cast("FakeOffice", school.office)) as address:
            page = browser.new_context(base_url=address).new_page()
            page.goto(f"/sign-in/once?token={school.office.one_time_sign_in(MS_R)}")
            yield page
    finally:
        school.back.stop()


def barriers(page: Page) -> list[str]:
    """The serious and critical findings: the rule, and the first place where it is broken."""
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", list(RULES)
    )
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_has_a_serious_barrier(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    found: dict[str, list[str]] = {}
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        if wrong := barriers(page):
            found[address] = wrong
    assert found == {}


def test_a_barrier_is_found(page: Page) -> None:
    page.evaluate("document.querySelector('main').innerHTML = '<input><img src=\"/static/icon.svg\">'")
    assert {line.partition(":")[0] for line in barriers(page)} >= {"image-alt", "label"}
