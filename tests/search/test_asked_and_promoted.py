"""What the page tells other rooms of a question, and what editors put on top of an answer."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.models import Municipality
from search import index_words, ports, signals
from search.query import Query
from tests.practices.pages import published
from tests.search.test_views import found, page, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_only(settings):
    settings.ELASTICSEARCH_URL = ""
    cache.clear()
    index_words.forget()


@pytest.fixture
def heard():
    """What was told of questions while a test ran."""
    told = []

    def listen(sender: object, **said: object) -> str:
        told.append(said)
        return f'знак "{len(told)}"'

    signals.asked.connect(listen)
    yield told
    signals.asked.disconnect(listen)


@pytest.fixture
def promote():
    """Plug practices into the port of the editors."""
    before = ports._promoted.function

    def put(*practices) -> None:
        ports.register_promoted(lambda query: [practice.pid for practice in practices])

    yield put
    ports._promoted.function = before


def positions(text: str) -> list[tuple[str, str]]:
    """(position, address) of every card."""
    return re.findall(
        r'<article class="result"(?: data-position="(\d+)")?>\s*<h[34][^>]*><a href="([^"]+)"', text
    )


def test_answered_question_is_told_with_what_was_found(client: Client, heard):
    published(title="Чешма на площада")
    text = page(client, "/tarsene/?q=чешма&oblast=GAB&page=2")
    (told,) = heard
    assert isinstance(told["query"], Query)
    assert (told["query"].text, told["query"].page, told["total"]) == ("чешма", 2, 1)
    assert told["query"].filters == {"oblast": ("GAB",)}
    assert told["degraded"] is False
    assert isinstance(told["milliseconds"], int)
    assert told["request"].path == "/tarsene/"
    assert 'data-asked="знак "1""' in text  # unescaped by the test; escaped on the page
    assert b'data-asked="\xd0\xb7\xd0\xbd\xd0\xb0\xd0\xba &quot;2&quot;"' in (
        client.get("/tarsene/?q=чешма").content
    )


def test_list_without_a_question_is_not_told(client: Client, heard):
    published()
    assert "data-asked" not in page(client, "/tarsene/?oblast=GAB")
    assert "data-asked" not in page(client, "/tarsene/?q=-вода")
    assert heard == []


def test_receiver_that_fails_takes_no_answer_away(client: Client):
    practice = published(title="Чешма на площада")

    def fail(sender: object, **said: object) -> None:
        raise RuntimeError("broken")

    signals.asked.connect(fail)
    try:
        assert found(page(client, "/tarsene/?q=чешма")) == [url(practice)]
    finally:
        signals.asked.disconnect(fail)


def test_hits_are_numbered_over_all_pages(client: Client):
    for number in range(12):
        published(title=f"Чешма {number}")
    first, second = (page(client, f"/tarsene/?q=чешма&page={n}") for n in (1, 2))
    assert [number for number, _ in positions(first)] == [str(n) for n in range(1, 11)]
    assert [number for number, _ in positions(second)] == ["11", "12"]


def test_promoted_practice_stands_on_top_and_once(client: Client, promote):
    fountain, other = published(title="Чешма на площада"), published(title="Чешма в парка")
    elsewhere = published(title="Пейки")
    promote(other, elsewhere)
    text = page(client, "/tarsene/?q=чешма")
    assert "Избрано от редакторите" in text
    assert [address for _number, address in positions(text)] == [
        *(url(other), url(elsewhere)),
        url(fountain),
    ]
    assert "2 практики" in text.replace("\u00a0", " ")  # what answers, not what was put on top


def test_promoted_practice_is_only_on_the_first_page_of_the_plain_question(client, promote):
    for number in range(11):
        published(title=f"Чешма {number}")
    promote(published(title="Пейки"))
    assert "Избрано от редакторите" in page(client, "/tarsene/?q=чешма")
    for rest in ("&page=2", "&sort=newest", "&section=background"):
        assert "Избрано от редакторите" not in page(client, f"/tarsene/?q=чешма{rest}")


def test_promoted_practice_must_be_public_and_fit_the_filters(client: Client, promote):
    published(title="Чешма на площада")
    burgas = Municipality.objects.get(code="BGS04")
    sea, gone = published(title="Море", municipalities=[burgas]), published(title="Свалена")
    gone.unpublish()
    promote(gone, sea)
    assert positions(page(client, "/tarsene/?q=чешма"))[0] == ("0", url(sea))
    text = page(client, "/tarsene/?q=чешма&oblast=GAB")
    assert "Избрано от редакторите" not in text
    assert url(gone) not in text


def test_promoted_practice_stands_where_nothing_else_is_found(client: Client, promote):
    practice = published(title="Пейки")
    promote(practice)
    text = page(client, "/tarsene/?q=хщщрюк")
    assert [address for _number, address in positions(text)] == [url(practice)]
    assert "Няма нищо за „хщщрюк“" in text


def test_only_hit_that_is_also_put_on_top_is_an_answer(client: Client, promote):
    practice = published(title="Чешма на площада")
    promote(practice)
    text = page(client, "/tarsene/?q=чешма")
    assert [address for _number, address in positions(text)] == [url(practice)]
    assert "1 практика" in text.replace("\u00a0", " ")
    assert "Списъкът свършва" not in text


def test_promoted_practices_cost_no_further_query(client: Client, promote):
    published(title="Чешма на площада")
    client.get("/tarsene/?q=чешма")
    with CaptureQueriesContext(connection) as plain:
        client.get("/tarsene/?q=чешма")
    promote(published(title="Пейки"))
    client.get("/tarsene/?q=чешма")
    with CaptureQueriesContext(connection) as promoted:
        client.get("/tarsene/?q=чешма")
    assert len(promoted) == len(plain)
