"""When the practice ran and how long."""

import re

from practices.prefill.dates import When, dates
from practices.prefill.proposal import Proposal
from practices.prefill.quantities import COUNT, of_count
from practices.prefill.source import Source

_WHAT = (
    r"(?:проект\w*|инициатива\w*|програмата|изпълнени\w+|работата|работи(?:те)?|дейност\w*|практиката|услугата"
    r"|обиколката|линията|центърът|начинанието|[Тт]ой\s(?:стартира|започна|е\sзапочн)|партньорството|договорът|ремонтът"
    r"|строителството|строежът|подмяната|монтажът|проучването|пилотът|мярката|схемата|моделът|срокът|периодът)"
)
# „е започнал“, „стартираха“, „е даден старт“
_BEGIN = (
    r"(?:стартира(?:ха|л[аио]?|ло)?|започн(?:а|аха|ал|ала|ало|али|ат|ата|ато)|започва(?:т|ше)?|тръгна(?:ха|л[аио]?)?|заработи(?:ха|л[аио]?)?|начало(?:то)?"
    r"|даден[а-я\s]{1,12}старт\w{0,2}|сключен\w?|подписан\w?|в\sсила|считано)"
)
_FINISH = r"(?:завърш(?:и|иха|ил[аио]?|ва|ват|ен)|приключ(?:и|иха|ил[аио]?|ва|ват|ен\w?)|изтича|изтече|финишира(?:ха)?|финализира\w*|продължава|трае|край(?:ният)?|до)"
_RAN = re.compile(
    rf"{_WHAT}[^.;]{{0,120}}(?:изпълн\w+|реализир\w+|осъществ\w+|продължи|трая|проведе|протече|бе(?:ше)?|работи\w*|изпълнение|периода?|-)"
    r"[^.;]{0,60}$|месец(?:а|и)?,\s(?:от\s)?$|(?:изпълн\w+|реализир\w+|осъществ\w+)[^.;]{0,40}$",
    re.I,
)
_BEGAN = re.compile(
    rf"(?:{_WHAT}[^.;]{{0,80}}|^\W*(?:[Тт]ой|[Тт]я|[Тт]о)\s(?:[а-я]{{1,3}}\s)?|^\W*(?:е\s)?){_BEGIN}(?:\s(?:е|официално|реално|на|през|в|във|в\sначалото\sна|в\sкрая\sна|от))*\s?(?:месец\s)?$"
    rf"|\b[Нн]ачало(?:\sна\s[а-я]+)?:\s$|срок\w*[^.;]{{0,60}}(?:считано\sот|от)\s$|(?:действа|работи|съществува|прилага\s?се|се\sприлага|функционира)\s(?:вече\s)?(?:от|насам\sот)\s$",
    re.I,
)
_ENDED = re.compile(
    rf"\b[Кк]рай(?:\sна\s[а-я]+)?:\s$|\b(?:{_FINISH}|с\sкрай)(?:\s(?:е|успешно|официално|предсрочно|окончателно|на|през|в\sкрая\sна|до|края\sна|в))*\s?(?:месец\s)?$",
    re.I,
)
_NOT_BEGAN = re.compile(
    r"кампани\w+|обучени\w+|форум|срещ\w+|сезон\w*|училищ\w+\sгодина|договор(?!ът|а\b)|заявлени|регистрац|кандидатств|курс\w*|ще\s",
    re.I,
)
_EVENT = re.compile(
    r"посещени\w+|визит\w+|пътуване|обучени\w+|семинар\w*|форум\w*|срещ[аи]\w*|конференци\w+|програмен\sпериод|подаван\w+|кандидатств\w+|заминаха|обсъждан\w+",
    re.I,
)

