"""Paragraphs of a person in the place of an editor's rich text, with as little lost as can be. Pure.

A person changes a section as plain paragraphs. Those that they left alone keep the links, lists and
headings that an editor gave them.
"""

import re
from difflib import SequenceMatcher
from html import unescape

from practices.entry import paragraphs

_BLOCK = re.compile(r"<(p|h[1-6]|ul|ol|blockquote|hr)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_LINE = re.compile(r"<br\s*/?>|</li>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


def blocks(html: str) -> list[tuple[str, str]]:
    """Return (block of HTML, its plain text) of every block that says something."""
    found, place = [], 0
    for match in _BLOCK.finditer(html):
        found += [html[place : match.start()], match[0]]
        place = match.end()
    found.append(html[place:])
    pairs = ((block, _plain(block)) for block in found)
    return [(block, text) for block, text in pairs if text]


def plain_paragraphs(html: str) -> list[str]:
    """Return what a person is shown of rich text: a paragraph for each block, lists as lines."""
    return [text for _block, text in blocks(html)]


def rewritten(html: str, texts: list[str]) -> str:
    """Return rich text that reads as `texts`; blocks of `html` that read so already stay."""
    old = blocks(html)
    before = [text for _block, text in old]
    wanted = [text.replace("\r\n", "\n").strip() for text in texts]
    parts = []
    matcher = SequenceMatcher(None, before, wanted, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts += [block for block, _text in old[a:b]]
        else:
            parts.append(paragraphs(wanted[c:d]))
    return "".join(parts)


def _plain(block: str) -> str:
    text = unescape(_TAG.sub("", _LINE.sub("\n", block))).replace("\xa0", " ")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
