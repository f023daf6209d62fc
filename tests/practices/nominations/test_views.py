"""„Номинирай“ as people meet it: page, fragment, wrong code, a person's help, the shelf."""

from datetime import timedelta

import pytest
from captcha.models import CaptchaStore
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.protection import human
from kb.protection.models import HelpRequest
from practices import records
from practices.nominations import counting, views
from practices.nominations.models import Nomination
from tests.practices.nominations.people import (
    Person,
    address_of,
    code_on,
    kept,
    result_of,
    support,
)
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return published(slug="kompost")


@pytest.fixture
def url(practice) -> str:
    return address_of(practice)


@pytest.fixture
def person(url) -> Person:
    """Somebody who has opened the form."""
    someone = Person(check_csrf=True)
    someone.open(url)
    return someone


def token_on(page: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": page.split('name="csrfmiddlewaretoken" value="')[1][:64]}


def test_right_code_counts_and_leads_to_a_page_of_thanks(person, practice, url):
    response = person.post(url, person.answers(reason=" Ясно \t описано ", **token_on(person.page)))
    assert result_of(response) == "counted"
    assert kept(practice.pid) == [("counted", "Ясно описано")]
    person.open(response["Location"])
    assert "Номинацията ви е преброена." in person.page
    assert '<span class="number">1</span> номинация' in person.page
    assert "code_key" not in person.page


def test_reloading_the_thanks_counts_nothing(person, practice, url):
    response = person.post(url, person.answers(**token_on(person.page)))
    for _reload in range(3):
        assert person.open(response["Location"]).status_code == 200
    assert counting.counts([practice.pid]) == {practice.pid: 1}


def test_a_post_without_the_token_of_the_form_is_refused(person, practice, url):
    assert person.post(url, person.answers()).status_code == 403
    assert kept(practice.pid) == []


def test_wrong_code_says_so_and_keeps_the_reason_with_a_new_picture(practice, url):
    person = Person()
    person.open(url)
    first = code_on(person.page)
    answers = person.answers(reason="Помогна на съседите", code_answer="ЖЖЖЖЖ")
    response = person.post(url, answers)
    assert response.status_code == 200
    assert "Кодът не съвпада" in person.page
    assert 'value="Помогна на съседите"' in person.page
    assert code_on(person.page).hashkey != first.hashkey
    assert kept(practice.pid) == []


def test_expired_code_asks_for_another_and_keeps_the_reason(practice, url):
    person = Person()
    person.open(url)
    answers = person.answers(reason="Помогна")
    CaptchaStore.objects.update(expiration=timezone.now() - timedelta(seconds=1))
    assert person.post(url, answers).status_code == 200
    assert "вече не важи" in person.page
    assert 'value="Помогна"' in person.page
    assert kept(practice.pid) == []


def test_code_posted_again_is_told_as_the_nomination_it_was(practice, url):
    person = Person()
    person.open(url)
    answers = person.answers()
    assert result_of(person.post(url, answers)) == "counted"
    assert result_of(person.post(url, answers)) == "already"
    assert counting.counts([practice.pid]) == {practice.pid: 1}


def test_code_solved_for_one_practice_does_not_open_another(practice, url):
    other = published(slug="drugo")
    person = Person()
    person.open(url)
    answers = person.answers()
    person.post(url, answers)
    assert person.post(address_of(other), answers).status_code == 200
    assert kept(other.pid) == []


def test_code_comes_back_when_the_nomination_cannot_be_kept(practice, url, monkeypatch):
    person = Person()
    person.open(url)
    answers = person.answers()

    def fail(_support):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(counting, "nominate", fail)
        with pytest.raises(RuntimeError):
            person.post(url, answers)
    assert result_of(person.post(url, answers)) == "counted"


def test_two_people_behind_one_connection_count_twice(practice, url):
    assert result_of(Person().nominate(url)) == "counted"
    assert result_of(Person().nominate(url)) == "counted"
    assert counting.counts([practice.pid]) == {practice.pid: 2}


def test_the_same_person_is_told_before_reading_another_picture(practice, url):
    person = Person()
    person.nominate(url)
    response = person.open(url)
    assert response.status_code == 200
    assert "Вече сте номинирали тази практика" in person.page
    assert "code_key" not in person.page


def test_the_same_person_with_two_opened_forms_counts_once(practice, url):
    person = Person()
    person.open(url)
    first = person.answers()
    person.open(url)
    second = person.answers(reason="Този път с причина")
    assert result_of(person.post(url, first)) == "counted"
    assert result_of(person.post(url, second)) == "already"
    assert kept(practice.pid) == [("counted", "Този път с причина")]


def test_filled_trap_puts_the_nomination_on_the_shelf_with_its_reason(practice, url):
    person = Person()
    response = person.nominate(url, code_homepage="http://example.org", reason="Добра е")
    assert result_of(response) == "review"
    assert kept(practice.pid) == [("for_review", "Добра е")]
    assert Nomination.objects.get().suspicion == ["trap_filled"]
    person.open(response["Location"])
    assert "номинацията чака редактор" in person.page
    assert '<span class="number">0</span>' in person.page


def test_form_sent_at_once_goes_to_the_shelf(practice, url):
    person = Person()
    person.open(url)
    answers = person.answers(code_opened=person.page.split('code_opened" value="')[1].split('"')[0])
    assert result_of(person.post(url, answers)) == "review"
    assert Nomination.objects.get().suspicion == ["too_fast"]


def test_too_long_reason_is_told_and_the_code_stays_solved(practice, url):
    person = Person()
    person.open(url)
    answers = person.answers(reason="я" * 201)
    person.post(url, answers)
    assert code_on(person.page).hashkey == answers["code_key"]
    response = person.post(url, person.answers(reason="я" * 200))
    assert result_of(response) == "counted"


def test_new_picture_without_javascript_keeps_the_reason(practice, url):
    person = Person()
    person.open(url)
    first = code_on(person.page)
    answers = person.answers(reason="Ще я опитаме", code_answer="", new_code="1")
    assert person.post(url, answers).status_code == 200
    assert 'value="Ще я опитаме"' in person.page
    assert "error-summary" not in person.page
    assert code_on(person.page).hashkey != first.hashkey
    assert kept(practice.pid) == []


def test_who_cannot_read_the_code_gets_a_number_and_a_place_on_the_shelf(practice, url):
    person = Person()
    person.open(url)
    answers = person.answers(reason="Не виждам добре", code_answer="", ask_person="1")
    response = person.post(url, answers)
    asked = HelpRequest.objects.get()
    assert response["Location"] == f"/pomosht/{asked.number}/"
    assert asked.number in person.client.get(response["Location"]).content.decode()
    assert kept(practice.pid) == [("for_review", "Не виждам добре")]
    assert Nomination.objects.get().suspicion == ["asked_person"]


def test_asking_a_person_is_limited_for_one_connection(practice, url):
    answers = {"reason": "", "ask_person": "1"}
    for _person in range(human.LIMIT):
        assert Person().post(url, answers).status_code == 302
    assert Person().post(url, answers).status_code == 429
    assert Person(address="198.51.100.7").post(url, answers).status_code == 302


def test_posts_are_limited_for_one_connection(practice, url, monkeypatch):
    monkeypatch.setattr(views, "POSTS", 2)
    for _try in range(2):
        assert Person().post(url, {"code_answer": "ЖЖЖЖЖ"}).status_code == 200
    assert Person().post(url, {"code_answer": "ЖЖЖЖЖ"}).status_code == 429
    assert Person(address="198.51.100.7").nominate(url).status_code == 302


def test_opened_forms_are_limited_for_one_connection(practice, url, monkeypatch):
    monkeypatch.setattr(views, "FORMS", 2)
    assert [Person().open(url).status_code for _visit in range(3)] == [200, 200, 429]
    assert CaptchaStore.objects.count() == 2


def test_fragment_is_a_piece_of_the_page_and_belongs_to_one_person(practice, url):
    first, second = Person(), Person()
    response = first.open(f"{url}?fragment=1")
    second.open(f"{url}?fragment=1")
    assert "no-store" in response["Cache-Control"]
    assert "<html" not in first.page
    assert f'action="{url}"' in first.page
    assert code_on(first.page).hashkey != code_on(second.page).hashkey
    answered = first.post(f"{url}?fragment=1", first.answers())
    assert answered["Location"] == f"{url}?result=counted&fragment=1"
    first.open(answered["Location"])
    assert "<html" not in first.page
    assert '<span class="number">1</span> номинация' in first.page


def test_page_has_the_form_and_is_not_kept_by_caches(url):
    person = Person()
    response = person.open(url)
    assert "no-store" in response["Cache-Control"]
    assert person.page.count("<h1") == 1
    assert 'content="noindex"' in person.page


def test_practice_page_sets_no_cookie_and_shows_no_challenge(practice, url):
    Person().nominate(url)
    person = Person()
    response = person.open(f"/praktiki/{practice.slug}/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "public" in response["Cache-Control"]
    assert '<span class="number">1</span> номинация' in person.page
    assert f'href="{url}"' in person.page
    assert "code_key" not in person.page
    assert CaptchaStore.objects.count() == 0


def test_rule_is_printed_beside_the_counter(url):
    person = Person()
    person.open(url)
    assert f"броим до {counting.PER_PLACE} номинации на ден" in person.page
    assert 'href="/kriterii/#kak-broim"' in person.page


def test_english_page_counts_for_the_same_practice(practice, url):
    person = Person()
    response = person.nominate(f"/en{url}")
    assert response["Location"] == f"/en{url}?result=counted"
    person.open(response["Location"])
    assert "Your nomination is counted." in person.page
    assert Nomination.objects.get().language == "en"
    assert counting.counts([practice.pid]) == {practice.pid: 1}


def test_withdrawn_practice_answers_gone_with_its_reason(practice, url):
    answers = Person()
    answers.open(url)
    typed = answers.answers()
    practice.withdrawal_reason = "По молба на общината"
    practice.save()
    practice.unpublish()
    response = answers.open(url)
    assert response.status_code == 410
    assert "По молба на общината" in answers.page
    assert answers.post(url, typed).status_code == 410
    assert kept(practice.pid) == []


def test_moved_practice_leads_to_the_form_of_what_it_became(practice, url):
    other = published(slug="po-dobrata")
    records.move(practice.pid, "bg", other.pid)
    for method in ("get", "post"):
        response = getattr(Person().client, method)(f"{url}?fragment=1")
        assert response.status_code == 301
        assert response["Location"] == f"{address_of(other)}?fragment=1"
    assert kept(practice.pid) == []


def test_renamed_practice_leads_to_its_present_address(practice, url):
    practice.slug = "kompost-u-doma"
    practice.save_revision().publish()
    response = Person().client.get(url)
    assert (response.status_code, response["Location"]) == (
        301,
        "/praktiki/kompost-u-doma/nominirai/",
    )


def test_draft_and_unknown_practices_have_no_form(db):
    assert Person().open("/praktiki/nyama-takava/nominirai/").status_code == 404


@pytest.mark.parametrize("query", ["?result=<b>", "?result=", "?result=counted%00", "?fragment"])
def test_odd_addresses_show_the_form(url, query):
    person = Person()
    assert person.open(f"{url}{query}").status_code == 200
    assert "code_key" in person.page
    assert "<b>" not in person.page


@pytest.mark.parametrize("reason", ["\0", "редове\r\nдва\u2028три", "<script>alert(1)</script>"])
def test_any_reason_is_kept_as_one_line_or_refused_in_words(practice, url, reason):
    person = Person()
    response = person.nominate(url, reason=reason)
    assert response.status_code in {200, 302}
    for _state, text in kept(practice.pid):
        assert len(text.splitlines()) == 1
    assert "<script>alert" not in person.page


def test_queries_do_not_grow_with_the_nominations(practice, url):
    def queries_of(work) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            work()
        return len(captured)

    few = queries_of(lambda: Person(address="192.0.2.9").open(url))
    for _person in range(30):
        counting.nominate(support(practice.pid))
    assert queries_of(lambda: Person(address="192.0.2.9").open(url)) == few == 3
    person = Person(address="192.0.2.10")
    person.open(url)
    answers = person.answers()
    assert queries_of(lambda: person.post(url, answers)) <= 24
