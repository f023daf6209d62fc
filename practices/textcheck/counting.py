"""Counts that disagree with their lists: „21 общини“ and twenty names; „пет бюлетина“ and four."""

import re
from collections.abc import Iterator

from practices.textcheck.figures import Number, numbers
from practices.textcheck.passages import Passage, Sentence, plain, rows
from practices.textcheck.remarks import Remark, remark

_FIELDS = {"title", "lead_text", "summary", "background", "practice", "results"}
MOST_LISTED = 60
NEAR = 30  # characters before a number in which its „около“ stands
# Between the number and its list: the counted noun and what belongs to it, no other clause.
_LIST_BEGINS = re.compile(
    r"(?P<noun>[^\d:;.!?()\n–—]{3,60}?)(?P<open>:\s+|\s+[–—]\s+|\s+\()(?P<list>[^:;.!?()\n]{3,}|[^:.!?()\n]*;[^:.!?()\n]*)",
    re.I,
)
_PARTIAL = re.compile(
    r"например|включително|между (?:които|тях)|(?:измежду|сред) (?:които|тях)|като\b|"
    r"\bи др(?:\.|уг)|и още|в т\. ?ч|в това число|по-специално|особено|повечето|част от|"
    r"от които|от тях|всяк[аио]|съответно|\bпо \d",
    re.I,
)
_ESTIMATED = re.compile(
    r"(?<!\w)(?:над|около|близо|поне|до|повече от|към|първите|всеки|още|други|по|от|и|със?)\s+$",
    re.I,
)
_MUNICIPALITIES = re.compile(r"\s+(?:[а-я]+\s+){0,2}?община?и?(?:те)?(?!\w)", re.I)
_OTHER_PLACES = re.compile(
    r"съседн|други|още|в страната|български|останал|малк|голем|шестте области|от цял|норвежк|"
    r"чуждестранн|европейск",
    re.I,
)
# „за 19 години … – най-вече за“: no count of what follows.
_PERIOD = re.compile(
    r"\s*(?:години?|месеца?|седмици?|дни|часа?|пъти?|лв|лева|евро|тона?|км)(?!\w)", re.I
)
MOST_WORDS = 6
_EVENTS = re.compile(r"\s+(?:[а-я]+\s+)?събития(?:та)?(?!\w)", re.I)
_ISSUES = re.compile(r"\s+(?:брой|броя|броеве)?\s*(?:на\s+)?(?:[а-я]+\s+)?(бюлетин)\w*", re.I)


def remarks(entry: dict, passages: list[Passage]) -> Iterator[Remark]:
    """Yield `count_differs` for lists in the text and for the lists of the form."""
    for passage in passages:
        if passage.key not in _FIELDS:
            continue
        for sentence in passage.sentences:
            for number in numbers(passage.text, sentence.start, sentence.end):
                if 2 <= number.value <= MOST_LISTED and number.value == int(number.value):
                    yield from _against_text(passage, sentence, number)
                    yield from _against_form(entry, passage, number)


def _against_text(passage: Passage, sentence: Sentence, number: Number) -> Iterator[Remark]:
    found = _LIST_BEGINS.match(passage.text, number.end, sentence.end)
    near = max(sentence.start, number.start - NEAR)
    if not found or _ESTIMATED.search(passage.text, near, number.start):
        return
    if _PERIOD.match(found["noun"]) or len(found["noun"].split()) > MOST_WORDS:
        return
    if "," in found["noun"] or _PARTIAL.search(found["noun"]) or _PARTIAL.search(found["list"]):
        return
    listed = _listed(found["list"])
    said = int(number.value)
    if listed and not listed[0] <= said <= listed[1]:
        how_many = listed[0] if said < listed[0] else listed[1]
        yield remark(
            "count_differs", passage, number.start, found.end("noun"), said=said, listed=how_many
        )


def _listed(text: str) -> tuple[int, int] | None:
    """Return (fewest, most) things that a list may name; None where it may be no list.

    „и“ may join two things or stand within a name, so a range is all that can be said. A list of
    one comma is hardly one, and numbers in it („28 нови и 39 на метан“) are parts of a sum.
    """
    text = text.strip().rstrip(".")
    if numbers(text):
        return None
    if ";" in text:
        items = [item for item in text.split(";") if item.strip()]
        return (len(items), len(items) + text.count(" и ")) if len(items) > 1 else None
    items = [item for item in text.split(",") if item.strip()]
    if len(items) < 2 or " и " not in items[-1]:
        return None
    if any(len(item.split()) > 8 for item in items) or re.search(
        r"\b(?:да|се|си|са|е|че|където|която|който|които|което|за да)\b", text
    ):
        return None
    joined = sum(item.count(" и ") for item in items)
    return len(items) + (joined < 2), len(items) + joined


def _against_form(entry: dict, passage: Passage, number: Number) -> Iterator[Remark]:
    """Compare with the municipalities, events and publications that the form lists."""
    text = passage.text
    for pattern, listed in (
        (_MUNICIPALITIES, _municipalities(entry, passage, number)),
        (_EVENTS, _events(entry, passage)),
        (_ISSUES, _issues(entry)),
    ):
        found = pattern.match(text, number.end)
        if not found or not listed or listed == number.value:
            continue
        if _ESTIMATED.search(text, max(0, number.start - 12), number.start):
            continue
        yield remark(
            "count_differs",
            passage,
            number.start,
            found.end(),
            said=int(number.value),
            listed=listed,
        )


def _municipalities(entry: dict, passage: Passage, number: Number) -> int:
    """Return how many are chosen, 0 where the text may speak of others or explains itself."""
    listed = entry.get("municipalities")
    if not isinstance(listed, list) or len(listed) < 3 or passage.key == "results":
        return 0
    if entry.get("municipalities_claimed") or plain(entry.get("municipalities_note")).strip():
        return 0
    around = passage.text[max(0, number.start - 30) : number.end + 40]
    if _OTHER_PLACES.search(around) or abs(len(listed) - number.value) > 2:
        return 0
    return len(listed)


def _events(entry: dict, passage: Passage) -> int:
    listed = len(rows(entry, "events"))
    return listed if listed >= 3 and passage.key in {"practice", "results", "summary"} else 0


def _issues(entry: dict) -> int:
    """Return how many issues of the bulletin the publications list."""
    found = [
        row for row in rows(entry, "publications") if "бюлетин" in plain(row.get("title")).lower()
    ]
    return sum(row["issues"] if isinstance(row.get("issues"), int) else 1 for row in found)
