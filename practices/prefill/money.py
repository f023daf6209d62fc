"""Sums of money: which are written, and which of them is what the practice cost in all."""

import re
from dataclasses import dataclass
from decimal import Decimal

from practices.money import REDENOMINATION
from practices.prefill.dates import dates
from practices.prefill.proposal import Proposal
from practices.prefill.quantities import ABOUT, DIGITS, WORDS, of_digits, of_words
from practices.prefill.source import Source

_SCALE = {"хил": 1000, "мил": 10**6, "млн": 10**6, "млрд": 10**9, "мли": 10**9}
_CURRENCY = (
    r"(?P<BGL>стари\s(?:лева|лв\.?)|неденоминирани\s(?:лева|лв\.?)|BGL\b)"
    r"|(?P<BGN>(?:(?:нови|деноминирани)\s)?(?:лева\b|лв\b\.?)|BGN\b)"
    r"|(?P<EUR>евро\b|€|EUR\b|еur\b)"
    r"|(?P<USD>щ\.\s?д\.?|щатски\s?долара?|(?:американски\s)?долара\b|USD\b|\$)"
    r"|(?P<other>(?:[а-я]{3,15}ск[аи]\s)?(?:франка|крони|лири|паунда|гулдена|марки|йени|динара|денара|леи)\b|CHF\b|NOK\b|GBP\b|RON\b)"
)
_AMOUNT = re.compile(
    rf"(?:(?<![\w.,/-])(?P<digits>{DIGITS})|\b(?P<words>{WORDS}))"
    r"\s?(?P<scale>(?:хил|млн|млрд)\b\.?|хиляди\b|милиона?\b|милиард\w{0,2}\b)?\s?"
    rf"(?:{_CURRENCY})",
    re.I,
)
_PERCENT = r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?\s?(?:%|на\sсто|процента?)"

