"""Login and admin in a real browser: nothing that Wagtail needs is blocked, nothing leaves."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from tests.kb.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page) -> Page:
    """A page of an administrator who came in by the login form."""
    get_user_model().objects.create_superuser("maria", "maria@example.bg", PASSWORD)
    page.goto("/admin/")
    page.get_by_label("Потребителско име или имейл").fill("maria")
    page.get_by_label("Парола").fill(PASSWORD)
    page.get_by_role("button", name="Влез").click()
    page.wait_for_url("**/admin/")
    return page


def test_the_admin_works_under_its_policy(desk):
    home = WagtailPage.objects.get(depth=2, locale__language_code="bg")
    folder = home.get_children().get(slug="praktiki")
    form = f"/admin/pages/add/practices/practicepage/{folder.pk}/"
    for address in ("/admin/", form, "/admin/images/", "/admin/pomosht/"):
        assert desk.goto(address).status == 200
        desk.wait_for_load_state("networkidle")
    desk.goto(form)
    editor = desk.locator("[data-draftail-input], .public-DraftEditor-content").first
    expect(editor).to_be_attached()


def test_wagtails_own_button_logs_out(desk):
    form = desk.locator("form[action='/admin/logout/']")
    form.evaluate("form => form.submit()")
    desk.wait_for_url(lambda url: "/admin/" not in url)
    desk.goto("/admin/")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Вход за редактори")