_UNIT = r"(?:месец(?:а|и)?|годин[аи]|г\.)"
_LENGTH = re.compile(
    rf"(?P<half>година\sи\sполовина|(?:{COUNT})\sгодини\sи\sполовина)"
    rf"|(?P<count>{COUNT})\s?-?\s?(?P<unit>месец(?:а|и)?\b|годин[аи]\b)"
    rf"|(?P<adjective>\b\d{{1,3}})\s?-\s?(?P<kind>месеч\w{{2,4}}|годишн\w{{1,3}})"
    rf"|\b(?P<stem>едно|дву|две|три|четири|пет|шест|седем|осем|девет|десет|единадесет|единайсет|дванадесет|дванайсет|петнадесет|петнайсет"
    rf"|осемнадесет|осемнайсет|двадесетичетири|двайсетичетири)(?P<kind2>месеч\w{{2,4}}|годиш\w{{2,4}})",
    re.I,
)
_STEMS = {
    "едно": 1, "дву": 2, "две": 2, "три": 3, "четири": 4, "пет": 5, "шест": 6, "седем": 7, "осем": 8,
    "девет": 9, "десет": 10, "единадесет": 11, "единайсет": 11, "дванадесет": 12,
    "дванайсет": 12, "петнадесет": 15, "петнайсет": 15, "осемнадесет": 18, "осемнайсет": 18,
    "двадесетичетири": 24, "двайсетичетири": 24,
}  # fmt: skip
_LASTS = re.compile(
    r"(?:в\sпродължение\sна|в\sрамките\sна|(?:с\s)?(?:обща\s)?продължителност\w{0,2}(?:\s(?:му|й|ѝ|на\s(?:проекта|дейностите)|от|е|беше|бе))*"
    r"|продължи(?:\s(?:общо|точно|цели))?|трая|прод[ъь]лжава|срок\w{0,2}(?:\s(?:за|на)\sизпълнение(?:\sна\s(?:проекта|договора))?)?"
    r"(?:\s(?:от|е|беше|бе))*|изпълнени\w+(?:\sна\s(?:проекта|дейностите))?\s(?:отне|е|продължи|трая|беше|бе)|за\sпериод\sот|за\sсрок\sот|в\sсрок\sот"
    r"|отчет\w+(?:\s(?:първите|общо))?|(?:проектът|договорът)(?:\s\([^)]{3,50}\))?\s(?:е\s)?(?:беше|бе|трая|отне|за)|работата\s(?:продължи|отне|трая)|реализира\w*\sза):?\s(?:от\s|общо\s|близо\s)?$",
    re.I,
)
_PROJECT_AFTER = re.compile(r"^\s(?:[а-я]+\s)?(?:проект|изпълнение|работа\b|труд\b)", re.I)
_AT_WORK = re.compile(
    r"\s(?:те|екип\w*|общин\w+|учени\w+|доброволц\w+|служител\w*|партньор\w*|проект\w*|организаци\w+)\s(?!преди|след)",
    re.I,
)
# „срок“ and „в продължение на“ are of the project only where the sentence speaks of it.
_VAGUE = re.compile(
    r"в\sпродължение|срок\w{0,2}\s(?!\w*\s?(?:за|на)\sизпълнение)|(?:за|в)\sсрок|за\sпериод|в\sрамките",
    re.I,
)
_OF_PROJECT = re.compile(r"проект|изпълн|екип|партньор|дейностите|договор|реализир", re.I)
# „за двайсет и четири месеца“, where the sentence speaks of the project or gives its period.
_WITHIN = re.compile(
    r"(?:\b(?:за|с|от|тоест|т\.\s?е\.|или|общо|цели|рамките\sна|продължение\sна|е|беше|бе)\s(?:(?:точно|общо|цели|около|близо)\s)?|[-(,:]\s?)$",
    re.I,
)
_NOT_WITHIN = re.compile(
    r"(?:първ\w+|последн\w+|следващ\w+|всек\w+|всяк\w+|допълнителн\w+|преди|след|над|по|навърш\w*|през)\s$|възраст|години\sнаред",
    re.I,
)
_NOT_LASTS = re.compile(
    r"гаранци\w+|отсрочк\w*|наем\w*|концеси\w*|устойчивост\w*|мониторинг\w*|аванс\w*|кредит\w*|стратеги\w+|договор\sза\s(?!безвъзм)",
    re.I,
)


def period(source: Source) -> list[Proposal]:
    """Propose beginning and end, to the month: a range said to be the project's, or its two ends."""
    best: Proposal | None = None
    halves: list[Proposal] = []
    for sentence in source.sentences:
        found = list(dates(source, *sentence))
        if not found:
            continue
        proposal = _whole(source, sentence, found) or _ends(source, sentence, found)
        if proposal and (best is None or _worth(proposal) > _worth(best)):
            best = proposal
        if proposal:
            halves.append(proposal)
    if best and _worth(best) == 1:
        best = _joined(source, best, halves)
    return [best] if best else []


def _joined(source: Source, one: Proposal, halves: list[Proposal]) -> Proposal:
    """Return beginning and end as one period where they stand in sentences beside each other."""
    for other in halves:
        first, last = sorted((one, other), key=lambda p: p.start)
        if other is one or source.following(first.sentence) != last.sentence:
            continue
        start = one.value["start"] or other.value["start"]
        end = one.value["end"] or other.value["end"]
        if start and end and start <= end:
            return Proposal(
                "period", {"start": start, "end": end}, first.start, last.end, first.sentence
            )
    return one


# „Програмата трая три години, от … до …“, „срокът му е от … до …“
_LASTED = re.compile(
    r"(?:трая(?:ла?)?|продължи(?:л[ао]?)?|продължава|срок\w{0,2}\s(?:му|ѝ|й|им|за\sизпълнение)|период\w{0,2}\s(?:му|ѝ|на\sизпълнение)|изпълнени(?:е|ето)|се\s(?:из)?пълнява(?:ше)?|отне)"
    r"[^;]{0,60}$",
    re.I,
)


