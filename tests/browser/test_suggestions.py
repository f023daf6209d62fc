"""Suggestions under the search box: by keyboard, by finger, in other letters, and without them."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from search import index_words
from tests.practices.pages import published

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
ADDRESS = "**/tarsene/predlozheniya/**"


@pytest.fixture(autouse=True)
def content(db) -> Iterator[None]:
    """Three practices, and the words of the index read anew."""
    published(title="Читалищата като дигитални центрове", slug="chitalishta")
    published(title="Компостиране у дома", slug="kompostirane")
    published(title="Компост за градинките", slug="kompost")
    index_words.forget()
    yield
    index_words.forget()


def box(page: Page):
    return page.get_by_role("combobox", name="Търсете с ваши думи")


def options(page: Page):
    return page.get_by_role("option")


def typed(page: Page, text: str) -> Page:
    """Open the home page, whose box has the keyboard, and type; wait for the list."""
    page.goto("/")
    page.keyboard.type(text)
    expect(options(page).first).to_be_visible()
    return page


def active(page: Page) -> str:
    """Return the text of the line that assistive technology is told of."""
    return page.evaluate(
        """() => {
            const id = document.activeElement.getAttribute("aria-activedescendant");
            return id ? document.getElementById(id).firstChild.textContent : "";
        }"""
    )


def test_typing_opens_a_list_in_groups_that_is_announced(page):
    typed(page, "компост")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    names = page.get_by_role("listbox", name="Предложения").get_by_role("group")
    assert names.evaluate_all(
        "all => all.map(g => document.getElementById(g.getAttribute('aria-labelledby')).textContent)"
    ) == ["Практики", "Теми"]
    assert options(page).locator("> :first-child").all_text_contents() == [
        "Компост за градинките", "Компостиране у дома", "Компостиране",
    ]  # fmt: skip
    assert options(page).locator("mark").all_text_contents() == ["Компост"] * 3
    expect(page.locator(".search-box [role=status]")).to_have_text("3 предложения.")


def test_keys_walk_through_the_list_and_leave_what_was_typed(page):
    typed(page, "компост")
    seen = []
    for key in ("ArrowDown", "ArrowDown", "End", "Home", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        seen.append(active(page))
    assert seen == [
        "Компост за градинките", "Компостиране у дома", "Компостиране", "Компост за градинките",
        "", "Компостиране", "",
    ]  # fmt: skip
    expect(box(page)).to_have_value("компост")
    assert page.locator("[aria-selected=true]").count() == 0


def test_enter_on_a_line_opens_it(page):
    typed(page, "читал")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/praktiki/chitalishta/$"))


def test_enter_without_a_line_searches_for_what_was_typed(page):
    typed(page, "компост")
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        re.compile(r"/tarsene/\?q=%D0%BA%D0%BE%D0%BC%D0%BF%D0%BE%D1%81%D1%82$")
    )


def test_escape_closes_the_list_first_and_then_empties_the_box(page):
    typed(page, "компост")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("компост")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")


def test_tab_goes_on_to_the_button_and_closes_the_list(page):
    typed(page, "компост")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Търси"
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_home_and_end_move_in_the_text_while_no_line_is_chosen(page):
    typed(page, "компост")
    page.keyboard.press("Home")
    page.keyboard.type("х")
    expect(box(page)).to_have_value("хкомпост")


@pytest.mark.parametrize("letters", ["4itali6", "chitalisht", "'rjd.", "читлаищ", "ЧИТАЛ"])
def test_every_way_of_typing_finds_the_same(page, letters):
    typed(page, letters)
    expect(options(page).locator("> :first-child").first).to_have_text(
        "Читалищата като дигитални центрове"
    )


def test_a_municipality_and_a_theme_lead_to_their_pages(page):
    typed(page, "gabrov")
    page.get_by_role("option", name="Габрово обл. Габрово").click()
    expect(page).to_have_url(re.compile(r"/mesta/gabrovo/gabrovo/$"))
    typed(page, "otpad")
    page.get_by_role("option", name="Отпадъци", exact=True).click()
    expect(page).to_have_url(re.compile(r"/temi/otpadatsi/$"))


def test_the_search_page_has_them_too_and_keeps_its_filters(page):
    page.goto("/tarsene/?q=дом&section=practice")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box(page).fill("компост")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=[^&]+&section=practice$"))


def test_an_english_page_speaks_english_and_marks_bulgarian_titles(page):
    page.goto("/en/")
    page.keyboard.type("kompost")
    expect(options(page).first).to_be_visible()
    expect(page.locator(".search-box [role=status]")).to_have_text("3 suggestions.")
    assert page.locator("[role=option] [lang=bg]").count() == 2
    options(page).first.click()
    expect(page).to_have_url(re.compile(r"/en/praktiki/kompost/$"))


def test_a_finger_on_the_list_holds_it_still(browser: Browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 375, "height": 667}, has_touch=True,
        is_mobile=True,
    )  # fmt: skip
    page = context.new_page()
    page.goto("/")
    box(page).fill("компост")
    expect(options(page).first).to_be_visible()
    heights = options(page).evaluate_all("all => all.map(o => o.getBoundingClientRect().height)")
    assert [height for height in heights if height < 44] == []
    page.evaluate("document.querySelector('.suggestions').dispatchEvent(new Event('pointerdown'))")
    with page.expect_response(ADDRESS):
        box(page).press_sequentially("ира")
    assert options(page).count() == 3
    page.evaluate("window.dispatchEvent(new Event('pointerup'))")
    expect(options(page)).to_have_count(2)
    options(page).first.tap()
    expect(page).to_have_url(re.compile(r"/praktiki/kompostirane/$"))
    context.close()


def test_an_older_answer_never_takes_the_place_of_a_newer_one(page):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route) if not held else route.continue_()

    page.route(ADDRESS, hold)
    page.goto("/")
    with page.expect_request(ADDRESS):
        page.keyboard.type("читал")
    box(page).fill("компост")
    expect(options(page)).to_have_count(3)
    held[0].continue_()
    with page.expect_response(ADDRESS):
        page.keyboard.type("ира")
    expect(options(page)).to_have_count(2)


def test_letters_that_are_deleted_ask_nobody_again(page):
    asked: list[str] = []
    page.on("request", lambda request: "predlozheniya" in request.url and asked.append(request.url))
    page.goto("/")
    for text, found in (("компост", 3), ("компостира", 2), ("компост", 3)):
        box(page).fill(text)
        expect(options(page)).to_have_count(found)
    assert len(asked) == 2


def test_a_server_that_fails_leaves_a_plain_form(page):
    page.route(ADDRESS, lambda route: route.fulfill(status=503, body=""))
    page.goto("/")
    with page.expect_response(ADDRESS):
        page.keyboard.type("компост")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tarsene/\?q="))


def test_nothing_moves_when_the_list_opens(page):
    page.goto("/")
    place = "document.querySelector('.asks').getBoundingClientRect().top"
    before = page.evaluate(place)
    page.keyboard.type("компост")
    expect(options(page).first).to_be_visible()
    assert page.evaluate(place) == before


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_list_and_nothing_overflows(page, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    typed(page, "компост")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_chosen_line_is_seen_in_forced_colours(page):
    page.emulate_media(forced_colors="active")
    typed(page, "компост")
    page.keyboard.press("ArrowDown")
    style = page.evaluate(
        "getComputedStyle(document.querySelector('[role=option][aria-selected=true]')).outlineStyle"
    )
    assert style == "solid"


def test_a_hostile_title_is_text(page):
    published(title="Мостове <img src=x onerror=alert(1)>")
    typed(page, "мостов")
    expect(options(page).first).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".suggestions img").count() == 0


def test_without_javascript_the_box_is_a_plain_form(page_without_javascript):
    page = page_without_javascript
    page.goto("/")
    plain = page.get_by_role("searchbox", name="Търсете с ваши думи")
    plain.fill("компост")
    plain.press("Enter")
    expect(page).to_have_url(re.compile(r"/tarsene/\?q="))
    expect(page.get_by_role("searchbox")).to_have_value("компост")
