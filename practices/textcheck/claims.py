"""The claim ledger: every number in „Резултати“ and what backs it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from practices.choices import MeasureKind
from practices.textcheck.figures import Number, numbers
from practices.textcheck.passages import Passage, Sentence, plain, rows
from search.bulgarian import analyse, is_stop_word

MEASURED = MeasureKind.MEASURED.value
COMPUTED = MeasureKind.COMPUTED.value
CLAIMED = MeasureKind.CLAIMED.value


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of the results.

    `text` is the number with its unit as written, `sentence` the sentence it stands in, `number`
    its value as a plain decimal string, `unit` the word or sign after it ("" without one).
    `kind` is measured, computed or claimed; `source` says where it comes from, "" if nobody does.
    `start` and `end` are offsets in `field_text(entry, "results")`.
    """

    text: str
    sentence: str
    number: str
    unit: str
    kind: str
    source: str
    start: int
    end: int

    @property
    def kind_words(self) -> str:
        """How it is known, in the reader's language."""
        return MeasureKind(self.kind).label

    @property
    def is_supported(self) -> bool:
        return bool(self.source)


@dataclass
class _Said:
    """What a sentence says for all of its numbers, each worked out once: there may be hundreds."""

    sentence: Sentence

    @cached_property
    def source(self) -> str:
        found = _SOURCE.search(self.sentence.text)
        return found[0].strip() if found else ""

    @cached_property
    def is_computed(self) -> bool:
        return bool(_COMPUTED.search(self.sentence.text))

    @cached_property
    def lemmas(self) -> set[str]:
        return _lemmas(self.sentence.text)


# Numbers that date, name or number something claim nothing.
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември"
_DATED_AFTER = re.compile(
    rf"\s*(?:[–—-]\s*\d{{1,4}}\s*)?(?:{_MONTH}|г\.|год\.|година|години?те)(?!\w)", re.I
)
_AGE_OR_SPAN = re.compile(r"\s*годин(?:и|ите)(?!\w)", re.I)
_ORDINAL = re.compile(r"-(?:[а-я]{1,4})(?!\w)", re.I)
_NUMBERED_BEFORE = re.compile(
    r"(?:№|чл\.|ал\.|т\.|стр\.|ул\.|бл\.|версия|Евро|ISO|етап|клас|категория|приложение)\s*$", re.I
)
_QUOTED = re.compile(r"[„“\"«][^„“”\"«»\n]{1,120}[“”\"»]")
_DATE = re.compile(
    rf"\d{{1,2}}(?:\.\d{{1,2}}\.\d{{2,4}}|(?:\s*[–-]\s*\d{{1,2}})?\s+(?:{_MONTH}))(?!\w)", re.I
)
_HOURS = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s*(?:до|–|-)\s*\d{1,2}(?:[:.]\d\d)?\s*ч(?:\.|аса)", re.I)
_UNIT = re.compile(
    r"[ \u00a0]?(?:[–—-]\s?\d[\d.,  ]*)?\s?(?P<unit>%|‰|€|(?:кв|куб)\.?\s?м\.?|лв\.|[^\W\d_]+(?:/[^\W\d_]+)?)"
)
_SOURCE = re.compile(
    r"(?:по (?:данни|оценка|информация|сведения|изчисления|отчет\w*|проучване|думите) (?:на )?[^,.;]{2,60}|"
    r"по изчисления(?:та)?|според [^,.;]{2,60}|(?:анкета|проучване|измерване|преброяване|одит|"
    r"регистър\w*|отчет\w*|протокол\w*) (?:на|от|сред|за) [^,.;]{2,60}|(?<!не )отчита(?:т)? [^,.;]{0,40})",
    re.I,
)
_NEAR = 30  # characters before a number that say what it is
_COMPUTED = re.compile(r"изчисл|пресмят|калкулац|прогноз|очаква", re.I)


