"""The full description in a real browser, with JavaScript and without."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from captcha.models import CaptchaStore
from django.core.cache import cache
from playwright.sync_api import Page, expect

from kb.protection.suspicion import FASTEST
from practices.curation.models import Submission
from practices.drafts.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 375, "height": 740}, {"width": 1280, "height": 900}
START = "/predlozhi/palno/"


@pytest.fixture(autouse=True)
def _nobody_came_yet():
    cache.clear()


def begin(page: Page) -> None:
    page.goto("/predlozhi/")
    page.get_by_role("link", name="Пълно описание").click()
    page.get_by_role("button", name="Започнете", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("За какво става дума")


def is_sound(page: Page) -> bool:
    """No fault for axe and no scrolling sideways, on a phone and on a desk."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    return True


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Запази и продължи").last.click()


def send(page: Page, opened: float) -> None:
    key = page.locator("input[name=code_key]").input_value()
    code = CaptchaStore.objects.get(hashkey=key).challenge
    page.locator("input[name=code_answer]").fill(code)
    # Nobody writes faster; who is faster goes to the shelf.
    time.sleep(max(0, FASTEST.total_seconds() + 1.1 - (time.monotonic() - opened)))
    page.get_by_role("button", name="Изпрати пълното описание").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Благодарим. Остава една стъпка")


def test_whole_way_without_scripts(page_without_javascript: Page):
    page = page_without_javascript
    page.set_viewport_size(PHONE)
    begin(page)
    page.get_by_label("Заглавие").fill("Топъл обяд")
    page.get_by_label("Общини", exact=True).select_option("GAB05")
    page.get_by_label("Какво е направено накратко").fill("Микробус носи обяд.")
    go_on(page)
    expect(page.get_by_text("Стъпка 2 от 6")).to_be_visible()
    page.get_by_label("Какво е направено").fill("Купихме микробус")
    page.get_by_role("button", name="Добави стъпка").click()
    added = page.get_by_role("group", name="Стъпка 2").get_by_label("Какво е направено")
    expect(added).to_be_focused()
    added.fill("Наехме готвач")
    page.get_by_role("button", name="Назад", exact=True).click()
    expect(page.get_by_label("Заглавие")).to_have_value("Топъл обяд")
    page.get_by_role("button", name="6. Преглед и изпращане").click()
    page.get_by_label("Вашият имейл").fill("kmetstvo@example.org")
    page.get_by_label("Давам съгласие").check()
    page.get_by_role("button", name="Запази и виж страницата").click()
    expect(page.get_by_text("Наехме готвач")).to_be_visible()
    page.get_by_role("link", name="Назад към писането").click()
    opened = time.monotonic()
    send(page, opened)
    submission = Submission.objects.get()
    assert [row["action"] for row in submission.full["steps"]] == [
        *("Купихме микробус", "Наехме готвач"),
    ]
    assert (submission.size, submission.suspicion) == ("full", [])
    # The short form leaves its token on the way here; nothing else is left.
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]


def test_autosave_keeps_what_was_typed_before_any_button(page: Page):
    # The clock of the page is moved, not waited for.
    page.clock.install()
    begin(page)
    page.get_by_label("Заглавие").fill("Топъл обяд")
    page.clock.run_for(21_000)
    expect(page.locator("[data-draft-status]")).to_have_text(re.compile(r"Записано в \d"))
    assert Draft.objects.get().values["title"] == "Топъл обяд"
    address = page.url
    page.goto("/")
    page.goto(address)
    expect(page.get_by_label("Заглавие")).to_have_value("Топъл обяд")


def test_every_page_is_sound(page: Page):
    page.goto(START)
    assert is_sound(page)
    page.get_by_role("button", name="Започнете", exact=True).click()
    for number in range(1, 7):
        expect(page.get_by_text(f"Стъпка {number} от 6")).to_be_visible()
        assert is_sound(page)
        if number < 6:
            go_on(page)
    page.get_by_role("button", name="Изпрати пълното описание").click()
    expect(page.get_by_text("Без това не може да се изпрати:")).to_be_visible()
    assert is_sound(page)
    root = page.url.removesuffix("6/")
    for path in ("", "pregled/", "tekst/"):
        page.goto(f"{root}{path}")
        assert is_sound(page)
    page.get_by_label("Текстът").fill("Община Габрово по договор BG05SFOP001-2.009-0012.")
    page.get_by_role("button", name="Покажи какво има в него").click()
    expect(page.get_by_label("Вземи: Габрово")).not_to_be_checked()
    assert is_sound(page)
