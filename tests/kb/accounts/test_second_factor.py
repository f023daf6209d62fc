"""Where the site requires a second step, the admin opens only to who has one."""

import re

import pytest
from allauth.mfa.models import Authenticator

from tests.kb.accounts.conftest import PASSWORD, code_of


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_TOTP = True


@pytest.fixture
def inside(client, editor):
    """An editor who has just typed the password."""
    client.post("/vhod/", {"login": "maria", "password": PASSWORD})
    return client


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/images/?q=x"])
def test_an_editor_without_it_is_sent_to_set_it_up(inside, address):
    answer = inside.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/vhod/vtori-faktor/vklyuchi/?next=%2Fadmin%2F")


def test_the_way_out_stays_open(inside):
    assert inside.post("/admin/logout/")["Location"] == "/"


def test_the_public_site_asks_nobody(inside):
    assert inside.get("/vhod/vtori-faktor/").status_code == 200


def test_setting_it_up_opens_the_admin(inside):
    page = inside.get("/vhod/vtori-faktor/vklyuchi/").content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "style=" not in page[page.index("<main") :]
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    done = inside.post("/vhod/vtori-faktor/vklyuchi/", {"code": code_of(secret)}, follow=True)
    assert done.redirect_chain[-1][0] == "/vhod/rezervni-kodove/"
    assert done.content.decode().count("<li><code>") == 10
    assert inside.get("/admin/").status_code == 200


def test_a_wrong_code_sets_nothing_up(inside):
    inside.get("/vhod/vtori-faktor/vklyuchi/")
    inside.post("/vhod/vtori-faktor/vklyuchi/", {"code": "000000"})
    assert Authenticator.objects.count() == 0


def test_an_editor_who_has_it_goes_in(client, editor, second_factor):
    client.post("/vhod/", {"login": "maria", "password": PASSWORD})
    client.post("/vhod/vtori-faktor/kod/", {"code": code_of(second_factor)})
    assert client.get("/admin/").status_code == 200


def test_switching_it_off_closes_the_admin(client, editor, second_factor):
    client.post("/vhod/", {"login": "maria", "password": PASSWORD})
    client.post("/vhod/vtori-faktor/kod/", {"code": code_of(second_factor)})
    page = client.get("/vhod/vtori-faktor/izklyuchi/").content.decode()
    assert "<h1>Изключване на втората стъпка?</h1>" in page
    client.post("/vhod/vtori-faktor/izklyuchi/")
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "address, title",
    [
        ("/vhod/vtori-faktor/", "Втора стъпка при влизане"),
        ("/vhod/rezervni-kodove/", "Резервни кодове"),
        ("/vhod/rezervni-kodove/novi/", "Нови резервни кодове?"),
        ("/vhod/parola/", "Смени паролата"),
        ("/vhod/izhod/", "Излизане?"),
        ("/vhod/parola/nova/izprateno/", "Погледнете пощата си"),
        ("/vhod/parola/nova/gotovo/", "Паролата е сменена"),
        ("/vhod/izklyuchen/", "Този профил е изключен"),
    ],
)
def test_every_page_of_the_account_is_ours(client, editor, second_factor, address, title):
    client.post("/vhod/", {"login": "maria", "password": PASSWORD})
    client.post("/vhod/vtori-faktor/kod/", {"code": code_of(second_factor)})
    page = client.get(address).content.decode()
    assert f"<h1>{title}</h1>" in page
    assert '<html lang="bg">' in page
    assert "placeholder" not in page[page.index("<main") :]


def test_it_is_not_asked_where_the_site_does_not_require_it(inside, settings):
    settings.REQUIRE_TOTP = False
    assert inside.get("/admin/").status_code == 200


def test_the_account_page_of_the_admin_leads_to_it(client, editor, second_factor):
    client.post("/vhod/", {"login": "maria", "password": PASSWORD})
    client.post("/vhod/vtori-faktor/kod/", {"code": code_of(second_factor)})
    assert 'href="/vhod/vtori-faktor/"' in client.get("/admin/account/").content.decode()
