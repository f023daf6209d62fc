"""Documents made or adopted, and by whom."""

import re

from practices.prefill.dates import dates
from practices.prefill.proposal import Proposal
from practices.prefill.source import Source

_KINDS = (
    ("ordinance", r"наредба"),
    ("strategy", r"стратегия|концепция|визия"),
    ("plan", r"план(?!ов)|пътна\sкарта"),
    ("programme", r"програма"),
    ("specification", r"задание|спецификация"),
    ("survey", r"анкетна\sкарта|въпросник"),
    (
        "rules",
        r"правилник|правила|методика|методология|процедура|стандарт|харта|механизъм|ред\sза|насоки|устав|инструкция|протокол\sза|критерии",
    ),
    ("contract", r"споразумение|меморандум|договор"),
    ("report", r"доклад|анализ|проучване|отчет"),
    ("other", r"тарифа|кодекс|регламент|каталог\sна\sуслугите|паспорт|декларация"),
)
_ADJECTIVES = (
    r"(?:(?:[А-Яа-я-]{2,20}(?:на|ска|ски|ен|ни|нен|ата|ият|ото|ов|ва|Общ|общ|но|ско)\s){0,3})"
)
_TITLE_KIND = tuple(
    (
        kind,
        re.compile(
            rf"^{_ADJECTIVES}(?:Общ\s|общ\s|Нов[аи]?\s|нов[аи]?\s|Типов\s|типов\s)?(?:{words})",
            re.I,
        ),
    )
    for kind, words in _KINDS
)
_QUOTED = re.compile(r"„(?P<title>[^“„\n]{5,160}(?:„[^“\n]{2,60}“)?[^“„\n]{0,60})“")
_ARTICLE = r"(?:та|ът|а|то|те|ята)?"
# With a capital in the middle of a sentence the name of a document; with a small letter a mere noun.
_NAMED = r"(?:Наредб[аи]|Правилни[кц]|Стратеги[яи]|Тарифа|Методика|Методология|Концепци[яи]|Програма|План|Правила|Кодекс|Харта|Устав|Инструкция|Процедура|Споразумение|Меморандум|Пътна\sкарта|Регламент|Механизъм|Стандарт|Анализ|Доклад|Отчет|Техническо(?:то)?\sзадание|Техническа(?:та)?\sспецификация)"
_MERE = r"(?:наредба|правилник|стратегия|тарифа|методика|методология|концепция|програма|план|правила|кодекс|харта|устав|инструкция|процедура|споразумение|меморандум|пътна\sкарта|регламент|анкетна\sкарта|техническо\sзадание|техническа\sспецификация|договор)"
_SHORT = r"(?:[Оо]бщинск\w+|[Вв]ътрешни|[Оо]бщ[аи]?|[Нн]ов\w{0,2}|[Пп]ърв\w{1,3}|[Рр]амков\w{0,2}|[Тт]ипов\w{0,2}|[Мм]естн\w{1,3}|[Ии]нтегриран\w{0,3}|[Дд]ългосрочн\w{1,3}|Годиш[а-я]{2,4}|Тригодиш[а-я]{2,4}|[Ее]дин[а-я]{1,3}|[Тт]ристранн\w|[Дд]вустранн\w)\s"
_ENDS_HERE = (
    r"(?=\s?[.,;:()„]|\s(?:с(?:ъс)?\s(?:[Рр]ешение|заповед|срок|партньор\w*|мерки)|и\s(?:вече|беше|бе|е|се|[а-я]{0,2}[аеои]?бщин|(?:[А-Яа-я]+\s)?(?:Наредба|Правилник|наредба|правилник|план\b|програма|тарифа|методика|типов|нов)|[а-я]{3,16}(?:ха|ва|а)\b)|беше|бе|бяха|е|са|през|в\sсила|на\s(?:сесия|заседание|\d|[А-Я])"
    r"|от\s(?:\d|[а-я]+\s20)|който|която|което|които|още|за\s(?:срок|период)|прие\w*|влезе|с\s\d)\b|\s-\s|\s20\d\d|$)"
)
_ABOUT = r"(?:\s(?:за|на|по|относно)\s(?:[а-яА-Я-]{1,25}\s){0,9}?[а-яА-Я-]{2,25})"
_YEARS = r"(?:\s20\d\d\s?-\s?20\d\d(?:\sг\.)?)?"
_BARE = re.compile(
    rf"(?P<title>\b(?:(?:{_SHORT})?(?:{_NAMED}){_ARTICLE}(?:\s№\s?\d{{1,3}})?{_ABOUT}{_YEARS}"
    rf"|(?:{_SHORT}){{0,2}}{_MERE}{_ARTICLE}{_ABOUT}{_YEARS}"
    rf"|(?:Техническ\w+\s(?:задание|спецификация)|Устав|Правилник|Тарифа|Наредба){_ARTICLE}))"
    rf"{_ENDS_HERE}"
)
_ADOPTED = re.compile(
    r"\b(?:(?:допълн\w+|издад(?:е|ена|ени)\b|измен(?:ен|и)\w*|при(?:е(?:ха|л|ли|та|то|ти|т)?)|одобр\w+|утвърд\w+|гласува\w*|обнародва\w*|съгласува\w*))\b",
    re.I,
)
_MADE = re.compile(
    r"сключ\w+|подпис\w+|направ\w+|разработ\w+|изработ\w+|изготв\w+|подготв\w+|написа\w+|съставе?\w+|създаде\w+|подписа\w*|публикува\w*|актуализира\w*|изработи\w*|готов\w*|даде\w*|прави\s|съдържа",
    re.I,
)
_BODY = re.compile(
    r"\b(?P<body>[Мм]естни(?:я|ят)\sпарламент|[Оо]бщинск(?:и|ите)\sсъветници|(?:[А-Яа-я]{3,12}те\s|[А-Яа-я]{3,12}\s)?[Оо]бщински\sсъвета|[Кк]мет(?:а|ът)(?:\sна\s(?:общината|Община\s[А-Я]\w+)|(?=\s(?:издаде|утвърди|одобри)))|(?:[Оо]бщинск\w{1,3}|[Сс]едемте\sобщински|ОбС|[Мм]естн\w{1,3}|[Сс]толичн\w{1,3}\sобщинск\w{1,3})\s?съвет\w{0,3}"
    r"(?:(?:\s?-\s?|\sна\s(?:[Оо]бщина\s)?|\sв\s|\s)(?:гр\.\s?)?[А-Я][а-я]+(?:\s[А-Я][а-я]+)?(?![а-я]))?|ОбС(?:\s?-\s?[А-Я][а-я]+)?)"
)
_DECISION = re.compile(
    r"(?:[Рр]ешени\w{1,2}|[Зз]аповед\w{0,2})\s?(?:№|N|No)?\s?(?P<number>[\w-]{1,16})?(?:\s?/\s?|\s(?:от|на)\s)?",
    re.I,
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
        if kind and (kind == "ordinance" or _governed(source, sentence, kind, span, found)):
            found.append((kind, span))
    return found


# Which verbs make a document: an agreement is signed, everything else written or adopted.
_SIGNED = r"сключ\w{1,4}|подпис\w{1,5}|подготв\w{1,5}|изработ\w{1,5}|изготв\w{1,5}"
_WRITTEN = r"разработ\w{1,5}|изработ\w{1,5}|изготв\w{1,5}|подготв\w{1,5}|написа\w{0,3}|състав\w{1,4}|създад\w{1,4}|актуализир\w{1,5}|утвърд\w{1,5}|при(?:е|ет\w?|еха|ема\w{0,2})|одобр\w{1,5}|издад\w{1,4}|гласува\w{0,3}|обнародва\w{0,3}|съгласува\w{0,3}|в\sсила"


def _governed(source: Source, sentence, kind: str, span, others) -> bool:
    """Whether a verb of making or adopting stands beside a title, or before the one it is joined to."""
    title = source.plain[slice(*span)]
    if kind == "contract" and re.match(r"[Дд]оговор", title):
        return False  # a contract with whoever built it; „типов договор“ begins otherwise
    verbs = re.compile(rf"\b(?:{_SIGNED if kind == 'contract' else _WRITTEN})\b", re.I)
    before = source.plain[max(sentence[0], span[0] - 90) : span[0]]
    after = source.plain[span[1] : min(sentence[1], span[1] + 70)]
    if title[0].islower() and re.search(r"[а-я](?:ата|ият|ския|ния|ото)\s$", before):
        return False  # „българо-швейцарската програма“: one that was there before
    if re.search(
        r"(?:съгласно|според|по|от|в|към|с(?:ъс)?|чрез|за|проект\s(?:на|за))\s(?:нов\w+\s)?$",
        before,
    ):
        return False
    return bool(verbs.search(before) or verbs.search(after))


def _proposal(source: Source, sentence, kind: str, span, *, adopted: bool) -> Proposal:
    spans = [span]
    by, on = "", ""
    place = sentence if adopted else _adopted_after(source, sentence, span)
    if place:
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


_IT = r"(?:Той|Тя|То|Те|Документ\w{0,3})"


def _adopted_after(source: Source, sentence, span) -> tuple[int, int] | None:
    """Return the next sentence if it says that the document was adopted: „Той беше одобрен от …“."""
    following = source.following(sentence)
    if following is None:
        return None
    noun = re.escape(re.sub(r"^(?:[А-Я]?[а-я]{1,4}\s)", "", source.plain[slice(*span)])[:4])
    starts = re.compile(rf"(?:{_IT}|{noun}\w*)\s", re.I).match(source.plain, following[0])
    words = source.plain[slice(*following)]
    return following if starts and _ADOPTED.search(words) and not _AHEAD.search(words) else None


def _blank(plain: str, span: tuple[int, int]) -> str:
    """Return the text with the title of the document blanked, so that no rule reads within it."""
    return plain[: span[0]] + " " * (span[1] - span[0]) + plain[span[1] :]


def _day(source: Source, place: tuple[int, int], title: tuple[int, int]):
    """Return the date of a decision: the one after „решение“, or the only one there is."""
    own = re.compile(r"\s?\([^()]{0,60}[Рр]ешени[^()]{3,60}\)")
    bracket = own.match(source.plain, title[1], place[1])
    if bracket:
        place = bracket.span()
    elif any(
        True
        for _ in re.finditer(
            r"\([^()]{0,60}[Рр]ешени[^()]{3,60}\)", source.plain[place[0] : title[0]]
        )
    ):
        return None  # the decision in brackets is of the document before it
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
    match = re.compile(r"(?:[Рр]ешени\w{1,2}|[Зз]аповед\w{0,2})\s?№?\s?[\w-]{1,16}\s?/\s?").search(
        source.plain, *place
    )
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
