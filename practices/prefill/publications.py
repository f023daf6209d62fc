"""What was printed or put out: title, issues, print run."""

import re

from practices.prefill.proposal import Proposal
from practices.prefill.quantities import ABOUT, COUNT, of_count
from practices.prefill.source import Source

# A bulletin of more „броя“ than this is one of so many copies.
MOST_ISSUES = 60
FEWEST_COPIES = 20

_KINDS = (
    ("bulletin", r"бюлетин(?:ът|а|и|ите)?"),
    (
        "handbook",
        r"наръчни(?:к|кът|ка|ци|ците)|ръководств(?:о|ото|а)|помагал(?:о|ото|а)|учебни(?:к|кът|ка|ци)|пособи(?:е|ето|я)|справочни(?:к|кът|ка|ци)|учебна\sтетрадка",
    ),
    ("film", r"(?:видео)?филм(?:ът|а|и|че|чета)?|видеоклип(?:а|ове)?|клип(?:а|ове)?"),
    (
        "other",
        (
            r"брошур(?:а|ата|и|ите|ка|ки)|листовк(?:а|ата|и|ите)|диплян(?:а|ата|и|ите|ка|ката|ки|ките)|пътеводител(?:ят|я|и|ите)?|плакат(?:а|и|ите|ът)?|постер(?:а|и|ът)?|вестни(?:к|кът|ка|ци)|каталог(?:ът|а)?"
            r"|календар(?:и|а|ът|чета)?|флаер(?:и|а)?|картичк(?:а|и)|комикс(?:ът|а|и)?|дневни(?:к|кът|ка|ци)|сборни(?:к|кът|ка|ци)|албум(?:ът|а|и)?|книг(?:а|ата|и)|книжк(?:а|ата|и)|читанк(?:а|ата|и)|буквар(?:ът|и)?|речни(?:к|кът|ка|ци)|разговорни(?:к|кът|ка|ци)"
            r"|атлас(?:ът|а|и)?|стикер(?:а|и)|магнит(?:а|и|че|чета)|тетрадк(?:а|и)|указател(?:ят|я|и)?|списани(?:е|ето|я)|карт(?:а|ата|и)(?=\s(?:на|за|с(?:ъс)?|в|от|,|-|\d|„|\())"
        ),
    ),
)
_NOUN = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS), re.I)
_PERIODICAL = re.compile(r"бюлетин|вестник|списани", re.I)
_TITLE_BEFORE = re.compile(r"„(?P<title>[^“„\n]{3,90})“\s?(?:\((?=\w)|-\s|,\s)?$")
_TITLE_AFTER = re.compile(r"\s„(?P<title>[^“„\n]{3,90})“")
_COPIES = r"(?:броя|бройки|екземпляра|тираж|копия|екз\.|бр\.|бр\b)"
# A number of copies: with its unit, after „тираж“, before the thing itself or at the end of a list.
_RUN = re.compile(
    rf"(?:тираж\w{{0,3}}(?:\s(?:му|й|ѝ|им))?(?:\s(?:от|е|на|бе|беше|достигна|-|{ABOUT.removesuffix(chr(92) + 's')}))*\s(?P<a>{COUNT})(?:\s{_COPIES})?"
    rf"|(?P<b>{COUNT})\s(?:[а-я]+\s)?{_COPIES}"
    rf"|(?P<d>{COUNT})\s(?=(?:[а-я]{{4,20}}\s){{0,2}}?(?:{'|'.join(w for _, w in _KINDS)})\b)"
    rf"|(?P<c>{COUNT})\s(?:общо|на\sброй|комплекта)\b"
    rf"|\s(?:в|-|по)\s(?:{ABOUT})?(?P<e>{COUNT})(?=\s?(?:[.,;)]|$)))",
    re.I,
)
_ISSUES = re.compile(
    rf"(?:(?P<issues>{COUNT})\s(?:броя|книжки|издания|негови\sброя)\b)",
    re.I,
)
_PUT_OUT = re.compile(
    r"издад|издав|отпечат|напечат|печат|тираж|брой\b|броя|екземпляр|разпростран|раздад|раздава|публикув|излез|излиза|заснет|изработ|подготв",
    re.I,
)
_TANGENT = re.compile(
    r"\b(?:ще\s(?:разкаже|излезе|бъде|публикува)|следващ\w+\sброй|общинск\w+\sвестник|местн\w+\sвестник|в\.\s„|вестник\s„[^“]+“\s(?:писа|пише)|очаква)",
    re.I,
)


