"""The form behind the link: nothing changes by looking, nothing typed is lost, strangers get nothing."""

import time

import pytest
from django.core import signing
from django.http import QueryDict
from django.test import Client

from practices.changes import sections, tokens
from practices.changes.models import ProposedChange
from practices.changes.page_entry import entry_of
from practices.ports import change_path
from tests.practices.changes.cases import CONTACT, WHY, contact, practice, proposed
from tests.practices.changes.test_page_entry import posted
from tests.practices.curation.cases import letters
from tests.practices.submissions.cases import code_on, value_on

pytestmark = pytest.mark.django_db
NEW = "Депото приема с 37 % по-малко.\n\nИзмерено е на кантара."


@pytest.fixture
def visitor():
    """A browser that has never been here; other sites' posts would come the same way."""
    return Client(enforce_csrf_checks=True)


def filled(page, response, **typed) -> QueryDict:
    """The form as it came, with what somebody typed over it."""
    post = posted(sections.values_of(entry_of(page)))
    for name in ("base", "form_key"):
        post[name] = value_on(response.content.decode(), name)
    for name, value in ({"why": WHY} | typed).items():
        post[name] = value
    return post


def test_what_is_sent_is_a_row_with_the_changed_fields_only(visitor):
    page = practice()
    path = change_path(page.pk, "contact")
    response = visitor.get(path)
    assert response["X-Robots-Tag"] == "noindex"
    assert CONTACT not in response.content.decode()
    post = filled(page, response, results=NEW, source="Отчет на депото")
    answer = visitor.post(path, post)
    assert answer.status_code == 302
    # A double click, „back“ and „send“: one change.
    assert visitor.post(path, post).url.split("/")[-2] == answer.url.split("/")[-2]
    (change,) = ProposedChange.objects.all()
    assert change.fields == {
        "results": {
            "old": ["Депото приема с една пета по-малко."],
            "new": NEW.split("\n\n"),
            "add": False,
        }
    }
    assert (change.base_revision, change.why) == (page.live_revision_id, WHY)
    assert (change.email, change.role, change.source) == (CONTACT, "contact", "Отчет на депото")
    seen = visitor.get(answer.url).content.decode()
    assert '<ins class="claim">37</ins>' in seen
    page.refresh_from_db()
    assert page.results == "<p>Депото приема с една пета по-малко.</p>"
    assert visitor.post(answer.url, {"withdraw": "1"}).status_code == 302
    change.refresh_from_db()
    assert change.state == "withdrawn"


def test_what_is_wrong_or_empty_comes_back_as_it_was_typed(visitor):
    page = practice()
    path = change_path(page.pk, "contact")
    response = visitor.get(path)
    for typed, sentence in (
        ({}, "Още нищо не е променено"),
        ({"results": NEW, "why": ""}, "Кажете с едно изречение защо."),
        ({"results": NEW, "start_year": "през лятото"}, "Напишете година с четири цифри"),
    ):
        again = visitor.post(path, filled(page, response, **typed))
        html = again.content.decode()
        assert (again.status_code, sentence in html) == (422, True), typed
        assert all(value.replace("\n", "\n") in html for value in typed.values())
    more = visitor.post(path, filled(page, response, results=NEW, add_row="measures"))
    assert (more.status_code, 'name="measures-0-indicator"' in more.content.decode()) == (200, True)
    assert ProposedChange.objects.count() == 0


