"""The address of the suggestions: its shape, its limits, and what it never does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import index_words
from tests.practices.pages import published

pytestmark = pytest.mark.django_db
ADDRESS = "/tarsene/predlozheniya/"


@pytest.fixture(autouse=True)
def fresh_words():
    """The words of the index are read anew for every test."""
    index_words.forget()
    yield
    index_words.forget()


def test_an_answer_has_all_that_a_line_shows(client):
    page = published(title="Чешми за селата")
    answer = client.get(ADDRESS, {"q": "4e6m"}).json()
    assert answer == {
        "suggestions": [
            {
                "kind": "practice",
                "kind_label": "Практики",
                "text": "Чешми за селата",
                "detail": "Габрово",
                "url": f"/praktiki/{page.slug}/",
                "marked": [["Чешм", True], ["и за селата", False]],
                "language": "",
            }
        ],
        "status": "1 предложение.",
    }


def test_in_english_names_addresses_and_labels_are_english(client):
    published(title="Чешми за селата", slug="cheshmi")
    answer = client.get(f"/en{ADDRESS}", {"q": "gabro"}).json()
    lines = {(s["kind_label"], s["text"], s["detail"], s["url"]) for s in answer["suggestions"]}
    assert lines == {
        ("Practices", "Чешми за селата", "Gabrovo", "/en/praktiki/cheshmi/"),
        ("Municipalities", "Gabrovo", "Gabrovo oblast", "/en/mesta/gabrovo/gabrovo/"),
        ("Oblasti", "Gabrovo", "", "/en/mesta/gabrovo/"),
    }
    assert {s["text"]: s["language"] for s in answer["suggestions"]}["Чешми за селата"] == "bg"
    assert answer["status"] == "3 suggestions."


def test_every_address_that_is_suggested_answers(client):
    published(title="Габърска чешма")
    for typed in ("габ", "отп", "община габрово", "област смол"):
        for found in client.get(ADDRESS, {"q": typed}).json()["suggestions"]:
            assert client.get(found["url"]).status_code == 200


def test_nothing_typed_and_nothing_found_are_said(client):
    for typed in ("", "щъркелоид", "x" * 4000):
        answer = client.get(ADDRESS, {"q": typed}).json()
        assert answer == {"suggestions": [], "status": "Няма предложения."}


def test_an_answer_may_be_kept_for_a_short_time_by_anybody(client):
    response = client.get(ADDRESS, {"q": "габ"})
    assert response["Cache-Control"] == "public, max-age=30, s-maxage=60"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Type"] == "application/json"
    assert response.cookies == {}


def test_nothing_that_is_typed_is_written_anywhere(client, caplog):
    published(title="Чешми за селата")
    index_words.knowledge()
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS, {"q": "чешми таен@адрес.бг"})
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
    assert [record for record in caplog.records if "таен" in record.getMessage()] == []


def test_only_reading_is_answered(client):
    assert client.post(ADDRESS, {"q": "габ"}).status_code == 405
    assert client.head(ADDRESS, {"q": "габ"}).status_code == 200


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=60), st.text(max_size=60).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_no_bytes_break_it(client, typed):
    query = "q=" + "".join(f"%{byte:02x}" for byte in typed)
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert len(response.json()["suggestions"]) <= 8
