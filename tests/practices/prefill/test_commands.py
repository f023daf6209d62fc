"""The commands, as people run them."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.papers import pdf, word

TEXT = "Нова чешма в парка\nОбщина Троян отчете проект на стойност 12 400 лв. Общинският съвет не възрази.\n"


def test_prefill_prints_json_with_offsets(tmp_path, capsys):
    file = tmp_path / "novina.txt"
    file.write_text(TEXT, encoding="utf-8")
    call_command("submission_prefill", str(file), "--json")
    found = json.loads(capsys.readouterr().out)
    rows = {row["field"]: row for row in found["proposals"]}
    assert sorted(rows) == ["cost", "municipalities", "title"]
    cost = rows["cost"]
    assert cost["words"] == "12 400 лв" == TEXT[cost["start"] : cost["end"]]
    assert cost["value"] == {"amount": "12400", "currency": "BGN", "year": None}
    assert cost["sentence"]["text"] == "Община Троян отчете проект на стойност 12 400 лв."


@pytest.mark.parametrize(
    ("name", "content"),
    [("novina.docx", word(*TEXT.strip().split("\n"))), ("novina.PDF", pdf(TEXT))],
)
def test_prefill_reads_documents(tmp_path, capsys, name, content):
    (tmp_path / name).write_bytes(content)
    call_command("submission_prefill", str(tmp_path / name), "--json")
    found = json.loads(capsys.readouterr().out)["proposals"]
    assert {"cost": "12 400 лв", "municipalities": "Троян"}.items() <= {
        row["field"]: row["words"] for row in found
    }.items()


def test_prefill_prints_readable_bulgarian(tmp_path, capsys):
    file = tmp_path / "novina.txt"
    file.write_text(TEXT, encoding="utf-8")
    call_command("submission_prefill", str(file))
    assert "Община [26–31]: Троян\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("няма.txt", None, "Файлът не може да се отвори. Проверете името му."),
        ("стар.doc", b"x", "Такива файлове не четем. Запишете го като PDF или DOCX."),
        ("празен.docx", b"not a zip", None),
    ],
)
def test_prefill_says_why_there_is_no_text(tmp_path, name, content, sentence):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError) as error:
        call_command("submission_prefill", str(tmp_path / name))
    assert str(error.value).endswith(".")
    if sentence:
        assert str(error.value) == sentence


def test_judge_prints_a_table_for_every_part(capsys):
    call_command("prefill_judge")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines if line.endswith(" texts")] == [
        "development",
        "test",
        "second",
        "fresh1",
        "fresh2",
        "fresh3",
        "fresh4",
    ]
