"""Real PDF and DOCX files for tests, as small as they can be."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

import docx
from pypdf import PdfReader, PdfWriter

_WESTERN = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 600 "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)


def pdf(*pages: str, old_font: bool = False) -> bytes:
    """Return a PDF of these pages, line by line.

    `old_font`: made with a font from before Unicode, which holds Cyrillic in the Western places.
    """
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    if old_font:
        objects[3] = _WESTERN
    else:
        objects |= {3: _unicode_font(), 4: _DESCENDANT, 5: _stream(_to_unicode("".join(pages)))}
    kids = []
    for page in pages:
        number = max(objects) + 1
        kids.append(b"%d 0 R" % number)
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (number + 1)
        )
        objects[number + 1] = _stream(_drawn(page, "cp1251" if old_font else "utf-16-be"))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def scan() -> bytes:
    """Return a PDF of one page that holds no letter."""
    return pdf("")


def heavy_pdf(megabytes: int) -> bytes:
    """Return a small PDF whose only page unpacks to so many megabytes of drawing."""
    drawing = b"BT /F1 9 Tf ( ) Tj ET q Q " * (megabytes * 1024 * 1024 // 26)
    return _file(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            4: _stream(drawing),
            5: _WESTERN,
        }
    )


def locked_pdf(*pages: str, password: str, owner: str = "owner") -> bytes:
    """Return a PDF that opens with this password; "" lets everybody read it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*pages))))
    writer.encrypt(password, owner, algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def joined(*files: bytes) -> bytes:
    """Return one PDF with the pages of several."""
    writer = PdfWriter()
    for file in files:
        writer.append(io.BytesIO(file))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def word(*paragraphs: str) -> bytes:
    """Return a DOCX as python-docx makes it."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word_of(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return a DOCX with this XML between <w:body> and </w:body>.

    `parts` are other parts, such as {"footnotes": xml}; each is related to the document.
    """
    parts = parts or {}
    files = {
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": markup("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts}),
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }
    return packed(files.items())


def packed(files: Iterable[tuple[str, str]]) -> bytes:
    """Return a zip of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files:
            package.writestr(name, content)
    return target.getvalue()


def markup(root: str, inner: str) -> str:
    """Return a part of Word's markup."""
    namespaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }
    known = " ".join(f'xmlns:{name}="{address}"' for name, address in namespaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {known}>{inner}</w:{root}>'


def _relations(targets: Mapping[str, str]) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{kind}{name.rstrip("0123456789")}" Target="{target}"/>'
        for number, (name, target) in enumerate(targets.items())
    )
    address = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{address}">{rows}</Relationships>'


def _unicode_font() -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )


def _to_unicode(text: str) -> bytes:
    """Return the table by which each code of the font stands for the letter of that number."""
    codes = sorted({f"{ord(sign):04X}" for sign in text if sign != "\n"})
    pairs = "\n".join(f"<{code}> <{code}>" for code in codes)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()


def _drawn(page: str, encoding: str) -> bytes:
    lines = (
        f"1 0 0 1 50 {800 - 14 * number} Tm <{line.encode(encoding).hex()}> Tj"
        for number, line in enumerate(page.split("\n"))
    )
    return ("BT /F1 12 Tf " + "\n".join(lines) + " ET").encode()


def _stream(content: bytes) -> bytes:
    small = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(small), small)


def _file(objects: Mapping[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
    out += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)
