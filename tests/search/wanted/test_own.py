"""The pages behind the links of the mails: looking changes nothing, buttons do, strangers learn nothing."""

import time

import pytest
from django.core import signing
from django.core.signing import b62_encode
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.wanted import digests, tokens, transitions
from search.wanted.models import Call, Notice, Seeker
from tests.practices.pages import published
from tests.search.wanted.cases import (
    OTHER,
    REASON,
    author_of,
    follower_of,
    letters,
    link_in,
    matched,
    opened,
    sent,
    steps,
    waiting,
)

pytestmark = pytest.mark.django_db
DAY = 24 * 3600
HOSTILE = "<script>alert(1)</script>"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def snapshot() -> list:
    rows = [*Call.objects.order_by("pk").values_list("pk", "state", "version")]
    rows += Seeker.objects.order_by("pk").values_list("pk", "email", "confirmed_at", "muted_at")
    return [*rows, *Notice.objects.order_by("pk").values_list("pk", "verdict"), len(letters())]


def told() -> tuple[Call, Notice]:
    """An open call whose author and one follower were told of a practice."""
    call = opened()
    follower_of(call)
    published(title="Лекар обикаля селата с микробус", slug="lekar")
    matched()
    digests.send_due()
    return call, Notice.objects.get(seeker=author_of(call))


# --- Confirming -----------------------------------------------------------------------------------


def test_link_of_the_mail_confirms_by_its_button_only(client):
    call = sent()
    path = link_in(letters()[0], "potvardi")
    before = snapshot()
    for _scanner in range(3):
        assert [client.get(path).status_code, client.head(path).status_code] == [200, 200]
        assert client.options(path).status_code == 405
    assert snapshot() == before
    response = client.post(path)
    call.refresh_from_db()
    assert call.state == "waiting"
    assert "Чака редактор" in text(client.get(response["Location"]))


def test_confirmed_twice_is_fine(client):
    sent()
    path = link_in(letters()[0], "potvardi")
    assert [client.post(path).status_code for _time in range(2)] == [302, 302]
    assert "Вече е потвърдено" in text(client.get(path))
    assert len(letters()) == 2


def test_follower_confirms_by_the_button_only(client):
    seeker = follower_of(opened(), confirmed=False)
    path = link_in(letters(OTHER)[0], "potvardi")
    assert "И вие ли търсите това?" in text(client.get(path))
    seeker.refresh_from_db()
    assert seeker.confirmed_at is None
    client.post(path)
    seeker.refresh_from_db()
    assert seeker.confirmed_at is not None
    assert len(letters(OTHER)) == 1


def test_confirming_needs_the_token_of_the_form():
    sent()
    path = link_in(letters()[0], "potvardi")
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403
    assert Call.objects.get().state == "unconfirmed"


# --- Tokens ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("tail", ["", "potvardi/"])
@pytest.mark.parametrize("token", ["x", "W10:a:b", "%00", "a" * 3000, "…"])
def test_foreign_link_says_what_to_do(client, token, tail):
    for method in (client.get, client.post):
        response = method(f"/tarsim-praktika/{token}/{tail}")
        assert response.status_code == 404
    assert "Тази връзка не работи" in text(response)


def test_link_of_an_erased_call_says_that_its_time_is_over(client):
    call = sent()
    path = tokens.confirm_path(author_of(call))
    call.delete()
    for method in (client.get, client.post):
        response = method(path)
        assert response.status_code == 410
    assert "Тази връзка вече не важи" in text(response)


@pytest.mark.parametrize(
    ("purpose", "days", "fault"),
    [
        ("confirm", 13, ""),
        ("confirm", 15, "expired"),
        ("own", 3 * 365 - 1, ""),
        ("own", 3 * 365 + 1, "expired"),
    ],
)
def test_token_lives_its_time(purpose, days, fault, monkeypatch):
    seeker = author_of(sent())
    with monkeypatch.context() as patch:
        patch.setattr(
            signing.TimestampSigner,
            "timestamp",
            lambda self: b62_encode(int(time.time() - days * DAY)),
        )
        token = tokens.token_for(seeker, purpose)
    assert tokens.open_token(token, purpose).fault == fault


CHANGES = {
    "short": lambda token: token[:-1],
    "other": lambda token: f"A{token[1:]}",
    "empty": lambda token: "",
    "upper": str.upper,
}


@pytest.mark.parametrize("change", CHANGES)
def test_altered_token_opens_nothing(change):
    token = tokens.token_for(author_of(sent()), "own")
    assert tokens.open_token(CHANGES[change](token), "own") == tokens.Opened(fault="unknown")


def test_token_of_one_purpose_does_not_serve_the_other(client):
    seeker = author_of(sent())
    token = tokens.token_for(seeker, "own")
    assert client.post(f"/tarsim-praktika/{token}/potvardi/").status_code == 404
    assert Call.objects.get().state == "unconfirmed"


def test_token_with_the_secret_of_another_opens_nothing():
    first, second = author_of(sent()), author_of(sent(email=OTHER))
    first.secret = second.secret
    assert tokens.open_token(tokens.token_for(first, "own"), "own").fault == "unknown"


@pytest.mark.parametrize("payload", [{"a": 1}, [1], "text", None, [1, 2, 3], [[], "x"]])
def test_payload_of_another_shape_opens_nothing(payload):
    token = signing.dumps(payload, salt="search.wanted.own")
    assert tokens.open_token(token, "own").seeker is None


# --- What can be done -----------------------------------------------------------------------------


