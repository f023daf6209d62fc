"""Events with a date or with people counted."""

import itertools
import re
from dataclasses import dataclass

from practices.prefill.attendance import after, came, headcount
from practices.prefill.dates import When, dates
from practices.prefill.proposal import Proposal
from practices.prefill.quantities import ABOUT, COUNT
from practices.prefill.source import Source

_KINDS = (
    ("press", r"пресконференци\w{1,3}|брифинг\w{0,2}|пресбрифинг\w{0,2}"),
    (
        "discussion",
        r"(?:обществен|публичн)\w{1,3}\s(?:обсъждан\w{1,3}|дискуси\w{1,3}|консултаци\w{1,3})|обсъждан(?:е|ето|ия|ията)\b|дискуси(?:я|ята|и|ите)\b|дебат(?:ът|а|и|ите)?\b|допитван(?:е|ето|ия)\b|референдум(?:ът|а)?\b|фокус[\s-]?груп(?:а|ата|и|ите)\b",
    ),
    (
        "training",
        (
            r"обучени(?:е|ето|я|ята)\b|семинар(?:ът|а|и|ите)?\b|(?:крат)?курс(?:ът|а|а|ове|овете|че)?\b|школа(?:та)?(?=\s(?:за|по)\s)|учение(?:то)?\b|уъркшоп\w{0,3}|тренинг\w{0,3}|майсторск\w+\sклас\w{0,3}"
            r"|работилниц(?:а|ата|и|ите)\b|инструктаж(?:ът|а|и)?\b|лекци(?:я|ята|и)\b|лагер(?:ът|а|и)?\b|практикум\w{0,2}"
        ),
    ),
    ("conference", r"конференци(?:я|ята|и)\b|симпозиум(?:ът|а)?\b|конгрес(?:ът|а)?\b"),
    (
        "visit",
        r"посещени(?:е|ето|я|ята)\b|визит(?:а|ата|и)\b|пътуван(?:е|ето|ия)\b|обмен(?:ът|а|и)?\b(?!\sна\s(?!опит))|екскурзи(?:я|ята|и)\b",
    ),
    (
        "campaign",
        r"кампани(?:я|ята|и|ите)\b|информационн?(?:ен|ия|ият|ни|ните)\sд(?:ен|ни)\b|дн?и?ен?\sна\sотворените\sврати|(?:почистваща|дарителска|доброволческа|информационна)\sакци(?:я|ята)\b|акци(?:я|ята)\b(?=\s[„по])",
    ),
    (
        "meeting",
        r"форум(?:ът|а|и)?\b|срещ(?:а|ата|и|ите)\b|кръгл(?:а|ата|и)\sмас(?:а|ата|и)\b|сеси(?:я|ята|и)\b|събрани(?:е|ето|я)\b|заседани(?:е|ето|я)\b|съвещани(?:е|ето|я)\b|обществен\sсъвет\b",
    ),
    (
        "other",
        (
            r"(?:(?:официална(?:та)?|тържествена(?:та)?)\s)?(?:церемония(?:та)?|тържество(?:то)?)(?:\sпо\sоткриване(?:то)?)?\b|откриване(?:то)?\b|(?:фото)?пленер(?:ът|а)?\b|фестивал(?:ът|а)?\b|състезани(?:е|ето|я)\b|турнир(?:ът|а)?\b|конкурс(?:ът|а)?\b|хакатон(?:ът|а)?\b|изложба(?:та)?\b|панаир(?:ът|а)?\b|базар(?:ът|а)?\b"
            r"|изложени(?:е|ето)\b|(?:трудова\s)?борса(?:та)?\b|[а-я]{3,12}ски(?:я|ят)?\sден\b|поход(?:ът|а)?\b|шествие(?:то)?\b|премиера(?:та)?\b|спектакъл(?:ът|а)?\b|представление(?:то)?\b|празник(?:ът|а)?\b|трапеза(?:та)?\b|демонстраци(?:я|ята)\b|маратон(?:ът|а)?\b|събор(?:ът|а)?\b|олимпиада(?:та)?\b|прожекци(?:я|ята|и)\b|уикенд(?:ът|а)?\b|концерт(?:ът|а|и)?\b|(?<=„)(?:ден(?:ят)?|дни(?:те)?|нощ(?:та)?|седмица(?:та)?|празник(?:ът)?)\s(?:на|за)\b"
        ),
    ),
)
_NOUN = re.compile("|".join(rf"(?P<{kind}>\b(?:{words}))" for kind, words in _KINDS), re.I)
_BEFORE = re.compile(
    r"(?:(?:[А-Яа-я-]{3,25}(?:ен|на|ната|но|ното|ни|ните|ия|ият|ски|ска|ската|ско|ския|ният|ния|та|ти|ва|ви|дневно|дневен)|[Пп]ърв\w+|[Вв]тор\w+)\s){1,3}$"
)
_QUOTED = re.compile(r"\s(?:по\sтема\s|на\sтема\s|за\s)?„[^“\n]{3,90}“")
# „форум за …“, „откриване на …“: words after these belong to the name, up to a verb or another.
_LINK = re.compile(r"\s(?:за|по|на)(?=\s[а-я])")
_SCENE = re.compile(
    r"\s(?:в|във|до)\s(?:град\s|село\s)?[А-Я][а-я]+(?:\s[А-Я][а-я]+)?(?![а-я])|\s(?:в|във)\s(?:читалището|училището|общината|парка|залата)\b"
)
_WORD = re.compile(r"\s[а-я-]{2,25}(?![\w])")
_NO_NAME = re.compile(
    r"\s(?:в|във|на|се|са|е|беше|бе|бяха|с|със|през|от|която|който|които|по|за|и|обхваща\w*|започна\w*|премин\w*|стартира\w*|приключ\w*|завърш\w*|[а-я]+(?:ха|аше|еше))$"
)
_LONGEST_NAME = 4
# An event told by a verb alone; of training only with a date, for every project trains someone.
_VERBS = (
    (
        "visit",
        re.compile(
            r"\b(?:(?:[Дд]елегация|[Гг]рупа)\s[^.;]{0,40}?)?(?:посети(?:ха)?\s(?:[А-Я][а-я]+(?:\s[А-Я][а-я]+)?)|(?:гостува(?:ха)?|бяха\sна\sгости)\s(?:на|в|във)\s(?:[а-я-]+\s){0,3}?(?:[А-Я][а-я]+|[а-я]{4,})|(?:наблюдава|стажува)(?:ха)?\s(?:[а-я]+\s){1,4}(?:на|в)\s(?:[а-я]+\s){0,2}[А-Я][а-я]+|замина(?:ха)?\sза\s[А-Я][а-я]+)"
        ),
    ),
    (
        "training",
        re.compile(
            r"\b(?:обучи(?:ха)?\s(?:(?:[а-я]+|\d+)\s){0,3}?[а-я]{4,}|(?:бяха|са|беше)\sобучени(?:\s(?:по|за|да)\s[а-я]+(?:\s[а-я]+)?)?|[Оо]бучени\s(?:са|бяха)(?:\s(?:по|за)\s[а-я]+)?)"
        ),
    ),
)
_AHEAD = re.compile(
    r"\b(?:ще\s(?:бъде|се|има|продължи|проведе|покаже)|предстои|предстоящ|насрочен|следващ(?:ата|ия|ият|ото)\s(?:среща|година|форум|конференция|брой)|догодина"
    r"|миналогодишн|друг\w*\sпроект|не\sсе\sсъстоя|не\sбе(?:ше)?\s(?:про)?веден|не\sсе\sпроведе|отложен|отменен|отмени|планиран\w*\sза|очакват|ще\sсе\s|всяка\sгодина|ежегодн|всеки\s(?:месец|вторник)|проверете|припомн\w+,?\sче\sпрез|за\sпоредна)\b",
    re.I,
)
_CLAUSE = re.compile(r",\sа\s|;\s|,\sдокато\s")
_NOT_EVENT = re.compile(
    r"(?:тем[аи]|материал\w*|план\w*|програм\w+\s„?|покан\w+|резултат\w*|договор\w*|споразумени\w*|меморандум\w*|стратеги\w*|наредб\w*|правил\w*|мярка|схема|откри(?:ха)?|създаде(?:ха)?|създаден\w?|обзаве\w+|построи\w*|поредица|протокол\w*|нужда|след|зала\w*|организаци\w*|център\w*|за|преди|дирекция|без|курсове\sза)\s(?:на|за|от|по)?\s?(?:[а-я]+(?:та|но|на|ен|ни|то|ска|ски|ско)\s)?$",
    re.I,
)
_OF_IT = re.compile(r"\s(?:на|за)\s(?:[а-я]+\s){0,2}")
_OTHER_DATE = re.compile(r"(?:[Мм]ежду\s\w+\sи|\bдо|продължава\sпрез|обявен\w?\sна)\s$")
_ENDS = re.compile(r"(?:завърши|приключи)\s(?:на|през)\s$")


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: str
    at: tuple[int, int]
    is_verb: bool = False