def _worth(proposal: Proposal) -> int:
    return sum(1 for day in proposal.value.values() if day)


def _calm(words: str) -> str:
    """Return words with the points within numbers of contracts as signs that end no clause."""
    return re.sub(r"(?<=\w)\.(?=\w)", "·", words)


def _whole(source: Source, sentence: tuple[int, int], found: list[When]) -> Proposal | None:
    for when in found:
        if not when.is_range:
            continue
        before = _calm(source.before(when.at[0], 200))
        lasted = re.search(r"(?:\bот|между)\s$", before) and _LASTED.search(before)
        if _EVENT.search(before[-120:]) or re.search(
            rf"{'' if lasted else '[Пп]рограм|'}ПРСР|фонд|план|стратеги|\d$|„[^“]*$|Наредб|нараства\w|спад|намал|увелич",
            before[-45:],
        ):
            continue
        if when.precision == 1 and not re.search(
            r"(?:\bот|между|през|период\w{0,2}|в|\()\s?$", before
        ):
            continue  # „Гърция - България 2014-2020“
        if when.precision == 3 and when.start[:7] == when.end[:7]:
            continue
        if _RAN.search(before) or _LASTED.search(before):
            return _proposal(when.start, when.end, when.at, sentence)
    return None


def _ends(source: Source, sentence: tuple[int, int], found: list[When]) -> Proposal | None:
    start = end = None
    for when in found:
        if when.is_range:
            continue
        before = _calm(source.before(when.at[0], 120))
        if _BEGAN.search(before) and not start and not _NOT_BEGAN.search(before):
            start = when
        elif (
            _ENDED.search(before)
            and not (end or _NOT_BEGAN.search(before[-70:]))
            and (start or re.search(_WHAT, before, re.I))
        ):
            end = when
    if not start and not end:
        return None
    spans = [w.at for w in (start, end) if w]
    return _proposal(
        start.start if start else None,
        end.start if end else None,
        (min(a for a, _ in spans), max(b for _, b in spans)),
        sentence,
    )


def _proposal(start, end, at, sentence) -> Proposal | None:
    if start and end and end[:7] < start[:7]:
        return None
    value = {"start": start and start[:7], "end": end and end[:7]}
    return Proposal("period", value, *at, sentence)


def duration(source: Source) -> list[Proposal]:
    """Propose how many months it took, if the text says it of the project or its work."""
    for match in _LENGTH.finditer(source.plain):
        before = source.before(match.start(), 90)
        after = source.after(match.end(), 40)
        said = _LASTS.search(before) or (
            (match["adjective"] or match["stem"]) and _PROJECT_AFTER.match(after)
        )
        said = said or (not before and _AT_WORK.match(after))
        said = said or _within(source, match, before)
        if said and _VAGUE.match(said[0]):
            start, end = source.sentence_at(match.start())
            said = _OF_PROJECT.search(
                source.plain[max(start, match.start() - 120) : min(end, match.end() + 40)]
            )
        if not said or _NOT_LASTS.search(before[-60:]) or re.match(r"\sслед", after):
            continue
        months = _months(match)
        if months and months <= 180:
            return [
                Proposal(
                    "duration_months", months, *match.span(), source.sentence_at(match.start())
                )
            ]
    return []


def _within(source: Source, match: re.Match[str], before: str) -> re.Match[str] | None:
    """Return the words that make months those of the project whose sentence they stand in."""
    if not match["count"] or not match["unit"].lower().startswith("мес"):
        return None
    said = _WITHIN.search(before)
    if said is None or _NOT_WITHIN.search(before[: said.end()]):
        return None
    sentence = source.sentence_at(match.start())
    words = source.plain[max(sentence[0], match.start() - 200) : match.start()]
    near = source.plain[match.end() : min(sentence[1], match.end() + 80)]
    spoken = re.search(r"\bпроект\w*|изпълнени|\bсрок\w{0,2}\b|договор", words, re.I)
    ranged = [w for w in dates(source, *sentence) if w.is_range and w.precision > 1]
    if spoken and (
        ranged
        or re.search(
            r"постигна|приключ|финишира|завърш|стартира|продълж|изпълн|срок|пилот|осъществ|реализ",
            words + near,
            re.I,
        )
    ):
        return said
    return None


def _months(match: re.Match[str]) -> int | None:
    if match["half"]:
        whole = re.match(COUNT, match["half"], re.I)
        return 12 * ((whole and of_count(whole[0])) or 1) + 6
    if match["adjective"]:
        return int(match["adjective"]) * (1 if match["kind"].lower().startswith("мес") else 12)
    if match["stem"]:
        return _STEMS[match["stem"].lower()] * (
            1 if match["kind2"].lower().startswith("мес") else 12
        )
    count = of_count(match["count"].lower())
    return count and count * (1 if match["unit"].lower().startswith("мес") else 12)