def test_looking_at_the_own_page_changes_nothing(client):
    call, notice = told()
    path, before = tokens.own_path(author_of(call)), snapshot()
    query = f"{path}?withdraw=1&stop=1&yes={notice.pk}&otgovor=da"
    for method in (client.get, client.head, client.options, client.put, client.delete):
        method(query)
    assert snapshot() == before


@pytest.mark.parametrize("path", [tokens.own_path, tokens.confirm_path])
def test_page_behind_a_link_is_kept_by_nobody(client, path):
    response = client.get(path(author_of(sent())))
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_links_of_the_mail_lead_to_the_practice_and_its_two_buttons(client):
    _call, notice = told()
    mail = letters()[-1]
    path = link_in(mail, "otgovor=da").split("#")[0]
    page = text(client.get(path))
    assert f'id="n{notice.pk}"' in page
    assert f'name="yes" value="{notice.pk}">Това е отговорът' in page
    assert f'name="no" value="{notice.pk}">Не е това' in page
    assert f"#n{notice.pk}" in link_in(mail, "otgovor=ne")


def test_yes_of_the_author_answers_the_call(client):
    call, notice = told()
    response = client.post(tokens.own_path(author_of(call)), {"yes": str(notice.pk)})
    assert response.status_code == 302
    assert steps(call)[-1][:3] == ("answer", "open", "answered")
    notice.refresh_from_db()
    assert notice.verdict == "yes"
    assert letters(OTHER)[-1].subject == f"Намери се отговор на обява {call.number}"
    assert "Отговарят ѝ тези практики" in text(client.get(response["Location"]))


def test_yes_of_a_follower_is_an_opinion(client):
    call, _notice = told()
    follower = call.seekers.get(is_author=False)
    own = Notice.objects.get(seeker=follower)
    client.post(tokens.own_path(follower), {"yes": str(own.pk)})
    own.refresh_from_db()
    call.refresh_from_db()
    assert (own.verdict, call.state) == ("yes", "open")


def test_no_is_noted_and_can_be_changed(client):
    call, notice = told()
    path = tokens.own_path(author_of(call))
    client.post(path, {"no": str(notice.pk)})
    notice.refresh_from_db()
    assert notice.verdict == "no"
    page = text(client.get(path))
    assert "Казахте: не е това." in page
    client.post(path, {"yes": str(notice.pk)})
    call.refresh_from_db()
    assert call.state == "answered"


@pytest.mark.parametrize("key", ["", "x", "0", "999999999999999999999", "１"])
def test_word_about_a_practice_of_somebody_else_is_nothing(client, key):
    call, notice = told()
    follower = call.seekers.get(is_author=False)
    before = snapshot()
    for value in (key, str(notice.pk)):
        client.post(tokens.own_path(follower), {"yes": value})
    assert snapshot() == before


def test_author_stops_and_resumes_the_mails(client):
    call = opened()
    path = tokens.own_path(author_of(call))
    client.post(path, {"stop": "1"})
    assert author_of(call).muted_at is not None
    assert "Пишете ми отново" in text(client.get(path))
    client.post(path, {"resume": "1"})
    assert author_of(call).muted_at is None


def test_follower_who_stops_is_erased_and_told_so(client):
    call = opened()
    path = tokens.own_path(follower_of(call))
    response = client.post(path, {"stop": "1"})
    assert "Адресът ви е изтрит." in text(response)
    assert call.seekers.filter(email=OTHER).count() == 0
    assert client.get(path).status_code == 410


def test_follower_cannot_withdraw_the_call(client):
    call = opened()
    path = tokens.own_path(follower_of(call))
    assert "Оттегли обявата" not in text(client.get(path))
    client.post(path, {"withdraw": "1"})
    call.refresh_from_db()
    assert call.state == "open"


@pytest.mark.parametrize("make", [sent, waiting, opened])
def test_author_withdraws_by_a_button(client, make):
    call = make()
    path = tokens.own_path(author_of(call))
    assert "Оттегли обявата" in text(client.get(path))
    assert client.post(path, {"withdraw": "1"}).status_code == 302
    call.refresh_from_db()
    assert call.state == "withdrawn"
    page = text(client.get(path))
    assert "адресите са изтрити" in page
    assert "Оттегли обявата" not in page


def test_withdrawal_that_comes_too_late_says_where_the_call_is(client):
    call = waiting()
    transitions.refuse(call, actor=None, reason=REASON)
    response = client.post(tokens.own_path(author_of(call)), {"withdraw": "1"})
    assert "Нищо не е променено. Състояние на обявата сега: Отказана." in text(response)
    assert REASON in text(response)


def test_link_of_a_joined_author_shows_the_other_call(client):
    target = opened(title="Първата обява", email="first@example.org")
    call = waiting(title="Втората обява")
    path = tokens.own_path(author_of(call))
    transitions.join(call, actor=None, into=target)
    page = text(client.get(path))
    assert "<h1>Първата обява</h1>" in page
    assert "Оттегли обявата" not in page


def test_markup_is_text_on_every_page(client):
    call = opened(title=HOSTILE, text=HOSTILE)
    transitions.close(call, actor=None, reason=HOSTILE)
    for path in (tokens.own_path(author_of(call)), tokens.confirm_path(author_of(call))):
        assert "<script>alert" not in client.get(path).content.decode()


def test_own_page_costs_the_same_for_one_practice_and_for_five(client):
    call, _notice = told()
    path = tokens.own_path(author_of(call))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    one = cost()
    for number in range(4):
        published(title=f"Лекар за селата {number}")
    matched()
    Seeker.objects.update(told_at=None)
    digests.send_due()
    assert cost() == one
