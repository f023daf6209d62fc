"""Pictures that tell nothing to somebody who cannot see them."""

import re
from collections.abc import Iterator

from practices.textcheck.passages import Passage, plain, rows
from practices.textcheck.remarks import Remark, remark

_WEAK = re.compile(
    r"[\w.() -]+\.(?:jpe?g|png|webp|gif|heic)|(?:img|dsc|dscn|photo|image|screenshot)[\s_-]*\d*|"
    r"(?:снимк[аи]|фото(?:графия)?|изображение|картинк[аи]|picture)[\s№_-]*\d*|[\d\W_]+",
    re.I,
)


def remarks(entry: dict, _passages: list[Passage]) -> Iterator[Remark]:
    """Yield `missing_alt` and `weak_alt` for the pictures of the gallery."""
    for n, row in enumerate(rows(entry, "gallery")):
        passage = Passage(f"gallery.{n}.alt", plain(row.get("alt")))
        words = passage.text.strip()
        if not words:
            yield remark("missing_alt", passage, 0, 0)
        elif _WEAK.fullmatch(words):
            yield remark("weak_alt", passage, 0, len(passage.text))
