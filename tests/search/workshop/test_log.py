"""The log of questions: what is kept, what never is, and that a reader never waits for it."""

import json
import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection, models
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.query import parse
from search.signals import asked as asked_signal
from search.workshop import jobs, log
from search.workshop.models import Asked
from tests.practices.pages import published

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def ask(text: str, *, params: dict | None = None, agent: str = FIREFOX, **more):
    """Tell the log of a question as the search page does; return what the page would carry."""
    request = RequestFactory().get(
        "/tarsene/",
        {"q": text},
        headers={"user-agent": agent, **more.pop("headers", {})},
        REMOTE_ADDR="203.0.113.77",
    )
    request.COOKIES["sessionid"] = "secret-session"
    values = {"total": 3, "milliseconds": 12, "degraded": False, **more}
    query = parse(text, params)
    ((_receiver, token),) = asked_signal.send(sender=None, query=query, request=request, **values)
    return token


def everything() -> str:
    """Return all that the table of questions holds, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM workshop_asked")
        return repr(cursor.fetchall())


def test_question_is_kept_with_its_figures_and_hour():
    assert ask("  Тротоари, ИВАНЧО? ", total=7, milliseconds=31, degraded=True)
    (row,) = Asked.objects.all()
    assert (row.text, row.language, row.total, row.milliseconds, row.degraded, row.position) == (
        *("тротоари, иванчо", "bg", 7, 31, True),
        None,
    )
    assert (row.hour.minute, row.hour.second, row.hour.microsecond) == (0, 0, 0)
    assert timedelta(0) <= timezone.now() - row.hour < timedelta(hours=1)


def test_nothing_of_the_person_is_kept():
    ask("помощ на ivan.petrov@abv.bg, 0888 123 456, за тротоар")
    kept = everything()
    for trace in ("ivan", "petrov", "abv", "0888", "123", "456", "203.0.113", "Firefox", "secret"):
        assert trace not in kept
    assert Asked.objects.get().text == "помощ на •, за тротоар"


def test_row_has_no_column_for_a_person():
    assert {field.name for field in Asked._meta.get_fields()} == {
        *("id", "text", "language", "hour", "total", "milliseconds", "degraded", "position"),
    }
    assert [f.name for f in Asked._meta.get_fields() if isinstance(f, models.ForeignKey)] == []


def test_question_of_a_person_only_leaves_no_row():
    assert ask("0888 123 456") is None
    assert Asked.objects.count() == 0


def test_question_costs_one_insert():
    with CaptureQueriesContext(connection) as queries:
        ask("тротоари")
    assert [query["sql"].split()[:2] for query in queries] == [["INSERT", "INTO"]]


@pytest.mark.parametrize(
    "params",
    [
        {"page": "2"},
        {"oblast": "GAB"},
        {"sort": "newest"},
        {"section": "results"},
        {"exact": "1"},
    ],
)
def test_going_on_with_an_answer_asks_nothing_new(params):
    assert ask("тротоари", params=params) is None
    assert Asked.objects.count() == 0


def test_page_without_a_question_is_not_counted():
    assert ask("") is None
    assert Asked.objects.count() == 0


@pytest.mark.parametrize(
    "agent", ["Mozilla/5.0 (compatible; Googlebot/2.1)", "curl/8.1", "python-requests/2", ""]
)
def test_programs_are_not_counted(agent):
    assert ask("тротоари", agent=agent) is None
    assert Asked.objects.count() == 0


@pytest.mark.parametrize("name", ["Sec-Purpose", "Purpose"])
def test_page_that_a_browser_loads_ahead_is_not_counted(name):
    assert ask("тротоари", headers={name: "prefetch;prerender"}) is None
    assert Asked.objects.count() == 0


def test_telephone_named_like_a_program_is_a_person():
    assert ask("тротоари", agent="Mozilla/5.0 (Linux; Android 9; CUBOT X18) Chrome/120")
    assert Asked.objects.count() == 1


def test_flood_is_not_kept(monkeypatch):
    monkeypatch.setattr(log, "MAX_AN_HOUR", 2)
    monkeypatch.setattr(log._Counted, "rows", 0)
    assert [bool(ask(f"въпрос {letter}")) for letter in "абвг"] == [True, True, False, False]
    monkeypatch.setattr(log._Counted, "hour", None)  # the next hour
    assert ask("въпрос д")


def test_page_of_results_costs_one_query_more_for_a_person(client):
    published(title="Тротоари")
    address = "/tarsene/?q=тротоари"
    costs = []
    for agent in ("curl/8", FIREFOX, FIREFOX):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address, headers={"user-agent": agent}).content.decode()
        costs.append(len(queries))
    # The first page also reads what a process keeps.
    with CaptureQueriesContext(connection) as queries:
        client.get(address, headers={"user-agent": "curl/8"})
    assert costs[1:] == [len(queries) + 1] * 2
    assert Asked.objects.count() == 2
    token = re.search(r'data-asked="([^"]+)"', page)[1]
    assert click(client, token, 1) == 204
    assert sorted(Asked.objects.values_list("position", flat=True), key=str) == [1, None]


# --- The database cannot write -----------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_search_answers_though_the_question_cannot_be_kept(client):
    with connection.schema_editor() as editor:
        editor.delete_model(Asked)
    assert ask("тротоари") is None
    response = client.get("/tarsene/?q=тротоари", headers={"user-agent": FIREFOX})
    assert response.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_reader_does_not_wait_for_another_writer():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one lock for all that is written")
    other = connection.copy("other")
    other.inc_thread_sharing()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
        assert ask("тротоари") is None
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            # The site's own patience is back: half a second would be none.
            assert cursor.fetchone()[0] > 1000
        other.connection.rollback()
        assert ask("тротоари")
    finally:
        other.close()


# --- Clicks ------------------------------------------------------------------------------------


def click(client, token: str, position: object = 2) -> int:
    """Post as `navigator.sendBeacon` does; return the status."""
    body = {"asked": token, "position": position}
    return client.post("/tarsene/izbran/", body).status_code


@pytest.fixture
def strict_client():
    from django.test import Client

    return Client(enforce_csrf_checks=True)


def test_first_hit_that_is_opened_is_noted_and_no_other(strict_client):
    token = ask("тротоари")
    assert [click(strict_client, token, position) for position in (3, 1)] == [204, 204]
    assert Asked.objects.get().position == 3


def test_practice_on_top_of_the_hits_has_the_place_nought(client):
    assert click(client, ask("тротоари"), 0) == 204
    assert Asked.objects.get().position == 0


def test_click_costs_one_update(client):
    token = ask("тротоари")
    with CaptureQueriesContext(connection) as queries:
        click(client, token)
    assert [query["sql"].split()[0] for query in queries] == ["UPDATE"]


@pytest.mark.parametrize("position", ["-1", "x", "", "1e3", "99999", "٣"])
def test_nonsense_place_is_refused(client, position):
    assert click(client, ask("тротоари"), position) == 400
    assert Asked.objects.get().position is None


def test_forged_text_is_refused(client):
    ask("тротоари")
    key = Asked.objects.get().pk
    forged = [str(key), signing.dumps(key), signing.dumps(key, salt="other"), "", "\x00"]
    assert [click(client, text) for text in forged] == [400] * 5
    assert Asked.objects.get().position is None


def test_text_is_good_for_two_hours(client, monkeypatch):
    token = ask("тротоари")
    monkeypatch.setattr(log, "CLICK_SECONDS", -1)
    assert click(client, token) == 400
    assert Asked.objects.get().position is None


def test_click_is_only_posted(client):
    assert client.get("/tarsene/izbran/").status_code == 405


def test_answer_to_a_click_sets_no_cookie(client):
    response = client.post("/tarsene/izbran/", {"asked": ask("тротоари"), "position": "1"})
    assert (response.status_code, response.cookies, response.content) == (204, {}, b"")


# --- Retention ---------------------------------------------------------------------------------


def test_questions_are_kept_for_twelve_months(asked):
    asked("стар въпрос", days=366)
    asked("миналогодишен въпрос", days=364)
    assert jobs.erase_old_questions() == 1
    assert [row.text for row in Asked.objects.all()] == ["миналогодишен въпрос"]
    assert jobs.erase_old_questions() == 0


def test_token_names_the_row_and_nothing_else():
    token = ask("тротоари")
    payload = json.loads(signing.b64_decode(token.split(":")[0].encode()))
    assert payload == Asked.objects.get().pk
