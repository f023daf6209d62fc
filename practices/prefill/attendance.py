"""How many people came: numbers of people, and which of them came to an event."""

import re

from practices.prefill.quantities import ABOUT, COUNT, of_count
from practices.prefill.source import Source

# What people are called: by name, and by the endings that make a noun of a person.
_NAMED = (
    r"души|човека|хора|млади|жени|мъже|деца(?:та)?|момичета|момчета|ученици?\w*|родител\w*|майки|бащи|младеж\w*|студент\w*|граждан\w*|гости|сестри|баби|майстори|кметове|кметски|наместни\w+"
    r"|общински|двойки|семейства|домакинства|екипа|отбора|ромск\w+|колеги|автори|лектори|инструктори|директори|доктори|доброволц\w*|безработн\w+|членове|фермер\w*|полица\w+|туристи|лица"
    r"|ловци|бежанци|певци|самодейци|търговци|творци|медици|спасител\w*|работни\w+|собствени\w+|млади|психолози|педагози|социолози|еколози|пенсионер\w*|лекар\w*|стопани\w*|земеделци|предприемач\w*|секретари|библиотекар\w*|пожарникар\w*"
)
_MADE = r"[а-я]{3,16}(?:тели|телки|торки|арки|ачки|елки|атори|одачи|ачи|итори|ектори|ентори|истки|ничк[иа]|исти|анти|енти|ьори|еври|нери|щици|[^цд]ници|йници|овници|шници|чани|янци|енци|жани|лийци|анки|чки)"
_NO_PEOPLE = r"(?:месеци|седмици|страници|болници|улици|станици|граници|точки|спирки|значки|пръчки|кошници|ябълки|елементи|документи|инструменти|моменти|аргументи|експонати|табелки|процент\w*|пунктове)"
PEOPLE = rf"(?:(?!{_NO_PEOPLE}\b)[а-я-]{{2,20}}\s){{0,2}}?(?!{_NO_PEOPLE}\b)(?:{_NAMED}|{_MADE}|от\sтях)\b"

