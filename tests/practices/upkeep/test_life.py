"""„Жива ли е още?“: who is asked, what a link may do, what the page says."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from practices.curation import groups
from practices.curation.models import Submission
from practices.models import Municipality
from practices.upkeep import answering, asking
from practices.upkeep.choices import LifeState
from practices.upkeep.models import Report, Standing
from tests.practices.curation.cases import person, waiting
from tests.practices.pages import published

pytestmark = pytest.mark.django_db
OLD = date(2024, 3, 1)


def aged(**fields):
    """A practice that has been public for years."""
    return published(legacy_published_on=OLD, **fields)


def standing(page) -> Standing:
    return Standing.objects.get(pid=page.pid)


def later(days: int) -> None:
    """Move everything that was done `days` into the past."""
    for row in Standing.objects.all():
        for name in ("asked_at", "reminded_at", "answered_at"):
            if value := getattr(row, name):
                setattr(row, name, value - timedelta(days=days))
        if row.confirmed_on:
            row.confirmed_on -= timedelta(days=days)
        row.save()


def run() -> tuple[int, int, int]:
    """A day of the worker: asked, reminded, given up."""
    return asking.ask_due(), asking.remind_due(), asking.give_up_due()


def link() -> str:
    """The path in the last mail."""
    text = Email.objects.order_by("pk").last().message
    return re.search(r"https?://[^/\s]+(/zhiva-li-e/\S+)", text)[1]


def page_of(client, page) -> str:
    return client.get(f"/praktiki/{page.slug}/").content.decode()


def test_only_a_persons_yes_by_post_moves_the_clock(client):
    page = aged(slug="kompost", contact_email="kmetstvo@example.org")
    assert run() == (1, 0, 0)
    assert run() == (0, 0, 0)
    assert [mail.to for mail in Email.objects.all()] == [["kmetstvo@example.org"]]
    path = link()
    # A mail scanner follows the link; an editor mends a word: neither confirms anything.
    for _visit in range(2):
        shown = client.get(path)
    assert (shown.status_code, shown.headers["X-Robots-Tag"]) == (200, "noindex")
    page.results = "<p>Поправена дума.</p>"
    page.save_revision().publish()
    assert (standing(page).state, standing(page).confirmed_on) == ("unknown", None)
    assert "Потвърдена" not in page_of(client, page)

    for _click in range(2):
        assert client.post(path, {"state": "running"}).status_code == 302
    today = timezone.localdate()
    assert (standing(page).state, standing(page).confirmed_on) == ("running", today)
    assert f"Потвърдена: {today:%d.%m.%Y}" in page_of(client, page)
    assert "Благодарим. Отговорът ви: действа" in client.get(path).content.decode()
    assert client.post(path, {"state": "maybe"}).status_code == 200
    assert standing(page).state == "running"

    later(364)
    assert run() == (0, 0, 0)
    later(400)
    assert "Потвърдена преди повече от две години" in page_of(client, page)
    assert run() == (1, 0, 0)
    # The link of an earlier question is over, and answers nothing.
    assert client.get(path).status_code == 410
    assert client.post(path, {"state": "stopped"}).status_code == 410
    assert client.get(path[:-3] + "/").status_code == 404
    assert standing(page).state == "running"


def test_changed_and_stopped_go_to_the_editors_and_leave_the_clock(client):
    page = aged(contact_email="kmetstvo@example.org")
    run()
    first = standing(page)
    assert answering.answer(first, LifeState.CHANGED, "Вече  кофите са две") is True
    assert answering.answer(first, LifeState.CHANGED, "Вече кофите са две") is False
    assert "Практиката е променена" in page_of(client, page)
    assert answering.answer(first, LifeState.STOPPED) is True
    assert standing(page).confirmed_on is None
    assert "Практиката е спряна" in page_of(client, page)
    found = Report.objects.order_by("pk").values_list("kind", "count")
    assert list(found) == [("changed", 1), ("stopped", 1)]
    assert answering.answer(first, LifeState.STOPPED, "Наистина") is True
    assert answering.erase_notes() == 0
    later(3000)
    assert (answering.erase_notes(), standing(page).note) == (1, "")
    assert run() == (0, 0, 0)


def test_silence_after_one_reminder_is_said_and_can_still_be_broken(client):
    page = aged(contact_email="kmetstvo@example.org")
    gone = aged(contact_email="bez@example.org")
    run()
    later(30)
    gone.unpublish()
    assert run() == (0, 1, 0)
    assert run() == (0, 0, 0)
    path = link()
    later(29)
    assert run() == (0, 0, 0)
    later(1)
    assert run() == (0, 0, 1)
    said = f"Няма отговор дали още действа (към {timezone.localdate():%d.%m.%Y})"
    assert said in page_of(client, page)
    assert standing(gone).state == "unknown"
    client.post(path, {"state": "running"})
    assert "Няма отговор" not in page_of(client, page)
    assert len(Email.objects.filter(to="kmetstvo@example.org")) == 2


def test_silence_after_elections_does_not_take_back_that_it_stopped(client):
    page = aged(contact_email="kmetstvo@example.org")
    run()
    answering.answer(standing(page), LifeState.STOPPED)
    later(60)
    assert asking.ask_round(["GAB05"]) == 1
    later(30)
    assert run() == (0, 1, 0)
    later(30)
    assert run() == (0, 0, 1)
    assert (standing(page).state, standing(page).is_waiting) == ("stopped", False)
    assert "Практиката е спряна" in page_of(client, page)
    # The same answer, late, is an answer: the page has its day.
    assert answering.answer(standing(page), LifeState.STOPPED) is True
    assert answering.answer(standing(page), LifeState.STOPPED) is False


def test_without_an_office_address_the_sender_is_asked_or_nobody_and_that_is_listed(client):
    aged(slug="sam")
    Submission.objects.filter(pk=waiting(email="avtor@example.org").pk).update(page=aged().pk)
    fresh = published(contact_email="nov@example.org")
    Email.objects.all().delete()
    assert run() == (1, 0, 0)
    assert [mail.to for mail in Email.objects.all()] == [["avtor@example.org"]]
    assert Standing.objects.filter(pid=fresh.pid).count() == 0
    client.force_login(person(groups.EDITORS))
    html = client.get(reverse("signali:life")).content.decode()
    assert "За 1 практика няма кого да попитаме" in html
    assert 'aria-labelledby="lonely"' in html


def test_after_elections_the_chosen_municipalities_are_asked_in_bounded_runs(client, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    pages = [published(contact_email=f"kmet{n}@example.org") for n in range(3)]
    published()
    elsewhere = published(
        contact_email="drugade@example.org", municipalities=[Municipality.objects.get(code="VAR06")]
    )
    answering.answer(Standing.objects.create(pid=pages[0].pid), LifeState.RUNNING)
    here = reverse("signali:round")
    client.force_login(person(groups.REVIEWERS))
    assert client.post(here, {"municipalities": "GAB05"}).status_code == 302
    assert Email.objects.count() == 0
    client.force_login(person(groups.EDITORS))
    shown = client.get(here, {"municipalities": "GAB05"}).content.decode()
    assert "3 практики имат контакт" in shown
    assert "1 практика е без контакт." in shown
    assert "Изпрати 2 писма" in shown
    assert Email.objects.count() == 0
    for _click in range(3):
        client.post(here, {"municipalities": "GAB05"})
    assert sorted(mail.to[0] for mail in Email.objects.all()) == [
        f"kmet{n}@example.org" for n in range(3)
    ]
    assert Standing.objects.filter(pid=elsewhere.pid).count() == 0
    # What was confirmed stays confirmed until somebody answers.
    assert standing(pages[0]).state == "running"
    assert client.post(here, {"municipalities": "\0"}).status_code == 422


def test_asking_costs_the_same_queries_for_one_or_many_and_the_page_one(client):
    page = aged()
    with CaptureQueriesContext(connection) as few:
        asking.without_contact()
    for _number in range(4):
        aged()
    with CaptureQueriesContext(connection) as many:
        asking.without_contact()
    assert len(few) == len(many) == 3
    with CaptureQueriesContext(connection) as caught:
        page_of(client, page)
    mine = [query for query in caught.captured_queries if "upkeep_" in query["sql"]]
    assert len(mine) == 1
