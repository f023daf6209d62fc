"""Is a later change small enough to go live at once? Pure: two texts in, an answer out.

Small means at most 40 characters changed and no digit, name, date, sum or address touched. Words
that turn a sentence round („не“, „без“) count too. When in doubt a change is not small: that costs
a colleague's look, the other mistake costs a wrong public claim.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

SMALL = 40  # characters taken out plus characters put in
_TOKEN = re.compile(r"\s+|[\w@./:%№€$+-]*[\w@%№€$]|[^\w\s]")
_MONTHS = "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември"
_SUMS = (
    r"лв|лева?|лев|евро|eur|bgn|usd|хил|хиляд[аи]|млн|милион[аи]?|млрд|милиард[аи]?|"
    r"един|една|едно|дв[ае]|двама|три|трима|четири(?:ма)?|пет|шест|седем|осем|девет|десет|"
    r"\w*(?:найсет|надесет|йсет|десет|ста|стотин)|сто|половин(?:ата)?|процент[аи]?"
)
_PLACES = r"ул|бул|пл|ж\.?к|кв|бл|вх|ет|ап|гр|обл"
_TURNS = r"не|без|няма|нямаше|никой|нищо|нито|освен|not|no|without|never"
_SAID = re.compile(rf"(?:{_MONTHS}|{_SUMS}|{_PLACES}|{_TURNS})\.?", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|h\d|br|div|tr|td)\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"""<a\b[^>]*?\b(?:href|linktype|id)=[^>]*>""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the new text against the old: kind is "same", "out" or "in".

    `is_claim` marks changed words that say a number, name, date, sum, address or a „не“.
    """

    kind: str
    text: str
    is_claim: bool = False


def parts(old: str, new: str) -> list[Part]:
    """Return the change from `old` to `new` as stretches in reading order.

    Those that are "same" or "in" give `new`, those that are "same" or "out" give `old`.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Part("same", "".join(after[c:d])))
            continue
        for kind, tokens in (("out", before[a:b]), ("in", after[c:d])):
            found.extend(_changed(kind, tokens))
    return found


def size(old: str, new: str) -> int:
    """Return how many characters were taken out and put in, letter by letter."""
    same = sum(
        block.size
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    )
    return len(old) + len(new) - 2 * same


def is_small(old: str, new: str) -> bool:
    """Return whether the change may go live with a log line."""
    return not any(part.is_claim for part in parts(old, new)) and size(old, new) <= SMALL


def words(html: str) -> str:
    """Return what a reader reads of rich text; where its links lead stands with it."""
    links = " ".join(_LINK.findall(html))
    text = re.sub(r"<[^>]+>", "", _BLOCK.sub("\n", html))
    text = re.sub(r"[ \t]+", " ", unescape(text))
    text = re.sub(r"\s*\n\s*", "\n", text).strip()
    return f"{text}\n{links}" if links else text


def _changed(kind: str, tokens: list[str]) -> Iterator[Part]:
    for token in tokens:
        yield Part(kind, token, is_claim=_is_claim(token))


def _is_claim(token: str) -> bool:
    if any(letter.isdigit() or letter in "%№€$@" for letter in token):
        return True
    if "://" in token or token.lower().startswith("www."):
        return True
    return token[0].isupper() or _SAID.fullmatch(token) is not None