_CAME = (
    r"(?:се\s)?(?:участва(?:ха|т|л|ли|ше)?|включ(?:иха|или|и|ват)|взе(?:ха|ли|мат)\sучастие|вземат\sучастие|присъства(?:ха|т|ли)?|дойд(?:оха|е)|дошли|преминаха|минаха|премина|посети(?:ха|ли)|завърши(?:ха|ли)"
    r"|събра(?:ха|ли)?|минали|(?:бяха|са|беше|е)\sобучени|обучени\s(?:са|бяха|бе|беше)|обучи(?:ха|ли)?|привлече|привлякоха|стекоха|уважиха|наблюдаваха|гледаха|регистрираха|записаха|гостува(?:ха)?|заминаха|пътуваха|наброи|преброени\sса|стигна)"
)
_HEADS = re.compile(
    rf"(?:\b{_CAME}(?:\s(?:са|бяха|се|и|му|ѝ|обучението|курса|курс|там|в\s(?:него|нея|тях)|{ABOUT.removesuffix(chr(92) + 's')}))*\s(?P<a>{COUNT})(?:\s{PEOPLE})?)"
    rf"|(?:(?:пред|с\sучастието\sна|с\sучастие\sна|при\sучастието\sна|в\sприсъствието\sна)\s(?:{ABOUT})?(?P<b>{COUNT})\s[а-я-]{{4,20}})"
    rf"|(?:\bс(?:ъс)?\s(?:{ABOUT})?(?P<c>{COUNT})\s{PEOPLE})"
    rf"|(?P<d>{COUNT})\s{PEOPLE}\s(?:от\s[а-яА-Я\s]{{3,40}}\s)?(?!обучи){_CAME}"
    rf"|(?:[Дд]елегация|[Гг]рупа)\s(?:от|на)\s(?P<e>{COUNT})\s{PEOPLE}"
    rf"|(?:посетен[оаи]?|завършен[оаи]?|уважен[оаи]?|видян[оаи]?|разгледан[оаи]?|гледан[оаи]?)\sот\s(?:{ABOUT})?(?P<i>{COUNT})\s[а-я]{{4,20}}"
    rf"|(?:посещение|визита|пътуване)(?:то)?\sна\s(?P<g>{COUNT})\s{PEOPLE}|\s-\s(?:{ABOUT})?(?P<h>{COUNT})\s{PEOPLE}"
    rf"|на\s(?:която|който|което|които)\s(?:(?:присъстваха|дойдоха|се\sсъбраха)\s)?(?:{ABOUT})?(?P<k>{COUNT})\s(?:от\s|{PEOPLE})"
    rf"|(?:общо|-|,)\s(?P<j>{COUNT})\s(?:на\sброй|души\sобщо)"
    rf"|(?:в\s(?:който|която|което|които|него|нея|тях))\s(?:се\s)?(?:участваха|включиха|взеха\sучастие)\s(?:{ABOUT})?(?P<f>{COUNT})",
    re.I,
)
_GROUPS = "abcdefghijk"
_COUNTED = re.compile(rf"(?P<n>{COUNT})\s{PEOPLE}", re.I)
# A number of people that did not come: a part of them, a body, what a speaker tells of.
_NOT_CAME = re.compile(
    r"(?:\bот\sобщо|\bкомиси\w+\sот|\bсъвет\w{0,2}\sот|\bвсеки|\bна\sвсеки|\bот\sобщо|\bза\sпърви|клас|\bвместо|\bпри|\bслед|\bнад\sвъзрастта|\bоще)\s$",
    re.I,
)
_TOLD = re.compile(
    r",\sче\s|стана\sясно|отчет(?:е|ен|оха)|съобщ|обяви|припомн|живеят|ползват|обслужва|работят\s",
    re.I,
)
_UNIT_AFTER = re.compile(
    r"\s(?:години|месеца|дни|часа|общини|села|лева|лв|евро|хил|млн|%|на\sсто|проекта|предложения|тона|броя|пъти|сгради|училища|км|екземпляра|курса|срещи|обучения|семинара)",
    re.I,
)
_AND_MORE = re.compile(rf"\s(?:[а-я]+\s){{1,3}}и\s(?:{ABOUT})?{COUNT}\s[а-я]", re.I)
# What refers to the event of the sentence before.
_THERE = re.compile(
    r"(?:(?:На|В)\s(?:събитието|проявата|него|нея|тях)\s|Там\s|Присъства|Участва|Включиха\sсе|Дойдоха)"
)


def came(source: Source, start: int, end: int, *, dated: bool = True) -> list[tuple[int, int]]:
    """Return the places of the numbers that a clause says came.

    Where no verb of coming stands, the one number of people of a clause with a date.
    """
    found = []
    for match in _HEADS.finditer(source.plain, start, end):
        group = next(name for name in _GROUPS if match[name])
        if not _UNIT_AFTER.match(source.plain, match.end(group)):
            found.append(match.span(group))
    return found or (_counted(source, start, end) if dated else [])


def _counted(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Return the one number of people of a clause, if nothing says that they did not come."""
    found = [
        match.span("n")
        for match in _COUNTED.finditer(source.plain, start, end)
        if not _NOT_CAME.search(source.before(match.start("n"), 25))
    ]
    if (
        len(found) != 1
        or re.search(r"\bнито\b|\bникой\b", source.plain[start:end])
        or _TOLD.search(source.plain, start, end)
    ):
        return []
    return found


def after(source: Source, sentence: tuple[int, int], stem: str) -> tuple[int, int] | None:
    """Return the place of the headcount that the next sentence gives for an event of this one.

    `stem` begins the noun of the event: the next sentence speaks of it by that or by a pronoun.
    """
    following = source.following(sentence)
    if following is None:
        return None
    named = re.compile(rf"[НВ]а?\s{re.escape(stem)}", re.I).match(source.plain, following[0])
    if not (named or _THERE.match(source.plain, following[0])):
        return None
    found = came(source, *following)
    return found[0] if len(found) == 1 else None


def headcount(source: Source, at: tuple[int, int]) -> int | None:
    """Return the number at a place; None where a second number is added to it.

    „96 служители и 77 съветници“: their sum stands nowhere in the text.
    """
    if _AND_MORE.match(source.after(at[1], 60)):
        return None
    return of_count(source.plain[slice(*at)].lower().strip())
