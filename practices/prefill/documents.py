"""Documents made or adopted, and by whom."""

import re

from practices.prefill.dates import dates
from practices.prefill.proposal import Proposal
from practices.prefill.source import Source

_KINDS = (
    ("ordinance", r"наредба"),
    ("strategy", r"стратегия|концепция|визия"),
    ("plan", r"план\b|общински\sплан|интегриран\sплан|пътна\sкарта"),
    ("programme", r"програма"),
    (
        "rules",
        r"правилник|правила|методика|процедура|стандарт|вътрешни\sправила|харта|механизъм|ред\sза|насоки",
    ),
    ("contract", r"споразумение|меморандум|договор"),
    ("report", r"доклад|анализ|проучване|отчет"),
    ("other", r"тарифа|кодекс|устав|регламент|каталог\sна\sуслугите|паспорт|декларация"),
)
_ADJECTIVES = r"(?:(?:[А-Яа-я-]{4,20}(?:на|ска|ски|ен|ни|ен)\s){0,3})"
_TITLE_KIND = tuple(
    (kind, re.compile(rf"^{_ADJECTIVES}(?:{words})", re.I)) for kind, words in _KINDS
)
_QUOTED = re.compile(r"„(?P<title>[^“„\n]{5,160}(?:„[^“\n]{2,60}“)?[^“„\n]{0,60})“")
_BARE = re.compile(
    r"(?P<title>\b(?:Общинск\w+\s|Вътрешни\s)?(?:Наредба|Правилник|Стратегия|Тарифа|Методика|Концепция|Програма|План|Правила|Кодекс|Харта)(?:та|ът|а)?"
    r"(?:\s№\s?\d{1,3})?\s(?:за|на|по)\s(?:[а-яА-Я-]{1,25}\s){0,9}?[а-яА-Я-]{2,25}(?:\s20\d\d\s?-\s?20\d\d)?)"
    r"(?=\s?[.,;(]|\s(?:с(?:ъс)?\s[Рр]ешение|и\s(?:вече|беше|бе)|беше|бе|е|са|през|в\sсила|на\s(?:сесия|заседание)|от\s\d+)\b|\s-\s|\sкоято|$)"
)
_ADOPTED = re.compile(
    r"\b(?:(?:при(?:е(?:ха|л|ли|та|то|ти|т)?)|одобр\w+|утвърд\w+|гласува\w*|обнародва\w*|съгласува\w*))\b",
    re.I,
)
_MADE = re.compile(
    r"разработ\w+|изработ\w+|изготв\w+|подготв\w+|написа\w+|съставе?\w+|създаде\w+|подписа\w*|публикува\w*|актуализира\w*|изработи\w*|готов\w*|даде\w*|прави\s|съдържа",
    re.I,
)
_BODY = re.compile(
    r"\b(?P<body>(?:[Оо]бщинск\w{1,3}|[Сс]едемте\sобщински|ОбС|[Мм]естн\w{1,3}|[Сс]толичн\w{1,3}\sобщинск\w{1,3})\s?съвет\w{0,3}"
    r"(?:(?:\s?-\s?|\sна\s(?:[Оо]бщина\s)?|\sв\s|\s)(?:гр\.\s?)?[А-Я][а-я]+(?:\s[А-Я][а-я]+)?(?![а-я]))?|ОбС(?:\s?-\s?[А-Я][а-я]+)?)"
)
_DECISION = re.compile(
    r"[Рр]ешени\w{1,2}\s?(?:№|N|No)?\s?(?P<number>[\w-]{1,12})?(?:\s?/\s?|\s(?:от|на)\s)?", re.I
)
_SAME = re.compile(r"[Сс]ъс\sсъщото\sрешение|[Сс]ъщият\sсъвет|на\sсъщото\sзаседание", re.I)
_AHEAD = re.compile(
    r"\b(?:ще\s|предстои|готви\w*|подготвя\s|проект\sна\s(?:наредба|план|стратеги|програм)|очаква\s|кандидатства)",
    re.I,
)
_LAW = re.compile(
    r"[Зз]акон\w*\s|съгласно|на\sоснование|по\sчл\.|изисквания\w*\sна|според\s(?:наредба|закон)|в\sсъответствие",
    re.I,
)
_EU = re.compile(
    r"^(?:[Оо]перативна\sпрограма|Програма(?:та)?\s(?:за\sразвитие\sна\sселските|за\sморско|на\sООН)|Национална\sпрограма)",
    re.I,
)


