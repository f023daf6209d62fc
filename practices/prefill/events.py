"""Events with a date or with people counted."""

import itertools
import re
from dataclasses import dataclass

from practices.prefill.dates import When, dates
from practices.prefill.proposal import Proposal
from practices.prefill.quantities import COUNT, of_count
from practices.prefill.source import Source

_KINDS = (
    ("press", r"пресконференци\w{1,3}|брифинг\w{0,2}"),
    (
        "discussion",
        r"обществен\w{1,3}\s(?:обсъждан\w{1,3}|дискуси\w{1,3})|обсъждан(?:е|ето|ия|ията)\b|дискуси(?:я|ята|и|ите)\b",
    ),
    (
        "training",
        r"обучени(?:е|ето|я|ята)\b|семинар(?:ът|а|и|ите)?\b|курс(?:ът|а|а|ове|овете)?\b|школа(?:та)?(?=\s(?:за|по)\s)|учение(?:то)?\b|уъркшоп\w{0,3}",
    ),
    ("conference", r"конференци(?:я|ята|и)\b"),
    ("visit", r"посещени(?:е|ето|я|ята)\b|визит(?:а|ата|и)\b|пътуван(?:е|ето|ия)\b"),
    (
        "campaign",
        r"кампани(?:я|ята|и)\b|информационн?(?:ен|ия|ият|ни)\sд(?:ен|ни)\b|дн?и?ен?\sна\sотворените\sврати",
    ),
    (
        "meeting",
        r"форум(?:ът|а|и)?\b|срещ(?:а|ата|и|ите)\b|кръгл(?:а|ата|и)\sмас(?:а|ата|и)\b|сеси(?:я|ята|и)\b|събрани(?:е|ето|я)\b",
    ),
    (
        "other",
        r"(?:церемония(?:та)?\sпо\s)?откриване(?:то)?\b|фестивал(?:ът|а)?\b|състезани(?:е|ето)\b|изложба(?:та)?\b|панаир(?:ът|а)?\b|изложени(?:е|ето)\b|(?:трудова\s)?борса(?:та)?\b|[а-я]{3,12}ски(?:я|ят)?\sден\b",
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
_VISITED = re.compile(
    r"\b(?P<group>[Дд]елегация\s[^.;]{0,40}?)(?P<verb>посети(?:ха)?\s(?:[А-Я][а-я]+(?:\s[А-Я][а-я]+)?))"
)

_PEOPLE = (
    r"(?:[а-я-]{2,20}\s){0,2}?(?:души|човека|хора|участни\w+|служител\w*|граждан\w*|ученици?\w*|родител\w*|младеж\w*|деца|представител\w*|експерт\w*|доброволц\w*|стопан\w*"
    r"|учител\w*|жител\w*|съветни\w*|кмет\w*|предприемач\w*|специалист\w*|медиатор\w*|гост\w*|домакин\w*|директор\w*|пенсионер\w*|производител\w*|библиотекар\w*|млади|жени|мъже|собствени\w+|лекар\w*|сестри|студент\w*|съученици|полица\w+|участнички|земедел\w*|фермер\w*|семейства|читател\w*|ромск\w+|общински|председател\w*)\b"
)
_HEADS = re.compile(
    rf"(?:(?:се\s)?(?:участва(?:ха|т|ли)?|включи(?:ха|ли)?|взе(?:ха|ли|мат)\sучастие|присъства(?:ха|т|ли)?|дойд(?:оха|оха)|преминаха|минаха|посетиха|завършиха|събра(?:ха|ли)?|минали|бяха\sобучени|са\sобучени|обучени\s(?:са|бяха))"
    rf"(?:\s(?:са|бяха|общо|над|повече\sот|около|близо|се|и|още|цели|обучението|курса|курс|в\s(?:него|нея|тях)))*\s(?P<a>{COUNT})(?:\s{_PEOPLE})?)"
    rf"|(?:(?:пред|с\sучастието\sна|с\sучастие\sна|при\sучастието\sна)\s(?:повече\sот\s|над\s|около\s|близо\s)?(?P<b>{COUNT})\s[а-я-]{{4,20}})"
    rf"|(?:\bс\s(?:над\s|повече\sот\s|общо\s|около\s)?(?P<c>{COUNT})\s(?:участни\w+|обучени|служител\w*))"
    rf"|(?P<d>{COUNT})\s{_PEOPLE}\s(?:от\s[а-яА-Я\s]{{3,40}}\s)?(?:се\s)?(?:участва(?:ха|т)|включиха|взеха\sучастие|присъстваха|дойдоха|заминаха|завършиха|преминаха|посетиха|минаха)"
    rf"|(?:[Дд]елегация|[Гг]рупа)\s(?:от|на)\s(?P<e>{COUNT})\s{_PEOPLE}"
    rf"|посетен[оаи]?\sот\s(?:над\s|повече\sот\s|около\s)?(?P<i>{COUNT})\s[а-я]{{4,20}}"
    rf"|(?:посещение|визита|пътуване)(?:то)?\sна\s(?P<g>{COUNT})\s{_PEOPLE}|\s-\s(?P<h>{COUNT})\s{_PEOPLE}"
    rf"|(?:в\s(?:който|която|което|които|него|нея|тях))\s(?:се\s)?(?:участваха|включиха|взеха\sучастие)\s(?:над\s|повече\sот\s|общо\s)?(?P<f>{COUNT})",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:ще\s(?:бъде|се|има|продължи|проведе|покаже)|предстои|предстоящ|насрочен|следващ(?:ата|ия|ият|ото)\s(?:среща|година|форум|конференция|брой)|догодина"
    r"|миналогодишн|друг\w*\sпроект|всяка\sгодина|ежегодн|всеки\s(?:месец|вторник)|проверете|припомн\w+,?\sче\sпрез|за\sпоредна)\b",
    re.I,
)
_CLAUSE = re.compile(r",\sа\s|;\s|,\sдокато\s")
_NOT_EVENT = re.compile(
    r"(?:тем[аи]|материал\w*|план\w*|програм\w+\s„?|покан\w+|резултат\w*|договор\w*|поредица|протокол\w*|нужда|след|зала\w*|организаци\w*|център\w*|за|преди|дирекция|без|курсове\sза)\s(?:на|за|от|по)?\s?(?:[а-я]+та\s)?$",
    re.I,
)
_OF_IT = re.compile(r"\s(?:на|за)\s(?:[а-я]+\s){0,2}")
_OTHER_DATE = re.compile(r"(?:[Мм]ежду\s\w+\sи|\bдо|продължава\sпрез|обявен\w?\sна)\s$")
_AND_MORE = re.compile(rf"\s(?:[а-я]+\s){{1,3}}и\s{COUNT}\s[а-я]", re.I)
_ENDS = re.compile(r"(?:завърши|приключи)\s(?:на|през)\s$")
_UNIT_AFTER = re.compile(
    r"\s(?:години|месеца|дни|часа|общини|села|лева|лв|евро|хил|млн|%|на\sсто|проекта|предложения|тона|броя|пъти|сгради|училища|км)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: str
    at: tuple[int, int]


def events(source: Source) -> list[Proposal]:
    """Propose the events that a sentence gives a date or a headcount."""
    found: list[Proposal] = []
    for sentence in source.sentences:
        words = source.plain[slice(*sentence)]
        if _AHEAD.search(words):
            continue
        for clause in _clauses(source, sentence):
            found += _of_clause(source, clause)
    return _once(found)


def _clauses(source: Source, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut a sentence where each part has an event of its own."""
    cuts = [m.start() for m in _CLAUSE.finditer(source.plain, *sentence)]
    edges = [sentence[0], *cuts, sentence[1]]
    parts = list(itertools.pairwise(edges))
    joined = [parts[0]]
    for part in parts[1:]:
        if _mentions(source, part) and _mentions(source, joined[-1]):
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
    match = _VISITED.search(source.plain, *clause)
    if match and not found:
        found.append(_Mention("visit", (match.start(), match.end())))
    return found


def _of_clause(source: Source, clause: tuple[int, int]) -> list[Proposal]:
    mentions = _mentions(source, clause)
    if not mentions:
        return []
    whens = [w for w in dates(source, *clause) if _is_of_event(source, w)]
    heads = [
        (m, next(n for n in "abcdefghi" if m[n]))
        for m in _HEADS.finditer(source.plain, *clause)
        if not _UNIT_AFTER.match(source.plain, m.end(next(n for n in "abcdefghi" if m[n])))
    ]
    if len(whens) > 1 or len(heads) > 1 or not (whens or heads):
        return []
    mention = _chosen(mentions, whens, heads)
    if mention is None:
        return []
    one = _proposal(
        source, clause, mention, whens[0] if whens else None, heads[0] if heads else None
    )
    return [one] if any(one.value[k] for k in ("start", "end", "participants")) else []


def _chosen(mentions: list[_Mention], whens: list[When], heads: list) -> _Mention | None:
    """Return the event that date and headcount are of: the only one, or the nearest of several."""
    if len(mentions) == 1:
        return mentions[0]
    anchor = whens[0].at[0] if whens else heads[0][0].start(heads[0][1])
    return min(mentions, key=lambda m: min(abs(anchor - m.at[0]), abs(anchor - m.at[1])))


def _is_of_event(source: Source, when: When) -> bool:
    """Whether a date can be an event's: no beginning of something, no number of a decision."""
    before = source.before(when.at[0], 40)
    if _OTHER_DATE.search(before):
        return False
    return not re.search(
        r"(?:№\s?[\w/-]*|решение[^,]*|до\sкрая\sна\s|след\s|от\s(?:[а-я]+\s)?|[Дд]оговор[^,]*|[Пп]рограма[^,]*|(?:проектът|договорът|работата)\s(?:стартира|започна)[^,]*)$",
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
    if head:
        match, group = head
        # „96 служители и 77 съветници“: their sum stands nowhere
        if not _AND_MORE.match(source.after(match.end(group), 60)):
            people = of_count(match[group].lower().strip())
            spans.append(match.span(group))
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


def _once(proposals: list[Proposal]) -> list[Proposal]:
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
        kept.append(one)
    return kept
