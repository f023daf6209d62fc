"""Municipalities of the register, however they are named in running text."""

import re
from functools import cache

from practices.prefill.proposal import Proposal
from practices.prefill.quantities import COUNT, of_count
from practices.prefill.source import Source
from practices.registers import read as register
from search.bulgarian import places as adjectives

# A list that is only counted elsewhere is looked for in the beginning of a text.
_MOST_READ = 20_000
_NAME = r"[А-Я][а-я]{2,20}(?:\s(?:[А-Я][а-я]{2,20}|баня|бани|пазар|дол|поле|могили|бряг|село|чифлик|селска))?"
_SPLIT = re.compile(r"\s?(?:,|\sи\s)\s?|\s+и\s+")
# After these words names of municipalities stand, alone or in a list.
_ONE = re.compile(r"\b(?:[Оо]бщина(?:та)?|ОБЩИНА|[Оо]бщ\.)\s(?:-\s?)?(?=[„]?[А-Я])")
_MANY = re.compile(
    r"\b(?:[Оо]бщини(?:те)?|ОБЩИНИТЕ|ОБЩИНИ|[Кк]метовете\sна|[Кк]метствата)(?:\s(?:от|в|на)\s[^.:;\n„]{3,60}?)?(?:\s?[-:(]\s?|\s)(?=[А-Я])"
)
_COUNCIL = re.compile(
    r"\b(?:[Оо]бщинск\w{1,3}\s(?:съвет\w{0,2}|администраци\w{1,3}|ръководство|сграда|предприяти\w{1,2})|[Кк]мет(?:ът|а)?)"
    r"(?:\s?-\s?|\sв\sград\s|\sв\s|\sвъв\s|\sна\sград\s|\sна\s|\s)(?:гр\.\s?)?(?=[А-Я])"
)
_ADJECTIVE_BEFORE = re.compile(
    r"\b(?P<adjective>[А-Я]?[а-я]{3,20}ск(?:а|ата|ите|и))\s(?P<noun>община(?:та)?|общини(?:те)?|общинска\sадминистрация)\b",
    re.I,
)
_LIST_ITEM = re.compile(r"(?:,\s(?:и\s)?|\sи\s(?:на\s|[Оо]бщина\s)?|\s?,\sкакто\sи\s)(?=[А-Я])")
# Where a name is not the municipality of the practice.
_NOT_BEFORE = re.compile(
    r"(?:област|областта|обл\.|ул\.|улица(?:та)?|бул\.|булевард|площад|пл\.|квартал\w{0,2}|кв\.|[Сс]ело(?:то)?|с\.|река(?:та)?|язовир\w{0,2}|връх"
    r"|училище\w{0,2}|читалище\w{0,2}|стадион\w{0,2}|футболен\sклуб|манастир\w{0,2}|сестра|баба|г-жа|г-н|дядо|Васил|Георги|Христо)\s(?:на\s)?„?$",
)
_ELSEWHERE = re.compile(
    r"\b(?:поздрав|гост(?:и|ува|уваха|ите)?\s(?:от|на)|по\sпримера|по\sмодела|опитът\sна|вече\s(?:са\s)?поиска|пренес|съседн|побратимен"
    r"|сходн|подобн|също\sкато|интерес\w*\s(?:от|към)|ще\sбъде\sпоканен|последва|предстои\sда\sсе\sприсъедин|за\sразлика|друг\w+\sобщин|бивш\w+\sкмет"
    r"|обмен\w*\sс\sколег|звън|разглежда|питат|идвали|заимств|взаимств|възпитаник|роден)",
    re.I,
)
_OBLAST = re.compile(
    r"[Оо]бласт(?:та)?\s(?P<oblast>[А-Я][а-я]+(?:\s[А-Я][а-я]+)?)|(?P<adjective>[А-Я]?[а-я]+)ск(?:а|ата|о)\s(?:област|бяла)",
    re.I,
)


