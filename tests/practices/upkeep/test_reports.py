"""„Липсва нещо?“: from the page of a practice to the editors' queue and back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kb.protection.models import HelpRequest
from practices.curation import groups
from practices.models import PracticeRecord
from practices.upkeep import reporting
from practices.upkeep.choices import ReportKind, ReportState
from practices.upkeep.models import Report, Said
from practices.upkeep.reporting import ReportError, Words
from tests.practices.curation.cases import person
from tests.practices.nominations.people import Person
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


def rows(pid: str) -> list[tuple]:
    """(kind, version, state, count, sentences) of the reports of a practice, the oldest first."""
    found = Report.objects.filter(pid=pid).order_by("pk")
    return [
        (row.kind, row.version, row.state, row.count, [said.text for said in row.said.all()])
        for row in found
    ]


def record_of(page) -> PracticeRecord:
    return PracticeRecord.objects.get(pid=page.pid)


def change(page, **fields) -> None:
    """An editor publishes the page with another text."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def queue(client, **query) -> str:
    return client.get(reverse("signali:index"), query).content.decode()


def test_a_report_closed_on_a_version_comes_back_only_for_another_text(client):
    page = published(slug="kompost")
    reader, url = Person(check_csrf=True), "/praktiki/kompost/lipsva/"
    assert f'href="{url}?kind=price"' in reader.client.get("/praktiki/kompost/").content.decode()

    def token() -> dict:
        return {
            "csrfmiddlewaretoken": reader.page.split('"csrfmiddlewaretoken" value="')[1][:64],
            "seen": reader.page.split('name="seen" value="')[1].split('"')[0],
        }

    reader.open(f"{url}?kind=price")
    assert reader.page.count(" checked") == 1
    wrong = reader.answers(kind="price", text="Колко е?", code_answer="ЖЖЖЖЖ", **token())
    reader.post(url, wrong)
    assert "Колко е?" in reader.page
    assert rows(page.pid) == []
    reader.open(f"{url}?kind=price")
    sent = reader.post(url, reader.answers(kind="price", text=" Колко \n е? ", **token()))
    assert sent["Location"] == f"{url}?sent=1"
    assert (
        "Благодарим, сигналът е при редакторите" in reader.open(sent["Location"]).content.decode()
    )
    assert rows(page.pid) == [("price", 1, "open", 1, ["Колко е?"])]

    editor = person(groups.EDITORS)
    client.force_login(editor)
    assert "„Колко е?“" in queue(client)
    decide = reverse("signali:decide", args=[Report.objects.get().pk])
    refused = client.post(decide, {"decision": "close", "reason": " "})
    assert refused.status_code == 422
    client.post(decide, {"decision": "close", "reason": "Общината не я пази."})
    reader.open(f"{url}?kind=price")
    reader.post(url, reader.answers(kind="price", text="Пак питам", **token()))
    assert rows(page.pid) == [("price", 1, "closed", 2, ["Колко е?", "Пак питам"])]
    assert "Пак питам" not in queue(client)
    assert "Пак питам" in queue(client, state="closed")
    assert "Общината не я пази." in queue(client, state="closed")

    change(page, results="<p>Депото приема с една четвърт по-малко.</p>")
    reader.open(f"{url}?kind=price")
    reader.post(url, reader.answers(kind="price", **token()))
    assert rows(page.pid)[1:] == [("price", 2, "open", 1, [])]


def test_who_cannot_read_the_code_reports_through_a_person(client):
    page = published(slug="kompost")
    reader = Person()
    reader.open("/praktiki/kompost/lipsva/")
    sent = reader.post(
        "/praktiki/kompost/lipsva/",
        reader.answers(kind="contact", text="Няма го", code_answer="", ask_person="1"),
    )
    asked = HelpRequest.objects.get()
    assert sent["Location"] == reverse("help_request", args=[asked.number])
    assert rows(page.pid) == [("contact", 1, "open", 1, ["Няма го"])]
    client.force_login(person(groups.EDITORS))
    assert "„Няма го“" in queue(client, q=asked.number)


def test_decisions_happen_once_and_sentences_are_erased_after_half_a_year(client):
    page = published()
    record = record_of(page)
    one, two = person(groups.EDITORS), person(groups.EDITORS)
    # A version nobody has seen is not believed.
    first = reporting.report(record, ReportKind.OTHER, Words("едно"), seen=99)
    other = reporting.report(record, ReportKind.OUTDATED, Words("друго"), seen=record.version)
    assert (first.version, first.state) == (1, ReportState.OPEN)
    assert reporting.accept(first.pk, one).decided_by == one
    assert reporting.accept(first.pk, two).decided_by == one
    with pytest.raises(ReportError, match="decided"):
        reporting.close(first.pk, two, "не е вярно")
    with pytest.raises(ReportError, match="reason"):
        reporting.close(other.pk, two, " ")
    old = timezone.now() - timedelta(days=181)
    Said.objects.update(at=old)
    Report.objects.filter(pk=first.pk).update(decided_at=old)
    assert reporting.erase_sentences() == 1
    assert [said.text for said in Said.objects.all()] == ["друго"]
    assert reporting.erase_sentences() == 0


def test_the_queue_costs_the_same_with_one_report_or_twenty_and_opens_to_editors_only(client):
    record = record_of(published())
    client.force_login(person(groups.REVIEWERS))
    assert client.get(reverse("signali:index")).status_code == 302
    assert client.post(reverse("signali:decide", args=[1])).status_code == 302
    client.force_login(person(groups.EDITORS))
    reporting.report(record, ReportKind.PRICE, Words("x"))
    queue(client)
    costs = []
    for extra in (0, 20):
        for number in range(extra):
            row = published() if number == 0 else None
            target = record_of(row) if row else record
            Report.objects.create(
                pid=target.pid, language="bg", version=100 + number, kind="other", count=1
            ).said.create(text=f"дума {number}")
        with CaptureQueriesContext(connection) as caught:
            queue(client)
        costs.append(len(caught))
    assert costs[0] == costs[1]


def test_the_form_of_what_is_gone_or_never_was(client):
    page = published(slug="kompost")
    page.withdrawal_reason = "Сгрешена."
    page.unpublish()
    assert client.get("/praktiki/kompost/lipsva/").status_code == 410
    assert client.get("/praktiki/nyama/lipsva/").status_code == 404
