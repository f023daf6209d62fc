"""The queue and the reading view: what is there, what a decision does, what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from practices.curation import transitions
from practices.curation.models import Submission
from practices.models import PracticePage
from tests.practices.curation.cases import (
    QUESTION,
    REASON,
    attached,
    letters,
    person,
    sent,
    steps,
    waiting,
)
from tests.practices.test_uploads import photograph

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><b onclick=x>"
INDEX = "/admin/predlozheniya/"


@pytest.fixture(autouse=True)
def editor(client):
    user = person(first_name="Мария", last_name="Иванова")
    client.force_login(user)
    return user


def listed(client, query: str = "") -> list[str]:
    response = client.get(f"{INDEX}{query}")
    return [submission.title for submission in response.context["object_list"]]


def read(client, submission: Submission) -> str:
    return client.get(reverse("submissions:read", args=[submission.pk])).content.decode()


def decide(client, submission: Submission, decision: str, text: str = "", **more):
    data = {"decision": decision, "seen": submission.version, "text": text, **more}
    return client.post(reverse("submissions:decide", args=[submission.pk]), data)


def test_queue_shows_what_waits_for_an_editor_first_oldest_first(client):
    waiting(title="Втора")
    waiting(title="Първа", created_at=timezone.now() - timedelta(days=2))
    asked = waiting(title="С въпрос", created_at=timezone.now() - timedelta(days=1))
    transitions.ask_for_more(asked, actor=person(), question=QUESTION)
    sent(title="Непотвърдена")
    transitions.refuse(waiting(title="Отказана"), actor=person(), reason=REASON)
    assert listed(client) == ["Първа", "Втора", "С въпрос"]


@pytest.mark.parametrize(
    "query,expected",
    [
        ("?state=refused", ["Отказана"]),
        ("?state=unconfirmed", ["Непотвърдена"]),
        ("?state=all", ["Стара", "Странна", "Отказана", "Непотвърдена"]),
        ("?municipalities=GAB35", ["Странна"]),
        ("?age=old", ["Стара"]),
        ("?age=fresh", ["Странна"]),
        ("?age=week", []),
        ("?is_suspicious=True", ["Странна"]),
        ("?is_suspicious=False", ["Стара"]),
        ("?q=Странна", ["Странна"]),
    ],
)
def test_queue_filters(client, query, expected):
    waiting(title="Стара", created_at=timezone.now() - timedelta(days=20))
    waiting(title="Странна", places=("GAB35",), suspicion=["too_fast"])
    transitions.refuse(waiting(title="Отказана"), actor=person(), reason=REASON)
    sent(title="Непотвърдена")
    assert listed(client, query) == expected


@pytest.mark.parametrize("query", ["?state=x", "?age=%00", "?municipalities=%00", "?p=-1&q=%00"])
def test_nonsense_in_the_address_of_the_queue_is_harmless(client, query):
    waiting()
    assert client.get(f"{INDEX}{query}").status_code in (200, 404)


def cost(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_queue_costs_the_same_for_one_row_and_for_fifteen(client):
    waiting()
    one = cost(client, INDEX)
    for number in range(14):
        waiting(places=("GAB05", "GAB35", "GAB12"), suspicion=["too_fast"] * (number % 2))
    assert cost(client, INDEX) == one


def test_reading_view_costs_the_same_for_a_long_story(client):
    short = waiting()
    long = waiting(
        places=("GAB05", "GAB35", "GAB12"),
        files=[attached(f"{n}.pdf", b"%PDF-1.7", "application/pdf") for n in range(5)],
    )
    for number in range(5):
        transitions.ask_for_more(long, actor=person(), question=f"{QUESTION} {number}")
        transitions.answer(long, text=f"Отговор {number}")
    costs = [cost(client, reverse("submissions:read", args=[s.pk])) for s in (short, long)]
    assert costs[0] == costs[1]


def test_markup_in_every_field_is_text(client):
    submission = waiting(
        title=HOSTILE,
        lead_text=HOSTILE,
        background=HOSTILE,
        practice=HOSTILE,
        results=HOSTILE,
        innovator_name=HOSTILE,
        evidence_link='https://example.org/"><script>alert(1)</script>',
        files=[attached("x.pdf", b"%PDF-1.7", "application/pdf")],
    )
    submission.files.update(name=f"{HOSTILE}.pdf")
    transitions.ask_for_more(submission, actor=person(first_name=HOSTILE), question=HOSTILE)
    page = read(client, submission)
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 9
    listing = client.get(INDEX).content.decode()
    assert "<script>alert" not in listing


def test_accept_leads_to_the_draft(client, editor):
    submission = waiting()
    response = decide(client, submission, "accept")
    page = PracticePage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert page.owner == editor


def test_second_editor_is_told_who_accepted(client):
    submission = waiting()
    transitions.accept(submission, actor=person(first_name="Петър", last_name="Петров"))
    response = decide(client, submission, "accept")
    page = PracticePage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    followed = client.get(response["Location"])
    told = [str(message).strip() for message in followed.context["messages"]]
    assert "Последна стъпка: Прието, от Петър Петров." in told


@pytest.mark.parametrize(
    "decision,state", [("ask", "needs_info"), ("refuse", "refused"), ("spam", "spam")]
)
def test_decision_with_a_reason_is_taken_and_mailed(client, decision, state):
    submission = waiting()
    response = decide(client, submission, decision, REASON)
    assert response["Location"] == reverse("submissions:read", args=[submission.pk])
    submission.refresh_from_db()
    assert (submission.state, submission.reason) == (state, REASON)
    assert REASON in letters()[-1].html_message


@pytest.mark.parametrize("decision", ["ask", "refuse", "spam"])
def test_decision_without_a_reason_is_shown_again(client, decision):
    submission = waiting()
    response = decide(client, submission, decision)
    assert response.status_code == 422
    assert "Напишете защо; подателят ще го получи с писмо." in response.content.decode()
    submission.refresh_from_db()
    assert submission.state == "new"


def test_decision_on_what_somebody_changed_keeps_the_typed_reason(client):
    submission = waiting()
    transitions.ask_for_more(submission, actor=person(first_name="Петър"), question=QUESTION)
    response = decide(client, submission, "refuse", REASON)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Последна стъпка: Зададен въпрос, от Петър." in page
    assert f">{REASON}</textarea>" in page
    # What is shown now was read now: the same button decides.
    submission.refresh_from_db()
    assert f'name="seen" value="{submission.version}"' in page
    assert decide(client, submission, "refuse", REASON).status_code == 302


def test_decision_on_what_was_withdrawn_says_so(client):
    submission = waiting()
    transitions.withdraw(submission)
    response = decide(client, submission, "refuse", REASON)
    assert "Състояние на предложението сега: Оттеглено." in response.content.decode()
    assert steps(submission)[-1][0] == "withdraw"


@pytest.mark.parametrize("data", [{"decision": "erase"}, {}, {"decision": ""}])
def test_unknown_decision_is_not_found(client, data):
    submission = waiting()
    path = reverse("submissions:decide", args=[submission.pk])
    assert client.post(path, data).status_code == 404


def test_decision_without_the_version_read_changes_nothing(client):
    submission = waiting()
    response = decide(client, submission, "refuse", REASON, seen="")
    assert response.status_code == 422
    submission.refresh_from_db()
    assert submission.state == "new"


def test_decision_is_no_link(client):
    submission = waiting()
    path = reverse("submissions:decide", args=[submission.pk])
    assert client.get(path).status_code == 405


def test_release_is_offered_for_spam_only(client):
    submission = transitions.mark_spam(waiting(), actor=person(), reason=REASON).submission
    response = client.get(reverse("submissions:read", args=[submission.pk]))
    assert [decision.name for decision in response.context["decisions"]] == ["release"]
    decide(client, submission, "release", "Истински е.")
    submission.refresh_from_db()
    assert submission.state == "new"


def test_picture_is_shown_and_document_downloaded(client):
    picture = attached("кухня.jpg", photograph(), "image/jpeg")
    document = attached("отчет.pdf", b"%PDF-1.7", "application/pdf")
    submission = waiting(files=[picture, document])
    answers = [
        client.get(reverse("submissions:file", args=[submission.pk, row.pk]))
        for row in (picture, document)
    ]
    kinds = [answer["Content-Disposition"].partition(";")[0] for answer in answers]
    for answer in answers:
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        for close in answer._resource_closers:
            close()
    assert kinds == ["inline", "attachment"]


def test_file_of_another_proposal_is_not_found(client):
    row = attached("a.pdf", b"%PDF-1.7", "application/pdf")
    waiting(files=[row])
    path = reverse("submissions:file", args=[waiting().pk, row.pk])
    assert client.get(path).status_code == 404


def test_first_page_of_the_admin_counts_what_waits(client):
    waiting()
    waiting(suspicion=["too_fast"])
    transitions.ask_for_more(waiting(), actor=person(), question=QUESTION)
    sent()
    page = " ".join(client.get("/admin/").content.decode().split())
    assert "2 предложения чакат редактор" in page
    assert "1 от тях е за преглед." in page
    assert "1 чака отговор от подателя си." in page