# What stands before a sum that is the cost, the stronger first; „{}“ is the sum.
_TOTAL = (
    (
        r"общ(?:а|ата|ия|ият)\s(?:му\s|й\s|ѝ\s|им\s)?(?:стойност|сума|сметка|бюджет|обем|размер|инвестиция|цена)(?!\sна\sпомощта)[^.;]{0,90}$"
        r"|\bобщо[^.;]{0,40}(?:изразходва|вложен|похарч|инвестира|струва)\w*\s$"
    ),
    (
        r"(?:(?:бюджет|стойност)(?:ът|а|та)?|цена(?:та)?)(?:\s(?:на|по|за)\s(?:проект\w*|програм\w*|договор\w*|инвестици\w*"
        r"|обект\w*|дейност\w*|начинани\w*)(?:\s„[^“]{2,80}“)?)[^.;]{0,50}$"
        r"|(?:е|с|със|възлиза)\sна\sстойност(?:\s(?:от|на|над|близо|около))?\s?$"
        r"|(?:на|обща)\sстойност(?:\s(?:от|на|над|близо|около))?\s?$"
        r"|^\W*(?:бюджетът|стойността|цената|инвестицията|ремонтът|обектът|инициативата)\s(?:е|е\sза|струва|излиза|възлиза\sна|бе|беше|е\sв\sразмер\sна)"
        r"(?:\s(?:от|на|над|близо|около|малко\sнад))?\s?$"
        r"|\bбюджет(?:ът|а)?(?:\sот|\sна)?\s?$|инвестици\w*\s(?:е\s)?(?:от|за|на\sстойност)\s?$"
        r"|(?:разходите|средствата|парите)[^.;]{0,45}(?:възлизат\sна|са\sв\sразмер\sна|са|-|от)\s?$"
        r"|(?:проект|ремонт|обект|инициатив|програм|изгражд|строител|начинани)\w*[^.;]{0,70}(?:струва|струваше)(?:\s(?:на\s\w+|общо|над|близо|около))?\s?$|вложени(?:те)?\s(?:са|средства)[^.;]{0,30}$"
    ),
    (
        r"(?:финансира\w*|подкреп\w+|осъществ\w+|реализир\w+|отпусна\w*|дари\w*|спечел\w+)[^.;]{0,110}"
        r"(?:с|със|сума\sот|за|в\sразмер\sна|на\sстойност)?\s?$"
        r"|грант\w*\s(?:от|на\sстойност|в\sразмер\sна)\s?$|(?:сума(?:та)?\sот|безвъзмездна\w*\s(?:финансова\s)?помощ[^.;]{0,30}|[Пп]омощта\s[^;]{0,110}в\sразмер\sна)\s?$"
        r"|(?:дари|отпусна|осигури|предостави|вложи|инвестира|даде|отдели|задели|изразходва|похарчи)\s(?:над\s|близо\s|около\s)?$"
    ),
    # In a sentence of paying, whatever stands between.
    (
        r"\b(?:(?:усво|влож|инвестира|изразходва|похарч|струва|плат|отпусн|осигур|отдел|задел|предостав|получ|спечел|дар|финансира|покри|вз)"
        r"(?:и|е|ен[аио]?|ени(?:те)?|н[аио]?|ни(?:те)?|ха|ла|ли|л|т|ти|та|ва|ва(?:т|ше)|еха)?)\b[^;]{0,90}$"
        r"|\b(?:[Сс]ъс|[Сс]|[Зз]а)\s$|\bсредства(?:та)?[^;]{0,60}$|\b(?:помощ|заем|кредит|грант|дарение|субсидия)\w{0,3}[^;]{0,40}$"
    ),
)
# After a sum that only stands beside such words: where it came from, or that it is a loan.
_PAID_AFTER = re.compile(
    r"\s(?:(?:са|бяха|беше|бе|е)\s)?(?:[а-я]+\s){0,2}?(?:от\s(?:собствен|местн|общинск|бюджет|програм|фонд|държав|републиканск|европейск|ОП)|по\s(?:програм|линия|проект|ОП)"
    r"|(?:[а-я]+\s)?(?:заем|кредит|грант|дарение|безвъзмездна)|вложен|инвестира|изразходва|похарч|осигурен|отпуснат|предоставен|усвоен|получ|струва)",
    re.I,
)
_TOTALS = tuple(re.compile(pattern, re.I) for pattern in _TOTAL)
# Sums that are something else: of a year, of a person, of a share, saved, earned.
_NOT_BEFORE = re.compile(
    r"годишн\w*|всяка\sгодина|месечно|билет\w*|такс[аи]\w*|глоб\w*|спест\w*|приход\w*|оборот\w*"
    r"|за\s(?:община\s)?(?-i:[А-Я])\w+\s(?:(?-i:[А-Я])\w+\s)?(?:бюджетът|са|сумата|частта|дялът|делът)|дълг\w*|награда\w*|заплата\w*|труд\sза|собствен\w*|съфинансиране|от\s(?:които|които\sпо)|в\sт\.\s?ч\."
    r"|вкл\.|включително|друг\w*\sпроект|загуб\w*|солидарно|самоучастие|поддръжка\w*|средно|лимит|плаща(?:ше|ха)|струваше"
    r"|икономи\w+|като|сам[оа]\s(?:за|през)|следващ\w*|предишн\w*|нов\sпроект|от\sтях|участва\w*\sс",
    re.I,
)
_NOT_AFTER = re.compile(
    r"^\s?(?:\(?без\sДДС\)?|с\sДДС)?,?\s?(?:годишно|на\sгодина|за\sгодина(?:та)?|на\sмесец|месечно|на\sден|на\sчас|на\sчовек|на\sдомакинство"
    r"|за\sбилет|собствен\w*|(?:са\s)?(?:собствен|самоучасти|национал\w*\sсъфин)|от\sтакси|по-малко|повече\s(?:от|спрямо))",
    re.I,
)
_OWN_BEFORE = re.compile(
    r"(?:собствен\w*\s(?:финансов\w*\s)?(?:принос|участие|средства|съфинансиране)\w{0,3})"
    r"(?:\sна\s(?:общината|Община\s\w+))?\s?(?:е|са|беше|бе|от|възлиза\sна|в\sразмер\sна|-|\()*\s?$",
    re.I,
)


