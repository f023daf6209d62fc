"""The short form: what it takes, what it refuses, and that it loses nothing."""

import hashlib

import pytest
from django.urls import reverse

from practices.curation.models import Submission
from practices.models import Municipality
from practices.submissions import consent
from tests.practices.curation.cases import letters
from tests.practices.submissions.cases import FIELDS, THANKS, Proposer, code_on, value_on

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


def test_right_form_leads_to_the_thanks_and_one_mail():
    response = Proposer().send()
    submission = Submission.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith(THANKS)
    assert (submission.state, submission.language) == ("unconfirmed", "bg")
    assert (submission.suspicion, submission.is_suspicious) == ([], False)
    assert [m.code for m in submission.municipalities.all()] == ["GAB05"]
    assert len(letters()) == 1


def test_thanks_tell_the_number(client):
    response = Proposer().send()
    assert Submission.objects.get().number in client.get(response["Location"]).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?n=", "?n=П-222222", "?n=a:b:c", "?n=%00"])
def test_thanks_without_a_signed_number_tell_none(client, query):
    page = client.get(f"{THANKS}{query}").content.decode()
    assert "<h1>Благодарим. Остава една стъпка</h1>" in page
    assert "Номерът на предложението" not in page


def test_everything_that_was_filled_in_is_kept():
    fields = {
        "municipalities": ["GAB05", "GAB35"],
        "background": "Нямаше кой да готви.",
        "practice": "Купихме микробус.",
        "results": "140 души.",
        "evidence_link": "example.org/novina",
        "innovator_name": "Патронаж",
    }
    Proposer().send(**fields)
    submission = Submission.objects.get()
    assert sorted(m.code for m in submission.municipalities.all()) == ["GAB05", "GAB35"]
    assert submission.background == fields["background"]
    assert submission.practice == fields["practice"]
    assert submission.results == fields["results"]
    assert submission.evidence_link == "https://example.org/novina"
    assert submission.innovator_name == "Патронаж"
    assert submission.consent_version == consent.CURRENT
    assert consent.CURRENT in consent.TEXTS


@pytest.mark.parametrize("path,language", [("/predlozhi/", "bg"), ("/en/predlozhi/", "en")])
def test_form_shows_the_text_that_is_agreed_to(path, language):
    assert consent.text(language) in Proposer(form=path).page


def test_english_form_is_answered_in_english():
    Proposer(form="/en/predlozhi/").send()
    assert Submission.objects.get().language == "en"
    assert letters()[0].subject.startswith("Confirm your proposal")


@pytest.mark.parametrize(
    "field,value,message",
    [
        ("title", "", "Напишете заглавие."),
        ("title", "а" * 121, "До 120 знака; сега са "),
        ("municipalities", None, "Изберете поне една община."),
        ("municipalities", ["XXX99"], "XXX99"),
        ("municipalities", ["GAB\0"], "GAB"),
        ("lead_text", "", "Напишете с няколко думи какво е направено."),
        ("lead_text", "а" * 601, "До 600 знака; сега са "),
        ("background", "а" * 3001, "До 3000 знака; сега са "),
        ("practice", "а" * 6001, "До 6000 знака; сега са "),
        ("results", "а" * 3001, "До 3000 знака; сега са "),
        ("email", "", "Напишете имейла си; без него не можем да ви кажем какво следва."),
        ("email", "кмет", "Това не е имейл адрес."),
        ("evidence_link", "javascript:alert(1)", "Това не е адрес."),
        ("consent", None, "Без съгласието ви не може да я публикуваме."),
    ],
)
def test_field_that_is_wrong_is_told_and_nothing_is_sent(field, value, message):
    proposer = Proposer()
    response = proposer.send(**{field: value})
    assert response.status_code == 200
    errors = [str(error) for error in response.context["form"].errors[field]]
    assert any(message in error for error in errors), errors
    assert Submission.objects.count() == 0
    assert "Нещо трябва да се поправи" in proposer.page


def test_limits_themselves_are_accepted():
    Proposer().send(
        title="а" * 120,
        lead_text="б" * 600,
        background="в" * 3000,
        practice="г" * 6000,
        results="д" * 3000,
    )
    submission = Submission.objects.get()
    lengths = [len(getattr(submission, name)) for name in ("title", "lead_text", "practice")]
    assert lengths == [120, 600, 6000]


def test_municipality_that_exists_no_more_cannot_be_chosen():
    Municipality.objects.filter(pk="GAB05").update(valid_until="2015-01-01")
    response = Proposer().send()
    assert list(response.context["form"].errors) == ["municipalities"]


