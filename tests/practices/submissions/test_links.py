"""Confirm and status pages: looking changes nothing, buttons do, strangers learn nothing."""

import pytest
from django.test import Client

from practices.curation import tokens, transitions
from practices.curation.models import Submission
from practices.models import PracticePage
from tests.practices.curation.cases import (
    QUESTION,
    REASON,
    complete,
    letters,
    person,
    sent,
    steps,
    ten_minutes_pass,
    waiting,
)
from tests.practices.submissions.cases import link_in, pdf, value_on

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><b onclick=x>"


def snapshot() -> list:
    rows = Submission.objects.order_by("pk").values_list("pk", "state", "version", "confirmed_at")
    return [*rows, len(letters())]


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_link_of_the_mail_confirms_by_its_button_only(client):
    submission = sent()
    path = link_in(letters()[0], "potvardi")
    before = snapshot()
    for _scanner in range(3):
        assert client.head(path).status_code == 200
        assert client.get(path).status_code == 200
        assert client.options(path).status_code == 405
    assert snapshot() == before
    response = client.post(path)
    submission.refresh_from_db()
    assert submission.state == "new"
    assert "Чака редактор" in text(client.get(response["Location"]))


def test_confirmed_twice_is_fine(client):
    sent()
    path = link_in(letters()[0], "potvardi")
    assert [client.post(path).status_code for _time in range(2)] == [302, 302]
    assert "Вече е потвърдено" in text(client.get(path))
    assert len(letters()) == 2


def test_confirming_needs_the_token_of_the_form():
    sent()
    path = link_in(letters()[0], "potvardi")
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403
    assert Submission.objects.get().state == "unconfirmed"


@pytest.mark.parametrize("tail", ["", "potvardi/"])
@pytest.mark.parametrize("token", ["x", "W10:a:b", "%00", "a" * 3000, "…"])
def test_foreign_link_says_what_to_do(client, token, tail):
    for method in (client.get, client.post):
        response = method(f"/predlozhenie/{token}/{tail}")
        assert response.status_code == 404
    assert "Тази връзка не работи" in text(response)


def test_link_of_an_erased_proposal_says_that_its_time_is_over(client):
    submission = sent()
    path = tokens.confirm_path(submission)
    submission.delete()
    for method in (client.get, client.post):
        response = method(path)
        assert response.status_code == 410
    assert "Тази връзка вече не важи" in text(response)


def test_status_link_confirms_nothing(client):
    submission = sent()
    token = tokens.token_for(submission, "status")
    assert client.post(f"/predlozhenie/{token}/potvardi/").status_code == 404
    assert Submission.objects.get().state == "unconfirmed"


def test_link_opens_its_own_entry_only(client):
    first, second = waiting(title="Първа"), waiting(title="Втора")
    page = text(client.get(tokens.status_path(first)))
    assert "Първа" in page
    assert second.title not in page


@pytest.mark.parametrize("path", [tokens.status_path, tokens.confirm_path])
def test_page_behind_a_link_is_kept_by_nobody(client, path):
    response = client.get(path(sent()))
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_looking_at_the_status_changes_nothing(client):
    submission = waiting()
    path, before = tokens.status_path(submission), snapshot()
    for method in (client.get, client.head, client.options, client.put, client.delete):
        method(path)
    assert snapshot() == before


def test_status_asks_the_question_and_takes_the_answer(client):
    submission = waiting()
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    ten_minutes_pass()
    path = link_in(letters()[-1], "predlozhenie")
    assert QUESTION in text(client.get(path))
    response = client.post(path, {"answer": "1", "text": "31 000 лв.", "files": [pdf()]})
    assert response.status_code == 302
    assert steps(submission)[-1] == ("answer", "needs_info", "new", "31 000 лв.")
    assert [row.name for row in submission.files.all()] == ["Наредба.pdf"]


