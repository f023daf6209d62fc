"""„Номинирай“ in a real browser, with JavaScript and without, on a phone."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from captcha.models import CaptchaStore
from django.core.cache import cache
from playwright.sync_api import Page, expect

from kb.protection.models import HelpRequest
from kb.protection.suspicion import FASTEST
from practices.nominations import counting
from tests.practices.nominations.people import address_of, kept, support
from tests.practices.pages import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWER = "Въведете кода от картинката"
PHONE = {"width": 375, "height": 740}


@pytest.fixture
def practice():
    cache.clear()
    practice = published(title="Компост за училищните градини")
    counting.nominate(support(practice.pid))
    return practice


def code_shown(page: Page) -> str:
    key = page.locator("input[name=code_key]").input_value()
    return CaptchaStore.objects.get(hashkey=key).challenge


def read_like_a_person(opened: float) -> None:
    """Nobody reads a picture faster; who is faster goes to the shelf."""
    time.sleep(max(0, FASTEST.total_seconds() + 1.1 - (time.monotonic() - opened)))


def is_accessible(page: Page) -> bool:
    return Axe().run(page).violations_count == 0


def fits_the_screen(page: Page) -> bool:
    return page.locator("body").evaluate("body => body.scrollWidth <= window.innerWidth")


def test_nominating_inside_the_practice_page(page: Page, practice):
    page.set_viewport_size(PHONE)
    page.goto(f"/praktiki/{practice.slug}/")
    box = page.locator("#nominatsii")
    expect(box.get_by_role("status").first).to_have_text(re.compile(r"1\s+номинация"))
    assert page.context.cookies() == []
    box.get_by_role("link", name="Номинирай").click()
    opened = time.monotonic()
    expect(box.get_by_role("heading", name="Номинирай практиката")).to_be_focused()
    assert fits_the_screen(page)
    assert is_accessible(page)

    box.get_by_label("Защо я подкрепяте?").fill("Ще я опитаме у нас")
    first = code_shown(page)
    with page.expect_response(re.compile("nominirai|kod/nov")):
        box.get_by_role("img").click()
    expect(box.get_by_label(ANSWER)).to_be_focused()
    assert code_shown(page) != first
    box.get_by_label(ANSWER).fill("ЖЖЖЖЖ")
    box.get_by_label(ANSWER).press("Enter")
    expect(box.get_by_role("alert")).to_be_focused()
    expect(box.get_by_label("Защо я подкрепяте?")).to_have_value("Ще я опитаме у нас")

    with page.expect_response(re.compile("nominirai|kod/nov")):
        box.get_by_role("button", name="Друга картинка").click()
    expect(box.get_by_label(ANSWER)).to_be_focused()
    expect(box.get_by_label("Защо я подкрепяте?")).to_have_value("Ще я опитаме у нас")
    box.get_by_label(ANSWER).fill(code_shown(page).lower())
    read_like_a_person(opened)
    box.get_by_role("button", name="Номинирай", exact=True).click()
    expect(box.get_by_text("Номинацията ви е преброена.")).to_be_visible()
    expect(box.locator("[data-nominate-count]")).to_have_text(re.compile(r"2\s+номинации"))
    assert page.url.endswith(f"/praktiki/{practice.slug}/")
    assert kept(practice.pid) == [("counted", ""), ("counted", "Ще я опитаме у нас")]
    assert fits_the_screen(page)
    assert is_accessible(page)

    page.reload()
    box.get_by_role("link", name="Номинирай").click()
    expect(box.get_by_text("Вече сте номинирали тази практика")).to_be_visible()
    assert counting.counts([practice.pid]) == {practice.pid: 2}


def test_nominating_without_javascript(page_without_javascript: Page, practice):
    page = page_without_javascript
    page.set_viewport_size(PHONE)
    page.goto(f"/praktiki/{practice.slug}/")
    page.locator("#nominatsii").get_by_role("link", name="Номинирай").click()
    opened = time.monotonic()
    expect(page.get_by_role("heading", name="Номинирай", level=1)).to_be_visible()
    page.get_by_label("Защо я подкрепяте?").fill("Ясно описано")
    first = code_shown(page)
    page.get_by_role("button", name="Друга картинка").click()
    expect(page.get_by_label("Защо я подкрепяте?")).to_have_value("Ясно описано")
    assert code_shown(page) != first
    page.get_by_label(ANSWER).fill("ЖЖЖЖЖ")
    page.get_by_label(ANSWER).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Кодът не съвпада")
    expect(page.get_by_label("Защо я подкрепяте?")).to_have_value("Ясно описано")
    page.get_by_label(ANSWER).fill(code_shown(page))
    read_like_a_person(opened)
    page.get_by_role("main").get_by_role("button", name="Номинирай").click()
    expect(page.get_by_text("Номинацията ви е преброена.")).to_be_visible()
    assert fits_the_screen(page)
    page.reload()
    expect(page.get_by_text(re.compile(r"^\s*2\s+номинации\s*$"))).to_be_visible()
    assert kept(practice.pid) == [("counted", ""), ("counted", "Ясно описано")]


@pytest.mark.parametrize("javascript", [True, False])
def test_asking_a_person_leads_to_a_number(request, practice, javascript):
    name = "page" if javascript else "page_without_javascript"
    page: Page = request.getfixturevalue(name)
    page.goto(f"/praktiki/{practice.slug}/")
    page.locator("#nominatsii").get_by_role("link", name="Номинирай").click()
    page.get_by_label("Защо я подкрепяте?").fill("Не виждам картинката")
    page.get_by_role("button", name="Не мога да прочета кода").click()
    page.wait_for_url("**/pomosht/*/")
    asked = HelpRequest.objects.get()
    expect(page.get_by_text(asked.number)).to_be_visible()
    assert kept(practice.pid)[1:] == [("for_review", "Не виждам картинката")]


def test_a_form_that_cannot_be_fetched_opens_as_a_page(page: Page, practice):
    page.goto(f"/praktiki/{practice.slug}/")
    page.route("**/nominirai/?fragment=1", lambda route: route.abort())
    page.locator("#nominatsii").get_by_role("link", name="Номинирай").click()
    page.wait_for_url(f"**{address_of(practice)}")
    expect(page.get_by_label(ANSWER)).to_be_visible()


def test_a_post_that_fails_is_sent_as_a_page(page: Page, practice):
    page.goto(f"/praktiki/{practice.slug}/")
    page.locator("#nominatsii").get_by_role("link", name="Номинирай").click()
    opened = time.monotonic()
    page.get_by_label(ANSWER).fill(code_shown(page))
    page.route("**/nominirai/?fragment=1", lambda route: route.abort())
    read_like_a_person(opened)
    page.locator("#nominatsii").get_by_role("button", name="Номинирай", exact=True).click()
    page.wait_for_url("**/nominirai/?result=counted")
    assert counting.counts([practice.pid]) == {practice.pid: 2}