def documents(source: Source) -> list[Proposal]:
    """Propose the documents that a sentence says were adopted or made, each once."""
    found: dict[str, Proposal] = {}
    for sentence in source.sentences:
        words = source.plain[slice(*sentence)]
        adopted, made = _ADOPTED.search(words), _MADE.search(words)
        if not (adopted or made) or _AHEAD.search(words) or _LAW.search(words):
            continue
        for kind, span in _titles(source, sentence, adopted=bool(adopted)):
            title = source.text[slice(*span)]
            proposal = _proposal(source, sentence, kind, span, adopted=bool(adopted))
            found.setdefault(re.sub(r"\W+", " ", title.lower()), proposal)
    return list(found.values())


def _titles(source: Source, sentence, *, adopted: bool) -> list[tuple[str, tuple[int, int]]]:
    found: list[tuple[str, tuple[int, int]]] = []
    for match in _QUOTED.finditer(source.plain, *sentence):
        kind = next((k for k, p in _TITLE_KIND if p.match(match["title"])), None)
        before = source.before(match.start(), 40)
        if kind and not re.search(
            r"(?:проект\w*|програма\w*|по\sпроекта|мярка|схема|ОП|процедура)\s$", before, re.I
        ):
            found.append((kind, match.span("title")))
    for match in _BARE.finditer(source.plain, *sentence):
        span = match.span("title")
        if any(a <= span[0] < b for _, (a, b) in found) or _EU.match(match["title"]):
            continue
        if re.search(r"„[^“]*$", source.before(span[0], 160)):
            continue
        kind = next((k for k, p in _TITLE_KIND if p.match(match["title"])), None)
        if kind and (adopted or kind == "ordinance"):
            found.append((kind, span))
    return found


def _proposal(source: Source, sentence, kind: str, span, *, adopted: bool) -> Proposal:
    spans = [span]
    by, on = "", ""
    if adopted:
        place = sentence
        if _SAME.search(source.plain, *sentence):
            place = (source.sentence_at(max(0, sentence[0] - 2))[0], sentence[1])
        body = _BODY.search(_blank(source.plain, span), *place)
        if body:
            by = source.text[slice(*body.span("body"))]
            spans.append(body.span("body"))
        day = _day(source, place, span)
        if day:
            on = day.start
            spans.append(day.at)
    value = {"title": source.text[slice(*span)], "kind": kind, "adopted_by": by, "adopted_on": on}
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return Proposal("documents", value, first, last, source.sentence_at(span[0]))


def _blank(plain: str, span: tuple[int, int]) -> str:
    """Return the text with the title of the document blanked, so that no rule reads within it."""
    return plain[: span[0]] + " " * (span[1] - span[0]) + plain[span[1] :]


def _day(source: Source, place: tuple[int, int], title: tuple[int, int]):
    """Return the date of a decision: the one after „решение“, or the only one there is."""
    found = [
        w for w in dates(source, *place) if not w.is_range and not (title[0] <= w.at[0] < title[1])
    ]
    for match in _DECISION.finditer(source.plain, *place):
        for when in found:
            if 0 <= when.at[0] - match.start() <= 45:
                return when
    slashed = _slashed(source, place)
    if slashed:
        return slashed
    return found[0] if len(found) == 1 else None


def _slashed(source: Source, place: tuple[int, int]):
    """Return the date that is joined to the number of a decision: „№ 214/29.11.2018“."""
    match = re.compile(r"[Рр]ешени\w{1,2}\s?№?\s?[\w-]{1,12}\s?/\s?").search(source.plain, *place)
    if match is None:
        return None
    for cut in range(match.end(), match.end() + 1):
        for when in dates_from(source, cut, place[1]):
            if when.at[0] == cut:
                return when
    return None


def dates_from(source: Source, start: int, end: int):
    """Yield the dates that begin at an offset, whatever sign stands before it."""
    inner = Source(source.plain[start : min(end, start + 20)])
    for when in dates(inner, 0, len(inner.plain)):
        yield type(when)(when.start, when.end, (when.at[0] + start, when.at[1] + start))