def test_a_newer_public_text_is_merged_and_both_are_shown_where_both_changed(visitor):
    page = practice()
    path = change_path(page.pk, "contact")
    response = visitor.get(path)
    post = filled(page, response, results=NEW, problem_line="Мирише.")
    page.results, page.background = "<p>Редактор: с 30 % по-малко.</p>", "<p>Нова предистория.</p>"
    page.save_revision().publish()
    html = visitor.post(path, post).content.decode()
    assert "Публичният текст се промени, докато пишехте" in html
    assert all(
        text in html
        for text in ("Редактор: с 30 % по-малко.", "Измерено е на кантара.", "Нова предистория.")
    )
    assert ProposedChange.objects.count() == 0
    page.refresh_from_db()
    response = visitor.post(path, post)
    again = filled(page, response, results=NEW, problem_line="Мирише.")
    assert visitor.post(path, again).status_code == 302
    (change,) = ProposedChange.objects.all()
    assert {key: wish["old"] for key, wish in change.fields.items()} == {
        "problem_line": "",
        "results": ["Редактор: с 30 % по-малко."],
    }


def test_what_is_typed_under_a_link_that_is_over_waits_behind_the_new_one(visitor, monkeypatch):
    page = practice()
    with monkeypatch.context() as patch:
        old = int(time.time() - tokens.LIFE.total_seconds() - 60)
        patch.setattr(signing.TimestampSigner, "timestamp", lambda self: signing.b62_encode(old))
        path = change_path(page.pk, "contact")
    post = filled(page, visitor.get(change_path(page.pk, "contact")), results=NEW)
    assert visitor.get(path).status_code == 410
    closed = visitor.post(path, post)
    assert (closed.status_code, "се пази 14 дни" in closed.content.decode()) == (410, True)
    (mail,) = letters(CONTACT)
    fresh = next(word for word in mail.message.split() if "/promyana/" in word)
    fresh = fresh[fresh.index("/promyana/") :]
    form = visitor.get(fresh)
    assert [text in form.content.decode() for text in ("Измерено е на кантара.", WHY)] == [True] * 2
    visitor.post(fresh, filled(page, form, results=NEW))
    assert ProposedChange.objects.get().state == "waiting"


@pytest.mark.parametrize("spoil", ["letter", "cut", "other person", "hidden", "swapped right"])
def test_a_link_that_is_not_theirs_opens_nothing(visitor, spoil):
    page = practice()
    change = proposed(page, results=[NEW])
    path = tokens.path_of(contact(page), "proposed_change", change.pk)
    if spoil == "letter":
        path = path.replace("/promyana/c.", "/promyana/x.")
    elif spoil == "cut":
        path = path.replace("/promyana/c.", "/promyana/c.A")
    elif spoil == "other person":
        other = practice()
        path = tokens.path_of(contact(other), "proposed_change", change.pk)
    elif spoil == "hidden":
        page.unpublish()
    else:
        path = path.replace("/promyana/c.", "/promyana/s.")
    codes = {visitor.get(path).status_code, visitor.post(path, {"withdraw": "1"}).status_code}
    assert codes == ({410} if spoil == "hidden" else {404})
    change.refresh_from_db()
    assert change.state == "waiting"
    if spoil in ("letter", "cut", "swapped right"):
        lost = visitor.post(path, {"results": NEW * 2})
        assert "Измерено е на кантара." in lost.content.decode()


@pytest.mark.parametrize("help_wanted", [False, True])
def test_everybody_hears_the_same_and_only_a_known_address_gets_the_link(help_wanted):
    page = practice()
    path = f"/praktiki/{page.slug}/promyana/"
    told = set()
    for address in (CONTACT.upper(), "nepoznat@example.org"):
        client = Client()
        code = code_on(client.get(path).content.decode())
        post = {"email": address, "code_key": code.hashkey, "code_answer": code.response}
        if help_wanted:
            post |= {"ask_person": "1", "code_answer": ""}
        answer = client.post(path, post)
        told.add((answer.status_code, client.get(answer.url).content))
    assert len(told) == 1
    assert "връзката е на път" in told.pop()[1].decode()
    assert letters("nepoznat@example.org") == []
    mail = letters(CONTACT)[0]
    link = next(word for word in mail.message.split() if "/promyana/" in word)
    assert Client().get(link[link.index("/promyana/") :]).status_code == 200
