"""The project's own practices as documents of a judged set."""

import json

import pytest
from django.core.management import CommandError, call_command

from search.bulgarian import token_streams
from search.documents import texts
from search.evaluation.judged import read_judgements
from search.evaluation.site_documents import documents
from search.evaluation.throwaway import document, read_documents

BASIC = {
    *("doc_id", "title", "summary", "background", "practice", "results", "municipality", "theme"),
}


def test_every_practice_is_a_document_and_every_judged_one_is_there():
    ids = [row["doc_id"] for row in documents()]
    judged = {doc for found in read_judgements().values() for doc in found}
    assert (len(ids), len(set(ids)), judged - set(ids)) == (98, 98, set())


def test_every_document_has_the_keys_of_a_judged_set():
    assert [row["doc_id"] for row in documents() if not row.keys() >= BASIC] == []


def test_names_stand_there_in_words():
    rows = {row["doc_id"]: row for row in documents()}
    row = rows["adaptatsiya-osem-obshtini"]
    assert row["municipality"][:2] == ["Бургас", "Варна"]
    assert row["theme"] == ["Приспособяване към климата", "Обучение на служители"]
    assert row["municipalities"][0]["oblast"] == {"name_bg": "Бургас", "name_en": "Burgas"}
    assert row["period"] == {"years": [2021]}


def test_the_command_writes_what_search_judge_reads(tmp_path):
    file = tmp_path / "documents.jsonl"
    call_command("search_judge_documents", str(file))
    assert read_documents(file) == json.loads(json.dumps(list(documents())))
    first = file.read_bytes()
    call_command("search_judge_documents", str(file))
    assert file.read_bytes() == first


def test_the_command_names_a_file_it_cannot_write(tmp_path):
    with pytest.raises(CommandError, match="missing"):
        call_command("search_judge_documents", str(tmp_path / "missing" / "documents.jsonl"))


def test_an_index_of_them_holds_numbers_partners_and_places():
    row = next(row for row in documents() if row["doc_id"] == "adaptatsiya-osem-obshtini")
    built = document(row, "d1")
    assert "#bgenvironment0001" in built.codes.lower()
    assert "бургас" in built.fields["places"].exact
    assert "wnri" in built.fields["other"].exact


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"municipality": "Габрово; Русе"}, "габрово русе"),
        ({"municipality": ["Габрово", "Русе"]}, "габрово русе"),
        ({"municipality": None}, ""),
        ({"municipalities": [{"name_bg": "Габрово"}], "municipality": "x"}, "габрово"),
        ({"municipalities": ["Русе"], "municipality": "Габрово"}, "габрово"),
        ({"municipalities": "Русе", "municipality": "Габрово"}, "габрово"),
    ],
)
def test_rows_of_other_sets_may_say_places_in_several_ways(row, expected):
    assert document({"doc_id": "x", **row}, "d1").fields["places"].exact == expected


@pytest.mark.parametrize("value", ["Първи. Втори.", ["Първи.", "Втори."]])
def test_texts_may_be_lists_of_paragraphs(value):
    built = document({"doc_id": "x", "background": value, "other": value}, "d1")
    assert built.fields["background"].exact == "първи втори"
    assert built.fields["other"].exact == "първи втори"


def test_texts_of_the_site_and_of_a_judged_index_are_the_same():
    row = next(documents())
    record = {**row, "pid": "d1", "language": "bg"}
    built = document(row, "d1")
    assert {name: token_streams(text) for name, text in texts(record).items()} == {
        name: built.fields[name] for name in texts(record)
    }