def events(source: Source) -> list[Proposal]:
    """Propose the events that a sentence gives a date or a headcount."""
    found: list[Proposal] = []
    for sentence in source.sentences:
        words = source.plain[slice(*sentence)]
        if _AHEAD.search(words):
            continue
        last: _Mention | None = None
        for clause in _clauses(source, sentence):
            mentions = _mentions(source, clause)
            if last and not mentions:
                found += _again(source, clause, last)
            else:
                found += _of_clause(source, clause)
            last = mentions[0] if len(mentions) == 1 else None
    lead = source.paragraphs[min(1, len(source.paragraphs) - 1)][1] if source.paragraphs else 0
    return _once(found, lead)


_ONLY_A_NUMBER = re.compile(
    rf"\s-\s(?:{ABOUT})?(?P<n>{COUNT})(?:\s(?:души|човека))?\s?[.;]?$", re.I
)


def _again(source: Source, clause: tuple[int, int], mention: _Mention) -> list[Proposal]:
    """Return the event of the clause before, held once more: „…, а на 29 август 2020 г. - 310“."""
    whens = list(dates(source, *clause))
    number = _ONLY_A_NUMBER.search(source.plain, *clause)
    if len(whens) != 1 or number is None:
        return []
    return [_proposal(source, clause, mention, whens[0], number.span("n"))]


