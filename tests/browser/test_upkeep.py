"""„Липсва нещо?“ and „Жива ли е още?“: answered without scripts, every page looked at by axe."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from practices.upkeep import asking
from practices.upkeep.models import Report, Standing
from practices.upkeep.tokens import path_of
from tests.practices.nominations.people import code_on
from tests.practices.pages import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 375, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def _nobody_came_yet():
    cache.clear()


def is_sound(page: Page, address: str) -> bool:
    """No fault for axe and no scrolling sideways, on a phone and on a desk."""
    page.goto(address)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    return True


def test_report_and_yearly_answer_without_scripts(page: Page, page_without_javascript: Page):
    practice = published(
        slug="kompost", contact_email="kmet@example.org", legacy_published_on=date(2020, 5, 1)
    )
    reader = page_without_javascript
    reader.goto("/praktiki/kompost/")
    reader.get_by_role("link", name="Липсва документ").click()
    expect(reader.get_by_label("Липсва документ")).to_be_checked()
    assert is_sound(page, "/praktiki/kompost/lipsva/")
    reader.get_by_label("С едно изречение").fill("Няма ги правилата.")
    reader.get_by_label("Въведете кода").fill(code_on(reader.content()).challenge)
    reader.get_by_role("button", name="Изпратете сигнала").click()
    expect(reader.get_by_text("Благодарим, сигналът е при редакторите")).to_be_visible()
    row = Report.objects.get()
    assert (row.pid, row.kind, row.said.get().text) == (
        *(practice.pid, "document", "Няма ги правилата."),
    )

    assert asking.ask_due() == 1
    link = path_of(Standing.objects.get(), "bg")
    assert is_sound(page, link)
    reader.goto(link)
    reader.get_by_role("button", name="Да, действа").click()
    expect(reader.get_by_text("Благодарим. Отговорът ви: действа")).to_be_visible()
    assert is_sound(page, link)
    reader.goto("/praktiki/kompost/")
    day = timezone.localdate().strftime("%d.%m.%Y")
    expect(reader.get_by_text(f"Потвърдена: {day}")).to_be_visible()
    assert is_sound(page, "/praktiki/kompost/")
