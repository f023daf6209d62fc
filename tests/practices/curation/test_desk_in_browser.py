"""The reading view as an editor meets it: keyboard, axe, and a typed reason that is not lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from practices.curation import transitions
from practices.curation.models import Submission
from tests.practices.curation.cases import QUESTION, REASON, attached, person, waiting
from tests.practices.test_uploads import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server) -> Page:
    """The browser of an editor who is logged in."""
    client = Client()
    client.force_login(person())
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    return page


def open_proposal(desk: Page) -> Submission:
    submission = waiting(
        background="Нямаше кой да готви.",
        suspicion=["too_fast"],
        files=[attached("кухня.jpg", photograph(), "image/jpeg")],
    )
    desk.goto("/admin/predlozheniya/")
    desk.get_by_role("link", name=submission.title).click()
    # The click only starts the way to the reading view; axe looks at what is there at once.
    expect(desk.locator(".desk")).to_be_visible()
    return submission


def test_reading_view_has_no_faults_for_axe(desk):
    open_proposal(desk)
    for width in (375, 768, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        results = Axe().run(desk, context=".desk")
        assert results.violations_count == 0, results.generate_report()


def test_reason_typed_while_somebody_else_decided_is_still_there(desk):
    submission = open_proposal(desk)
    transitions.ask_for_more(submission, actor=person(first_name="Петър"), question=QUESTION)
    desk.get_by_role("textbox", name="Отказ").fill(REASON)
    desk.get_by_role("button", name="Откажи и изпрати причината").click()
    expect(desk.get_by_role("alert").first).to_contain_text("от Петър")
    expect(desk.get_by_role("textbox", name="Отказ")).to_have_value(REASON)
    desk.get_by_role("button", name="Откажи и изпрати причината").click()
    expect(desk.get_by_role("heading", name="Отказано")).to_be_visible()
    submission.refresh_from_db()
    assert (submission.state, submission.reason) == ("refused", REASON)