def test_wrong_code_keeps_everything_and_sends_nothing():
    proposer = Proposer()
    proposer.send(code_answer="ААААА", background="Дълга\nистория", innovator_name="Патронаж")
    assert Submission.objects.count() == 0
    assert 'value="Топъл обяд за единайсет села"' in proposer.page
    assert "Дълга\nистория</textarea>" in proposer.page
    assert '<option value="GAB05" selected>' in proposer.page
    assert 'value="Патронаж"' in proposer.page
    assert f'value="{FIELDS["email"]}"' in proposer.page
    assert proposer.send().status_code == 302


def test_solved_code_is_not_asked_again_when_something_else_is_wrong():
    proposer = Proposer()
    before = value_on(proposer.page, "code_key")
    proposer.send(title="")
    assert value_on(proposer.page, "code_key") == before
    assert proposer.send().status_code == 302


def test_button_for_another_picture_keeps_everything_and_blames_nothing():
    proposer = Proposer()
    before = value_on(proposer.page, "code_key")
    response = proposer.send(new_code="1", lead_text="", title="Само заглавие")
    assert 'value="Само заглавие"' in proposer.page
    assert response.context["form"].errors == {}
    assert value_on(proposer.page, "code_key") != before


def test_who_cannot_read_the_code_reaches_a_person_on_the_shelf():
    response = Proposer().send(ask_person="1", code_answer="")
    assert response["Location"].startswith(THANKS)
    submission = Submission.objects.get()
    assert submission.suspicion == ["no_code"]
    assert submission.is_suspicious is True
    assert submission.number in Proposer().client.get(response["Location"]).content.decode()


def test_form_that_cannot_be_read_without_a_code_is_still_mended_first():
    response = Proposer().send(ask_person="1", title="")
    assert list(response.context["form"].errors) == ["title"]
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    "fields,reason",
    [({"code_homepage": "http://spam.example"}, "trap_filled"), ({"code_opened": ""}, "no_stamp")],
)
def test_what_looks_odd_is_shelved_never_dropped(fields, reason):
    assert Proposer().send(**fields).status_code == 302
    submission = Submission.objects.get()
    assert (submission.suspicion, submission.is_suspicious) == ([reason], True)


def test_form_sent_twice_is_one_proposal():
    proposer = Proposer()
    hidden = proposer.hidden()
    first = proposer.client.post(proposer.form, {**FIELDS, **hidden})
    second = proposer.client.post(proposer.form, {**FIELDS, **hidden})
    assert [first.status_code, second.status_code] == [302, 302]
    assert Submission.objects.count() == 1
    assert len(letters()) == 1


@pytest.mark.parametrize("key", ["", "x" * 32, "<script>", "0" * 33, "\0" * 32])
def test_form_with_an_altered_key_is_still_taken(key):
    assert Proposer().send(form_key=key).status_code == 302
    assert Submission.objects.get().form_key is None


def test_markup_comes_back_as_text():
    proposer = Proposer()
    proposer.send(
        title=HOSTILE,
        lead_text=HOSTILE,
        background=f"</textarea>{HOSTILE}",
        innovator_name=f'"><{HOSTILE}',
        evidence_link=f"https://example.org/{HOSTILE}",
        email=HOSTILE,
        files_held=f'"><{HOSTILE}',
        form_key=HOSTILE,
    )
    assert "<script>alert" not in proposer.page


def test_one_mailbox_gets_five_mails_a_day():
    for _each in range(5):
        assert Proposer().send().status_code == 302
    response = Proposer().send(email=FIELDS["email"].upper())
    assert list(response.context["form"].errors) == ["email"]
    assert Submission.objects.count() == 5
    assert Proposer().send(email="drug@example.org").status_code == 302


def test_one_connection_is_asked_to_wait_after_twenty():
    for number in range(20):
        Proposer().send(email=f"{number}@example.org")
    assert Proposer().send(email="x@example.org").status_code == 429
    assert Proposer(address="192.0.2.8").send(email="x@example.org").status_code == 302


def test_one_connection_without_codes_is_asked_to_wait_after_five():
    answers = [
        Proposer().send(email=f"{number}@example.org", ask_person="1").status_code
        for number in range(6)
    ]
    assert answers == [302] * 5 + [429]


def test_head_and_get_change_nothing(client):
    assert client.head(reverse("propose")).status_code == 200
    assert client.get(reverse("propose")).status_code == 200
    assert Submission.objects.count() == 0


def test_page_with_a_code_is_never_cached(client):
    assert "no-store" in client.get("/predlozhi/")["Cache-Control"]


def test_form_needs_no_script():
    page = Proposer().page
    assert '<select name="municipalities"' in page
    assert page.count("<option ") == Municipality.objects.filter(valid_until=None).count()
    assert page.count("<optgroup ") == 28
    assert code_on(page)


def test_text_that_was_agreed_to_never_changes_under_its_version():
    digests = {
        version: hashlib.sha256(f"{texts['bg']}\n{texts['en']}".encode()).hexdigest()[:16]
        for version, texts in consent.TEXTS.items()
    }
    assert digests == {"2026-11": "82b2d92624e8f5c3"}
