"""An answer as it stands on paper, from what a form field holds and back to what one would type."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import override

from practices.drafts.fields import AmountField
from practices.drafts.typed import LONGEST
from practices.drafts.words import names
from practices.models.evidence import PartialDateField
from practices.prefill.dates import dates
from practices.prefill.money import sums
from practices.prefill.quantities import DIGITS, of_digits
from practices.prefill.source import Source
from practices.submissions.fields import MunicipalitiesField
from practices.widgets import municipality_choices

_FULL = re.compile(r"\s*(?:[☒☑✓✔✗✘⊠■]|\[\s*[xXхХvV×+]\s*\]|[xXхХ×](?=\s|$))\s*")
_EMPTY = re.compile(r"\s*(?:[☐□❏❑▢]|\[\s*\])\s*")
_LINE_TO_WRITE_ON = re.compile(r"[\s.…_–—-]*")
_YES, _NO = {"да", "yes", "v"}, {"", "не", "no"}
_UNCHOSEN = {"", "изберете", "choose"}
_MONEY_SIGNS = {"лв": "BGN", "лев": "BGN", "€": "EUR", "евро": "EUR", "$": "USD"}
# What people write after a number whose label says what it counts.
_COUNTED = re.compile(
    r"((?:\d{1,3}(?:[ .]\d{3})+|\d+))\s*"
    r"(?:г\.?|год\.?|година|бр\.?|броя?|души|човека|участници|мес\.?|месец[аи]?|екз\.?)?",
    re.I,
)
_OTHER_WAYS = (  # of saying a municipality
    re.compile(r"^община(?:та)?\s+", re.I),
    re.compile(r"^общ\.?\s+", re.I),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` as a form posts it; `rest`: words that are none of what one can choose."""

    value: Any
    rest: tuple[str, ...] = ()
    # Currency that stood beside a sum, for the field of the currency if that is empty.
    currency: str = ""


@dataclass(slots=True)
class Reader:
    """Reads the answers to one field; `codes` are its choices by their words, in every language."""

    asked: forms.Field
    codes: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> Answer:
        """Return what a cell means; text that fits no rule stays as it was written."""
        text = text.strip()[:LONGEST]
        one = self.asked
        if isinstance(one, forms.BooleanField):
            return _ticked(text)
        if isinstance(one, MunicipalitiesField):
            return self._places(text)
        if isinstance(one, forms.MultipleChoiceField):
            return self._boxes(text)
        if isinstance(one, forms.ChoiceField):
            return self._chosen(text)
        if _LINE_TO_WRITE_ON.fullmatch(text):
            return Answer("")
        if isinstance(one.widget, forms.Textarea):
            return Answer(text)
        text = " ".join(text.split())
        if isinstance(one, AmountField):
            return _amount(text)
        if isinstance(one, forms.IntegerField):
            return Answer(_number(text))
        if _is_day(one):
            return Answer(_day(text))
        return Answer(text)

    def _chosen(self, text: str) -> Answer:
        words = plain(text)
        code = self.codes.get(words) or _MONEY_SIGNS.get(words or text, "")
        if not code and words.isdecimal():
            code = self.codes.get(words.lstrip("0"), "")  # the third month as „03“
        if code in self.codes.values():
            return Answer(code)
        return Answer("", () if words in _UNCHOSEN else (text,))

    def _boxes(self, text: str) -> Answer:
        """Full boxes count; where somebody erased the boxes, what was left standing does."""
        lines = [line.strip() for line in re.split(r"[\n;]+", text) if line.strip()]
        has_boxes = any(_EMPTY.match(line) for line in lines)
        found, rest = [], []
        for line in lines:
            full, empty = _FULL.match(line), _EMPTY.match(line)
            if empty:
                continue
            words = line[full.end() :] if full else line
            code = self.codes.get(plain(words), "")
            if code and (full or not has_boxes):
                found.append(code)
            elif not code:
                rest.append(words)
        untouched = not has_boxes and len(found) > 1 and set(found) == set(self.codes.values())
        return Answer([] if untouched else list(dict.fromkeys(found)), tuple(rest))

    def _places(self, text: str) -> Answer:
        found, rest = [], []
        for name in filter(None, (part.strip() for part in re.split(r"[\n;,]+", text))):
            codes = [self._place(name)] if self._place(name) else [
                self._place(part) for part in re.split(r"\s+и\s+|\s+and\s+", name)
            ]  # fmt: skip
            if all(codes):
                found += codes
            elif plain(name) not in {"община", "общини"}:
                rest.append(name)
        return Answer(list(dict.fromkeys(found)), tuple(rest))

    def _place(self, name: str) -> str:
        for way in _OTHER_WAYS:
            name = way.sub("", name.strip())
        return self.codes.get(plain(name), "")


def reader_of(fields: Mapping[str, forms.Field]) -> Reader:
    """Return the reader of a field that is given once for each language, {language: field}."""
    codes: dict[str, str] = {}
    for language, one in fields.items():
        with override(language):
            codes |= _codes(one)
    return Reader(next(iter(fields.values())), codes)


def municipality_names() -> dict[str, str]:
    """Return {code: name} of today's municipalities; namesakes are told apart by the oblast."""
    rows = [(code, name, oblast) for oblast, row in municipality_choices() for code, name in row]
    times = Counter(name for _code, name, _oblast in rows)
    return {code: f"{name} ({oblast})" if times[name] > 1 else name for code, name, oblast in rows}


def plain(words: str) -> str:
    """Return words without case, quotes and punctuation, for comparing what people wrote."""
    folded = unicodedata.normalize("NFKC", words).casefold().replace("ѝ", "и")
    return " ".join(re.sub(r"[^\w%+]+", " ", folded).split())


def _codes(one: forms.Field) -> dict[str, str]:
    if isinstance(one, MunicipalitiesField):
        shown = municipality_names()
        return {plain(name): code for code, name in shown.items()} | {
            plain(code): code for code in shown
        }
    known = names(getattr(one, "choices", ()))
    times = Counter(plain(name) for name in known.values())
    return {plain(code): code for code in known if code} | {
        plain(name): code for code, name in known.items() if code and times[plain(name)] == 1
    }


def _ticked(text: str) -> Answer:
    if _EMPTY.match(text) or plain(text) in _NO:
        return Answer(False)
    if _FULL.match(text) or plain(text) in _YES:
        return Answer(True)
    return Answer(False, (text,))


def _number(text: str) -> str:
    found = _COUNTED.fullmatch(text)
    return re.sub(r"[ .]", "", found[1]) if found else text


def _amount(text: str) -> Answer:
    source = Source(text)
    found = sums(source, 0, len(text))
    if len(found) == 1 and found[0].at[0] == 0 and not text[found[0].at[1] :].strip(" ."):
        return Answer(f"{found[0].amount:f}", currency=found[0].currency)
    if re.fullmatch(DIGITS, text):
        return Answer(f"{of_digits(text):f}")
    return Answer(text)


def _is_day(one: forms.Field) -> bool:
    return any(check in PartialDateField.default_validators for check in one.validators)


def _day(text: str) -> str:
    found = list(dates(Source(text), 0, len(text)))
    if len(found) == 1 and not found[0].is_range and found[0].at == (0, len(text)):
        return found[0].start
    return text