def publications(source: Source) -> list[Proposal]:
    """Propose what a sentence says was printed or put out, with issues and print run."""
    found: list[Proposal] = []
    for sentence in source.sentences:
        words = source.plain[slice(*sentence)]
        if not _PUT_OUT.search(words) or _TANGENT.search(words):
            continue
        nouns = [n for n in _NOUN.finditer(source.plain, *sentence) if not _is_within(source, n)]
        for noun, numbers in _shared_out(source, sentence, nouns):
            proposal = _proposal(source, sentence, noun, numbers)
            if proposal:
                found.append(proposal)
    return _once(found)


def _is_within(source: Source, noun: re.Match[str]) -> bool:
    """Whether a noun only stands within the title of something."""
    return bool(re.search(r"„[^“]*\w\s$", source.before(noun.start(), 60)))


def _shared_out(source: Source, sentence, nouns):
    """Yield each noun with the numbers of copies or issues that are its own.

    A number goes to the thing it stands right before, else to the one that was named last, else to
    the first that follows.
    """
    own: dict[int, list[tuple[int, int]]] = {place: [] for place in range(len(nouns))}
    for match in _RUN.finditer(source.plain, *sentence):
        group = next(name for name in "abcde" if match[name])
        span = match.span(group)
        following = [n for n, noun in enumerate(nouns) if noun.start() >= span[1]]
        before = [n for n, noun in enumerate(nouns) if noun.end() <= span[0]]
        gap = (
            source.plain[match.end() : nouns[following[0]].start()] if following else "no such noun"
        )
        is_next = following and re.fullmatch(
            r"\s?(?:от\s|на\s|с\s|-\s)?(?:[а-я]{3,20}\s){0,2}„?", gap
        )
        if following and (group == "d" or is_next or not before):
            own[following[0]].append(span)
        elif before:
            own[before[-1]].append(span)
    for place, noun in enumerate(nouns):
        yield noun, own[place]


def _proposal(source: Source, sentence, noun, numbers) -> Proposal | None:
    spans = [_title(source, noun)]
    quoted = spans[0] != noun.span()
    run = issues = None
    for span in numbers:
        if _is_issues(source, noun, span):
            issues = issues or span
        elif run is None and (_count(source, span) or 0) >= FEWEST_COPIES:
            run = span
    if not run and not issues:
        return None
    spans += [span for span in (run, issues) if span]
    value = {
        "title": source.text[slice(*spans[0])],
        "kind": noun.lastgroup,
        "issues": _count(source, issues),
        "print_run": _count(source, run),
    }
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return Proposal("publications", value, first, last, sentence, "titled" if quoted else "")


def _is_issues(source: Source, noun: re.Match[str], span: tuple[int, int]) -> bool:
    """Whether a number is one of issues: of a periodical, in „броя“, and not too many."""
    if not _PERIODICAL.match(noun[0]) or (_count(source, span) or 0) >= MOST_ISSUES:
        return False
    return bool(_ISSUES.match(source.plain, span[0])) or span[1] <= noun.start()


def _count(source: Source, span: tuple[int, int] | None) -> int | None:
    return of_count(source.plain[slice(*span)].lower().strip()) if span else None


def _title(source: Source, noun: re.Match[str]) -> tuple[int, int]:
    """Return the place of the title: noun and quoted name, or the name that the noun explains."""
    inside = re.search(r"„$", source.before(noun.start(), 3))
    if inside:
        close = source.plain.find("“", noun.end(), noun.end() + 120)
        if close > 0:
            return noun.start(), close
    after = _TITLE_AFTER.match(source.plain, noun.end())
    if after:
        return noun.start(), after.end()
    before = source.before(noun.start(), 110)
    named = _TITLE_BEFORE.search(before)
    if named:
        return noun.start() - len(before) + named.start(), noun.end()
    adjectives = re.search(
        r"(?:\b[а-яА-Я]{3,20}(?:[^д]ен|на|ни|ски|ска|ския|ния|ният|ната|ните)\s){1,2}$", before
    )
    return (noun.start() - len(adjectives[0]), noun.end()) if adjectives else noun.span()


def _once(proposals: list[Proposal]) -> list[Proposal]:
    kept: dict[str, Proposal] = {}
    for one in proposals:
        kept.setdefault(one.value["title"].lower(), one)
    return list(kept.values())
