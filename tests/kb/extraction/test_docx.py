"""The text of a DOCX as it is read on paper; no package, however made, harms who reads it."""

import io
import zipfile

import docx
import pytest

from kb.extraction import Broken, Encrypted, Limits, NoText, TooLarge, Unsupported, extract
from tests import papers
from tests.papers import markup, saved, word_of


def parts(raw: bytes, **limits: int) -> list[str]:
    return extract(raw, "docx", Limits(**limits)).parts()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def test_document_of_word_is_read_from_head_to_foot():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Община Габрово"
    document.sections[0].footer.paragraphs[0].text = "ул. Възраждане 3"
    document.add_heading("Наредба", 1)
    document.add_paragraph("Кофи за всеки дом", style="List Bullet")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, [("Показател", "Година"), ("142 тона", "2021")], strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    document.add_paragraph("Край")
    assert parts(saved(document)) == [
        *("Община Габрово", "Наредба", "Кофи за всеки дом"),
        *("Показател\tГодина", "142 тона\t2021", "Край", "ул. Възраждане 3"),
    ]


def test_footnote_follows_its_paragraph_and_endnotes_the_text():
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p>{run('Събрани са 142 тона.')}{reference}</w:p>{paragraph('Край.')}"
    notes = {
        "footnotes": markup(
            "footnotes",
            f'<w:footnote w:id="0" w:type="separator">{paragraph("—")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("По данни на депото.")}</w:footnote>',
        ),
        "endnotes": markup(
            "endnotes", f'<w:endnote w:id="1">{paragraph("Приложение.")}</w:endnote>'
        ),
    }
    assert parts(word_of(body, notes)) == [
        *("Събрани са 142 тона.", "По данни на депото.", "Край.", "Приложение."),
    ]


def test_inserted_text_is_read_and_deleted_moved_hidden_and_marginal_is_not():
    body = (
        f"<w:p><w:ins>{run('ново ')}</w:ins>"
        "<w:del><w:r><w:delText>старо</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('преместено')}</w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайно</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>явно</w:t></w:r></w:p>'
    )
    remarks = {"comments": markup("comments", f"<w:comment>{paragraph('бележка')}</w:comment>")}
    assert parts(word_of(body, remarks)) == ["ново явно"]


def test_content_controls_links_fields_and_text_boxes_are_read_once():
    box = f"<w:txbxContent>{paragraph('в кутия')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('поле')}</w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{run('връзка')}</w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>{run('след нея')}</w:p>"
    )
    assert parts(word_of(body)) == ["поле", "връзка", "в кутия", "след нея"]


def test_signs_between_letters_are_what_is_seen():
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
        "<w:r><w:t>об</w:t><w:softHyphen/><w:t>щина</w:t><w:tab/><w:t>ИСО</w:t>"
        "<w:noBreakHyphen/><w:t>14001</w:t><w:br/><w:t>нов ред</w:t></w:r></w:p>"
    )
    assert parts(word_of(body)) == ["община ИСО-14001\nнов ред"]


def test_table_that_frames_a_page_keeps_its_paragraphs():
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("едно", "две"))
    inner = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    cell = paragraph("Писмо") + paragraph("Уважаеми") + inner + paragraph("Кмет")
    assert parts(word_of(f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>")) == [
        *("Писмо", "Уважаеми", "едно\tдве", "Кмет"),
    ]


def test_document_without_words_has_no_text():
    with pytest.raises(NoText):
        parts(word_of("<w:p/>"))


def test_more_characters_than_the_limit_are_cut():
    found = extract(papers.word("Първо", "Второ", "Трето"), "docx", Limits(characters=8))
    assert (found.parts(), found.cut_by) == (["Първо", "Вт"], "characters")


# --- Files that want something else ---------------------------------------------------------------

ENTITIES = (
    '<!DOCTYPE w:document [<!ENTITY a "смях"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
)
FETCHING = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [ENTITIES, FETCHING])
def test_document_type_is_refused(declared):
    body = markup("document", f"<w:body>{paragraph('&a;')}</w:body>")
    hostile = body.replace("?>", f"?>{declared}", 1)
    assert rewritten(papers.word("Добро"), {"word/document.xml": hostile}) == "broken"


def test_entity_in_the_relations_is_refused():
    relations = f'<?xml version="1.0"?>{ENTITIES.replace("w:document", "a")}<a>&c;</a>'
    assert rewritten(papers.word("Добро"), {"_rels/.rels": relations}) == "broken"


def test_document_wide_as_a_bomb_is_refused_by_its_size():
    raw = word_of(paragraph("а" * 3_000_000))
    assert len(raw) < 100_000
    with pytest.raises(TooLarge):
        parts(raw, unpacked=3_000_000)


def test_document_with_a_bomb_for_a_picture_is_read_without_it():
    raw = word_of(paragraph("Добро"), {"image": "0" * 50_000_000})
    assert parts(raw, memory=90 * 1024 * 1024) == ["Добро"]


def test_package_of_too_many_parts_is_refused():
    with pytest.raises(TooLarge):
        parts(papers.packed((f"{number}.xml", "") for number in range(5001)))


def test_document_deep_as_a_well_is_refused():
    with pytest.raises(Broken):
        parts(word_of("<w:p>" * 100_000 + run("дъно") + "</w:p>" * 100_000))


def test_target_outside_the_package_is_not_followed():
    raw = papers.word("Добро")
    relations = (
        '<Relationships><Relationship Type="/officeDocument" Target="../../../../etc/passwd"/>'
        "</Relationships>"
    )
    assert rewritten(raw, {"_rels/.rels": relations}) == "broken"


def test_broken_relation_does_not_matter():
    relations = papers.markup("x", "").split("<w:x")[0] + (
        '<Relationships><Relationship Type="x/image" Target="NULL"/></Relationships>'
    )
    raw = papers.word("Добро")
    assert rewritten(raw, {"word/_rels/document.xml.rels": relations}) == ["Добро"]


def test_locked_document_and_old_document_say_what_they_are():
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(Encrypted):
        parts(container + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(Unsupported):
        parts(container + "WordDocument".encode("utf-16-le"))
    with pytest.raises(Unsupported):
        extract(container, "doc")


@pytest.mark.parametrize("share", [10, 50, 90, 99])
def test_truncated_package_is_broken(share):
    raw = papers.word("Добро")
    with pytest.raises(Broken):
        parts(raw[: len(raw) * share // 100])


@pytest.mark.parametrize("raw", [b"", b"PK", papers.packed([("a.txt", "а")]), papers.pdf("А")])
def test_what_is_no_document_is_broken(raw):
    with pytest.raises(Broken):
        parts(raw)


def rewritten(raw: bytes, changed: dict[str, str]) -> list[str] | str:
    """The paragraphs, or the code of the error, of a document with other parts in the place."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    try:
        return parts(papers.packed((files | changed).items()))
    except (Broken, NoText) as error:
        return error.code
