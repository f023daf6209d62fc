"""The code in a real browser, with scripts and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from captcha.models import CaptchaStore
from playwright.sync_api import Page, expect

from tests.kb.protection import site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.kb.protection.site"),
]


def key_of(page: Page) -> str:
    return page.locator("[name=code_key]").input_value()


def code_of(page: Page) -> str:
    return CaptchaStore.objects.get(hashkey=key_of(page)).challenge


def is_drawn(page: Page) -> bool:
    picture = page.locator("[data-code-picture]")
    return picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth > 0)")


@pytest.mark.parametrize("target", ["[data-code-picture]", "[data-code-new]"])
def test_a_click_brings_another_picture_without_leaving_the_page(page: Page, target):
    page.goto("/proba/")
    page.get_by_label("Заглавие").fill("Чешма")
    before = key_of(page)
    sound = page.locator("[data-code-sound]").get_attribute("src")
    page.locator("[data-code-answer]").fill("ААА")
    page.locator(target).click()
    expect(page.locator("[name=code_key]")).not_to_have_value(before)
    expect(page.locator("[data-code-picture]")).to_have_attribute(
        "src", f"/kod/kartinka/{key_of(page)}/"
    )
    expect(page.locator("[data-code-answer]")).to_be_focused()
    expect(page.locator("[data-code-answer]")).to_have_value("")
    assert page.locator("[data-code-sound]").get_attribute("src") != sound
    expect(page.get_by_label("Заглавие")).to_have_value("Чешма")
    assert is_drawn(page)
    page.locator("[data-code-answer]").fill(code_of(page).lower())
    page.get_by_role("button", name="Изпрати").click()
    expect(page.get_by_text("прието")).to_be_visible()
    assert [title for title, _suspicion in site.accepted] == ["Чешма"]


def test_too_many_pictures_are_refused_in_words(page: Page, monkeypatch):
    monkeypatch.setattr("kb.protection.views.REFRESHES", 0)
    page.goto("/proba/")
    page.locator("[data-code-new]").click()
    expect(page.locator("[data-code-status]")).to_have_text(
        "Твърде много картинки за кратко време. Изчакайте няколко минути."
    )


def test_without_scripts_the_button_keeps_what_was_typed(page_without_javascript: Page):
    page = page_without_javascript
    page.goto("/proba/")
    before = key_of(page)
    page.get_by_label("Текст").fill("Дълъг текст")
    page.get_by_role("button", name="Друга картинка").click()
    assert key_of(page) != before
    assert is_drawn(page)
    expect(page.get_by_label("Текст")).to_have_value("Дълъг текст")
    expect(page.locator(".field-error")).to_have_count(0)


def test_without_scripts_enter_sends_the_form(page_without_javascript: Page):
    page = page_without_javascript
    page.goto("/proba/")
    page.get_by_label("Заглавие").fill("Чешма")
    page.locator("[data-code-answer]").fill(code_of(page))
    page.locator("[data-code-answer]").press("Enter")
    expect(page.get_by_text("прието")).to_be_visible()


def test_whoever_cannot_read_it_gets_a_number(page_without_javascript: Page):
    page = page_without_javascript
    page.goto("/proba/")
    page.get_by_label("Заглавие").fill("Чешма")
    page.get_by_role("button", name="Не мога да прочета кода").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Оттук нататък – човек")


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("address", ["/proba/", "/vhod/", "/vhod/parola/nova/"])
def test_axe_finds_nothing(page: Page, width, address):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_after_a_wrong_code(page: Page):
    page.goto("/proba/")
    page.get_by_label("Заглавие").fill("Чешма")
    page.locator("[data-code-answer]").fill("ААААА")
    page.get_by_role("button", name="Изпрати").click()
    expect(page.locator("[data-code-answer]")).to_have_attribute("aria-invalid", "true")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
