"""Every public page in Chromium: axe finds nothing, nothing overflows, on three widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from practices import first_texts, records
from practices.models import (
    Municipality,
    PracticeEvent,
    PracticeMeasure,
    PracticeSource,
    PracticeStep,
    Theme,
)
from tests.practices.pages import published

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
WIDTHS = (375, 768, 1280)
PAGES = {
    "home": "/",
    "home in English": "/en/",
    "list": "/praktiki/",
    "list narrowed": "/praktiki/?oblast=GAB&theme=otpadatsi",
    "list with nothing": "/praktiki/?year=1990",
    "themes": "/temi/",
    "theme": "/temi/otpadatsi/",
    "places": "/mesta/",
    "oblast": "/mesta/gabrovo/",
    "municipality": "/mesta/gabrovo/gabrovo/",
    "municipality with nothing": "/mesta/varna/varna/",
    "years": "/godini/",
    "year": "/godini/2016/",
    "practice": "/praktiki/palna/",
    "practice in English": "/en/praktiki/palna/",
    "print": "/praktiki/palna/pechat/",
    "withdrawn": "/praktiki/svalena/",
    "nominate": "/praktiki/palna/nominirai/",
    "report": "/praktiki/palna/lipsva/",
    "search": "/tarsene/",
    "search with hits": "/tarsene/?q=компост",
    "search with nothing": "/tarsene/?q=щъркел",
    "propose": "/predlozhi/",
    "criteria": "/kriterii/",
    "about": "/za-sayta/",
    "accessibility": "/dostapnost/",
    "privacy": "/lichni-danni/",
    "unknown": "/nyama/",
}


@pytest.fixture
def content(db):
    """A full practice, a withdrawn one, enough for two pages, and the pages of text."""
    for text in first_texts.texts():
        first_texts.load_text(text)
    shared = {
        "themes": [Theme.objects.get(slug="otpadatsi")],
        "municipalities": [Municipality.objects.get(code="GAB05")],
        "start_year": 2016,
    }
    published(
        slug="palna",
        title="Разделно събиране „от врата на врата“ без по-висока такса за жителите на общината",
        steps=[PracticeStep(action="Покана", term="месец", responsible="кметът")],
        measures=[
            PracticeMeasure(
                indicator="депониран отпадък", before="2600", after="2100", unit="т",
                period="2013–2019", nature="outcome", kind="measured",
            ),
            PracticeMeasure(indicator="раздадени кофи", after="900", unit="бр.", nature="output"),
        ],
        events=[PracticeEvent(name="Среща", kind="meeting", start="2016-07", participants=9)],
        sources=[PracticeSource(title="Новина", url="https://example.org/", read="partly")],
        what_failed="<p>Кофите бяха малки.</p>",
        limits="<p>Иска търпение.</p>",
        adapt_notes="<p>Други дни.</p>",
        cost_amount=100_000,
        cost_currency="BGN",
        contact_organisation="Община Габрово",
        contact_phone="066 000 000",
        contact_consent=True,
        legacy_source="Портал",
        legacy_nominations=3,
        **shared,
    )  # fmt: skip
    published(slug="svalena", withdrawal_reason="Общината помоли.", **shared).unpublish()
    for _number in range(3):
        published(**shared)
    records.refresh_records(records.PracticePage.objects.all())


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]


def overflow(page) -> int:
    """How many pixels the page is wider than the window."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


# Colours do not depend on the width, so the dark scheme is looked at once.
@pytest.mark.parametrize(
    ("width", "scheme"), [*((width, "light") for width in WIDTHS), (1280, "dark")]
)
def test_axe_finds_nothing_on_any_public_page(page, content, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        if faults := violations(page):
            found[name] = faults
        if wider := overflow(page):
            found[f"{name}, too wide"] = wider
    assert found == {}


def test_pages_stay_within_the_narrowest_window(page, content):
    """320 px is a desktop window of 1280 px at 400 % zoom (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 600})
    wider = {}
    for name, address in PAGES.items():
        page.goto(address)
        if overflow(page):
            wider[name] = overflow(page)
    assert wider == {}


def test_every_page_has_one_main_heading_and_says_its_language(page, content):
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        language = "en" if address.startswith("/en/") else "bg"
        said = page.locator("html").get_attribute("lang")
        if (page.locator("h1").count(), said) != (1, language):
            found[name] = (page.locator("h1").count(), said)
    assert found == {}


def test_forced_colours_keep_every_control_visible(page, content):
    page.emulate_media(forced_colors="active")
    page.goto("/praktiki/palna/")
    border = page.locator("[data-nominate-open]").evaluate(
        "e => getComputedStyle(e).borderTopWidth"
    )
    assert border == "2px"