# Names that are as often a person, a month, a river, a mountain or a thing.
_OTHER_WORDS = frozenset(
    [
        "антон",
        "роман",
        "елена",
        "самуил",
        "левски",
        "раковски",
        "чавдар",
        "стамболийски",
        "септември",
        "първомай",
        "съединение",
        "марица",
        "тунджа",
        "искър",
        "родопи",
        "рила",
        "баните",
        "котел",
        "кула",
        "грамада",
        "бойница",
        "венец",
        "завет",
        "опака",
        "камено",
    ]
)


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    """Return name in lower case -> [(code, oblast)]."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in register("municipalities"):
        name = row["name_bg"].lower().replace("-", " ")
        found.setdefault(name, []).append((row["code"], row["oblast_code"]))
    found["софия"] = found["столична"]
    found["добричка"] = found["добрич селска"]
    return found


@cache
def _by_adjective() -> dict[str, str]:
    """Return adjective stem („габровск“) -> name, without those that two municipalities share."""
    found: dict[str, str] = {}
    double = set()
    for place in adjectives():
        stem = place.adjective.removesuffix("и")
        if stem in found:
            double.add(stem)
        found[stem] = place.name.replace("-", " ")
    # „бански“, „родопски“, „морски“: adjectives of other things
    for stem in double | {"родопск", "банск", "лъкск", "трънск", "ломск", "априлск", "белишк"}:
        found.pop(stem, None)
    return found


@cache
def _oblasti() -> dict[str, str]:
    return {row["name_bg"].lower(): row["code"] for row in register("oblasti")}


def name_at(plain: str, at: int) -> tuple[str, int] | None:
    """Return the register's name that begins at an offset, the longest, and its end."""
    for words in (3, 2, 1):
        match = re.compile(rf"[А-Яа-я]+(?:[ -][А-Яа-я]+){{{words - 1}}}(?![а-яА-Я])").match(
            plain, at
        )
        if match and match[0][0].isupper():
            name = match[0].lower().replace("-", " ")
            if name in _names():
                return name, match.end()
    return None


def municipalities(source: Source) -> list[Proposal]:
    """Propose the municipalities that the text says take part, each at its first such mention."""
    found: dict[str, Proposal] = {}
    for at, end, name in _mentions(source):
        code = _code(source, name)
        if code and code not in found:
            found[code] = Proposal("municipalities", code, at, end, source.sentence_at(at), "named")
    if not found:
        found = _of_the_town(source)
    return sorted(found.values(), key=lambda p: p.start)


def _mentions(source: Source) -> list[tuple[int, int, str]]:
    plain, found = source.plain, []
    reached = 0
    for match in sorted([*_ONE.finditer(plain), *_MANY.finditer(plain)], key=re.Match.end):
        if match.end() >= reached:  # else it stands within a list that was read
            found += _run(source, match.end(), first_only=False)
            reached = found[-1][1] if found else 0
    found += _in_title(source) + _counted(source)
    for match in _AT_HOME.finditer(plain):
        found += _run(source, match.end(), first_only=False)
    for match in _COUNCIL.finditer(plain):
        found += _run(source, match.end(), first_only=True)
    for match in _ADJECTIVE_BEFORE.finditer(plain):
        stem = re.sub(r"(?:ата|ите|а|и)$", "", match["adjective"].lower())
        if name := _by_adjective().get(stem):
            found.append((match.start(), match.end(), name))
    return sorted(m for m in found if _belongs(source, m[0]))


# „от българска страна - Никопол и Белене“
_AT_HOME = re.compile(
    r"българска(?:та)?\sстрана\s?(?:-|:|са|е|участват?)?\s?(?:на\s)?(?:общин(?:а|ите|и)\s)?(?=[А-Я])"
)
_TOGETHER = re.compile(rf"\b(?P<count>{COUNT})\s(?:[а-я]+\s)?общини\b", re.I)
_BEGINS = re.compile(r"(?<![А-Яа-я„-])(?=[А-Я][а-я]{2})")


