"""A form in Word as rows of cells, whoever saved it; what would act on its own is refused."""

import io
import zipfile

import pytest

from kb.extraction import Active, Cell, Encrypted, ExtractionError, Limits, Row, TooLarge, read_rows
from tests import papers


def cell(inner: str) -> str:
    return f"<w:tc><w:tcPr/>{inner}</w:tc>"


def para(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def control(shown: str, properties: str = "") -> str:
    return (
        f"<w:p><w:sdt><w:sdtPr>{properties}</w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )


def test_tables_are_rows_of_cells_with_their_marks_and_empty_places():
    mark = '<w:bookmarkStart w:id="1" w:name="kb_f_title"/><w:bookmarkEnd w:id="1"/>'
    changed = (
        '<w:p><w:del w:id="2"><w:r><w:delText>старо</w:delText></w:r></w:del>'
        '<w:ins w:id="3"><w:r><w:t>ново</w:t></w:r></w:ins></w:p>'
    )
    sign = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> да</w:t></w:r></w:p>'
    body = (
        para("Преди")
        + "<w:tbl><w:tr>"
        + cell(mark + para("За", "гла", "вие") + para("Помощ"))
        + cell(changed)
        + "</w:tr><w:tr>"
        + cell(control("изберете", "<w:showingPlcHdr/>"))
        + cell(control("лева"))
        + cell(sign)
        + "</w:tr></w:tbl><w:tbl><w:tr>"
        + cell(f"<w:tbl><w:tr>{cell(para('в'))}{cell(para('таблица'))}</w:tr></w:tbl><w:p/>")
        + cell("<w:p/>")
        + "</w:tr></w:tbl>"
    )
    assert read_rows(papers.word_of(body)) == [
        Row(0, (Cell("Преди"),)),
        Row(1, (Cell("Заглавие\n\nПомощ", ("kb_f_title",)), Cell("ново"))),
        Row(1, (Cell(""), Cell("лева"), Cell("☒ да"))),
        Row(2, (Cell("в\tтаблица"), Cell(""))),
    ]


def test_accent_that_begins_a_line_is_read_like_any_other_sign():
    line = "<w:r><w:t>ред</w:t><w:br/><w:t>\u0301втори \\\u2028\u0307</w:t></w:r>"
    body = f"<w:tbl><w:tr>{cell(f'<w:p>{line}</w:p>')}</w:tr></w:tbl>"
    assert read_rows(papers.word_of(body)) == [
        Row(1, (Cell("ред\n\u0301втори \\\n\u0307"),)),
    ]


def related(kind: str, target: str) -> bytes:
    """A document with one relation that leaves the package."""
    address = "http://schemas.openxmlformats.org"
    relation = f'Type="{address}/officeDocument/2006/relationships/{kind}" Target="{target}"'
    relations = (
        f'<Relationships xmlns="{address}/package/2006/relationships">'
        f'<Relationship Id="r1" {relation} TargetMode="External"/></Relationships>'
    )
    files = _files(papers.word_of(para("Текст")))
    return papers.packed([*files, ("word/_rels/settings.xml.rels", relations)])


def _files(raw: bytes) -> list[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return [(name, package.read(name).decode()) for name in package.namelist()]


@pytest.mark.parametrize(
    ("kind", "target", "is_refused"),
    [
        ("attachedTemplate", "http://example.org/evil.dotm", True),
        ("image", "//example.org/pixel.png", True),
        ("oleObject", "file://example.org/share/a.xls", True),
        ("attachedTemplate", "file:///C:\\Users\\Templates\\Normal.dotm", False),
        ("hyperlink", "https://example.org/", False),
    ],
)
def test_what_is_fetched_from_elsewhere_is_refused_and_a_link_is_not(kind, target, is_refused):
    raw = related(kind, target)
    if is_refused:
        with pytest.raises(Active):
            read_rows(raw)
    else:
        assert read_rows(raw) == [Row(0, (Cell("Текст"),))]


def test_macros_bombs_locks_and_half_forms_are_refused():
    macros = papers.packed([*_files(papers.word_of(para("т"))), ("word/vbaProject.bin", "x")])
    with pytest.raises(Active):
        read_rows(macros)
    with pytest.raises(TooLarge):
        read_rows(papers.word_of(para("т") * 9000), Limits(unpacked=9000))
    with pytest.raises(TooLarge):
        read_rows(papers.word_of(para("дълго" * 90) * 9), Limits(characters=900))
    with pytest.raises(Encrypted):
        read_rows(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    for raw in (b"", b"PK\x03\x04", papers.pdf("текст")):
        with pytest.raises(ExtractionError):
            read_rows(raw)