# So far before a sum in leva its year is looked for, to tell old leva from new ones.
OLD_WORDS = 600
# „Сто и четиридесет хиляди евро струваше начинанието“
_COSTS_AFTER = re.compile(
    r"\s(?:струва(?:ше|т|ха)?|излезе|излиза|възлиза|е\s(?:общата\s)?(?:стойността|цената|бюджетът)|бяха\sвложени|са\sвложени|са\sизразходвани)\b"
)
_GIVEN = 2  # the rank of a sum that somebody gave
_PAYING = 3  # the rank of a sum that only stands in a sentence of paying
# Less than this is the price of a ticket.
LEAST = 100


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount with its currency, as it stands in the text."""

    amount: Decimal
    currency: str
    at: tuple[int, int]


def sums(source: Source, start: int, end: int) -> list[Sum]:
    """Return the sums of money of a stretch, in their order."""
    found = []
    for match in _AMOUNT.finditer(source.plain, start, end):
        if match["digits"]:
            amount = of_digits(match["digits"])
        else:
            words = of_words(match["words"])
            if words is None:
                continue
            amount = Decimal(words)
        if match["scale"]:
            amount *= (
                _SCALE.get(match["scale"].lower()[:4].rstrip("."), 0)
                or _SCALE[match["scale"].lower()[:3]]
            )
        currency = next(name for name in ("BGL", "BGN", "EUR", "USD", "other") if match[name])
        halved = (
            source.plain[max(0, match.start() - 10) : match.start()].lower().endswith("половин ")
        )
        if amount > 0 and not halved:
            found.append(Sum(amount, currency, (match.start(), _without_point(source, match))))
    return found


def _without_point(source: Source, match: re.Match[str]) -> int:
    """Return the end of a sum, before a point that ends its sentence."""
    _, end = source.sentence_at(match.start())
    if match[0].endswith(".") and match.end() == end:
        return match.end() - 1
    return match.end()


def cost(source: Source) -> list[Proposal]:
    """Propose what the practice cost in all, if one sum alone has the best right to be it."""
    best: list[tuple[Sum, int]] = []
    for money in sums(source, 0, len(source.plain)):
        rank = _rank(source, money)
        if rank is None or (best and rank > best[0][1]):
            continue
        if best and rank < best[0][1]:
            best = []
        best.append((money, rank))
    if not best:
        return []
    money, rank = best[0]
    if any((m.amount, m.currency) != (money.amount, money.currency) for m, _ in best):
        return []
    return [_proposal(source, money, ("total", "cost", "grant", "paid")[rank])]


def _rank(source: Source, money: Sum) -> int | None:
    """Return how surely a sum is the cost: 0 said to be the total, 2 given for it; None: not."""
    # A point within a number of a contract ends no clause.
    before = re.sub(r"(?<=\w)\.(?=\w)", "·", source.before(money.at[0], 130))
    near, after = before[-60:], source.after(money.at[1], 130)
    if money.amount < LEAST or _NOT_AFTER.match(after):
        return None
    if not before.strip("„ ") and _COSTS_AFTER.match(after):
        return 1
    for rank, pattern in enumerate(_TOTALS):
        match = pattern.search(before)
        if match is None or (rank == _PAYING and not _is_paid(near, after)):
            continue
        between = before[match.start() :]
        if _NOT_BEFORE.search(between) or (rank and _NOT_BEFORE.search(near)):
            return None
        if re.search(rf"(?:{_CURRENCY})", between, re.I):
            return None
        if rank >= _GIVEN and _AND_ANOTHER.match(after):
            return None  # a part: „210 хил. лв. от … и 65 хил. лв. от …“
        return rank
    return None


_AND_ANOTHER = re.compile(
    rf"(?!\s?:|,?\s\(?(?:от\s(?:които|тях)|в\sт|включително|като))[^;]{{0,90}}?(?:\bи|\bоще|\bа)\s(?:[а-я]+\s){{0,3}}(?:{_AMOUNT.pattern})",
    re.I,
)


def _is_paid(before: str, after: str) -> bool:
    """Whether a sum beside a word of paying is what was paid, and not a price or a part."""
    if re.search(r"(?:\bпо|\bеще|\bоще|друг\w{1,2}|за\s(?:детск|всек|кажд)\w*)\s$", before):
        return False
    if re.match(r",?\s(?:а|за\s(?:всек|ед(?:ин|на|но)\b))", after):
        return False
    return bool(
        _PAID_AFTER.match(after)
        or re.search(
            r"(?:усво|влож|инвестира|изразходва|похарч|финансира|плат|получ|спечел|отпусн|отдел|струва|заем)\w{0,6}(?:[^;]{0,40}\sв\sразмер\sна)?"
            rf"(?:\s(?:са|бяха|беше|бе|е|със|с|от|за|на|в|{ABOUT}))*\s$",
            before,
            re.I,
        )
    )


def _proposal(source: Source, money: Sum, note: str) -> Proposal:
    sentence = source.sentence_at(money.at[0])
    year, at = _year(source, money, sentence)
    currency = money.currency
    if currency == "BGN" and year is None:
        year, at = _old_year(source, money)
    if currency == "BGN" and year and year[0] < str(REDENOMINATION.year):
        currency = "BGL"
    start, end = min(money.at[0], at[0]), max(money.at[1], at[1])
    value = {
        "amount": f"{money.amount.normalize():f}",
        "currency": currency,
        "year": int(year[0]) if year else None,
    }
    return Proposal("cost", value, start, end, sentence, note)


def _year(
    source: Source, money: Sum, sentence: tuple[int, int]
) -> tuple[tuple[str] | None, tuple[int, int]]:
    """Return the year that a sentence gives for its sum, if it names one single year with „през“."""
    named = [
        when
        for when in dates(source, *sentence)
        if not when.is_range
        and re.search(
            r"(?:[Пп]рез|към|по\sцени\sот|(?:бюджет\w*|лв\.|лева|евро)\sза)\s$",
            source.plain[max(0, when.at[0] - 12) : when.at[0]],
        )
    ]
    if len(named) != 1:
        return None, money.at
    return (named[0].start[:4],), named[0].at


def _old_year(source: Source, money: Sum) -> tuple[tuple[str] | None, tuple[int, int]]:
    """Return the year before 1999 that a sum's paragraph speaks of, if it names no other."""
    start = next((a for a, b in source.paragraphs if a <= money.at[0] < b), money.at[0])
    start = max(start, money.at[0] - OLD_WORDS)
    found = list(dates(source, start, source.sentence_at(money.at[0])[1]))
    years = {when.start[:4] for when in found}
    if len(years) == 1 and (year := years.pop()) < str(REDENOMINATION.year):
        return (year,), found[0].at
    return None, money.at