def _counted(source: Source) -> list[tuple[int, int, str]]:
    """Return a list of as many names as the text elsewhere says that there are municipalities.

    „… около Никопол, Гулянци и Долна Митрополия. … Затова трите общини …“
    """
    counts = {of_count(m["count"].lower()) for m in _TOGETHER.finditer(source.plain)}
    reached, found = 0, []
    for match in _BEGINS.finditer(source.plain, 0, _MOST_READ):
        if match.start() < reached:
            continue
        run = _run(source, match.start(), first_only=False)
        reached = run[-1][1] if run else match.start() + 1
        if len(run) > 1 and len(run) in counts:
            found += run
    return found


def _in_title(source: Source) -> list[tuple[int, int, str]]:
    """Return the municipalities that a title begins with: „Елхово, Болярово и Тунджа: …“."""
    if not source.paragraphs:
        return []
    run = _run(source, source.paragraphs[0][0], first_only=False)
    if not run or not re.match(r"\s?[:-]\s|\s[а-я]", source.plain[run[-1][1] : run[-1][1] + 3]):
        return []
    return [] if len(run) == 1 and run[0][2] in _OTHER_WORDS else run


def _run(source: Source, at: int, *, first_only: bool) -> list[tuple[int, int, str]]:
    """Return the names that follow an offset: one, or a list up to what is no name."""
    found = []
    at += source.plain[at] == "„"
    while len(found) < 60:
        named = name_at(source.plain, at)
        if not named or re.match(r"\s\d{4}", source.plain[named[1] : named[1] + 5]):
            break
        found.append((at, named[1], named[0]))
        rest = re.compile(r"\s?\((?:[^()]{2,30})\)").match(source.plain, named[1])
        item = _LIST_ITEM.match(source.plain, rest.end() if rest else named[1])
        if first_only or not item:
            break
        at = item.end()
    return found


def _belongs(source: Source, at: int) -> bool:
    """Whether a mention is of a municipality of the practice: not one that only looks on."""
    start, end = source.sentence_at(at)
    return not _ELSEWHERE.search(source.plain[max(start, at - 160) : min(end, at + 120)])


def _code(source: Source, name: str) -> str | None:
    """Return the code of a name; of two municipalities the one whose oblast the text names."""
    rows = _names().get(name, [])
    if len(rows) == 1:
        return rows[0][0]
    named = {
        _oblasti().get((match["oblast"] or "").lower())
        or next(
            (c for n, c in _oblasti().items() if n[:4] == (match["adjective"] or "-").lower()[:4]),
            None,
        )
        for match in _OBLAST.finditer(source.plain[:20_000])
    }
    fitting = [code for code, oblast in rows if oblast in named]
    return fitting[0] if len(fitting) == 1 else None


_TOWN = re.compile(r"(?:\b(?:[Вв]|[Вв]ъв|[Нн]а|[Оо]т|гр\.|град|кметът\sна)\s|^|\n)(?=[А-Я][а-я])")
_CAPITALS = re.compile(r"(?<![\w„])[А-Я]{4,20}(?:\s[А-Я]{4,20})?(?=[.,:]\s)")


def _of_the_town(source: Source) -> dict[str, Proposal]:
    """Return the municipality of the town that title and first paragraph speak of, if one alone."""
    end = source.paragraphs[min(2, len(source.paragraphs) - 1)][1] if source.paragraphs else 0
    found: dict[str, Proposal] = {}
    places = [m.end() for m in _TOWN.finditer(source.text, 0, end)]
    places += [m.start() for m in _CAPITALS.finditer(source.plain, 0, end)]
    for at in sorted(places):
        named = name_at(source.plain, at)
        if not named or _NOT_BEFORE.search(source.before(at, 25)) or not _belongs(source, at):
            continue
        after = source.plain[named[1] : named[1] + 14]
        if re.match(r"\s(?:\d{4}|[А-Я][а-я]+(?:ов|ев|ски|ова|ева)\b)", after):
            continue
        code = _code(source, named[0])
        if code and code not in found:
            found[code] = Proposal(
                "municipalities", code, at, named[1], source.sentence_at(at), "town"
            )
    return found if len(found) == 1 else {}
