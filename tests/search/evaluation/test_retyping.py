"""Plain queries typed again: by rule as the rule says, by chance the same for the same seed."""

import unicodedata
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command

from search.evaluation.judged import read_queries
from search.evaluation.retyping import WAYS, retyped
from search.management.commands.search_robustness import is_plain
from tests.search.evaluation.layouts import LAYOUTS, typed_on_us

PLAIN = [query for query in read_queries() if is_plain(query)]
NAMES = {"bds": "BDS", "phonetic": "traditional phonetic", "phonetic_new": "new phonetic"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("читалище", "chitalishte"),
        ("Енергийна ефективност", "Energiyna efektivnost"),
        ("къща в София", "kashta v Sofia"),
        ("биомаса", "biomasa"),
        ("2014", None),
    ],
)
def test_official_latin_is_that_of_the_act(text, expected):
    assert retyped("official-latin", "q", text) == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["община", "граждански бюджет", "въздух", "юноши"])
def test_layouts_are_those_of_the_system(name, text):
    assert retyped(f"layout-{name}", "q", text) == typed_on_us(text, NAMES[name])
    assert set(NAMES.values()) == set(LAYOUTS)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_changes_many_queries_and_repeats_itself(way):
    first = {q.query_id: retyped(way, q.query_id, q.query) for q in PLAIN}
    assert first == {q.query_id: retyped(way, q.query_id, q.query) for q in PLAIN}
    assert sum(text is not None for text in first.values()) >= 15
    assert all(text != q.query for q in PLAIN if (text := first[q.query_id]))


@pytest.mark.parametrize("way", ["typo-missing", "typo-doubled", "typo-swapped", "typo-two"])
@pytest.mark.parametrize("seed", range(20))
def test_slips_are_in_long_words_after_their_first_letter(way, seed):
    text = WAYS[way]("за компостирането", Random(seed))
    assert text is None or text.startswith("за к")
    assert WAYS[way]("за да е", Random(seed)) is None


def test_hidden_characters_change_nothing_that_is_seen():
    for query in PLAIN:
        typed = retyped("soft-hyphens", query.query_id, query.query) or query.query
        assert typed.replace("\u00ad", "") == query.query
        again = retyped("decomposed", query.query_id, query.query) or query.query
        assert unicodedata.normalize("NFC", again) == unicodedata.normalize("NFC", query.query)


@pytest.mark.django_db
def test_the_command_prints_a_row_and_the_queries_of_one_way(tmp_path):
    documents = tmp_path / "d.jsonl"
    documents.write_text('{"doc_id": "a", "title": "Читалище"}\n{"doc_id": "b"}\n', "utf-8")
    queries = tmp_path / "q.tsv"
    queries.write_text("query_id\tquery\ttype\nq1\tчиталище\tnoun\nq2\tфж\tnonsense\n", "utf-8")
    qrels = tmp_path / "r.tsv"
    qrels.write_text("query_id\tdoc_id\tgrade\nq1\ta\t3\n", "utf-8")
    out = StringIO()
    files = {"documents": documents, "queries": queries, "qrels": qrels}
    call_command("search_robustness", stdout=out, way="layout-bds", **files)
    assert out.getvalue().splitlines() == [
        "way                  queries   plain   typed    loss",
        "layout-bds                 1   1.000   1.000  +0.000",
    ]
