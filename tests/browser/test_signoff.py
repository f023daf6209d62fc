"""Agreement by a link, in a real browser without scripts, and every page of it sound."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from practices.drafts import saving
from practices.drafts.entries import values_from
from practices.drafts.tokens import draft_path
from practices.signoff.models import Person, Round
from practices.signoff.tokens import person_path, protocol_path
from tests.practices.drafts.cases import ENTRY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 375, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def _nobody_came_yet():
    cache.clear()


def is_sound(page: Page) -> bool:
    """No fault for axe and no scrolling sideways, on a phone and on a desk."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    return True


def test_whole_way_by_links(page: Page, page_without_javascript: Page):
    author = saving.start("bg", values_from(ENTRY))
    draft = draft_path(author)
    page.goto(draft)
    page.get_by_role("link", name="Поискайте съгласуване").click()
    assert is_sound(page)
    first = page.get_by_role("group", name="Човек 1")
    first.get_by_label("Роля").fill("Кмет")
    first.get_by_label("Имейл").fill("kmet@example.org")
    page.get_by_label("Вашият имейл").fill("author@example.org")
    page.get_by_role("button", name="Изпрати връзките").click()
    expect(page.get_by_text("още няма отговор")).to_be_visible()

    link = person_path(Person.objects.get())
    guest = page_without_javascript
    guest.goto(link)
    guest.get_by_role("textbox", name="Резултати").fill("Откъде е числото?")
    guest.get_by_role("button", name="Съгласувам с бележки").click()
    expect(guest.get_by_role("heading", name="Благодарим")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Откъде е числото?")).to_be_visible()
    assert is_sound(page)

    saving.save_step(author, 3, {"results": "150 души се хранят топло."}, seen=9)
    guest.reload()
    assert guest.locator("ins").inner_text().strip().endswith("150")
    page.goto(link)
    assert is_sound(page)
    guest.get_by_role("button", name="Съгласувам", exact=True).click()
    expect(guest.get_by_text("Отговорихте: съгласувано")).to_be_visible()
    assert guest.context.cookies() == []
    page.goto(link)
    assert is_sound(page)
    page.goto(protocol_path(Round.objects.get()))
    expect(page.get_by_role("cell", name="съгласувано", exact=True)).to_be_visible()
    assert is_sound(page)
