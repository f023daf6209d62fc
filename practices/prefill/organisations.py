"""Partners: organisations that the text names, with their kind, country and role."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from practices.prefill.countries import ADJECTIVE, COUNTRIES, country_of
from practices.prefill.organisation_names import IN_ROW, QUOTED, TOOK_PART, UNQUOTED
from practices.prefill.places import name_at
from practices.prefill.programmes import OTHERS, REGISTERED
from practices.prefill.proposal import Proposal
from practices.prefill.source import Source

# More organisations than this no release has.
MOST = 300

_FOREIGN = re.compile(
    rf"(?:(?P<adjective>\b[А-Яа-я]?(?:{ADJECTIVE})\w{{0,5}})\s(?:[а-я]+\s)?)?"
    r"(?P<name>(?P<noun>[Оо]бщина(?:та)?|[Гг]рад(?:ът|а)?|[Кк]метство(?:то)?|[Кк]омуна(?:та)?|[Дд]ем(?:ът|а)?|[Жж]упания(?:та)?|[Кк]урорт(?:ът|а)?)\s„?(?P<proper>[А-Я][а-я]+(?:[\s-](?:[А-Я][а-я]+|на|ди|де|дел|сюр))*(?:[\s-][А-Я][а-я]+)?)“?)"
    rf"(?:\s?[(,]\s?(?P<land>{COUNTRIES})\b)?"
)
# „Калафат (Румъния)“, said once
_BRACKETED = re.compile(rf"\b([А-Я][а-я]+(?:\s[А-Я][а-я]+)?)\s?\(({COUNTRIES})\)")
_LAND = re.compile(rf"\b(?:(?:{ADJECTIVE})\w{{1,5}}|{COUNTRIES})\b")
# „румънските Калафат и Турну Мъгуреле“, „сръбският Кладово“
_LANDS_OWN = re.compile(
    rf"\b(?P<adjective>(?:{ADJECTIVE})(?:и|ия|ият|ите|ото|ата))\s(?P<list>[А-Я][а-я]+(?:\s[А-Я][а-я]+)?(?:(?:,|\sи)\s[А-Я][а-я]+(?:\s[А-Я][а-я]+)?){{0,6}})(?![а-я])"
)
# „гръцкият Александруполис“
_CALLED_BY_LAND = re.compile(rf"\b((?:{ADJECTIVE})\w{{1,5}})\s([А-Я][а-я]+)(?![а-я])")
_OF_WHOM = re.compile(
    r"^\s(?:на|за|от)\s(?:Община|община|фондация|фондацията|общината|проекта|страна)(?:\s[А-Я][а-я]+){0,2}\s(?:е|беше|бе|са|бяха|стана|станаха)\s(?:и\s)?(?:[а-я]+\s)?$"
)
# „партньори са община Гюргево и …“
_IN_LIST = re.compile(r"^\s(?:са|бяха|-|на)\s(?:[^.;]{3,90},\s)?[^.;]{3,90}\sи\s$")
_BULGARIAN = re.compile(r"(?P<name>\b[Оо]бщина\s)(?=[А-Я])")
# „Одринската община (Турция)“
_FOREIGN_ADJECTIVE = re.compile(
    rf"(?P<name>\b[А-Я][а-я]{{3,20}}ската\sобщина)\s?\((?P<land>{COUNTRIES})\)"
)
_ROLE = re.compile(
    r"водещ\w{0,3}\s(?:партньор|организаци|бенефициент)\w{0,3}|партньор(?:ството|ство|ът|а|и|ите|ка|ска|ски|ската)?\b|бенефициент\w{0,3}"
    r"|надзор(?:ът|а)?|проектант(?:ът|а)?|координатор(?:ът|а)?|подизпълнител\w{0,3}|изпълнител(?:ят|я|и)?\b|съорганизатор\w{0,3}|консултант(?:ът|а|и)?\b|строител(?:ят|я)?\b(?=\s(?:е|беше|бе|на))|доставчик(?:ът|а)?\b|обучител\w{0,3}\sорганизаци\w+",
    re.I,
)
# What shows that an organisation took part, not that it was only spoken of.
_PART = re.compile(
    r"партньор|поверен|възложен|наблюдава|стажува|мобилност|влиза[тх]|консорциум|строи|строител|заедно\sс|съвместно|помог|помощ|водещ|изпълн|избран|обуч|идеята|осигури|подготв|изготв|изработ|консулт|обслед|обработ|написа|преведе|предостав|покани|обяви|съобщи|работ|показа|предложи|разработ"
    r"|организир|направи|проведе|прати|изпрати|очерта|достави|проектира|монтира|построи|събра|дари|участв|включи|домакин|инициатив|създад|даде|изгради"
    r"|по\sидея\sна|взет|дойде|посети|посещение|сътруднич|съдейств|приключи|водачеств|ръководств|съизпълн|побратим|гостува|пое|обмен|привлеч|издад|координир|реализир",
    re.I,
)
# A verb right after the name: the organisation did something.
_CHIEF = re.compile(
    r"(?:директор|началник|шеф|експерт|говорител|председател|управител)\w*\s(?:на|от|в)\s$", re.I
)
_ACTS = re.compile(
    r"\s(?:се\s|ни\s|им\s)?(?!(?:на|за|от|по|до|при|която|който|което|и|а|но|с|със|в|във|е|са|се|ще|като|или)\b)[а-я]{3,16}(?:ха|ше|и|а|я|е|ат|ят)\b"
)
# „…, кметството и клубът опънаха“: one of several who did something
_TOGETHER = re.compile(r"(?:,|\sи\s)[^.;]{3,110}?\s[а-я]{3,16}(?:ха|ат|ят)\b")
_ASIDE = re.compile(
    r"поздрав|концерт|изнесо|паметник|поднес|посветен|гости(?:те)?\sот|колеги(?:те)?\sот|звън|вече\sса\sпоискал|сходн|подобн|също\sтака\sще"
    r"|следващ\w*\sсрещ|друг\sпроект|отделно|по\sпримера|по\sповод|миналат|празни|юбиле|стартира\sкурс|ще\sбъде\sпоканен|ще\sсе\sприсъедин|предстои",
    re.I,
)


@dataclass(slots=True)
class _Found:
    """An organisation with all that its mentions say of it."""

    kind: str
    span: tuple[int, int]
    name: str
    country: str = ""
    role: str = ""
    role_span: tuple[int, int] | None = None
    parts: int = 0
    mentions: list[tuple[int, int]] = field(default_factory=list)


def partners(source: Source) -> list[Proposal]:
    """Propose the organisations that took part, each once, donors left out."""
    donors = _donors(source)
    found: dict[str, _Found] = {}
    for kind, span, country in _mentions(source):
        if any(span[0] < end and start < span[1] for start, end in donors):
            continue
        if _CHIEF.search(source.before(span[0], 30)):
            continue  # „директорът на дирекция …“: a person speaks
        if kind in ("institution", "school") and _is_scene(source, span):
            continue  # where something took place
        _add(source, found, kind, span, country)
    _beside(source, list(found.values()))
    return [
        _proposal(source, one)
        for one in sorted(found.values(), key=lambda one: one.span)
        if one.parts and (one.kind != "foreign_municipality" or one.country)
    ]


def _beside(source: Source, found: list[_Found]) -> None:
    """Let those that stand in one list with a partner be partners too: „A, B и C подредиха …“."""
    found = sorted(found, key=lambda one: one.span)
    for one, other in reversed(list(pairwise(found))):
        between = source.plain[one.span[1] : other.span[0]]
        if other.parts and re.fullmatch(r"(?:,|\sи|,\sкакто\sи)\s(?:[а-я]+\s)?", between):
            one.parts = max(1, one.parts)


def _is_scene(source: Source, span: tuple[int, int]) -> bool:
    """Whether something only took place there: „курс в университета“, without a role."""
    inside = re.search(r"\b[Вв](?:ъв)?\s$", source.before(span[0], 4))
    return bool(inside) and _role(source, span) is None


def _donors(source: Source) -> list[tuple[int, int]]:
    spans = [m.span() for _, p in REGISTERED for m in p.finditer(source.plain)]
    return spans + [m.span("name") for p in OTHERS for m in p.finditer(source.plain)]


def _mentions(source: Source) -> list[tuple[str, tuple[int, int], str]]:
    found: list[tuple[str, tuple[int, int], str]] = []
    for forms, is_sure in ((QUOTED, True), (UNQUOTED, False)):
        for kind, pattern in forms:
            for match in pattern.finditer(source.plain):
                span = match.span("name")
                taken = any(span[0] < end and start < span[1] for _, (start, end), _ in found)
                if not taken and (is_sure or _takes_part(source, span)):
                    found.append((kind, *_without_land(source, span)))
                if len(found) >= MOST:
                    return found
    return sorted(found + _abroad(source) + _at_home(source), key=lambda one: one[1])


def _without_land(source: Source, span: tuple[int, int]) -> tuple[tuple[int, int], str]:
    """Return the place of a name without the country that it begins with, and the country."""
    land = re.compile(rf"(?:{ADJECTIVE})\w{{1,5}}\s").match(source.plain, span[0], span[1])
    if land:
        return (land.end(), span[1]), country_of(land[0])
    return span, _country_beside(source, span)


def _abroad(source: Source) -> list[tuple[str, tuple[int, int], str]]:
    """Return the municipalities of other countries."""
    found = []
    bracketed = {m[1]: country_of(m[2]) for m in _BRACKETED.finditer(source.plain)}
    lands = {country_of(m[0]) for m in _LAND.finditer(source.plain)} - {""}
    only = lands.pop() if len(lands) == 1 else ""
    beside = {m[2]: country_of(m[1]) for m in _CALLED_BY_LAND.finditer(source.plain)}
    for match in _FOREIGN.finditer(source.plain):
        if name_at(source.plain, match.start("proper")):
            continue
        land = country_of(match["adjective"] or match["land"] or "")
        start = match.start("name")
        land = (
            land
            or bracketed.get(match["proper"])
            or beside.get(match["proper"])
            or _country_in_sentence(source, match)
        )
        land = land or only
        known = match["noun"][0] in "Оо" or land
        if known and (land or match["noun"].lower().startswith("община")):
            found.append(("foreign_municipality", (start, match.end("name")), land))
    for match in _LANDS_OWN.finditer(source.plain):
        end = source.sentence_at(match.start())[1]
        words = source.plain[max(0, match.start() - 150) : end][:400]
        if not re.search(
            r"партньор|консорциум|влиза|заедно|участва|съвместно|обедин|показа|обмен|общини", words
        ):
            continue
        for part in re.finditer(r"[А-Я][а-я]+(?:\s[А-Я][а-я]+)?", match["list"]):
            start = match.start("list") + part.start()
            span = (start, match.start("list") + part.end())
            if not any(a <= span[0] < b for _, (a, b), _ in found):
                found.append(("foreign_municipality", span, country_of(match["adjective"])))
    for match in _FOREIGN_ADJECTIVE.finditer(source.plain):
        span = match.span("name")
        found.append(("foreign_municipality", span, country_of(match["land"])))
    return found


def _at_home(source: Source) -> list[tuple[str, tuple[int, int], str]]:
    """Return the municipalities of the country that are called partners."""
    found = []
    for match in _BULGARIAN.finditer(source.plain):
        named = name_at(source.plain, match.end())
        if (
            named
            and not _leads(source, match.start())
            and _is_partner(source, match.start(), named[1])
        ):
            found.append(("municipality", (match.start(), named[1]), "BG"))
    return found


def _takes_part(source: Source, span: tuple[int, int]) -> bool:
    """Whether the words right beside an unquoted name say that it took part, and a name it is."""
    name = source.plain[slice(*span)]
    before = source.before(span[0], 90)
    starts = not before.strip()
    if name[0].islower() or (starts and not _ACTS.match(source.after(span[1], 30))):
        return False
    if source.paragraphs and span[0] < source.paragraphs[min(1, len(source.paragraphs) - 1)][1]:
        # What a release begins with is mostly what it is about.
        return bool(TOOK_PART.search(before) or IN_ROW.search(before))
    if re.search(r"\b[Вв](?:ъв)?\s(?:залата\s(?:на\s)?)?$", before):
        return False  # where it took place
    return bool(
        TOOK_PART.search(before) or IN_ROW.search(before) or _ACTS.match(source.after(span[1], 30))
    )


def _country_in_sentence(source: Source, match: re.Match[str]) -> str:
    """Return the one country that the sentence of a municipality names before it („от норвежка страна“)."""
    lands = {
        country_of(word[0])
        for word in re.finditer(
            rf"\b(?:(?:{ADJECTIVE})\w{{1,5}}\sстрана|{COUNTRIES})\b",
            source.before(match.start(), 80),
            re.I,
        )
    }
    return lands.pop() if len(lands) == 1 else ""


def _country_beside(source: Source, span: tuple[int, int]) -> str:
    """Return the country of an organisation: the adjective before it or what stands in brackets."""
    before = re.search(
        rf"\b((?:{ADJECTIVE})\w{{1,5}})\s(?:[а-я]+\s)?$", source.before(span[0], 40), re.I
    )
    if before:
        return country_of(before[1])
    after = re.match(rf"\s?(?:\(|,\s)(?:[А-Я][а-я]+,\s)?({COUNTRIES})\b", source.after(span[1], 40))
    return country_of(after[1]) if after else "BG"


def _leads(source: Source, at: int) -> bool:
    """Whether a Bulgarian municipality is called the leading partner: that is another field."""
    return bool(re.search(r"[Вв]одещ\w*\s[а-я]+(?:\s[а-я]+){0,2}\s$", source.before(at, 50)))


def _is_partner(source: Source, start: int, end: int) -> bool:
    """Whether the words beside a Bulgarian municipality call it a partner."""
    before, after = source.before(start, 45), source.after(end, 45)
    return bool(
        re.search(
            r"партньор\w{0,6}(?:\s(?:си|му|й|ѝ|по\sпроекта|на\sпроекта|са|е|бе|беше|и|в|-|:|от\sбългарска\sстрана|с))*\s?$",
            before,
            re.I,
        )
        or re.search(r"в\sпартньорство\sс(?:ъс)?\s$", before, re.I)
        or re.match(r",?\s(?:която\s)?(?:е|беше|бе|-)\s(?:и\s)?партньор", after)
    )


def _key(name: str) -> str:
    words = re.sub(r"[^\w\s]+", " ", name.lower()).split()
    words = [re.sub(r"(?:ята|та|то|ът)$", "", w) for w in words]
    return " ".join(words)


def _add(source: Source, found: dict[str, _Found], kind, span, country) -> None:
    name = source.text[span[0] : span[1]]
    key = _key(name)
    proper = _key(re.sub(r"^\S+\s", "", name)) if kind == "foreign_municipality" else key
    one = found.get(proper) or _shorter_or_longer(found, kind, proper)
    if one is None:
        one = found[proper] = _Found(kind, span, name)
    elif len(name) > len(one.name) and one.kind == kind and not one.role_span:
        one.name, one.span = name, span
    if not one.country:
        one.country = country
    role = _role(source, span)
    if role and not one.role_span:
        one.role, one.role_span = source.text[slice(*role)], role
        one.span, one.name = span, name
    start, end = source.sentence_at(span[0])
    words = source.plain[max(start, span[0] - 200) : min(end, span[1] + 200)]
    acts = _ACTS.match(source.after(span[1], 30))
    subject = not source.before(span[0], 90).strip() and _TOGETHER.match(source.after(span[1], 120))
    besides = TOOK_PART.search(source.before(span[0], 90))
    if (acts or subject or besides or _PART.search(words)) and not _ASIDE.search(words):
        one.parts += 1


def _shorter_or_longer(found: dict[str, _Found], kind: str, key: str) -> _Found | None:
    """Return the one that was named by more or by fewer words: „академията“, „академия „…““."""
    if kind not in ("institution", "school", "association"):
        return None
    return next(
        (
            one
            for other, one in found.items()
            if one.kind == kind and (other.startswith(f"{key} ") or key.startswith(f"{other} "))
        ),
        None,
    )


def _role(source: Source, span: tuple[int, int]) -> tuple[int, int] | None:
    """Return the place of the word that says what an organisation was, near its name."""
    before, after = source.before(span[0], 120), source.after(span[1], 60)
    offset = span[0] - len(before)
    last = None
    for match in _ROLE.finditer(before):
        between = before[match.end() :]
        if (
            _OF_WHOM.match(between)
            or _IN_LIST.match(between)
            or not re.search(
                r"[.;]|„|\sа\s|,\s(?!която|който)|Община|община\s[А-Я]",
                between[:-1] if between else "",
            )
        ):
            last = (offset + match.start(), offset + match.end())
    if last:
        return last
    after = re.sub(r"^\s?\([^)]{2,30}\)", lambda m: " " * len(m[0]), after)
    match = _ROLE.search(after)
    if match and re.fullmatch(
        r"[\s,“-]*(?:(?:която|който|което|също|е|беше|бе|са|и|като|в\sролята\sна|-|с\s(?:ролята\sна)?|\((?:като)?)\s?)*",
        after[: match.start()],
    ):
        return span[1] + match.start(), span[1] + match.end()
    return None


def _proposal(source: Source, one: _Found) -> Proposal:
    start, end = one.span
    if one.role_span:
        start, end = min(start, one.role_span[0]), max(end, one.role_span[1])
    value = {"name": one.name, "kind": one.kind, "country": one.country, "role": one.role}
    return Proposal("partners", value, start, end, source.sentence_at(one.span[0]))
