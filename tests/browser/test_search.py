"""The page of results in Chromium: filters with and without scripts, what else was looked for."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from practices.models import Municipality, Theme
from search import index_words, ports
from tests.practices.pages import published

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHONE = {"width": 375, "height": 800}
DESK = {"width": 1280, "height": 900}
PAGES = (
    "/tarsene/?q=селата",
    "/tarsene/?q=selata",
    "/tarsene/?q=село&oblast=GAB&oblast=BGS&stage=running&year=1990",
    "/tarsene/?q=хщщрюк",
    "/tarsene/?oblast=GAB&municipality=GAB05",
    "/en/tarsene/?q=selata",
)


@pytest.fixture(autouse=True)
def content(db, settings) -> Iterator[None]:
    """Fourteen practices in fourteen municipalities, the first of them about villages."""
    settings.ELASTICSEARCH_URL = ""
    cache.clear()
    places = list(Municipality.objects.order_by("oblast__code", "code")[:200:15])
    theme = Theme.objects.exclude(parent=None).first()
    published(
        title="Осветление на селата",
        slug="osvetlenie",
        municipalities=[Municipality.objects.get(code="GAB05")],
        themes=[theme],
        background="<p>Селата бяха тъмни.</p>",
    )
    for number, place in enumerate(places[:13]):
        published(title=f"Чешма {number}", municipalities=[place], themes=[theme])
    index_words.forget()
    yield
    index_words.forget()


def cards(page: Page) -> list[str]:
    return page.locator(".result-title").all_inner_texts()


def open_filters(page: Page, *names: str) -> None:
    """Unfold the filters where they are folded, and these of them."""
    filters = page.locator("details.filters")
    if not filters.count():
        return
    if not page.locator("details.facet").first.is_visible():
        filters.locator("> summary").click()
    for name in names:
        facet = page.locator("details.facet", has=page.get_by_text(name, exact=True)).last
        if facet.get_attribute("open") is None:
            facet.locator("> summary").click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", ["page", "page_without_javascript"])
def test_filters_are_chosen_together_and_taken_off_one_by_one(request, kind, size):
    page: Page = request.getfixturevalue(kind)
    page.set_viewport_size(size)
    page.goto("/tarsene/")
    open_filters(page, "Област")
    page.get_by_role("checkbox", name="Габрово").check()
    page.get_by_role("checkbox", name="Бургас").check()
    page.get_by_role("button", name="Покажи").click()
    expect(page).to_have_url(re.compile(r"\?q=&oblast=GAB&oblast=BGS|oblast=BGS&oblast=GAB"))
    several = len(cards(page))
    expect(page.locator(".chip")).to_have_count(2)
    page.get_by_role("link", name="Махни: област Бургас").click()
    expect(page.locator(".chip")).to_have_count(1)
    assert cards(page)[-1] == "Осветление на селата"
    assert len(cards(page)) < several


def test_filters_on_a_phone_are_folded_and_say_how_many_are_chosen(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/tarsene/?oblast=GAB&oblast=BGS")
    summary = page.locator("details.filters > summary")
    expect(summary).to_have_text(re.compile(r"Филтри\s*2\s*избрани"))
    expect(page.get_by_role("checkbox", name="Габрово")).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Габрово").first).to_be_checked()


def test_filters_are_reached_and_sent_by_keyboard(page: Page):
    page.set_viewport_size(DESK)
    page.goto("/tarsene/")
    open_filters(page, "Област")
    page.get_by_role("checkbox", name="Габрово").focus()
    page.keyboard.press("Space")
    button = page.get_by_role("button", name="Покажи")
    for _step in range(80):
        page.keyboard.press("Tab")
        if button.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("oblast=GAB"))


def test_long_list_is_searched_by_typing(page: Page):
    page.set_viewport_size(DESK)
    page.goto("/tarsene/")
    open_filters(page, "Община")
    box = page.get_by_role("searchbox", name="Намери в „Община“")
    boxes = page.locator(".facet-municipality label")
    assert boxes.count() == 14
    box.fill("габ")
    expect(boxes.filter(visible=True)).to_have_count(1)
    expect(page.get_by_role("checkbox", name="Габрово", exact=False).last).to_be_visible()
    box.fill("хщщ")
    expect(page.get_by_role("status").filter(has_text="Няма с това име.")).to_be_visible()
    box.fill("")
    expect(boxes.filter(visible=True)).to_have_count(8)
    box.press("Enter")  # searches nothing: the box is of no form
    expect(page).to_have_url(re.compile(r"/tarsene/$"))


def test_long_list_has_no_box_without_javascript(page_without_javascript: Page):
    page_without_javascript.goto("/tarsene/")
    expect(page_without_javascript.locator(".facet-find")).to_have_count(0)


def test_narrower_themes_unfold_by_keyboard(page: Page):
    page.set_viewport_size(DESK)
    page.goto("/tarsene/")
    summary = page.locator(".branch > details > summary").first
    narrower = page.locator(".branch > details > label input").first
    expect(narrower).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    narrower.check()
    page.get_by_role("button", name="Покажи").click()
    expect(page.locator(".branch > details[open] input:checked")).to_have_count(1)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_else_was_looked_for_is_told_and_one_click_takes_it_back(page: Page, size):
    page.set_viewport_size(size)
    page.goto("/")
    page.get_by_role("combobox").or_(page.get_by_role("searchbox")).first.fill("selata")
    page.keyboard.press("Enter")
    told = page.locator(".understood")
    expect(told).to_contain_text("Търсихме и за: селата (написано е на латиница)")
    assert cards(page) == ["Осветление на селата"]
    expect(page.locator(".result mark").first).to_have_text("селата")
    told.get_by_role("link", name="Търси само каквото написах").click()
    expect(page.get_by_role("heading", name="Няма нищо за „selata“")).to_be_visible()
    page.get_by_role("link", name="Търси и това, което може да значи").click()
    expect(told).to_be_visible()
    assert cards(page) == ["Осветление на селата"]


def test_empty_answer_leads_to_a_public_call(page: Page):
    page.goto("/tarsene/?q=хщщрюк")
    page.get_by_role("link", name=re.compile("^Търсим практика: публикувай")).click()
    expect(page).to_have_url(re.compile(r"/tarsim-praktika/nova/\?q=%D1%85"))


@pytest.fixture
def promoted() -> Iterator[None]:
    """An editor's choice for every question."""
    before = ports._promoted.function
    pid = published(title="Пейки").pid
    ports.register_promoted(lambda query: [pid])
    yield
    ports._promoted.function = before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_pages_of_results(page: Page, promoted, size, scheme):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    found = {}
    for address in PAGES:
        page.goto(address)
        open_filters(page)
        for summary in page.locator("details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()
        faults = Axe().run(page).response["violations"]
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if faults or wider > 0:
            found[address] = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in faults], wider
    assert found == {}
