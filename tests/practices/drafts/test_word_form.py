"""The form in Word: everything comes back, whoever saved it; nothing else gets in."""

import io
import re
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.extraction import Limits, Row
from kb.extraction.child import pieces_of
from kb.extraction.mending import clean
from practices.demo import loading
from practices.drafts.entries import entry_from, values_from
from practices.drafts.typed import plain
from practices.drafts.word import form, layout, markup, reading, taking
from tests import papers
from tests.practices.drafts.cases import ENTRY, SENDER
from tests.practices.drafts.test_entries import as_typed

pytestmark = pytest.mark.django_db
FILES = ("documents", "publications", "gallery")


def filled(values: dict) -> tuple[bytes, dict[str, str]]:
    """A form with these values in it, and the keys of the files by the names it shows."""
    keys = [row["file"] for kind in FILES for row in values.get(kind) or [] if row.get("file")]
    names = {key: f"файл {number}.pdf" for number, key in enumerate(keys)}
    raw = form.write("bg", values, names, form.version_mark())
    return raw, {name: key for key, name in names.items()}


def read(raw: bytes, files: dict | None = None) -> reading.Found:
    return reading.read(io.BytesIO(raw), files or {})


def comparable(entry: dict) -> dict:
    """An entry with what has no order in one order, and without what only the site asks."""
    unordered = ("municipalities", "prerequisites", "target_groups")
    return entry | {name: sorted(entry[name]) for name in unordered} | {"consent": False}


def rewritten(raw: bytes) -> bytes:
    """As another program saves it: no bookmarks and controls, split runs, tables turned around."""
    document = docx.Document(io.BytesIO(raw))
    body = document.element.body
    for mark in [*body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    for control in [*body.iter(qn("w:sdt"))]:
        parent, at = control.getparent(), control.getparent().index(control)
        for run in control.find(qn("w:sdtContent")):
            parent.insert(at, run)
            at += 1
        parent.remove(control)
    for paragraph in body.iter(qn("w:p")):
        for run in [*paragraph.findall(qn("w:r"))]:
            _split(paragraph, run)
    for table in reversed(document.tables[:-1]):
        body.remove(table._tbl)
        body.insert(len(body) - 1, docx.oxml.OxmlElement("w:p"))
        body.insert(len(body) - 1, table._tbl)
        if next(table._tbl.iter(qn("w:tblHeader")), None) is None:
            rows = table._tbl.findall(qn("w:tr"))
            for row in reversed(rows):
                table._tbl.append(row)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _split(paragraph, run) -> None:
    """Cut a run of one text in the middle, as spelling checks and corrections do."""
    texts = run.findall(qn("w:t"))
    if len(run) == 1 and texts and len(texts[0].text or "") > 1:
        whole, half = texts[0].text, len(texts[0].text) // 2
        second = docx.oxml.OxmlElement("w:r")
        second.append(docx.oxml.OxmlElement("w:t"))
        second[0].text, texts[0].text = whole[half:], whole[:half]
        for text in (second[0], texts[0]):
            text.set(qn("xml:space"), "preserve")
        paragraph.insert(paragraph.index(run) + 1, second)


@pytest.mark.parametrize("way", [bytes, rewritten])
def test_everything_that_can_be_said_comes_back(way):
    documents = [ENTRY["documents"][0] | {"file": "a" * 32}, {"title": "Друг", "file": "b" * 32}]
    entry = ENTRY | {"documents": documents}
    values = values_from(entry) | {"email": SENDER}
    raw, files = filled(values)
    found = read(way(raw), files)
    assert (found.values["email"], found.unread) == (SENDER, [])
    assert comparable(entry_from(found.values)) == comparable(as_typed(entry))


def test_real_practices_come_back():
    differing = []
    for entry in loading.entries():
        raw, files = filled(values_from(entry))
        found = read(raw, files)
        wanted = as_typed(entry)
        for money in filter(None, (wanted["cost"], wanted["running_cost"])):
            money["amount"] = f"{Decimal(money['amount']):.2f}"
        if (comparable(entry_from(found.values)), found.unread) != (comparable(wanted), []):
            differing.append(entry["id"])
    assert differing == []


WORDS = st.text(
    st.one_of(st.sampled_from("абвЖЗИ „“<>&\n\n\t☒☐%.-"), st.characters(codec="utf-8")), max_size=60
)


@settings(max_examples=100, deadline=None)
@given(WORDS)
def test_any_words_in_a_cell_come_back(words):
    words = plain(words)  # as a post is kept
    table = markup.table([markup.row([form._text(words)], [900])], [900])
    raw = markup.package([table], words, "bg")
    # Read in this very process, which has computed for longer than a reading child may.
    limits = Limits(processor=24 * 3600)
    (row,) = (Row.parsed(one) for one in pieces_of("rows", io.BytesIO(raw), limits))
    assert taking._plain(row.cells[0].text) == taking._plain(_writable(words))


def _writable(words: str) -> str:
    """Words as a browser posts them and a document can hold them."""
    return clean(re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words))


