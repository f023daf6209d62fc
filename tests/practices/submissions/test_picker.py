"""The box to type a municipality in: a comfort over the plain list, by keyboard and by pointer."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.practices.submissions.cases import FORM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [375, 768, 1280]


def chosen(page: Page) -> list[str]:
    """What the form would send."""
    return page.evaluate(
        "[...document.querySelector('select[name=municipalities]').selectedOptions]"
        ".map((option) => option.value)"
    )


def options(page: Page) -> list[str]:
    return [" ".join(row.inner_text().split()) for row in page.get_by_role("option").all()]


def test_typed_letters_find_a_municipality_and_enter_chooses_it(page):
    page.goto(FORM)
    box = page.get_by_label("Общини", exact=True)
    box.press_sequentially("габ")
    assert options(page)[0] == "Габрово обл. Габрово"
    box.press("Enter")
    assert chosen(page) == ["GAB05"]
    assert page.url.endswith(FORM)
    expect(page.get_by_role("button", name="Махни Габрово")).to_be_visible()
    expect(page.locator(".picker [role=status]")).to_have_text("Добавихме Габрово.")


def test_two_of_one_name_are_told_apart_by_oblast_and_arrows_choose(page):
    page.goto(FORM)
    box = page.get_by_label("Общини", exact=True)
    box.press_sequentially("бяла")
    assert options(page)[:2] == ["Бяла обл. Варна", "Бяла обл. Русе"]
    box.press("ArrowDown")
    box.press("Enter")
    assert chosen(page) == ["RSE04"]


def test_name_of_an_oblast_finds_its_municipalities(page):
    page.goto(FORM)
    page.get_by_label("Общини", exact=True).fill("софия")
    assert options(page) == ["Столична обл. София-град"]


@pytest.mark.parametrize("typed", ["gabr", "ГАБРОВО", "  габро", "Га\u0300брово"])
def test_latin_letters_capitals_and_stress_marks_find_it_too(page, typed):
    page.goto(FORM)
    page.get_by_label("Общини", exact=True).fill(typed)
    assert "Габрово обл. Габрово" in options(page)


def test_chip_takes_a_municipality_off_and_gives_the_keyboard_back(page):
    page.goto(FORM)
    box = page.get_by_label("Общини", exact=True)
    for name in ("Трявна", "Дряново"):
        box.fill(name)
        page.get_by_role("option").first.click()
    page.get_by_role("button", name="Махни Трявна").click()
    assert chosen(page) == ["GAB12"]
    expect(box).to_be_focused()
    box.press("Backspace")
    assert chosen(page) == []


def test_escape_closes_the_list_and_nothing_found_is_said(page):
    page.goto(FORM)
    box = page.get_by_label("Общини", exact=True)
    box.press_sequentially("соф")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.fill("Атлантида")
    expect(page.locator(".picker [role=status]")).to_have_text("Няма община с такова име.")
    box.press("Enter")
    assert chosen(page) == []


def test_choice_is_there_again_after_an_error(page):
    page.goto(FORM)
    box = page.get_by_label("Общини", exact=True)
    box.fill("Габрово")
    box.press("Enter")
    page.get_by_role("button", name="Изпрати предложението").click()
    expect(page.get_by_role("button", name="Махни Габрово")).to_be_visible()
    page.get_by_role("link", name="Напишете заглавие.").click()
    expect(page.get_by_label("Заглавие")).to_be_focused()


def test_error_of_the_municipalities_leads_to_the_box(page):
    page.goto(FORM)
    page.get_by_role("button", name="Изпрати предложението").click()
    page.get_by_role("link", name="Изберете поне една община.").click()
    expect(page.get_by_role("combobox")).to_be_focused()


def test_list_itself_serves_without_scripts(page_without_javascript):
    page = page_without_javascript
    page.goto(FORM)
    page.locator("select[name=municipalities]").select_option(["GAB05", "GAB35"])
    page.get_by_role("button", name="Изпрати предложението").click()
    expect(page.locator("select[name=municipalities]")).to_have_values(["GAB05", "GAB35"])


@pytest.mark.parametrize("width", WIDTHS)
def test_form_with_its_errors_has_no_faults_for_axe(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(FORM)
    page.get_by_label("Общини", exact=True).fill("соф")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Изпрати предложението").click()
    expect(page.get_by_text("Нещо трябва да се поправи")).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
