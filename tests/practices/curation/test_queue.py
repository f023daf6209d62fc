"""The queue and the reading view as shared work: order, term, views, hand-over, texts, mails."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from practices.curation import filters, holding, reminders, transitions
from practices.curation.models import ReasonTemplate, SavedView, Submission
from practices.curation.term import Standing, age, due_from, warned_from
from practices.curation.workdays import is_working_day
from practices.textcheck.models import Link, LinkState
from practices.upkeep.models import Standing as Life
from tests.practices.curation.cases import QUESTION, REASON, letters, person, sent, waiting
from tests.practices.pages import published

pytestmark = pytest.mark.django_db
INDEX = "/admin/predlozheniya/"
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def editor(client):
    user = person(first_name="Мария", email="maria@example.org")
    client.force_login(user)
    return user


def due(submission: Submission, days: int) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(due_on=TODAY() + timedelta(days=days))
    return submission


def listed(client, query: str = "") -> list[str]:
    return [row.title for row in client.get(f"{INDEX}{query}").context["object_list"]]


def read(client, submission, query: str = ""):
    return client.get(reverse("submissions:read", args=[submission.pk]) + query)


def decide(client, submission, decision: str, **data):
    values = {"decision": decision, "seen": submission.version, "text": "", **data}
    return client.post(reverse("submissions:decide", args=[submission.pk]), values)


def test_what_waits_for_me_comes_first_and_every_filter_keeps_the_order(client, editor, rf):
    late, fresh = due(waiting(title="Късна"), -3), due(waiting(title="Свежа"), 30)
    mine, theirs = due(waiting(title="Моя"), 20), due(waiting(title="Чужда"), -9)
    asked = waiting(title="С въпрос")
    transitions.ask_for_more(asked, actor=editor, question=QUESTION)
    holding.hold(fresh, actor=editor, decision="accept")
    assert client.post(f"{INDEX}vazlozhi/", {"tick": [mine.pk], "to": editor.pk}).status_code == 302
    client.post(f"{INDEX}vazlozhi/", {"tick": [theirs.pk, "x"], "to": person().pk})
    found = {
        query: listed(client, query)
        for query in ("", "?term=overdue", "?term=soon", "?assigned=me", "?assigned=nobody",
                      "?assigned=others", "?held=yes", "?term=fresh")
    }  # fmt: skip
    assert found == {
        "": ["Моя", "Късна", "Свежа", "Чужда", "С въпрос"],
        "?term=overdue": ["Късна", "Чужда"],
        "?term=soon": ["Късна", "Чужда"],
        "?term=fresh": ["Моя", "Свежа"],
        "?assigned=me": ["Моя"],
        "?assigned=nobody": ["Късна", "Свежа", "С въпрос"],
        "?assigned=others": ["Чужда"],
        "?held=yes": ["Свежа"],
    }
    for query, titles in found.items():
        request = rf.get(f"{INDEX}{query}")
        request.user = editor
        rows = Submission.objects.in_bulk(filters.filtered_keys(request))
        keys = filters.filtered_keys(request)
        assert [rows[key].title for key in keys] == titles
    page = read(client, late).context
    assert (page["before"], page["after"], page["place"], page["length"]) == (
        mine.pk, fresh.pk, 2, 5,
    )  # fmt: skip
    assert read(client, late, "?term=overdue").context["after"] == theirs.pk
    assert "просрочено" in client.get(INDEX).content.decode()


def test_saved_views_are_each_editors_own(client, editor):
    for name, query in (("Просрочени", "term=overdue"), ("Просрочени", "term=soon"), (" ", "")):
        client.post(f"{INDEX}izgledi/", {"name": name, "query": query})
    view = SavedView.objects.get()
    assert (view.user, view.name, view.query) == (editor, "Просрочени", "term=soon")
    assert 'href="?term=soon"' in client.get(INDEX).content.decode()
    client.force_login(person())
    client.post(f"{INDEX}izgledi/", {"forget": view.pk})
    assert 'href="?term=soon"' not in client.get(INDEX).content.decode()
    client.force_login(editor)
    client.post(f"{INDEX}izgledi/", {"forget": view.pk})
    assert SavedView.objects.count() == 0


def unsigned(text: str) -> str:
    """A mail without the second in which its link was signed."""
    return re.sub(r"/predlozhenie/[^/]+/", "/predlozhenie/…/", text.replace("\r\n", "\n"))


def test_texts_are_inserted_and_the_very_mail_is_shown_before_it_is_sent(client):
    submission = waiting()
    text = ReasonTemplate.objects.filter(purpose="refuse").first()
    before = Email.objects.count()
    page = decide(client, submission, "refuse", text="Здравейте.", template=text.pk, insert="1")
    typed = page.context["form"]["text"].value()
    assert typed == f"Здравейте.\n\n{text.text}"
    assert page.context["seen"] == submission.version
    shown = decide(client, submission, "refuse", text=typed, preview="1").context["mail"]
    assert Email.objects.count() == before
    assert decide(client, submission, "refuse", text=typed).status_code == 302
    mail = letters()[-1]
    assert shown.subject == mail.subject
    assert unsigned(shown.html) == unsigned(mail.html_message)
    assert unsigned(shown.text) == unsigned(mail.message)


def test_second_editor_keeps_the_words_and_learns_what_changed(client, editor):
    submission = waiting()
    other = person(first_name="Иван")
    read(client, submission)
    client.force_login(other)
    page = read(client, submission)
    assert page.context["claim"].who == "Мария"
    client.force_login(editor)
    decide(client, submission, "ask", text=QUESTION)
    client.force_login(other)
    preview = decide(client, submission, "refuse", text=REASON, preview="1")
    assert preview.context["seen"] == submission.version
    answer = decide(client, submission, "refuse", text=REASON)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert (text.count(REASON), text.count("Мария") > 0) == (1, True)
    assert Submission.objects.get().state == "needs_info"


def test_hold_announce_and_recall_are_buttons(client, editor):
    first, second = waiting(), waiting()
    for submission in (first, second):
        assert decide(client, submission, "refuse", text=REASON, hold="1").status_code == 302
    assert Submission.objects.filter(state="new").count() == 2
    assert "необявено" in read(client, first).content.decode()
    client.post(reverse("submissions:unhold", args=[second.pk]))
    client.post(f"{INDEX}obyavi/", {"tick": [first.pk, second.pk]})
    assert sorted(Submission.objects.values_list("state", flat=True)) == ["new", "refused"]
    event = read(client, first).context["recallable"]
    client.post(reverse("submissions:recall", args=[first.pk]), {"event": event.pk})
    assert Submission.objects.filter(state="new").count() == 2
    assert read(client, first).context["recallable"] is None


def test_news_since_the_last_look_are_marked_for_the_other_editor(client, editor):
    submission = waiting()
    read(client, submission)
    submission.events.update(at=timezone.now() - timedelta(hours=4))
    submission.looks.update(at=timezone.now() - timedelta(hours=3))
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    client.post(reverse("submissions:note", args=[submission.pk]), {"text": "Моя бележка"})
    page = read(client, submission).context
    assert [event.step for event in page["new_events"]] == ["ask"]
    assert page["new_notes"] == []


def cost(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_queue_desk_byuro_and_panel_cost_the_same_for_5_and_for_50(client, editor):
    rows = [waiting() for _each in range(5)]
    paths = [INDEX, f"{INDEX}{rows[0].pk}/", "/admin/byuro/", f"{INDEX}pokritie/", "/admin/"]
    few = [cost(client, path) for path in paths]
    template = Submission.objects.get(pk=rows[0].pk)
    Submission.objects.bulk_create(
        Submission(
            title=f"Предложение {n}", lead_text="…", email="", language="bg", state="new",
            consent_version="2026-11", consent_at=template.consent_at, due_on=template.due_on,
            assigned_to=editor if n % 3 else None, claimed_by=editor, claimed_at=timezone.now(),
        )
        for n in range(45)
    )  # fmt: skip
    assert [cost(client, path) for path in paths] == few


def test_morning_mail_comes_once_on_a_working_day_if_a_term_runs_out(editor):
    day = TODAY()
    while not is_working_day(day):
        day += timedelta(days=1)
    noon = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))
    submission = waiting(title="Дълго чака")
    Submission.objects.update(due_on=due_from(day))
    assert reminders.send_morning_mail(noon) == 0
    Submission.objects.update(due_on=warned_from(day))
    assert reminders.send_morning_mail(noon.replace(hour=6)) == 0
    assert reminders.send_morning_mail(noon) == 1
    assert reminders.send_morning_mail(noon) == 0
    mail = letters("maria@example.org")[0]
    assert submission.number in mail.message
    assert "Дълго чака" in mail.html_message


def test_seventy_percent_of_a_term_is_eleven_days():
    day = TODAY()
    standings = [age(due_from(day, left), day) for left in (15, 5, 4, 0)]
    assert [a.standing for a in standings] == [
        Standing.FRESH, Standing.FRESH, Standing.SOON, Standing.SOON,
    ]  # fmt: skip
    assert age(day - timedelta(days=7), day).standing == Standing.OVERDUE
    assert age(warned_from(day), day).elapsed == 11


def test_coverage_says_where_nothing_is_known(client):
    page = published()
    place, theme = page.municipalities.get(), page.themes.get()
    theme = theme.parent or theme
    table = client.get(f"{INDEX}pokritie/").context
    filled = {name: table["totals"][name] for name in ("none", "stale", "some")}
    assert (len(table["rows"]), sum(filled.values())) == (265, 265 * len(table["themes"]))
    assert filled["some"] == 1
    lines = client.get(f"{INDEX}pokritie.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 266
    assert next(line for line in lines if line.startswith(place.code)).count(",1,") == 1
    assert theme.name_bg in lines[0]
    one = client.get(f"{INDEX}pokritie/?oblast={place.oblast_id}").context["rows"]
    assert place in [row for row, _cells in one]
    assert len(one) < 265


def test_coverage_says_whose_contact_is_silent_and_where_a_link_is_dead(client):
    url = "https://example.org/otchet"
    broken = published(practice=f'<p>Виж <a href="{url}">отчета</a>.</p>')
    published(practice='<p>Виж <a href="https://example.org/drug">другия</a>.</p>')
    silent = published()
    place = broken.municipalities.get()
    assert [client.get(f"{INDEX}pokritie/").context["totals"][n] for n in ("silent", "broken")] == [
        0,
        0,
    ]
    Link.objects.create(url=url, state=LinkState.DEAD)
    Life.objects.create(pid=silent.pid, state="silent")
    Life.objects.create(pid=broken.pid, state="running")
    shown = client.get(f"{INDEX}pokritie/")
    assert [shown.context["totals"][name] for name in ("silent", "broken")] == [1, 1]
    assert re.findall('class="fault">([^<]+)<', shown.content.decode()) == ["контакт", "връзка"]
    lines = client.get(f"{INDEX}pokritie.csv").content.decode("utf-8-sig").splitlines()
    assert next(line for line in lines if line.startswith(place.code)).endswith(",1,1")
    assert {line[-4:] for line in lines[1:]} == {",1,1", ",0,0"}


def test_unconfirmed_proposals_are_in_no_list_of_work(client):
    sent(title="Непотвърдена")
    assert listed(client) == []
    assert "Непотвърдена" not in client.get("/admin/byuro/").content.decode()