def test_empty_form_asks_everything_opens_in_word_and_says_nothing():
    raw, _files = filled({})
    assert raw == filled({})[0]
    document = docx.Document(io.BytesIO(raw))
    text = "\n".join(cell.text for table in document.tables for cell in table._cells)
    labels = [one.label for one in layout.questions()]
    assert len(labels) == len(set(labels))
    assert [label for label in labels if label not in text] == []
    assert [one.label for one in layout.columns("measures") if one.label not in text] == []
    for raw_again in (raw, rewritten(raw)):
        found = read(raw_again)
        assert (found.values, found.unread, found.count) == ({}, [], 0)


def table_of(*rows: tuple[str, ...]) -> str:
    cells = (
        "".join(
            "<w:tc>" + "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in cell.split("|")) + "</w:tc>"
            for cell in row
        )
        for row in rows
    )  # fmt: skip
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_what_people_write_is_understood_or_told():
    single = table_of(
        ("ЗАГЛАВИЕ:", "„Топъл  обяд“"),
        ("Общини", "община Габрово, Севлиево и Дряново; Атлантида"),
        ("Първа година", "2019 г."),
        ("Първи месец", "Март"),
        ("Обща стойност", "12 500,50 лв."),
        ("За кого е", "☐ Ученици|☒ Младежи|х Пациенти|☒ Марсианци"),
        ("Още продължава", "х"),
        ("Лиценз", "какъвто искате"),
        ("Наша бележка", "Обадете се на Мария"),
    )
    rows = table_of(
        ("Последен ден", "Дата", "Име", "Участници", "За нас"),
        ("", "21.04.2016 г.", "Откриване", "1 200 души", "шумно"),
        ("", "", "", "", ""),
        ("2016", "април 2016", "Поход", "много", ""),
    )
    stray = "<w:p><w:r><w:t>Още нещо важно</w:t></w:r></w:p>"
    found = read(papers.word_of(single + stray + rows))
    assert {k: v for k, v in found.values.items() if k != "events"} == {
        "title": "„Топъл обяд“",
        "municipalities": ["GAB05", "GAB29", "GAB12"],
        "start_year": "2019",
        "start_month": "3",
        "cost_amount": "12500.50",
        "cost_currency": "BGN",
        "target_groups": ["mladezhi", "patsienti"],
        "ongoing": True,
    }
    named = [
        (row["name"], row["start"], row["end"], row["participants"])
        for row in found.values["events"]
    ]
    assert named == [
        ("Откриване", "2016-04-21", "", "1200"),
        ("Поход", "2016-04", "2016", "много"),
    ]
    assert sorted((one.where, one.text) for one in found.unread) == sorted(
        [
            ("Общини", "Атлантида"),
            ("За кого е", "Марсианци"),
            ("Лиценз", "какъвто искате"),
            ("Наша бележка", "Обадете се на Мария"),
            ("Извън полетата", "Още нещо важно"),
            ("Събития", "шумно"),
            ("Събитие: Участници", "много"),
        ]
    )


def test_form_of_another_year_is_known_by_its_marks_and_signatures_are_not_read():
    raw, _files = filled(values_from(ENTRY))
    document = docx.Document(io.BytesIO(raw))
    document.tables[0].rows[0].cells[0].paragraphs[0].runs[0].text = "Как се казваше преди"
    steps = next(t for t in document.tables if t.rows[0].cells[0].text.startswith("Какво е напр"))
    steps.rows[0].cells[0].paragraphs[0].runs[0].text = "Дейност"
    paper = document.tables[-1]
    for cell in paper.rows[1].cells:
        cell.text = "Иванка Петрова"
    document.add_paragraph("Съгласувано с бележки.")
    found = read(papers.saved(document))
    assert found.values["title"] == ENTRY["title"]
    assert found.values["steps"] == ENTRY["steps"]
    assert "Иванка" not in str((found.values, found.unread))
    assert found.unread == []


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (papers.word("Община Габрово откри кухня.", "Заглавие"), "не е нашият формуляр"),
        (b"PK\x03\x04 damaged", "повреден"),
        (papers.pdf("Заглавие"), "повреден"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Запишете"),
    ],
)
def test_what_is_no_form_of_ours_is_told_in_a_sentence(raw, words):
    with pytest.raises(reading.ReadingError, match=words) as error:
        read(raw)
    assert re.search(r"\.$", str(error.value))
