"""„Търсим практика“ in Chromium: search without an answer, call, confirmation, approval, the list,
a matching practice, the mail; with and without JavaScript, and every page for axe."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from captcha.models import CaptchaStore
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, expect
from post_office.models import STATUS, Email

from kb.protection.suspicion import FASTEST
from search import index_words
from search.wanted import digests, tokens, transitions
from search.wanted.models import Call, Notice, Publication
from tests.practices.pages import published
from tests.search.wanted.cases import (
    LIST,
    NEW,
    REASON,
    author_of,
    follower_of,
    matched,
    opened,
    person,
    sent,
    waiting,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CODE = "Въведете кода от картинката"
ASKED = "лекар за селата"
TITLE = "Как се задържа лекар в малките села?"
TEXT = "Кабинетът затвори през май. Най-близкият лекар е на 28 км."
PRACTICE = "Лекар обикаля селата с микробус"
ADDRESS = "kmetstvo@example.org"


def log_in(page: Page, url: str) -> None:
    """Let the browser be an editor's."""
    client = Client()
    client.force_login(person())
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])


def work() -> None:
    """Let the worker do its rounds until nothing of ours waits."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        call_command("worker", once=True)
        waits = Email.objects.exclude(status=STATUS.sent).exists() or Publication.objects.exists()
        if not waits and not Notice.objects.filter(sent_at=None).exists():
            return
        time.sleep(0.5)
    raise AssertionError("the worker did not finish in a minute")


def type_the_code(page: Page, opened_at: float) -> None:
    key = page.locator("input[name=code_key]").input_value()
    page.get_by_label(CODE).fill(CaptchaStore.objects.get(hashkey=key).challenge)
    time.sleep(max(0, FASTEST.total_seconds() + 1.1 - (time.monotonic() - opened_at)))


def link_of_last_letter(part: str) -> str:
    return re.search(rf"https?://[^/\s]+(\S*{part}\S*)", mail.outbox[-1].body)[1]


def ask(page: Page, *, javascript: bool) -> None:
    """Search, find nothing, and say in public what is looked for."""
    page.goto(f"/tarsene/?q={ASKED}")
    page.get_by_role("main").locator("a[href*='/tarsim-praktika/nova/']").first.click()
    opened_at = time.monotonic()
    expect(page.get_by_label("Какво търсите?")).to_have_value(ASKED)
    page.get_by_label("Какво търсите?").fill(TITLE)
    page.locator("textarea[name=text]").fill(TEXT)
    if javascript:
        page.locator(".picker input[role=combobox]").fill("Трявн")
        page.get_by_role("option", name=re.compile("Трявна")).click()
    else:
        page.locator("select[name=municipalities]").select_option("GAB35")
    page.get_by_label("Кой търси?").select_option("municipality")
    page.locator("input[name=email]").fill(ADDRESS)
    page.locator("input[name=consent]").check()
    type_the_code(page, opened_at)
    page.get_by_role("button", name="Изпрати обявата").click()
    page.wait_for_url("**/tarsim-praktika/blagodarim/**")


def confirm(page: Page) -> None:
    work()
    page.goto(link_of_last_letter("potvardi"))
    page.get_by_role("button", name="Потвърди и изпрати на редактор").click()
    expect(page.get_by_role("heading", name="Чака редактор")).to_be_visible()


def approve(desk: Page) -> None:
    desk.goto("/admin/")
    desk.get_by_role("link", name="Търсят се (1)").click()
    desk.get_by_role("link", name=re.compile(TITLE.rstrip("?"))).click()
    desk.get_by_role("button", name="Публикувай обявата").click()
    expect(desk.get_by_role("heading", name="Публикувана, отворена")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_search_without_an_answer_is_answered(request, page, live_server, javascript):
    index_words.forget()
    reader = page if javascript else request.getfixturevalue("page_without_javascript")
    ask(reader, javascript=javascript)
    confirm(reader)
    log_in(page, live_server.url)
    approve(page)

    reader.goto(LIST)
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.get_by_role("link", name="Търся и аз същото")).to_be_visible()
    call = Call.objects.get()
    reader.get_by_role("link", name="Предложете я").click()
    expect(reader.get_by_role("main").get_by_role("link", name=TITLE)).to_be_visible()
    assert [place.code for place in call.municipalities.all()] == ["GAB35"]

    published(title=PRACTICE, slug="lekar-s-mikrobus")
    work()
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([ADDRESS], "Практика, която може да е търсената от вас")
    assert PRACTICE in letter.body
    reader.goto(link_of_last_letter("otgovor=da"))
    reader.get_by_role("button", name="Това е отговорът").click()
    expect(reader.get_by_text("Отговарят ѝ тези практики")).to_be_visible()
    reader.goto(f"{LIST}{call.number}/")
    expect(reader.get_by_role("main").get_by_role("link", name=PRACTICE)).to_be_visible()


def content() -> dict[str, str]:
    """Addresses of every page with everything that it can show."""
    published(title=PRACTICE, slug="lekar-s-mikrobus")
    call = opened(title=TITLE, text=f"{TEXT}\n\n{TEXT}", places=("GAB35", "VAR06"))
    follower = follower_of(call)
    published(title="Лекарят идва в селата", slug="lekaryat-idva")
    matched()
    digests.send_due()
    closed = opened(title="Училищен автобус", email="a@example.org")
    transitions.close(closed, actor=None, reason=REASON)
    answered = opened(title="Домашен компост", email="b@example.org")
    transitions.answer(answered, pids=[published(slug="kompost").pid])
    gone = opened(title="Свалена", email="c@example.org")
    transitions.withdraw(gone)
    unconfirmed = sent(email="d@example.org")
    return {
        "home": "/",
        "list": LIST,
        "list narrowed": f"{LIST}?oblast=GAB",
        "list with nothing": f"{LIST}?oblast=SOF",
        "found": f"{LIST}?sastoyanie=namereni",
        "list in English": f"/en{LIST}",
        "call": f"{LIST}{call.number}/",
        "call in English": f"/en{LIST}{call.number}/",
        "answered": f"{LIST}{answered.number}/",
        "closed": f"{LIST}{closed.number}/",
        "gone": f"{LIST}{gone.number}/",
        "form": f"{NEW}?q={ASKED}",
        "follow": f"{LIST}{call.number}/i-az/",
        "thanks": "/tarsim-praktika/blagodarim/",
        "confirm": tokens.confirm_path(author_of(unconfirmed)),
        "confirmed": tokens.confirm_path(author_of(call)),
        "own": tokens.own_path(author_of(call)),
        "own of a follower": tokens.own_path(follower),
        "own, closed": tokens.own_path(author_of(closed)),
        "dead link": "/tarsim-praktika/x/",
    }


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    found = Axe().run(page).response["violations"]
    said = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]
    root = "document.documentElement"
    wider = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    return [*said, f"{wider} px too wide"] if wider else said


# Colours do not depend on the width, so the dark scheme is looked at once.
@pytest.mark.parametrize(
    ("width", "scheme"), [(375, "light"), (768, "light"), (1280, "light"), (1280, "dark")]
)
def test_axe_finds_nothing_on_any_page(page, width, scheme):
    pages = content()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in pages.items():
        page.goto(address)
        if said := faults(page):
            found[name] = said
    assert found == {}


def test_look_before_sending_has_no_faults_for_axe_and_takes_the_focus(page):
    published(title=PRACTICE, slug="lekar-s-mikrobus")
    page.goto(f"{NEW}?q={ASKED}")
    opened_at = time.monotonic()
    page.locator("textarea[name=text]").fill("Звънете на 0888 123 456")
    page.locator("input[name=email]").fill(ADDRESS)
    page.locator("input[name=consent]").check()
    type_the_code(page, opened_at)
    page.get_by_role("button", name="Изпрати обявата").click()
    box = page.get_by_role("alert")
    expect(box).to_contain_text("Още нищо не е изпратено")
    expect(box).to_be_focused()
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == []
    page.get_by_role("button", name="Изпрати обявата").click()
    page.wait_for_url("**/tarsim-praktika/blagodarim/**")


def test_reading_view_of_the_desk_has_no_faults_for_axe(page, live_server):
    opened(title="Лекарите в малките села", email="first@example.org")
    call = waiting(title="Търсим лекар за малко село", text="Звънете на 0888 123 456")
    published(title=PRACTICE)
    log_in(page, live_server.url)
    page.goto(f"/admin/tarsim-praktika/{call.pk}/")
    expect(page.locator(".desk")).to_be_visible()
    for width in (375, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        results = Axe().run(page, context=".desk")
        assert results.violations_count == 0, results.generate_report()
        box = page.locator(".desk").bounding_box()
        assert box["x"] + box["width"] <= width
        assert page.locator(".desk").evaluate("e => e.scrollWidth <= e.clientWidth")
