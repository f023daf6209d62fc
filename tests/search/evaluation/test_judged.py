"""Reading judged sets, and the judged set of our own: is it whole and does it say what it says?"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from search.evaluation.judged import (
    OWN_JUDGEMENTS,
    OWN_QUERIES,
    read_judgements,
    read_queries,
    read_run,
)
from tests.search.evaluation.layouts import typed_on, typed_on_us

ROOT = Path(__file__).resolve().parents[3]
PRACTICES = {path.stem for path in (ROOT / "practices" / "demo" / "practices").glob("*.json")}
README = OWN_QUERIES.with_name("README.md")

QUERIES = {query.query_id: query for query in read_queries()}
JUDGEMENTS = read_judgements()
UNANSWERED = {"nonsense", "absent"}
DERIVED_TYPES = {query.type for query in QUERIES.values() if query.parent}

TRANSLIT = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziyklmnoprstufhay", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"}
)


def of_type(*types: str) -> list:
    """Return the queries of some types as parameters named by their id."""
    return [pytest.param(q, id=q.query_id) for q in QUERIES.values() if q.type in types]


# --- Reading -----------------------------------------------------------------------------------


def test_queries_are_read_as_they_stand(tmp_path):
    file = tmp_path / "queries.tsv"
    file.write_text('query_id\tquery\ttype\nq1\t"едно гише"  \tphrase\nq2\t а\u00adб\t\n', "utf-8")
    assert [(q.query_id, q.query, q.type, q.note) for q in read_queries(file)] == [
        ("q1", '"едно гише"  ', "phrase", ""),
        ("q2", " а\u00adб", "", ""),
    ]


def test_only_id_and_query_are_needed(tmp_path):
    file = tmp_path / "queries.tsv"
    file.write_text("extra\tquery\tquery_id\r\nx\tвода\tq1\r\n", "utf-8")
    assert [(q.query_id, q.query, q.parent) for q in read_queries(file)] == [("q1", "вода", "")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [("query_id\ttext\nq1\tа\n", "no column query"), ("query_id\tquery\nq\tа\nq\tб\n", "q twice")],
)
def test_faulty_queries_are_refused(tmp_path, text, fault):
    file = tmp_path / "queries.tsv"
    file.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=fault):
        read_queries(file)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [("q1\ta\t4\n", "the grade 4"), ("q1\ta\t1\nq1\ta\t2\n", "judges a twice")],
)
def test_faulty_judgements_are_refused(tmp_path, rows, fault):
    file = tmp_path / "qrels.tsv"
    file.write_text("query_id\tdoc_id\tgrade\n" + rows, "utf-8")
    with pytest.raises(ValueError, match=fault):
        read_judgements(file)


def test_a_run_is_ordered_by_rank_and_ties_by_the_file(tmp_path):
    file = tmp_path / "run.tsv"
    file.write_text("q1\tc\t2\nq1\ta\t1\nq2\tx\t1\nq1\tb\t2\nq1\td\t10\n", "utf-8")
    assert read_run(file) == {"q1": ["a", "c", "b", "d"], "q2": ["x"]}


# --- Our own set -------------------------------------------------------------------------------


def test_the_set_is_large_and_various():
    types = Counter(query.type for query in QUERIES.values())
    assert len(QUERIES) >= 220
    assert len(types) >= 24
    assert min(types.values()) >= 2


def test_ids_are_numbered_one_after_the_other():
    assert list(QUERIES) == [f"q{number:03d}" for number in range(1, len(QUERIES) + 1)]


def test_lines_have_their_columns():
    for path, columns in ((OWN_QUERIES, 4), (OWN_JUDGEMENTS, 3)):
        lines = path.read_text("utf-8").removesuffix("\n").split("\n")
        assert {line.count("\t") + 1 for line in lines} == {columns}


def test_no_query_is_asked_twice():
    asked = Counter(query.query for query in QUERIES.values())
    assert [query for query, times in asked.items() if times > 1] == []


def test_every_judged_document_is_a_practice():
    judged = {doc for documents in JUDGEMENTS.values() for doc in documents}
    assert judged - PRACTICES == set()


def test_every_practice_answers_something_in_particular():
    found = {
        doc
        for query, documents in JUDGEMENTS.items()
        for doc, grade in documents.items()
        if grade == 3 and QUERIES[query].type not in {"place", "place-form", "place-adjective"}
    }
    assert PRACTICES - found == set()


def test_grades_of_nothing_are_left_out():
    assert [q for q, documents in JUDGEMENTS.items() if 0 in documents.values()] == []


def test_judgements_are_of_queries_of_the_set():
    assert JUDGEMENTS.keys() - QUERIES.keys() == set()


def test_only_what_nobody_can_answer_has_no_judgement():
    silent = {query.query_id for query in QUERIES.values() if query.type in UNANSWERED}
    assert QUERIES.keys() - JUDGEMENTS.keys() == silent


def test_typed_queries_come_from_plain_ones():
    children = [query for query in QUERIES.values() if query.parent]
    assert len(children) >= 100
    assert [query.query_id for query in children if QUERIES[query.parent].parent] == []


def test_typed_queries_have_the_judgements_of_their_parents():
    assert {
        query.query_id: JUDGEMENTS[query.query_id] for query in QUERIES.values() if query.parent
    } == {query.query_id: JUDGEMENTS[query.parent] for query in QUERIES.values() if query.parent}


def test_a_type_is_either_plain_or_a_way_of_typing():
    plain = {query.type for query in QUERIES.values() if not query.parent}
    assert plain & DERIVED_TYPES == set()


def test_the_readme_counts_every_type():
    listed = dict(
        re.findall(r"^\| `([\w-]+)` \| (\d+) \|", README.read_text("utf-8"), re.MULTILINE)
    )
    counted = Counter(query.type for query in QUERIES.values())
    assert {name: int(count) for name, count in listed.items()} == counted


# --- Ways of typing are what they say ----------------------------------------------------------


@pytest.mark.parametrize("query", of_type("layout-bds", "layout-phonetic"))
def test_wrong_layouts_are_the_keys_of_the_plain_query(query):
    layout = query.note.split("; ")[1].removesuffix(" keys on a US layout")
    assert query.query == typed_on_us(QUERIES[query.parent].query, layout)


@pytest.mark.parametrize("query", of_type("layout-reverse"))
def test_latin_words_on_a_bulgarian_layout_are_their_keys(query):
    layout, word = re.fullmatch(r".*; Latin word typed on (.+): (.+)", query.note).groups()
    assert query.query == typed_on(layout, word)


@pytest.mark.parametrize("query", of_type("translit"))
def test_official_latin_follows_the_law(query):
    """Final -ия is written -ia; words for the kind of a place are written out."""
    plain = QUERIES[query.parent].query.lower()
    plain = plain.replace("обл.", "област").replace("общ.", "община")
    plain = re.sub(r"ия\b", "иа", plain)
    assert query.query.lower() == plain.translate(TRANSLIT)


@pytest.mark.parametrize("query", of_type("homoglyph"))
def test_homoglyphs_mix_two_scripts_in_a_word(query):
    scripts = [
        {unicodedata.name(letter).split()[0] for letter in word if letter.isalpha()}
        for word in query.query.split()
    ]
    assert {"CYRILLIC", "LATIN"} in scripts


@pytest.mark.parametrize("query", of_type("typo-doubled", "typo-missing", "typo-swapped"))
def test_misspellings_change_one_place(query):
    plain, typed = QUERIES[query.parent].query, query.query
    starts = range(len(plain) + 1)
    if query.type == "typo-missing":
        mistakes = {plain[:at] + plain[at + 1 :] for at in starts}
    elif query.type == "typo-doubled":
        mistakes = {plain[:at] + plain[at : at + 1] + plain[at:] for at in starts}
    else:
        mistakes = {plain[:at] + plain[at : at + 2][::-1] + plain[at + 2 :] for at in starts}
    assert typed in mistakes - {plain}


@pytest.mark.parametrize("query", of_type("compound-split", "compound-joined"))
def test_compounds_differ_from_plain_by_spaces(query):
    plain = QUERIES[query.parent].query
    assert query.query != plain
    assert query.query.replace(" ", "") == plain.replace(" ", "")
