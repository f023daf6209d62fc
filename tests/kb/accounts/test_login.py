"""Editors come in by /vhod/, with two steps where they have them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import NoReverseMatch, reverse
from post_office.models import Email

from tests.kb.accounts.conftest import PASSWORD, code_of


def log_in(client, name="maria", password=PASSWORD, **more):
    return client.post("/vhod/", {"login": name, "password": password, **more})


def is_logged_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["maria", "maria@example.bg", " Maria@Example.bg "])
def test_an_editor_logs_in_by_name_or_mail(client, editor, name):
    answer = log_in(client, name)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert is_logged_in(client)


def test_a_wrong_password_is_said_plainly(client, editor):
    page = log_in(client, password="wrong").content.decode()
    assert "Потребителското име или паролата не са верни." in page
    assert not is_logged_in(client)


def test_the_page_of_an_unknown_name_is_the_same(client, editor):
    known = log_in(client, password="wrong").content.decode()
    unknown = log_in(client, "nobody", password="wrong").content.decode()
    strip = re.compile(r'value="[^"]*"|csrf[^>]*')
    assert strip.sub("", known) == strip.sub("", unknown).replace("nobody", "maria")


def test_the_login_page_is_ours(client, db):
    page = client.get("/vhod/").content.decode()
    assert "<h1>Вход за редактори</h1>" in page
    assert "placeholder" not in page[page.index("<main") :]


@pytest.mark.parametrize(
    "wanted, expected",
    [
        ("/admin/pages/", "/admin/pages/"),
        ("https://example.org/", "/admin/"),
        ("//example.org/", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
    ],
)
def test_wagtails_login_leads_to_ours_and_stays_on_the_site(client, editor, wanted, expected):
    answer = client.get("/admin/login/", {"next": wanted})
    assert answer["Location"] == f"/vhod/?next={expected.replace('/', '%2F')}"
    assert log_in(client, next=wanted)["Location"] == expected


def test_the_closed_admin_leads_to_the_login(client, db):
    assert client.get("/admin/")["Location"] == "/vhod/?next=/admin/"


def test_somebody_without_rights_is_told_and_not_sent_round(client, stranger):
    log_in(client, "petar")
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "<h1>Този профил не може да редактира</h1>" in answer.content.decode()


@pytest.mark.parametrize("address", ["/admin/logout/", "/vhod/izhod/"])
def test_logout_needs_a_button(client, editor, address):
    client.force_login(editor)
    client.get(address)
    assert is_logged_in(client)
    assert client.post(address)["Location"] == "/"
    assert not is_logged_in(client)


def test_nobody_signs_up(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/vhod/signup/").status_code == 404


def test_an_editor_with_a_phone_is_asked_for_the_code(client, editor, second_factor):
    assert log_in(client)["Location"] == "/vhod/vtori-faktor/kod/"
    assert not is_logged_in(client)
    wrong = client.post("/vhod/vtori-faktor/kod/", {"code": "000000"})
    assert "Кодът не е верен. Изчакайте следващия и въведете него." in wrong.content.decode()
    right = client.post("/vhod/vtori-faktor/kod/", {"code": code_of(second_factor)})
    assert right["Location"] == "/admin/"
    assert is_logged_in(client)


def test_a_code_works_once(client, editor, second_factor):
    code = code_of(second_factor)
    log_in(client)
    client.post("/vhod/vtori-faktor/kod/", {"code": code})
    client.post("/vhod/izhod/")
    log_in(client)
    client.post("/vhod/vtori-faktor/kod/", {"code": code})
    assert not is_logged_in(client)


def test_a_spare_code_works_once(client, editor, second_factor):
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    results = []
    for _ in range(2):
        log_in(client)
        client.post("/vhod/vtori-faktor/kod/", {"code": spare})
        results.append(is_logged_in(client))
        client.post("/vhod/izhod/")
    assert results == [True, False]


def test_codes_cannot_be_guessed_for_long(client, editor, second_factor):
    log_in(client)
    pages = [
        client.post("/vhod/vtori-faktor/kod/", {"code": f"{number:06}"}).content.decode()
        for number in range(11)
    ]
    assert "Твърде много опити. Изчакайте четвърт час." in pages[-1]
    client.post("/vhod/vtori-faktor/kod/", {"code": code_of(second_factor)})
    assert not is_logged_in(client)


def test_the_secret_of_the_phone_is_stored_encrypted(editor, second_factor):
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert second_factor not in stored


def test_a_forgotten_password_is_replaced_by_mail(client, editor, settings):
    settings.SITE_URL = "https://opit.example"
    client.post("/vhod/parola/nova/", {"email": "maria@example.bg"})
    message = Email.objects.get()
    assert message.subject.startswith("Нова парола – ")
    link = re.search(r"https://opit\.example(/vhod/parola/nova/\S+)", message.message)[1]
    form = client.get(link, follow=True)
    assert "<h1>Изберете нова парола</h1>" in form.content.decode()
    new = "edna-druga-parola-2"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert log_in(client, password=new)["Location"] == "/admin/"


def test_a_password_is_not_mailed_to_strangers(client, editor):
    known = client.post("/vhod/parola/nova/", {"email": "maria@example.bg"}, follow=True)
    Email.objects.all().delete()
    unknown = client.post("/vhod/parola/nova/", {"email": "nobody@example.bg"}, follow=True)
    assert Email.objects.count() == 0
    assert known.redirect_chain == unknown.redirect_chain
