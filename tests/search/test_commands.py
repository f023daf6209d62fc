"""The commands that run judged sets and explain a question."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search import index_words
from search.evaluation.throwaway import document
from tests.practices.pages import published

pytestmark = pytest.mark.django_db  # the indices are databases of their own

LONG = "gabrovo-" + "kompostirane-" * 5  # longer than a column of an engine
DOCUMENTS = [
    {
        "doc_id": LONG,
        "title": "Компостиране в селата",
        "municipality": "Габрово",
        "theme": "Отпадъци",
    },
    {
        "doc_id": "b2",
        "title": "Ново читалище",
        "summary": "Книги.",
        "background": "",
        "other_key": 1,
    },
    {"doc_id": "c3", "title": "Чисти улици", "practice": "Метене и компостиране."},
]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    documents = tmp_path / "docs.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in DOCUMENTS]
    documents.write_text("\n".join(lines) + "\n", encoding="utf-8")
    queries = tmp_path / "queries.tsv"
    queries.write_text(
        "query_id\tquery\ttype\tmore\nq1\tkompostirane\tlatin\tx\nq2\tчиталищата\tplain\t\n"
        "q3\tфжгкщц\tnonsense\t\n",
        encoding="utf-8",
    )
    qrels = tmp_path / "qrels.tsv"
    qrels.write_text(
        f"query_id\tdoc_id\tgrade\nq1\t{LONG}\t3\nq1\tc3\t1\nq2\tb2\t2\n", encoding="utf-8"
    )
    return {
        "documents": documents,
        "queries": queries,
        "qrels": qrels,
        "run": tmp_path / "run.tsv",
    }


def judge(files: dict[str, Path], **options: object) -> str:
    out = StringIO()
    call_command("search_judge", stdout=out, **{**files, **options})
    return out.getvalue()


def test_search_judge_writes_the_run_and_prints_the_measures(files):
    printed = judge(files)
    assert files["run"].read_text(encoding="utf-8") == f"q1\t{LONG}\t1\nq1\tc3\t2\nq2\tb2\t1\n"
    rows = {line.split()[0]: line.split()[1:] for line in printed.splitlines()}
    assert rows["all"] == ["3", "1.000", "1.000"]
    assert set(rows) == {"type", "latin", "plain", "nonsense", "all"}


def test_search_judge_without_judgements_only_writes_the_run(files):
    assert judge(files, qrels=None) == ""
    assert files["run"].exists()


def test_search_judge_of_what_was_typed_alone(files):
    judge(files, exact=True)
    assert files["run"].read_text(encoding="utf-8") == "q2\tb2\t1\n"


def test_search_judge_names_what_is_wrong(files, settings):
    settings.ELASTICSEARCH_URL = ""
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        judge(files, engine="elasticsearch")
    files["queries"].write_text("id\ttext\n", encoding="utf-8")
    with pytest.raises(CommandError, match="query_id"):
        judge(files)


def test_search_judge_on_elasticsearch_leaves_nothing(files, settings, elasticsearch_url: str):
    settings.ELASTICSEARCH_URL = elasticsearch_url
    judge(files, engine="elasticsearch")
    assert files["run"].read_text(encoding="utf-8") == f"q1\t{LONG}\t1\nq1\tc3\t2\nq2\tb2\t1\n"


def test_document_takes_names_apart():
    found = document({"title": "А", "municipality": "Елена; Трявна"}, "x")
    assert found.fields["places"].exact == "елена трявна"


def test_search_conflate_says_one_word_or_not(tmp_path: Path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(
        "form1\tform2\tlabel\nобщина\tобщините\t1\nградове\tград\t1\nвода\tводач\t0\n",
        encoding="utf-8",
    )
    out = StringIO()
    call_command("search_conflate", str(pairs), stdout=out)
    assert out.getvalue().splitlines() == [
        "община\tобщините\t1",
        "градове\tград\t1",
        "вода\tводач\t0",
        "pairs 3  accuracy 1.0000  precision 1.0000  recall 1.0000",
    ]


def test_search_conflate_without_labels_prints_pairs_alone(tmp_path: Path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("дете\tдецата\n", encoding="utf-8")
    out = StringIO()
    call_command("search_conflate", str(pairs), stdout=out)
    assert out.getvalue() == "дете\tдецата\t1\n"


def test_search_explain_prints_words_reasons_and_scores(settings):
    settings.ELASTICSEARCH_URL = ""
    index_words.forget()
    practice = published(title="Чешми")
    out = StringIO()
    call_command("search_explain", "4e6mi", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "typed: 4e6mi"
    assert any("shlyokavitsa" in line and "„чешми“" in line for line in lines)
    assert practice.pid in lines[-1]
    index_words.forget()