def _clauses(source: Source, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut a sentence where each part has an event of its own."""
    cuts = [m.start() for m in _CLAUSE.finditer(source.plain, *sentence)]
    edges = [sentence[0], *cuts, sentence[1]]
    parts = list(itertools.pairwise(edges))
    joined = [parts[0]]
    for part in parts[1:]:
        if _mentions(source, joined[-1]) and (
            _mentions(source, part)
            or (source.plain[part[0]] == "," and next(dates(source, *part), None))
        ):
            joined.append(part)
        else:
            joined[-1] = (joined[-1][0], part[1])
    return joined


def _mentions(source: Source, clause: tuple[int, int]) -> list[_Mention]:
    found = [
        _Mention(match.lastgroup, match.span())
        for match in _NOUN.finditer(source.plain, *clause)
        if not _NOT_EVENT.search(source.before(match.start(), 30))
    ]
    found = [
        one
        for place, one in enumerate(found)
        if not place or not _OF_IT.fullmatch(source.plain, found[place - 1].at[1], one.at[0])
    ]
    return found or _verbal(source, clause)


def _verbal(source: Source, clause: tuple[int, int]) -> list[_Mention]:
    """Return the event that a verb alone tells of."""
    for kind, pattern in _VERBS:
        match = pattern.search(source.plain, *clause)
        if match and (kind == "visit" or next(dates(source, *clause), None)):
            return [_Mention(kind, match.span(), is_verb=True)]
    return []


def _of_clause(source: Source, clause: tuple[int, int]) -> list[Proposal]:
    mentions = _mentions(source, clause)
    if not mentions:
        return []
    whens = [w for w in dates(source, *clause) if _is_of_event(source, w)]
    heads = came(source, *clause, dated=bool(whens))
    if len(mentions) > 1 and len(whens) == len(mentions):
        pairs = [(m, w, None) for m, w in zip(mentions, whens, strict=True)]
    elif len(mentions) == 1 and len(whens) > 1 and not heads and _one_after_another(source, whens):
        pairs = [(mentions[0], when, None) for when in whens]
    elif len(whens) > 1 or len(heads) > 1:
        return []
    else:
        when, head = next(iter(whens), None), next(iter(heads), None)
        pairs = [(_chosen(mentions, when, head), when, head)] if when or head else []
    found = []
    for mention, when, head in pairs:
        if mention.is_verb and mention.kind == "training" and when is None:
            continue
        one = _proposal(source, clause, mention, when, head)
        if any(one.value[k] for k in ("start", "end", "participants")):
            found.append(one)
    return found


def _one_after_another(source: Source, whens: list[When]) -> bool:
    """Whether dates make a list: „на 6 октомври и на 3 ноември 2021 г.“."""
    return all(
        re.fullmatch(r"\s?(?:,|и|,\sи)\s(?:на\s|през\s)?", source.plain[a.at[1] : b.at[0]])
        for a, b in itertools.pairwise(whens)
    )


def _chosen(mentions: list[_Mention], when: When | None, head) -> _Mention:
    """Return the event that date and headcount are of: the only one, or the nearest of several."""
    anchor = when.at[0] if when else head[0]
    return min(mentions, key=lambda m: min(abs(anchor - m.at[0]), abs(anchor - m.at[1])))


def _is_of_event(source: Source, when: When) -> bool:
    """Whether a date can be an event's: no beginning of something, no number of a decision."""
    before = source.before(when.at[0], 40)
    if _OTHER_DATE.search(before):
        return False
    return not re.search(
        r"(?:№\s?[\w/-]*|решение[^,]*|до\sкрая\sна\s|след\s|от\s(?:[а-я]+\s)?|[Дд]оговор[^,]*|[Пп]рограма[^,]*|(?:проект\w*|договор\w{0,2}|работата|строителството|ремонтът),?\s(?:която\s|който\s)?(?:е\s)?(?:стартира|започна|приключи|завърши)[^,]*)$",
        before,
    ) or bool(re.search(r"\bот\s$", before) and when.is_range)


def _proposal(source: Source, clause, mention: _Mention, when: When | None, head) -> Proposal:
    start, end = _name(source, mention, clause)
    spans = [(start, end)]
    is_end = False
    if when:
        spans.append(when.at)
        is_end = bool(_ENDS.search(source.before(when.at[0], 25)))
    people = None
    head = head or (
        after(source, source.sentence_at(start), source.plain[mention.at[0] :][:5])
        if when
        else None
    )
    if head:
        people = headcount(source, head)
        if people is not None:
            spans.append(head)
    value = {
        "name": source.text[start:end],
        "kind": mention.kind,
        "start": when.start if when and not is_end else None,
        "end": when.start if is_end else when.end if when else None,
        "participants": people,
    }
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return Proposal("events", value, first, last, source.sentence_at(start))


def _name(source: Source, mention: _Mention, clause: tuple[int, int]) -> tuple[int, int]:
    """Return the place of the event's name: its noun with the adjectives before and what it is about."""
    start, end = mention.at
    if mention.is_verb:
        return start, end
    if source.plain[start - 1 : start] == "„":
        close = source.plain.find("“", end, min(clause[1], end + 90))
        return start, close if close > 0 else end
    before = source.plain[max(clause[0], start - 70) : start]
    adjectives = _BEFORE.search(before)
    if adjectives:
        start -= len(adjectives[0])
    for pattern in (_QUOTED, _SCENE):
        after = pattern.match(source.plain, end, clause[1])
        if after:
            return start, after.end()
    link = _LINK.match(source.plain, end, clause[1])
    if link:
        end = _words(source, end, link.end(), clause[1])
    scene = _SCENE.match(source.plain, end, clause[1])
    if scene:
        end = scene.end()
    return start, end


def _words(source: Source, start: int, at: int, last: int) -> int:
    """Return where the words after a preposition end; `start` if none of them can be of a name."""
    end, count = start, 0
    while count < _LONGEST_NAME and (word := _WORD.match(source.plain, at, last)):
        if _NO_NAME.match(word[0]):
            break
        end = at = word.end()
        count += 1
    return end


def _is_told_again(one: Proposal, proposals: list[Proposal]) -> bool:
    """Whether a later event of the kind has a date: the first lines only announced it."""
    return any(
        other.value["kind"] == one.value["kind"]
        and other.value["start"]
        and other.start > one.start
        for other in proposals
    )


def _once(proposals: list[Proposal], lead: int) -> list[Proposal]:
    """Drop what says again, with less, what another proposal of the same day or number says."""
    kept: list[Proposal] = []
    for one in proposals:
        value = one.value
        if any(
            value["kind"] == other.value["kind"]
            and (value["start"], value["participants"])
            == (other.value["start"], other.value["participants"])
            for other in kept
        ):
            continue
        if one.start < lead and not value["start"] and _is_told_again(one, proposals):
            continue
        kept.append(one)
    return kept
