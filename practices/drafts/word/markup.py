"""Elements of Word's markup and the package around them, as few as a form needs."""

import io
import re
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree as ET

Element = ET.Element
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NEW = "http://schemas.microsoft.com/office/word/2010/wordml"
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML cannot carry at all; no form field takes it either.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A4 on its side: two columns for single fields, up to nine for rows. In twentieths of a point.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 16838, 11906, 1000
WIDTH = PAGE_WIDTH - 2 * MARGIN
BOX, FULL_BOX = "☐", "☒"

ET.register_namespace("w", _MAIN)
ET.register_namespace("w14", _NEW)
ET.register_namespace("mc", _COMPATIBLE)


def w(tag: str, *inside: Element, **attributes: str) -> Element:
    """Return <w:tag w:key="value">."""
    element = ET.Element(f"{{{_MAIN}}}{tag}")
    for key, value in attributes.items():
        element.set(f"{{{_MAIN}}}{key}", value)
    element.extend(inside)
    return element


def w14(tag: str, *inside: Element, **attributes: str) -> Element:
    """Return <w14:tag w14:key="value">: what Word learnt in 2010."""
    element = ET.Element(f"{{{_NEW}}}{tag}")
    for key, value in attributes.items():
        element.set(f"{{{_NEW}}}{key}", value)
    element.extend(inside)
    return element


def runs(text: str) -> list[Element]:
    """Return a run with the text; its line ends are breaks."""
    run = w("r")
    for number, line in enumerate(_UNWRITABLE.sub("", text).split("\n")):
        if number:
            run.append(w("br"))
        words = w("t")
        words.text = line
        words.set(_XML_SPACE, "preserve")
        run.append(words)
    return [run]


def paragraph(*inside: Element, style: str = "") -> Element:
    properties = [w("pPr", w("pStyle", val=style))] if style else []
    return w("p", *properties, *inside)


class Marks:
    """Bookmarks, each with a number of its own in the document."""

    def __init__(self) -> None:
        self._number = 0

    def around(self, name: str, inside: Iterable[Element]) -> list[Element]:
        self._number += 1
        number = str(self._number)
        return [
            w("bookmarkStart", id=number, name=name),
            *inside,
            w("bookmarkEnd", id=number),
        ]


def control(title: str, *properties: Element, shown: list[Element], unanswered: bool) -> Element:
    """Return a content control inside a paragraph."""
    waits = [w("showingPlcHdr")] if unanswered else []
    kept = w("sdtPr", w("alias", val=title[:64]), *waits, *properties)
    return w("sdt", kept, w("sdtContent", *shown))


def tick(title: str, words: str, *, is_full: bool) -> list[Element]:
    """Return a box to click and the words after it."""
    box = w14(
        "checkbox",
        w14("checked", val="1" if is_full else "0"),
        w14("checkedState", val="2612", font="MS Gothic"),
        w14("uncheckedState", val="2610", font="MS Gothic"),
    )
    shown = runs(FULL_BOX if is_full else BOX)
    return [control(title, box, shown=shown, unanswered=False), *runs(f" {words}")]


def table(rows: Iterable[Element], widths: list[int]) -> Element:
    """Return a table with lines; `widths` in twentieths of a point."""
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="KBTable"),
            w("tblW", w=str(sum(widths)), type="dxa"),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", *(w("gridCol", w=str(width)) for width in widths)),
        *rows,
    )


def row(cells: Iterable[list[Element]], widths: list[int], *, is_head: bool = False) -> Element:
    """Return a row; each cell is a list of paragraphs. A head is repeated on every page."""
    properties = [w("trPr", w("cantSplit"), w("tblHeader"))] if is_head else []
    return w(
        "tr",
        *properties,
        *(
            w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")), *paragraphs)
            for paragraphs, width in zip(cells, widths, strict=True)
        ),
    )


def package(body: Iterable[Element], title: str, language: str) -> bytes:
    """Return the DOCX. The same body gives the same bytes."""
    section = w(
        "sectPr",
        w("pgSz", w=str(PAGE_WIDTH), h=str(PAGE_HEIGHT), orient="landscape"),
        w("pgMar", **_margins()),
    )
    document = w("document", w("body", *body, section))
    document.set(f"{{{_COMPATIBLE}}}Ignorable", "w14")
    core = ET.Element("cp:coreProperties")
    core.set("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
    core.set("xmlns:dc", "http://purl.org/dc/elements/1.1/")
    ET.SubElement(core, "dc:title").text = _UNWRITABLE.sub("", title)
    ET.SubElement(core, "dc:language").text = language
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", _OFFICE, "word/document.xml"),
            ("core-properties", _RELATIONS + "/metadata", "docProps/core.xml"),
        ),
        "docProps/core.xml": _written(core),
        "word/document.xml": _written(document),
        "word/styles.xml": _written(_styles(language)),
        "word/_rels/document.xml.rels": _relations(("styles", _OFFICE, "styles.xml")),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _margins() -> dict[str, str]:
    sides = dict.fromkeys(("top", "right", "bottom", "left"), str(MARGIN))
    return {**sides, "header": "500", "footer": "500", "gutter": "0"}


def _written(root: Element) -> str:
    return _HEAD + ET.tostring(root, encoding="unicode")


def _content_types() -> str:
    parts = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    rows = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_KINDS}"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _relations(*targets: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, base, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def _styles(language: str) -> Element:
    """Return the styles: sans serif of 10.5 points, headings that a screen reader knows."""
    lines = w(
        "tblBorders",
        *(
            w(side, val="single", sz="4", space="0", color="7A7A7A")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ),
    )
    inner = w("tblCellMar", *(w(side, w="90", type="dxa") for side in ("left", "right")))
    return w(
        "styles",
        w(
            "docDefaults",
            w("rPrDefault", w("rPr", *_font("21"), w("lang", val=language))),
            w("pPrDefault", w("pPr", w("spacing", after="40", line="264", lineRule="auto"))),
        ),
        w("style", w("name", val="Normal"), type="paragraph", styleId="Normal", default="1"),
        _style("Title", "Title", "36", "120"),
        _style("Heading1", "heading 1", "30", "80", before="360", level="0"),
        _style("Heading2", "heading 2", "24", "60", before="240", level="1"),
        _style("KBLabel", "Form label", "21", "0"),
        _style("KBHelp", "Form help", "18", "40", is_bold=False),
        w("style", w("name", val="Form table"), w("tblPr", lines, inner), type="table", styleId="KBTable"),
    )  # fmt: skip


def _font(size: str) -> list[Element]:
    return [w("rFonts", ascii="Arial", hAnsi="Arial", cs="Arial"), w("sz", val=size)]


def _style(
    key: str,
    name: str,
    size: str,
    after: str,
    *,
    before: str = "0",
    level: str = "",
    is_bold: bool = True,
) -> Element:
    outline = [w("outlineLvl", val=level)] if level else []
    follow = [w("keepNext")] if level else []
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="Normal"),
        w("next", val="Normal"),
        w("pPr", *follow, w("spacing", before=before, after=after), *outline),
        w("rPr", *([w("b")] if is_bold else []), w("sz", val=size)),
        type="paragraph",
        styleId=key,
    )
