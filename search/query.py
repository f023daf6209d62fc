"""What was typed and chosen → a Query. Pure, bounded, and never raising on anything.

Query
  words      each with its alternatives and the reason of each (search/understanding)
  phrases    „…“ “…” "…" «…»: the words side by side
  excluded   -дума or -„фраза“: in any form of the word, never shown
  assumed    what was looked for besides what was typed; offers: filters it seems to mean
  section, filters, sort, page
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .fields import FACETS, SECTIONS
from .understanding import Assumption, Knowledge, Offer, Word, names, reread, understand

MAX_LENGTH = 300  # characters: a long question; the rest of a pasted page says nothing more
MAX_WORDS = 20
MAX_PHRASES = 5
MAX_VALUES = 20  # of one facet
MAX_PAGE = 50  # nobody reads on; a deep page costs an engine as much as all before it
PAGE_SIZE = 10
SORTS = ("relevance", "newest", "nominated")

QUOTED = re.compile(r"(?P<minus>(?<!\S)[-−])?[„“”\"«»](?P<text>[^„“”\"«»]+)[“”\"»«]")
_EXCLUDED = re.compile(r"(?<!\S)[-−](?P<text>[^\W_][^\s„“”\"«»]*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_VALUE = re.compile(r"[\w.+-]{1,64}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side; `lemma` finds them in other forms, `exact` as typed."""

    text: str
    lemma: tuple[str, ...]
    exact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question to an engine. `text` is what was typed, cut and cleaned, and nothing else."""

    text: str = ""
    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Word, ...] = ()
    excluded_phrases: tuple[Phrase, ...] = ()
    section: str = "all"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "newest"
    page: int = 1
    page_size: int = PAGE_SIZE
    language: str = "bg"
    exact: bool = False
    assumed: tuple[Assumption, ...] = ()
    offers: tuple[Offer, ...] = ()
    relaxed: bool = False
    loosest: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that may answer."""
        return SECTIONS[self.section]

    @property
    def asks(self) -> bool:
        """Whether anything is looked for; without it every practice is an answer."""
        return bool(self.words or self.phrases)

    @property
    def required(self) -> int:
        """How many of the words a practice must have; places and years are not among them."""
        count = sum(not word.optional for word in self.words)
        if self.loosest:
            return min(1, count)
        return (count + 1) // 2 if self.relaxed else required(count)

    def wider(self) -> Iterator["Query"]:
        """Yield the same question with less and less that a practice must have.

        Half of the words; then any of them, those of little subject among them. A place or a year
        alone is never enough, nor is one known word among many that no practice has.
        """
        half = replace(self, relaxed=True)
        if half.required < self.required:
            yield half
        telling = [word for word in self.words if not word.light]
        if sum(word.absent for word in telling) * 2 > len(telling):
            return
        words = tuple(replace(word, optional=False) if word.light else word for word in self.words)
        loosest = replace(half, words=words, loosest=True)
        if loosest.required < half.required or words != self.words:
            yield loosest

    @property
    def neighbours(self) -> list[tuple[str, str]]:
        """Lemmas of words typed one after the other, worth more where they stand near."""
        lemmas = [word.lemma for word in self.words]
        pairs = pairwise(lemmas)
        return list(dict.fromkeys((a, b) for a, b in pairs if a and b and a != b))


def required(count: int) -> int:
    """Return how many of `count` words must be found: all of two, all but one of five, 70 %."""
    if count <= 2:
        return count
    if count <= 5:
        return count - 1
    return count * 7 // 10


def parse(
    text: object,
    params: Mapping | None = None,
    *,
    language: str = "bg",
    knowledge: Knowledge | None = None,
) -> Query:
    """Return the Query of a typed text and the parameters of an address.

    `params` maps section, sort, page, exact and the facets to a value or a list of values (a
    QueryDict, a dict); what is not understood counts as not given. Without `knowledge`, or with
    `exact`, words mean what was typed and nothing else.
    """
    typed = rest = clean(text)
    only_typed = _one_of(params, "exact", ("1",), "") == "1"
    if only_typed:
        knowledge = None
    if knowledge is not None:
        rest = _without_quoted_names(typed, knowledge)
    rest, phrases, excluded_phrases = _take_phrases(rest, knowledge)
    rest, excluded = _take_excluded(rest, knowledge)
    understood = understand(rest, MAX_WORDS, knowledge)
    found = _distinct(list(understood.words))
    asks = bool(found or phrases)
    return Query(
        text=typed,
        words=tuple(found),
        phrases=tuple(phrases),
        excluded=tuple(excluded),
        excluded_phrases=tuple(excluded_phrases),
        section=_one_of(params, "section", tuple(SECTIONS), "all"),
        filters=_filters(params),
        sort=_one_of(
            params, "sort", SORTS if asks else SORTS[1:], "relevance" if asks else "newest"
        ),
        page=_page(params),
        language=language,
        exact=only_typed,
        assumed=_told(understood.assumed, found),
        offers=understood.offers,
    )