def test_answer_without_a_word_is_shown_again_with_its_file(client):
    submission = waiting()
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    ten_minutes_pass()
    path = tokens.status_path(submission)
    response = client.post(path, {"answer": "1", "text": " ", "files": [pdf()]})
    assert "Напишете отговора си." in text(response)
    page = response.content.decode()
    assert "Наредба.pdf" in page
    client.post(path, {"text": "31 000 лв.", "files_held": value_on(page, "files_held")})
    assert [row.name for row in submission.files.all()] == ["Наредба.pdf"]


def test_answer_to_a_question_that_is_closed_says_where_it_is(client):
    submission = waiting()
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    transitions.refuse(submission, actor=person(), reason=REASON)
    ten_minutes_pass()
    response = client.post(tokens.status_path(submission), {"text": "31 000 лв."})
    assert "Нищо не е променено. Състояние на предложението сега: Отказано." in text(response)
    assert steps(submission)[-1][0] == "refuse"


def test_status_tells_the_reason_but_not_who_decided(client):
    submission = waiting()
    transitions.refuse(
        submission, actor=person(first_name="Мария", last_name="Иванова"), reason=REASON
    )
    ten_minutes_pass()
    page = text(client.get(tokens.status_path(submission)))
    assert REASON in page
    assert "Иванова" not in page


def test_withdrawing_takes_a_button(client):
    submission = waiting()
    path = tokens.status_path(submission)
    assert "Оттегли предложението" in text(client.get(path))
    client.get(f"{path}?withdraw=1")
    submission.refresh_from_db()
    assert submission.state == "new"
    client.post(path, {"withdraw": "1"})
    submission.refresh_from_db()
    assert submission.state == "withdrawn"
    page = text(client.get(path))
    assert "Оттеглихте го" in page
    assert "Оттегли предложението" not in page


def test_status_leads_to_the_published_practice(client):
    submission = waiting()
    transitions.accept(submission, actor=person())
    page = PracticePage.objects.get()
    ten_minutes_pass()
    assert "Прието" in text(client.get(tokens.status_path(submission)))
    complete(page).get_latest_revision().publish()
    status = text(client.get(tokens.status_path(submission)))
    assert f'href="/praktiki/{page.slug}/"' in status
    page.refresh_from_db()
    page.unpublish()
    assert f'href="/praktiki/{page.slug}/"' not in text(client.get(tokens.status_path(submission)))


def test_markup_in_every_field_is_text_on_the_status_page(client):
    submission = waiting(
        title=HOSTILE,
        lead_text=HOSTILE,
        background=HOSTILE,
        practice=HOSTILE,
        results=HOSTILE,
        innovator_name=HOSTILE,
    )
    transitions.ask_for_more(submission, actor=person(), question=HOSTILE)
    ten_minutes_pass()
    page = client.get(tokens.status_path(submission)).content.decode()
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert page.count("&lt;script&gt;") >= 8


def test_markup_is_text_in_every_mail():
    submission = waiting(title=HOSTILE)
    transitions.ask_for_more(submission, actor=person(), question=HOSTILE)
    transitions.answer(submission, text="x")
    transitions.mark_spam(submission, actor=person(), reason=HOSTILE)
    transitions.release(submission, actor=person(), reason="x")
    transitions.refuse(submission, actor=person(), reason=HOSTILE)
    mails = letters()
    assert len(mails) == 6
    for mail in mails:
        assert "<script>" not in mail.html_message
        assert "<b onclick" not in mail.html_message
        assert HOSTILE not in mail.subject
    assert sum(HOSTILE in mail.message for mail in mails) == 5


def test_line_break_in_a_title_begins_no_header():
    waiting(title="Обяд\r\nBcc: vsichki@example.org")
    for mail in letters():
        assert "\n" not in mail.subject
        assert mail.bcc == []


@pytest.mark.parametrize("language,word", [("bg", "Предложение"), ("en", "Proposal")])
def test_status_is_in_the_language_of_the_form(client, language, word):
    submission = waiting(language=language)
    path = link_in(letters()[-1], "predlozhenie")
    assert path.startswith("/en/") == (language == "en")
    assert f"{word} {submission.number}" in text(client.get(path))