def claims(entry: dict) -> list[Claim]:
    """Return a claim for every number in the results, in the order of the text."""
    passage = Passage("results", plain(entry.get("results")))
    measures = [_measure(row) for row in rows(entry, "measures")]
    hidden = [m.span() for kind in (_QUOTED, _DATE, _HOURS) for m in kind.finditer(passage.text)]
    return [
        _claim(passage, said, number, measures)
        for said in map(_Said, passage.sentences)
        for number in _claimed(passage, said.sentence, hidden)
    ]


def unsupported(found: list[Claim]) -> list[Claim]:
    """Return the claims for which no measure and no sentence names a source."""
    return [claim for claim in found if not claim.is_supported]


def _claimed(
    passage: Passage, sentence: Sentence, hidden: list[tuple[int, int]]
) -> Iterator[Number]:
    text = passage.text
    for number in numbers(text, sentence.start, sentence.end):
        if any(start <= number.start < end for start, end in hidden):
            continue
        if _names_or_dates(text, number, sentence) or (number.in_words and number.value < 2):
            continue
        yield number


def _names_or_dates(text: str, number: Number, sentence: Sentence) -> bool:
    written = text[number.start : number.end]
    if _ORDINAL.match(text, number.end):
        return True
    near = max(sentence.start, number.start - _NEAR)
    if _NUMBERED_BEFORE.search(text, near, number.start):
        return True
    if not _YEAR.fullmatch(written):
        return False
    before = text[near : number.start].rstrip().lower()
    return bool(
        _DATED_AFTER.match(text, number.end)
        or _AGE_OR_SPAN.match(text, number.end)
        or re.match(r"\s*(?:[–—-]|до|и)\s*(?:19|20)\d\d(?!\w)", text[number.end :])
        or re.search(r"(?:през|от|до|към|за|след|преди|и|–|-|" + _MONTH + r")$", before)
    )


def _measure(row: dict) -> tuple[dict, set[Decimal], set[str]]:
    """Return a row of the measures with its numbers and the lemmas of its words."""
    texts = [plain(row.get(name)) for name in ("before", "after")]
    values = {number.value for text in texts for number in numbers(text)}
    words = " ".join(plain(row.get(name)) for name in ("indicator", "unit", "before", "after"))
    return row, values, _lemmas(words)


def _lemmas(text: str) -> set[str]:
    return {
        token.lemma
        for token in analyse(text)
        if token.kind == "word" and not is_stop_word(token.exact)
    }


def _claim(passage: Passage, said: _Said, number: Number, measures: list[tuple]) -> Claim:
    unit = _unit(passage.text, number)
    end = number.end
    if unit:
        end = passage.text.index(unit, number.end) + len(unit)
    kind, source = _backing(number, unit, said, measures)
    return Claim(
        text=passage.text[number.start : end],
        sentence=said.sentence.text,
        number=f"{number.value.normalize():f}",
        unit=unit,
        kind=kind,
        source=source,
        start=number.start,
        end=end,
    )


def _unit(text: str, number: Number) -> str:
    found = _UNIT.match(text, number.end)
    if not found or is_stop_word(found["unit"].lower()):
        return ""
    return found["unit"]


def _backing(number: Number, unit: str, said: _Said, measures: list[tuple]) -> tuple[str, str]:
    """Return (kind, source): of the measure with this number, else of the sentence itself."""
    for row, values, words in measures:
        if number.value in values and _same_unit(unit, plain(row.get("unit")), words, said):
            kind = row.get("kind") if row.get("kind") in (MEASURED, COMPUTED) else CLAIMED
            return kind, plain(row.get("source")).strip() or said.source
    kind = COMPUTED if said.source and said.is_computed else CLAIMED
    return kind, said.source


def _same_unit(unit: str, of_row: str, words: set[str], said: _Said) -> bool:
    """Whether a number of the text and a row may speak of one thing."""
    if not unit or not of_row or unit.strip(".").lower() == of_row.strip(". ").lower():
        return True
    return bool(_lemmas(unit) & words or said.lemmas & words)