def _told(assumed: tuple[Assumption, ...], found: list[Word]) -> tuple[Assumption, ...]:
    """Leave out what was assumed about words that do not count."""
    used = {(a.text, a.reason) for word in found for a in word.alternatives if a.text}
    return tuple(told for told in assumed if (told.text, told.reason) in used)


def clean(text: object) -> str:
    """Return typed text without control characters, at most MAX_LENGTH long, or an empty string."""
    if not isinstance(text, str):
        return ""
    return " ".join(_CONTROL.sub(" ", text[: MAX_LENGTH * 2]).split())[:MAX_LENGTH].strip()


def _without_quoted_names(text: str, knowledge: Knowledge) -> str:
    """Blank the quotes within a known name: „Околна среда“ in the name of its programme."""
    quoted = [match for match in QUOTED.finditer(text) if not match["minus"]]
    if not quoted:
        return text
    known = names(text, knowledge.tables)
    letters = list(text)
    for match in quoted:
        start, end = match.span("text")
        if any(a < start - 1 and end <= b + 1 for a, b in known):
            letters[start - 1] = letters[end] = " "
    return "".join(letters)


def _take_phrases(text: str, knowledge: Knowledge | None) -> tuple[str, list[Phrase], list[Phrase]]:
    """Cut the quoted parts out of a text; what replaces them keeps the offsets of the rest."""
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []

    def take(match: re.Match) -> str:
        phrase = _phrase(match["text"].strip(), knowledge)
        into = unwanted if match["minus"] else wanted
        if phrase is not None and len(into) < MAX_PHRASES:
            into.append(phrase)
        return " " * len(match[0])

    rest = QUOTED.sub(take, text)
    return rest, wanted, unwanted


def _phrase(text: str, knowledge: Knowledge | None) -> Phrase | None:
    lemmas, forms = reread.phrase(text, MAX_WORDS, knowledge)
    return Phrase(text, tuple(lemmas), tuple(forms)) if lemmas else None


def _take_excluded(text: str, knowledge: Knowledge | None) -> tuple[str, list[Word]]:
    """Cut the words with a minus before them out of a text."""
    excluded: list[Word] = []

    def take(match: re.Match) -> str:
        excluded.extend(reread.excluded(match["text"], match.start("text"), MAX_WORDS, knowledge))
        return " " * len(match[0])

    rest = _EXCLUDED.sub(take, text)
    return rest, excluded[:MAX_WORDS]


def _distinct(found: list[Word]) -> list[Word]:
    """Drop stop words beside other words, and words that say the same again."""
    telling = [word for word in found if not word.stop] or found
    distinct: dict[object, Word] = {}
    for word in telling:
        distinct.setdefault(word.lemma or word.alternatives[0].tokens, word)
    return list(distinct.values())


def values(params: Mapping | None, name: str) -> list[str]:
    """Return the values of one parameter as a list of strings."""
    if not params:
        return []
    getlist = getattr(params, "getlist", None)
    given = getlist(name) if getlist else params.get(name)
    if given is None:
        return []
    if isinstance(given, str) or not isinstance(given, Iterable):
        given = [given]
    return [value for value in given if isinstance(value, str)]


def _one_of(params: Mapping | None, name: str, allowed: tuple[str, ...], default: str) -> str:
    given = values(params, name)
    return given[-1] if given and given[-1] in allowed else default


def _page(params: Mapping | None) -> int:
    given = values(params, "page")
    digits = given[-1] if given else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6):
        return 1
    return min(max(int(digits), 1), MAX_PAGE)


def _filters(params: Mapping | None) -> dict[str, tuple[str, ...]]:
    """Return the chosen values by facet, sorted: the same choice is the same query."""
    filters = {}
    for facet in FACETS:
        given = {
            value for value in values(params, facet)[: MAX_VALUES * 5] if _VALUE.fullmatch(value)
        }
        if given:
            filters[facet] = tuple(sorted(given)[:MAX_VALUES])
    return filters
