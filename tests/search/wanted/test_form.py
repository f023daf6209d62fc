"""The form of a call: what it takes, what it shows first, and that it loses nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.wanted import consent
from search.wanted.models import Call, Seeker
from tests.practices.pages import published
from tests.search.wanted.cases import (
    AUTHOR,
    NEW,
    THANKS,
    Visitor,
    letters,
    opened,
    value_on,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


def text(page: str) -> str:
    return " ".join(page.split())


def test_right_form_leads_to_the_thanks_and_one_mail():
    response = Visitor().send()
    call = Call.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith(THANKS)
    assert (call.state, call.language, call.asker) == ("unconfirmed", "bg", "municipality")
    assert [place.code for place in call.municipalities.all()] == ["GAB05"]
    assert (call.suspicion, call.is_suspicious) == ([], False)
    author = Seeker.objects.get()
    assert (author.email, author.is_author, author.confirmed_at) == (AUTHOR, True, None)
    assert author.consent_version == consent.CURRENT
    assert len(letters()) == 1


def test_what_was_searched_for_is_in_the_form_and_kept_with_the_call():
    visitor = Visitor(f"{NEW}?q=лекар за селата")
    assert 'value="лекар за селата"' in visitor.page
    assert value_on(visitor.page, "asked") == "лекар за селата"
    visitor.send()
    call = Call.objects.get()
    assert (call.asked, call.words) == ("лекар за селата", "лекар за селата")


def test_call_that_comes_from_no_search_listens_for_its_title():
    Visitor().send()
    assert Call.objects.get().words == "Търсим как селата задържат лекар"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Напишете какво търсите."),
        ("title", "а" * 161, "До 160 знака; сега са "),
        ("text", "а" * 3001, "До 3000 знака; сега са "),
        ("municipalities", ["XXX99"], "XXX99"),
        ("municipalities", ["GAB\0"], "GAB"),
        ("municipalities", ["GAB05", "GAB12", "GAB29", "GAB35", "VAR06", "SOF46"], "до 5 общини"),
        ("asker", "king", "king"),
        ("email", "", "Напишете имейла си;"),
        ("email", "кмет", "Това не е имейл адрес."),
        ("consent", None, "Без съгласието ви"),
    ],
)
def test_field_that_is_wrong_is_told_and_nothing_is_sent(field, value, message):
    visitor = Visitor()
    response = visitor.send(**{field: value})
    errors = [str(error) for error in response.context["form"].errors[field]]
    assert any(message in error for error in errors), errors
    assert Call.objects.count() == 0
    assert "Нещо трябва да се поправи" in visitor.page


def test_nothing_typed_is_lost_when_the_code_is_wrong():
    visitor = Visitor(f"{NEW}?q=лекар")
    visitor.send(code_answer="не", title="Моето търсене", text="Дълъг разказ")
    for kept in ('value="Моето търсене"', "Дълъг разказ", f'value="{AUTHOR}"'):
        assert kept in visitor.page
    assert '<option value="GAB05" selected>' in visitor.page
    assert value_on(visitor.page, "asked") == "лекар"
    assert Call.objects.count() == 0
    assert visitor.send().status_code == 302


def test_only_a_sentence_an_address_and_consent_are_needed():
    Visitor().send(text=None, municipalities=None, asker=None)
    call = Call.objects.get()
    assert (call.text, call.asker, call.municipalities.count()) == ("", "", 0)


def test_who_cannot_read_the_code_is_taken_and_looked_at_twice():
    Visitor().send(code_answer="", ask_person="1")
    call = Call.objects.get()
    assert (call.suspicion, call.is_suspicious) == (["no_code"], True)


def test_same_form_sent_twice_is_one_call():
    visitor = Visitor()
    data = visitor.hidden()
    first, second = visitor.send(**data), visitor.send(**data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Call.objects.count() == 1
    assert len(letters()) == 1


def test_practices_that_may_answer_are_shown_once_before_it_is_sent():
    published(title="Лекарски кабинет на колела за селата", slug="kabinet-na-kolela")
    visitor = Visitor()
    response = visitor.send()
    assert response.status_code == 200
    assert [hit.card.title for hit in response.context["form"].found] == [
        "Лекарски кабинет на колела за селата"
    ]
    page = text(visitor.page)
    assert "Още нищо не е изпратено" in page
    assert 'href="/praktiki/kabinet-na-kolela/">Това търсех' in page
    assert "Нещо трябва да се поправи" not in page
    assert Call.objects.count() == 0
    assert visitor.send().status_code == 302
    assert Call.objects.get().shown == [response.context["form"].found[0].pid]


def test_code_that_was_read_rightly_is_not_asked_again_after_the_look():
    published(title="Лекарски кабинет на колела за селата")
    visitor = Visitor()
    hidden = visitor.hidden()
    visitor.send(**hidden)
    assert value_on(visitor.page, "code_key") == hidden["code_key"]


def test_another_text_after_the_look_is_looked_at_anew():
    published(title="Лекарски кабинет на колела за селата")
    published(title="Училищен автобус на повикване")
    visitor = Visitor()
    visitor.send()
    assert visitor.send(title="Училищен автобус за малко деца").status_code == 200
    assert visitor.send(title="Училищен автобус за малко деца").status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Пишете на ivan@example.org", "Имейл адрес: <strong>ivan@example.org</strong>"),
        ("Звънете на 0888 123 456", "Телефон: <strong>0888 123 456</strong>"),
        ("ЕГН 7523169263", "ЕГН: <strong>7523169263</strong>"),
    ],
)
def test_personal_details_are_warned_of_once(typed, said):
    visitor = Visitor()
    assert visitor.send(text=typed).status_code == 200
    assert said in text(visitor.page)
    assert Call.objects.count() == 0
    assert visitor.send(text=typed).status_code == 302


def test_any_number_of_details_is_warned_of_once():
    visitor = Visitor()
    many = " ".join(f"chovek{number:0>30}@example.org" for number in range(60))
    assert visitor.send(text=many).status_code == 200
    assert visitor.send(text=many).status_code == 302


def test_markup_in_every_field_is_text():
    visitor = Visitor(f"{NEW}?q={HOSTILE}")
    visitor.send(title=HOSTILE, text=HOSTILE, email=HOSTILE, looked=HOSTILE, code_answer="x")
    assert "<script>alert" not in visitor.page


def test_flood_to_one_mailbox_is_held_back():
    for number in range(5):
        assert Visitor(address=f"192.0.2.{number}").send().status_code == 302
    response = Visitor(address="192.0.2.99").send()
    assert list(response.context["form"].errors) == ["email"]
    assert Call.objects.count() == 5


def test_flood_from_one_connection_is_held_back():
    for number in range(20):
        assert Visitor().send(email=f"a{number}@example.org").status_code == 302
    assert Visitor().send(email="b@example.org").status_code == 429


def test_form_costs_the_same_whatever_is_in_the_site():
    for number in range(3):
        opened(email=f"a{number}@example.org")
    client = Visitor().client
    with CaptureQueriesContext(connection) as queries:
        assert client.get(NEW).status_code == 200
    # The list of municipalities and the new challenge.
    assert len(queries) == 2


@pytest.mark.parametrize("language", ["bg", "en"])
def test_form_shows_the_text_that_is_agreed_to(language):
    form = NEW if language == "bg" else f"/en{NEW}"
    assert consent.of_author(language) in Visitor(form).page


def test_english_form_is_answered_in_english():
    Visitor(f"/en{NEW}").send()
    assert Call.objects.get().language == "en"
    assert letters()[0].subject.startswith("Confirm your call")


@pytest.mark.parametrize("query", ["", "?n=", "?n=123456", "?n=a:b:c", "?n=%00"])
def test_thanks_without_a_signed_number_tell_none(client, query):
    page = client.get(f"{THANKS}{query}").content.decode()
    assert "<h1>Благодарим. Остава една стъпка</h1>" in page
    assert "Номерът на обявата" not in page
