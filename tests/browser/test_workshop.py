"""The search workshop in a real browser: a synonym from the question to its readers, and a click."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import Page, expect

from search import index_words
from search.workshop import jobs, live, log
from search.workshop.models import Asked, Rule
from search.workshop.permissions import EDITORS
from tests.practices.pages import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
WIDTHS = (375, 768, 1280)


@pytest.fixture(autouse=True)
def nothing_is_kept():
    for forget in (index_words.forget, live.forget):
        forget()
    yield
    for forget in (index_words.forget, live.forget):
        forget()


@pytest.fixture
def practice():
    published(title="Чешмите в планината")
    return published(title="Електрически тролейбуси по главната улица")


def as_editor(page: Page, address: str) -> Page:
    """Log an editor into a browser."""
    client = Client()
    user = get_user_model().objects.create_user("maria", first_name="Мария")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}]
    )
    return page


def has_no_faults(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        results = Axe().run(page, context=".workshop")
        assert results.violations_count == 0, results.generate_report()
        wide = page.evaluate("document.querySelector('.workshop').scrollWidth")
        room = page.evaluate("document.querySelector('.workshop').clientWidth")
        assert wide <= room


def propose(desk: Page) -> None:
    """From the list of questions to a draft."""
    desk.goto("/admin/rabotilnitsa/?list=unanswered")
    desk.get_by_role("link", name="Предложи за „щанги“").click()
    desk.get_by_role("link", name="Синоним").click()
    desk.get_by_label("Имената").fill("щанга\nтролейбус")
    desk.get_by_label("Защо").fill("така ги наричат")
    desk.get_by_role("button", name="Запази и виж ефекта").click()
    expect(desk.get_by_role("heading", name="Ефект")).to_be_visible()


def live_synonym(page: Page, live_server, practice) -> None:
    """Propose a synonym, see its effect, put it live, find by it, undo it."""
    Asked.objects.create(text="щанги", language="bg", hour=log.hour(), total=0, milliseconds=9)
    desk = as_editor(page, live_server.url)
    propose(desk)
    expect(desk.get_by_text("Пресмята се")).to_be_visible()
    assert jobs.work_out_effects() == 1
    # The page that waits looks again by itself.
    expect(desk.get_by_text(practice.title).first).to_be_visible()
    expect(desk.get_by_text("499 въпроса с известни верни отговори")).to_be_visible()
    desk.get_by_role("button", name="Пусни на живо").click()
    expect(desk.get_by_text("До минута важи за всички")).to_be_visible()
    desk.goto("/tarsene/?q=щангите")
    expect(desk.get_by_role("link", name=practice.title)).to_be_visible()
    desk.goto(f"/admin/rabotilnitsa/dobaveno/{Rule.objects.get().pk}/")
    desk.get_by_role("button", name="Отмени").click()
    expect(desk.get_by_text("До минута търсенето е както преди")).to_be_visible()
    desk.goto("/tarsene/?q=щангите")
    expect(desk.get_by_role("link", name=practice.title)).to_have_count(0)


def test_synonym_goes_from_the_question_to_its_readers_and_back(page, live_server, practice):
    live_synonym(page, live_server, practice)


def test_the_same_without_scripts(page_without_javascript, live_server, practice):
    live_synonym(page_without_javascript, live_server, practice)


def test_pages_have_no_faults_for_axe_on_any_screen(page, live_server, practice):
    for text, total in (("щанги", 0), ("как да намалим сметките за ток", 9)):
        Asked.objects.create(
            text=text, language="bg", hour=log.hour(), total=total, milliseconds=400
        )
    desk = as_editor(page, live_server.url)
    for address in ("", "dobaveno/", "predlozhi/?q=щанги", "predlozhi/synonym/?q=щанги"):
        desk.goto(f"/admin/rabotilnitsa/{address}")
        has_no_faults(desk)
    propose(desk)
    jobs.work_out_effects()
    expect(desk.get_by_text("499 въпроса с известни верни отговори")).to_be_visible()
    has_no_faults(desk)


def test_first_hit_that_a_reader_opens_is_noted(page, practice):
    page.set_extra_http_headers({"User-Agent": PERSON})
    page.goto("/tarsene/?q=тролейбуси")
    with page.expect_request("**/tarsene/izbran/") as told:
        page.get_by_role("link", name=practice.title).click()
    expect(page.get_by_role("heading", name=practice.title, level=1)).to_be_visible()
    assert told.value.method == "POST"
    (row,) = Asked.objects.all()
    assert (row.text, row.total, row.position) == ("тролейбуси", 1, 1)


def test_reader_without_scripts_is_not_counted_as_opening(page_without_javascript, practice):
    page = page_without_javascript
    page.set_extra_http_headers({"User-Agent": PERSON})
    page.goto("/tarsene/?q=тролейбуси")
    page.get_by_role("link", name=practice.title).click()
    expect(page.get_by_role("heading", name=practice.title, level=1)).to_be_visible()
    assert [row.position for row in Asked.objects.all()] == [None]
