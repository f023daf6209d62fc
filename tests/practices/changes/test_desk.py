"""The editors' queue of proposed changes: what stands in it, what is lit, what a button does."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.changes.models import ProposedChange
from practices.curation import groups
from practices.models import PracticePage
from tests.practices.changes.cases import WHY, practice, proposed
from tests.practices.curation.cases import person

pytestmark = pytest.mark.django_db
LIST = "changes:index"
LAST = "Последна стъпка: Приета, от"


@pytest.fixture
def editor(client):
    user = person()
    client.force_login(user)
    return user


def test_queue_home_and_reading_view_show_the_change_with_its_claims_lit(client, editor):
    page = practice()
    change = proposed(page, results=["Депото приема с 37 % по-малко."], title="Компост от дома")
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 промяна на публикувана практика чака редактор" in home
    listed = client.get(reverse(LIST)).content.decode()
    assert all(text in listed for text in (page.title, "Резултати", "остават 15 работни дни"))
    html = client.get(reverse("changes:read", args=[change.pk])).content.decode()
    assert WHY in html
    assert '<ins class="claim">37</ins>' in html
    assert html.count('name="keys"') == html.count(" checked>") == 2
    spent = []
    for _more in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(LIST))
        spent.append(len(queries))
        for _each in range(5):
            proposed(page, problem_line="Мирише.")
    assert spent[0] == spent[1]


def test_ticked_fields_are_published_and_the_second_editor_is_told_who_did_it(client, editor):
    page = practice()
    change = proposed(page, results=["Нов ред."], problem_line="Мирише.")
    post = {"decision": "accept", "seen": 1, "public": page.live_revision_id, "keys": ["results"]}
    path = reverse("changes:decide", args=[change.pk])
    refused = client.post(path, post)
    html = refused.content.decode()
    # The reason is missing; the ticks come back as they were.
    assert (refused.status_code, html.count(" checked>")) == (422, 1)
    assert client.post(path, post | {"text": "Вече го пише."}).status_code == 302
    page.refresh_from_db()
    assert (page.results, page.problem_line) == ("<p>Нов ред.</p>", "")
    colleague = person(first_name="Мария", last_name="Иванова")
    client.force_login(colleague)
    second = client.post(path, post | {"decision": "refuse", "text": "Не е вярно."})
    assert second.status_code == 422
    told = second.content.decode()
    assert f"Състояние на промяната сега: Приета. {LAST} {editor.username}." in told
    again = client.post(path, post | {"text": "Вече го пише."}, follow=True)
    assert f"{LAST} {editor.username}." in again.content.decode()


def test_what_two_people_changed_is_taken_by_a_deliberate_tick_only(client, editor):
    page = practice()
    change = proposed(page, results=["Предложено."], problem_line="Мирише.")
    page.results = "<p>Междувременно.</p>"
    page.save_revision().publish()
    html = client.get(reverse("changes:read", args=[change.pk])).content.decode()
    assert "Междувременно някой друг промени това поле." in html
    assert "Депото приема с една пета по-малко." in html
    assert html.count('name="keys"') == 2
    assert html.count(" checked>") == 1


def test_a_reader_of_proposals_reads_and_decides_nothing(client):
    page = practice()
    change = proposed(page, results=["Нов ред."])
    reader = person(group=None)
    client.force_login(reader)
    addresses = [reverse(LIST), reverse("changes:read", args=[change.pk])]
    assert [client.get(path).status_code for path in addresses] == [302, 302]
    reader.groups.add(Group.objects.get(name=groups.REVIEWERS))
    assert [client.get(path).status_code for path in addresses] == [200, 200]
    post = {"decision": "refuse", "seen": 1, "public": 0, "text": "Не."}
    assert client.post(reverse("changes:decide", args=[change.pk]), post).status_code in (302, 403)
    assert ProposedChange.objects.get().state == "waiting"
    assert PracticePage.objects.get(pk=page.pk).results == page.results
