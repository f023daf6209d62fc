"""What was printed or put out: title, issues, print run."""

import re

from practices.prefill.proposal import Proposal
from practices.prefill.quantities import COUNT, of_count
from practices.prefill.source import Source

# A bulletin of more „броя“ than this is one of so many copies.
MOST_ISSUES = 60
FEWEST_COPIES = 20

_KINDS = (
    ("bulletin", r"бюлетин(?:ът|а|и)?"),
    ("handbook", r"наръчни(?:к|кът|ка|ци)|ръководств(?:о|ото|а)|помагал(?:о|ото|а)|учебник"),
    ("film", r"(?:видео)?филм(?:ът|а|и|че|чета)?|видеоклип(?:а|ове)?|клип(?:а|ове)?"),
    ("report", r"сборник(?:ът|а)?"),
    (
        "other",
        r"брошур(?:а|ата|и|ите)|листовк(?:а|и|ите)|диплян(?:а|и|ите)|пътеводител(?:ят|я|и)?|плакат(?:а|и|ите)?|вестник(?:ът|а)?|каталог(?:ът|а)?|календар(?:и|а|ът)?|флаер(?:и|а)|картичк(?:а|и)|комикс\w{0,2}|дневни(?:к|ка|ци)",
    ),
)
_NOUN = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS), re.I)
_TITLE_BEFORE = re.compile(r"„(?P<title>[^“„\n]{3,90})“\s?(?:\((?=\w)|-\s|,\s)?$")
_TITLE_AFTER = re.compile(r"\s„(?P<title>[^“„\n]{3,90})“")
_COPIES = r"(?:броя|бройки|екземпляра|тираж|екз\.|бр\.)"
_RUN = re.compile(
    rf"(?:тираж(?:ът)?(?:\s(?:му|й))?\s(?:от|е|на)?\s?(?P<a>{COUNT})(?:\s{_COPIES})?"
    rf"|(?:отпечатан\w?|издаден\w?|разпространен\w?|раздаден\w?|раздадоха|напечатан\w?|отпечата|издаде|разпространи|раздаде)\s(?:са\s|бяха\s|е\s|беше\s|бе\s|и\s|общо\s|в\s|се\s|на\s[а-я]+\sезика?,?\s)*(?P<b>{COUNT})\s(?:{_COPIES}\s)?(?:[а-я]+\s)?(?={_COPIES}|брошур|листовк|диплян|плакат|наръчни|календар|пътеводител|вестни|флаер|дневни|[,.]|и\s|може|се)"
    rf"|(?:\sпо|-|\(|,|в|от)\s?(?P<c>{COUNT})\s(?:екземпляра|екз\.|бройки)"
    rf"|(?:в|-)\s(?P<e>{COUNT})\s(?:броя|бр\.|бр\b)"
    rf"|(?P<d>{COUNT})\s(?:{_COPIES}\s)?(?=(?:[а-я]+\s)?(?:брошур|листовк|диплян|плакат|наръчни|календар|пътеводител|флаер)))",
    re.I,
)
_ISSUES = re.compile(
    rf"(?:(?:общо|излязоха|издадени|издадоха|има|в|,|\(|-|са)\s?(?P<issues>{COUNT})\s(?:броя|книжки|издания)\b)|(?P<before>{COUNT})\s(?:броя\s)(?:на\s)?(?:[а-я]+\s)?(?=бюлетин|вестник)",
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
        nouns = list(_NOUN.finditer(source.plain, *sentence))
        for place, noun in enumerate(nouns):
            if noun.start() and re.search(r"„[^“]*\w\s$", source.before(noun.start(), 60)):
                continue
            end = nouns[place + 1].start() if place + 1 < len(nouns) else sentence[1]
            start = nouns[place - 1].end() if place else sentence[0]
            proposal = _proposal(source, sentence, noun, start, end)
            if proposal:
                found.append(proposal)
    return _once(found)


def _proposal(source: Source, sentence, noun, start: int, end: int) -> Proposal | None:
    spans = [_title(source, noun)]
    quoted = spans[0] != noun.span()
    run = _first(_RUN, source, noun, start, end)
    issues = _first(_ISSUES, source, noun, start, end, without=run)
    spans += [span for span in (run, issues) if span]
    if issues and not run and _is_run(source, noun, issues):
        run, issues = issues, None
    if not run and not issues:
        return None
    value = {
        "title": source.text[slice(*spans[0])],
        "kind": noun.lastgroup,
        "issues": _count(source, issues),
        "print_run": _count(source, run),
    }
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return Proposal("publications", value, first, last, sentence, "titled" if quoted else "")


def _is_run(source: Source, noun: re.Match[str], issues: tuple[int, int]) -> bool:
    """Whether „N броя“ are copies: of what has no issues, or too many to be issues."""
    periodical = noun.lastgroup == "bulletin" or noun[0].lower().startswith("вестник")
    return not periodical or (_count(source, issues) or 0) >= MOST_ISSUES


def _count(source: Source, span: tuple[int, int] | None) -> int | None:
    return of_count(source.plain[slice(*span)].lower().strip()) if span else None


def _first(pattern, source, noun, start, end, without=None) -> tuple[int, int] | None:
    """Return the place of the number that a pattern finds after the noun, else before it."""
    for stretch in ((noun.start(), end), (start, noun.end() + 1)):
        for match in pattern.finditer(source.plain, *stretch):
            group = next(name for name, value in match.groupdict().items() if value)
            count = _count(source, match.span(group)) or 0
            if pattern is _RUN and count < FEWEST_COPIES:
                continue
            if match.span(group) != without:
                return match.span(group)
    return None


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
        r"(?:\b[а-яА-Я]{3,20}(?:ен|на|ни|ски|ска|ния|ният|ната|ните)\s){1,2}$", before
    )
    return (noun.start() - len(adjectives[0]), noun.end()) if adjectives else noun.span()


def _once(proposals: list[Proposal]) -> list[Proposal]:
    kept: dict[str, Proposal] = {}
    for one in proposals:
        kept.setdefault(one.value["title"].lower(), one)
    return list(kept.values())
