"""The editing screen of a practice in Chromium: the box for municipalities, the preview."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from tests.practices.pages import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "дълга-парола-за-теста-2"


@pytest.fixture
def editing(page: Page):
    """The edit screen of a practice of Габрово."""
    get_user_model().objects.create_superuser("redaktor", password=PASSWORD)
    practice = published(title="Компост за училищата")
    page.goto(f"/admin/pages/{practice.pk}/edit/")
    page.locator("input[name=login]").fill("redaktor")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("main").locator("button[type=submit]").click()
    page.wait_for_url("**/edit/")
    return practice


def test_preview_shows_the_page_to_come(page: Page, editing):
    page.locator("[data-side-panel-toggle=preview]").click()
    frame = page.frame_locator("#w-preview-iframe, iframe[title]").first
    expect(frame.get_by_role("heading", level=1)).to_have_text("Компост за училищата")
    expect(frame.get_by_text("Това е преглед")).to_be_visible()


def test_municipality_is_found_by_its_first_letters(page: Page, editing):
    page.get_by_role("tab", name="Накратко").click()
    chosen = page.locator(".picker .chip")
    expect(chosen).to_have_text(["Габрово"])
    page.get_by_role("combobox", name="Общини").fill("трявн")
    page.get_by_role("option").first.click()
    expect(chosen).to_have_text(["Габрово", "Трявна"])
    selected = page.locator("select[name=municipalities]").evaluate(
        "list => [...list.selectedOptions].map(option => option.value)"
    )
    assert sorted(selected) == ["GAB05", "GAB35"]
