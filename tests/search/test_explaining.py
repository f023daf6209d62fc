"""Why a practice is among the hits: which parts are quoted, under which name."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.listing import card_of
from search import index_words
from search.attachments.models import AttachmentText, TextState
from search.explaining import Explanation, explain, from_files, labels
from search.matching import Matcher
from search.query import parse
from search.signal_handlers import reindex
from tests.practices.pages import SUMMARY, published
from tests.search.attachments.files import DECREE, attachment, practice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_only(settings):
    settings.ELASTICSEARCH_URL = ""
    cache.clear()
    index_words.forget()


EMPTY = {
    "lead_organisation": None,
    "title": "Име",
    "summary": "Кратко.",
    "background": "",
    "practice": "",
    "results": "",
}


def document(**fields) -> dict:
    """The record of a practice that says nothing but what is given."""
    return published().records.get().document | EMPTY | fields


def why(record: dict, question: str, **params) -> Explanation:
    query = parse(question, params)
    return explain(record, card_of(record), query, Matcher(query), labels())


def attached(**fields):
    """A practice with a file whose text the worker has read."""
    page = practice(attachment(), **fields)
    AttachmentText.objects.filter(uses__pid=page.pid).update(text=DECREE, state=TextState.READ)
    reindex(page.pid)
    return page


def quoted(explanation: Explanation) -> list[tuple[str, str]]:
    return [(snip.label, str(snip.text)) for snip in explanation.snips]


def test_one_sentence_of_every_section_that_answers():
    record = document(
        background="<p>Селата са тъмни. Селото чака.</p>",
        practice="<p>Сменени са лампите.</p>",
        results="<p>Селата светят.</p>",
    )
    assert quoted(why(record, "село")) == [
        ("Предистория", "<mark>Селата</mark> са тъмни."),
        ("Резултати", "<mark>Селата</mark> светят."),
    ]
    assert quoted(why(record, "село", section="results")) == [
        ("Резултати", "<mark>Селата</mark> светят.")
    ]


def test_section_with_a_relative_of_the_word_is_quoted_only_where_nothing_has_the_word():
    related = {"background": "<p>Общинският съвет решава.</p>"}
    assert quoted(why(document(**related), "община")) == [
        ("Предистория", "<mark>Общинският</mark> съвет решава.")
    ]
    both = document(**related, results="<p>Общината пести.</p>")
    assert quoted(why(both, "община")) == [("Резултати", "<mark>Общината</mark> пести.")]


@pytest.mark.parametrize(
    "fields,question,expected",
    [
        ({"limits": "<p>Иска пожарникар.</p>"}, "пожарникар", "Условия"),
        ({"what_failed": "<p>Пожарникарите не дойдоха.</p>"}, "пожарникар", "Какво не проработи"),
        ({"adapt_notes": "<p>Питайте пожарникар.</p>"}, "пожарникар", "При пренасяне"),
        ({"problem_line": "Няма пожарникар."}, "пожарникар", "Проблем"),
        ({"staff_effort": {"roles": "пожарникар на половин ден"}}, "пожарникар", "Труд"),
        ({"innovator_name": "пожарникар Петров"}, "пожарникар", "Иноватор"),
    ],
)
def test_word_from_outside_the_sections_says_where_it_stands(fields, question, expected):
    ((label, text),) = quoted(why(document(**fields), question))
    assert label == expected
    assert re.findall("<mark>(.*?)</mark>", text)


def test_project_number_is_quoted():
    record = document(project_codes=[{"raw": "BG05SFOP001-2.025-0025-С01"}])
    assert quoted(why(record, "bg05sfop001")) == [
        ("Проект", "<mark>BG05SFOP001-2.025-0025-С01</mark>")
    ]


def test_words_that_stand_nowhere_are_named_and_others_are_not():
    record = document(results="<p>Селата светят.</p>", limits="<p>Иска пожарникар.</p>")
    query = parse("село пожарникар хеликоптер")
    explanation = why(record, "село пожарникар хеликоптер")
    matcher = Matcher(query)
    assert [matcher.texts[number] for number in explanation.absent] == ["хеликоптер"]


HOSTILE = '<img src=x onerror="alert(1)"> вода <script>alert(2)</script> & \' „"'


@pytest.mark.parametrize("question", ["вода", "<script>", "„alert 2“", "script вода onerror"])
def test_title_of_a_file_and_its_text_come_out_as_text(question: str):
    query = parse(question)
    nothing = Explanation("", "", (), frozenset(range(9)), frozenset())
    found = from_files({"a.pdf": HOSTILE}, {"a.pdf": HOSTILE * 3}, nothing, Matcher(query))
    (snip,) = found.snips
    assert "<" not in re.sub("</?mark>", "", snip.text)
    assert '"' not in snip.text
    assert not hasattr(snip.label, "__html__")  # the template escapes it


def test_texts_of_files_are_read_in_one_query_and_only_where_nothing_else_explains(client: Client):
    attached(title="Чешма на площада")
    client.get("/tarsene/?q=чешма")
    with CaptureQueriesContext(connection) as plain:
        client.get("/tarsene/?q=чешма")
    assert [q for q in plain if "attachmenttext" in q["sql"]] == []
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/tarsene/?q=чешма кашпиране")
        counts.append(len([q for q in asked if "attachmenttext" in q["sql"]]))
        attached(title="Чешма в парка")
    assert counts == [1, 1]


def test_sentence_of_a_file_says_which_document(client: Client):
    attached(title="Чешма")
    text = client.get("/tarsene/?q=чешма кашпиране").content.decode()
    (shown,) = re.findall(r'<div class="snip-file"><dt>(.*?)</dt><dd>(.*?)</dd>', text)
    assert shown == (
        "В документа „Документ 1“",
        "Наредба за <mark>кашпиране</mark> на стари бидони",
    )
    assert f'<p class="result-summary">{SUMMARY[:40]}' in text  # nothing else of it was quoted
    assert "Не споменава" not in text