def share_beside(source: Source, span: tuple[int, int]) -> tuple[int, int] | None:
    """Return the place of the sum or percentage that stands beside a donor as its share."""
    before, after = source.before(span[0], 80), source.after(span[1], 60)
    pattern = rf"(?:{_AMOUNT.pattern}|{_PERCENT})"
    tail = re.search(
        rf"(?P<share>{pattern})(?:\sса|\sе|\sбяха|\sсе\sосигуряват|\sидват)?(?:\s(?:европейски\s)?средства(?:\sна)?|\sбезвъзмездна\s(?:финансова\s)?помощ|\sгрант|\s(?:[а-я]+\s)?заем|\s(?:[а-я]+\s)?кредит|\sдарение|\sсредства)?"
        r"(?:\sса|\sе)?(?:\s(?:осигурени|отпуснати|предоставени|дарени|получени|дали|дадени|събрани|събрали|дадоха|дариха))?(?:\s(?:европейско\s)?(?:съ)?финансиране)?(?:\sот|\sпо|\s-|\sкато|\sчрез)?(?:\sлиния\sна)?(?:\s[А-Я]+\sчрез)?(?:\s[Пп]рограма(?:та)?)?\s?$",
        before,
        re.I,
    )
    of_all = re.search(r"стойност|бюджет", before[: tail.start()][-30:]) if tail else None
    if tail and (not of_all or re.match(_PERCENT, tail["share"], re.I)):
        offset = span[0] - len(before)
        return offset + tail.start("share"), offset + tail.end("share")
    head = re.match(
        r"(?:\sна\s(?:ЕС|Европейската\s(?:комисия|общност)|Европейския\sсъюз))?(?:,\s(?:която|който|което)\s)?\s?"
        r"(?:\(|-|даде|дава|покрива|поема|пое|е|са|беше|бе|с(?:ъс)?|от|дари|отпусна|осигури|осигурява|предостави|(?:и\sе\s)?в\sразмер\sна|възлиза\sна|на\s(?:общината|Община\s\w+)\s(?:е|от|възлиза\sна))?\s?"
        rf"(?:{ABOUT})?(?P<share>{pattern})",
        after,
        re.I,
    )
    if head:
        return span[1] + head.start("share"), span[1] + head.end("share")
    return None
