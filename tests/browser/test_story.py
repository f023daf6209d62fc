"""The whole story in Chromium: find, nominate, propose, confirm, accept, publish, find again.

Readers are served by a real Elasticsearch, as in production; the worker runs where it would.
"""

import re
import time

import pytest
from captcha.models import CaptchaStore
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from post_office.models import STATUS, Email

from kb.protection.suspicion import FASTEST
from practices.models import PracticePage, PracticeRecord, Theme
from search.engines.chosen import elasticsearch_engine
from search.models import OutboxRow
from tests.practices.pages import SUMMARY, organisation, published

pytestmark = [pytest.mark.browser, pytest.mark.es, pytest.mark.django_db(transaction=True)]

ANSWER = "Въведете кода от картинката"
TITLE = "Топъл обяд с микробус до единайсет села"
LEAD = (
    "В единайсет села нямаше кой да готви на хора, които живеят сами. Микробус носи топъл обяд от "
    "кухнята в града пет дни в седмицата. Ползват го 140 души, половината дотогава са яли студено."
)
PASSWORD = "дълга-парола-за-теста-1"


@pytest.fixture
def site(settings, elasticsearch_url, elasticsearch_index):
    """A site with one practice, its index on Elasticsearch, and an editor."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = elasticsearch_index
    cache.clear()
    practice = published(title="Домашен компост в Габрово", slug="domashen-kompost")
    call_command("search_rebuild")
    get_user_model().objects.create_superuser("redaktor", password=PASSWORD)
    return practice


def work() -> None:
    """Let the worker do its rounds, each job when it is due, until mail and search are done."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        call_command("worker", once=True)
        # Mails of decisions wait ten minutes, in which an editor can take them back.
        due = Email.objects.exclude(scheduled_time__gt=timezone.now())
        waiting = due.exclude(status=STATUS.sent).exists()
        if not waiting and not OutboxRow.objects.exists():
            # Elasticsearch shows what it was given a second later, or at once when asked.
            elasticsearch_engine(patient=True).refresh()
            return
        time.sleep(0.5)
    raise AssertionError("the worker did not finish in a minute")


def type_the_code(page: Page, opened: float) -> None:
    key = page.locator("input[name$=_key]:not([name=form_key])").input_value()
    page.get_by_label(ANSWER).fill(CaptchaStore.objects.get(hashkey=key).challenge)
    time.sleep(max(0, FASTEST.total_seconds() + 1.1 - (time.monotonic() - opened)))


def find(page: Page, words: str, title: str) -> None:
    page.goto("/")
    page.get_by_label("Търсете с ваши думи").fill(words)
    page.get_by_label("Търсете с ваши думи").press("Enter")
    page.get_by_role("main").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def nominate(page: Page) -> None:
    page.locator("#nominatsii").get_by_role("link", name="Номинирай").click()
    opened = time.monotonic()
    expect(page.get_by_label(ANSWER)).to_be_visible()
    type_the_code(page, opened)
    page.get_by_role("button", name="Номинирай", exact=True).click()
    expect(page.get_by_text("Номинацията ви е преброена.")).to_be_visible()


def propose(page: Page, *, javascript: bool) -> None:
    page.get_by_role("link", name="Предложи практика").first.click()
    opened = time.monotonic()
    page.get_by_label("Заглавие").fill(TITLE)
    if javascript:
        page.get_by_role("combobox").fill("Трявн")
        page.get_by_role("option", name=re.compile("Трявна")).click()
    else:
        page.locator("select[name=municipalities]").select_option("GAB35")
    page.locator("textarea[name=lead_text]").fill(LEAD)
    page.locator("input[name=email]").fill("kmetstvo@example.org")
    page.locator("input[name=consent]").check()
    type_the_code(page, opened)
    page.get_by_role("button", name="Изпрати").click()
    page.wait_for_url("**/predlozhi/blagodarim/**")


def confirm_by_mail(page: Page) -> None:
    work()
    letter = mail.outbox[-1]
    assert letter.to == ["kmetstvo@example.org"]
    link = re.search(r"https?://[^/\s]+(/predlozhenie/\S+/potvardi/)", letter.body)
    page.goto(link[1])
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def accept(page: Page) -> PracticePage:
    page.goto("/admin/")
    page.locator("input[name=login]").fill("redaktor")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("main").locator("button[type=submit]").click()
    page.wait_for_url("**/admin/")
    page.get_by_role("link", name=re.compile("предложение")).first.click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Приеми").click()
    page.wait_for_url("**/admin/pages/*/edit/*")
    return PracticePage.objects.get(title=TITLE)


def complete(draft: PracticePage) -> None:
    """Fill in what the short form does not ask for, as the editor would in Wagtail's own fields."""
    page = draft.get_latest_revision_as_object()
    page.summary = SUMMARY
    page.background = "<p>Нямаше кой да готви на самотните хора в селата.</p>"
    page.results = "<p>140 души се хранят топло пет дни в седмицата.</p>"
    page.lead_organisation = organisation("Община Трявна")
    page.themes.set([Theme.objects.first()])
    page.save_revision(clean=False)


def publish(page: Page, draft: PracticePage) -> None:
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[data-workflow-action-name=approve]").first.click()
    page.wait_for_url("**/admin/pages/*/")
    assert PracticeRecord.objects.live().filter(pid=draft.pid).exists()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_proposal_becomes_a_practice_that_is_found(request, site, page, javascript):
    reader = page if javascript else request.getfixturevalue("page_without_javascript")
    find(reader, "компостирането в Габрово", site.title)
    nominate(reader)
    propose(reader, javascript=javascript)
    confirm_by_mail(reader)

    draft = accept(page)
    complete(draft)
    publish(page, draft)
    work()

    find(reader, "топлия обяд за селото", TITLE)
    letters = [letter for letter in mail.outbox if draft.slug in letter.body]
    assert [letter.to for letter in letters] == [["kmetstvo@example.org"]]
