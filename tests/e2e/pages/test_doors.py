"""The door in a real browser: who comes in, what the browser keeps, what a forged form meets."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.unit.hub.web import heron
from tests.unit.hub.web.fake_office import PASSWORD, RIVERA, FakeOffice


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_teacher_signs_in_and_out_by_name_and_password(stranger: Page, office: FakeOffice) -> None:
    stranger.clock.set_fixed_time(heron.NOW / 1000)
    stranger.goto("/badges")
    expect(stranger.get_by_label("Your name")).to_be_focused()
    sign_in(stranger, RIVERA.name, "guess")
    expect(stranger.get_by_role("alert")).to_have_text(
        "That name and password do not go together. Try again."
    )
    expect(stranger.get_by_label("Password")).to_be_focused()
    sign_in(stranger, RIVERA.name, PASSWORD)
    expect(stranger.get_by_role("heading", name="Badges")).to_be_visible()
    stranger.get_by_role("button", name="Sign out").click()
    stranger.wait_for_url("**/sign-in")
    assert office.sessions == {}
    stranger.go_back()
    expect(stranger.get_by_label("Password")).to_be_visible()


def test_a_browser_with_another_time_asks_which_clock_is_right(stranger: Page, office: FakeOffice) -> None:
    stranger.clock.set_fixed_time(heron.NOW / 1000 + 3 * 86_400)
    stranger.goto("/badges")
    sign_in(stranger, RIVERA.name, PASSWORD)
    expect(stranger.get_by_role("heading", name="Two clocks do not agree")).to_be_visible()
    expect(stranger.get_by_text("This hub says Mon 19 Oct 2026, 10:42.")).to_be_visible()
    expect(stranger.get_by_text("This device says Thu, 22 Oct 2026, 10:42.")).to_be_visible()
    stranger.get_by_role("button", name="This device is right: set the hub").click()
    expect(stranger.get_by_role("heading", name="Badges")).to_be_visible()
    assert office.clock_set == [(heron.NOW + 3 * 86_400_000, RIVERA.id)]


def test_the_browser_keeps_one_cookie_that_no_script_sees(page: Page, context: BrowserContext) -> None:
    (cookie,) = context.cookies()
    assert cookie["name"] == "waystation"
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert page.evaluate("() => document.cookie") == ""


def test_a_form_with_another_token_is_refused_and_says_so(page: Page, office: FakeOffice) -> None:
    page.goto("/badges")
    page.locator("details").first.click()
    page.locator("details [name=form_token]").first.evaluate("field => { field.value = '0'.repeat(32) }")
    page.get_by_role("button", name="It is lost").first.click()
    expect(page.get_by_text("This form is from another session.")).to_be_visible()
    expect(page.get_by_role("link", name="Back to the room")).to_be_visible()
    assert office.badge_rows[0].state == "active"


def test_a_page_of_another_site_can_neither_post_nor_frame(
    page: Page, context: BrowserContext, office: FakeOffice
) -> None:
    other = context.new_page()
    other.goto("data:text/html,<iframe name=there></iframe>")
    home = page.url.removesuffix("/live")
    other.evaluate(
        """(action) => {
          document.body.innerHTML += `<form method=post target=there action="${action}/live/block">
            <input name=class value=c-heron><input name=do value=close></form>`;
          document.forms[0].submit();
        }""",
        home,
    )
    page.goto("/live")
    assert office.now.block_open
    other.close()


def test_names_are_never_code(page: Page, office: FakeOffice) -> None:
    cave = office.now.zones[0]
    evil = heron.person(
        "Amal", "<img src=x onerror=alert(1)>{{ 7*7 }}</hx-partial><script>alert(1)</script>", 3
    )
    office.set_room(zones=(heron.zone(cave.zone.name, "cave", 5, evil), *office.now.zones[1:]))
    expect(page.locator("#zone-z-quiet-cave .people")).to_contain_text(
        "<img src=x onerror=alert(1)>{{ 7*7 }}"
    )
    assert page.locator("#zone-z-quiet-cave img, #zone-z-quiet-cave script").count() == 0


def test_somebody_without_a_class_is_told_what_to_do(stranger: Page, office: FakeOffice) -> None:
    stranger.goto(f"/sign-in/once?token={office.one_time_sign_in('st-2')}")
    for address in ("/live", "/learners", "/badges"):
        stranger.goto(address)
        expect(stranger.get_by_role("heading", level=1)).to_have_text("You have no class yet")
    stranger.goto("/review")
    expect(stranger.get_by_role("heading", level=1)).not_to_be_empty()
