"""Dates in Bulgarian press releases: ISO texts of the precision that is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from practices.prefill.source import Source

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "януари ян", "февруари фев февр", "март", "април апр", "май", "юни", "юли",
            "август авг", "септември септ", "октомври окт", "ноември ноем", "декември дек",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_M = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_Y = r"(?:19[5-9]|20[0-4])\d(?!\d)"
_D = r"(?<![\d.,])\d{1,2}(?:-?(?:ви|ри|ти|ми))?"
_TO = r"\s?(?:-|и|до)\s?"
_YEAR_WORD = r"(?:\s?(?:г\.|година(?:та)?|год\.|г\b))?"
_NUMERIC = rf"(?<![\d.,/])\d{{1,2}}[./]\d{{1,2}}[./]{_Y}"

_FORMS = (
    # 29 август 2013 - 2 септември 2014; 29 август - 2 септември 2014
    rf"(?P<a1>{_D})\s(?P<am>{_M})(?:\s(?P<ay>{_Y}){_YEAR_WORD})?{_TO}(?P<a2>{_D})\s(?P<an>{_M})\s(?P<az>{_Y})",
    # 19-23 юли 2010; 12 и 13 март 2013
    rf"(?P<b1>{_D}){_TO}(?P<b2>{_D})\s(?P<bm>{_M})\s(?P<by>{_Y})",
    rf"(?P<c1>{_D})\s(?P<cm>{_M})\s(?P<cy>{_Y})",
    # 01.05.2019 - 31.10.2020
    rf"(?P<d1>{_NUMERIC}){_YEAR_WORD}\s?(?:-|до)\s?(?P<d2>{_NUMERIC})",
    # 20-21.05.2019
    rf"(?P<e1>{_D})\s?-\s?(?P<e2>{_NUMERIC})",
    rf"(?P<f1>{_NUMERIC})",
    # март 2010 до юни 2011; март - юни 2011
    rf"\b(?P<g1>{_M})(?:\s(?P<gy>{_Y}){_YEAR_WORD})?\s?(?:-|до(?:\sкрая\sна)?)\s?(?:месец\s)?(?P<g2>{_M})\s(?P<gz>{_Y})",
    rf"(?<=между\s)(?P<l1>{_M})(?:\s(?P<ly>{_Y}){_YEAR_WORD})?\sи\s(?P<l2>{_M})\s(?P<lz>{_Y})",
    # през септември и октомври 2020
    rf"\b(?P<o1>{_M})\sи\s(?P<o2>{_M})\s(?P<oz>{_Y})",
    rf"(?<=между\s)(?P<n1>{_NUMERIC}){_YEAR_WORD}\sи\s(?P<n2>{_NUMERIC})",
    rf"\b(?P<h1>{_M})\s(?P<hy>{_Y})",
    # 6 октомври и на 3 ноември 2021
    rf"(?P<t1>{_D})\s(?P<tm>{_M})(?=(?:,|\sи)\s(?:на\s)?{_D}\s{_M}\s(?P<ty>{_Y}))",
    # октомври същата година
    rf"(?:(?P<s1>{_D})\s)?\b(?P<sm>{_M})\s(?:на\s|от\s)?същата\sгодина",
    rf"(?<![\d.,/-])(?P<i1>{_Y})\s?{_YEAR_WORD}?\s?(?:-|и|до)\s?(?P<i2>{_Y})(?![/-]\d)",
    rf"(?<![\d.,/-])(?P<k1>{_Y})(?![/\-]\d)(?=\s?(?:г\.|г\b|годин|год\.)|\D)",
)
_ANY = re.compile("|".join(f"(?:{form}{_YEAR_WORD})" for form in _FORMS), re.I)


@dataclass(frozen=True, slots=True)
class When:
    """A day, month, year or range of them. `end` is None for a single one."""

    start: str
    end: str | None
    at: tuple[int, int]

    @property
    def is_range(self) -> bool:
        return self.end is not None

    @property
    def precision(self) -> int:
        """1 year, 2 month, 3 day."""
        return self.start.count("-") + 1


def _number(written: str) -> int:
    return int(re.match(r"\d+", written)[0])


def _day(day: str, month: str, year: str) -> str | None:
    number = _MONTHS.get(month.lower().rstrip("."))
    try:
        return date(int(year), number, _number(day)).isoformat()
    except (ValueError, TypeError):
        return None


def _month(month: str, year: str) -> str:
    return f"{year}-{_MONTHS[month.lower().rstrip('.')]:02}"


def _numeric(written: str) -> str | None:
    day, month, year = re.split(r"[./]", written)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _read(m: re.Match[str]) -> tuple[str | None, str | None]:
    """Return the first and last day, month or year of a match; the last is None for one alone."""
    if m["a1"]:
        return _day(m["a1"], m["am"], m["ay"] or m["az"]), _day(m["a2"], m["an"], m["az"])
    if m["b1"]:
        return _day(m["b1"], m["bm"], m["by"]), _day(m["b2"], m["bm"], m["by"])
    if m["c1"] or m["t1"]:
        return _day(m["c1"] or m["t1"], m["cm"] or m["tm"], m["cy"] or m["ty"]), None
    if m["d1"]:
        return _numeric(m["d1"]), _numeric(m["d2"])
    if m["e1"]:
        last = _numeric(m["e2"])
        day = _number(m["e1"])
        return (f"{last[:8]}{day:02}", last) if last and day <= int(last[8:]) else (last, None)
    if m["f1"]:
        return _numeric(m["f1"]), None
    if m["g1"]:
        return _month(m["g1"], m["gy"] or m["gz"]), _month(m["g2"], m["gz"])
    if m["l1"]:
        return _month(m["l1"], m["ly"] or m["lz"]), _month(m["l2"], m["lz"])
    if m["o1"]:
        return _month(m["o1"], m["oz"]), _month(m["o2"], m["oz"])
    if m["n1"]:
        return _numeric(m["n1"]), _numeric(m["n2"])
    if m["h1"]:
        return _month(m["h1"], m["hy"]), None
    return (m["i1"], m["i2"]) if m["i1"] else (m["k1"], None)


def _of_same_year(source: Source, m: re.Match[str]) -> tuple[str | None, None]:
    """Return the date of „същата година“: that of the year named last, at most 600 characters off."""
    years = re.findall(rf"(?<!\d){_Y}", source.plain[max(0, m.start() - 600) : m.start()])
    if not years:
        return None, None
    return (_day(m["s1"], m["sm"], years[-1]) if m["s1"] else _month(m["sm"], years[-1])), None


def dates(source: Source, start: int, end: int) -> Iterator[When]:
    """Yield the dates of a stretch in their order; impossible ones (31.02.) are left out."""
    for match in _ANY.finditer(source.plain, start, end):
        first, last = _of_same_year(source, match) if match["sm"] else _read(match)
        if first and (last is None or last >= first):
            yield When(first, last, match.span())
