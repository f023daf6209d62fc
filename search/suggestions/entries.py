"""What can be suggested, as rows ready to be written. Nothing here reads a table."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import override

from practices import wording
from practices.models.register import Municipality, Oblast
from practices.models.taxonomy import FundingProgramme, Theme
from search.bulgarian import code_marker, is_stop_word, places
from search.bulgarian.tokens import MAX_LENGTH as LONGEST_WORD
from search.merit import standing

from .models import MAX_TERM, MAX_TEXT, OTHERS, PRACTICES
from .words import words

# A higher number is another shape of entries: an index of an older one is made anew.
SHAPE = 2

PRACTICE, THEME, MUNICIPALITY = "practice", "theme", "municipality"
OBLAST, PROGRAMME, QUESTION = "oblast", "programme", "question"

# How much a word weighs beside what speaks for the entry itself (0–100).
FIRST_WORD, TEXT_WORD, SIDE_WORD = 40, 15, 0
BASE = {THEME: 60, MUNICIPALITY: 50, OBLAST: 45, PROGRAMME: 40, QUESTION: 30}
MAX_PLACES = 5  # of a practice: one of all municipalities is not found by each of their names
# Words that people type before a name. They are checked, but nobody is found by them alone.
SAID_BEFORE = {
    MUNICIPALITY: ("община", "общ", "град", "гр", "municipality", "town"),
    OBLAST: ("област", "обл", "oblast", "region", "district"),
    THEME: ("тема", "theme", "topic"),
    PROGRAMME: ("програма", "programme", "program"),
}
ANNOUNCING = frozenset(word for said in SAID_BEFORE.values() for word in said)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry to write: its columns, its terms with the weight of each, and further words."""

    kind: str
    key: str
    language: str
    readers: int
    text: str
    target: str
    weight: int
    text_en: str = ""
    detail: str = ""
    detail_en: str = ""
    version: int = 0
    terms: Mapping[str, int] = field(default_factory=dict)
    further: tuple[str, ...] = ()

    @property
    def shelf(self) -> int:
        return PRACTICES if self.kind == PRACTICE else OTHERS

    @property
    def name(self) -> tuple[str, str, str]:
        """What the row replaces."""
        return self.kind, self.key, self.language

    def columns(self) -> dict[str, object]:
        """Return the values of the entry's columns."""
        return {
            **{name: getattr(self, name) for name in COLUMNS if name != "tokens"},
            "tokens": f" {' '.join([*self.terms, *self.further])} ",
        }


COLUMNS = (
    *("kind", "key", "language", "readers", "text", "text_en", "detail", "detail_en", "target"),
    *("tokens", "weight", "version"),
)


def bit(language: str) -> int:
    """Return the bit of one of the site's languages; that of the first for any other."""
    codes = [code for code, _name in settings.LANGUAGES]
    return 1 << codes.index(language) if language in codes else 1


def everybody() -> int:
    """Return the bits of all languages of the site."""
    return (1 << len(settings.LANGUAGES)) - 1


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\0", " ")).strip()[:MAX_TEXT]


def _terms(texts: Iterable[str], side: Iterable[str], weight: int) -> dict[str, int]:
    """Return term → weight for the words of an entry's names, and of what stands beside them."""
    found: dict[str, int] = {}
    for text in texts:
        for place, word in enumerate(words(text)):
            if is_stop_word(word.exact):
                continue
            bonus = TEXT_WORD if place else FIRST_WORD
            for term in (word.exact, word.lemma):
                found[term] = max(found.get(term, 0), weight + bonus)
    for text in side:
        for word in words(text):
            if not is_stop_word(word.exact):
                for term in (word.exact, word.lemma):
                    found.setdefault(term, weight + SIDE_WORD)
    return {term: n for term, n in found.items() if term and len(term.encode()) <= MAX_TERM}


def practice(record, shown_in: Iterable[str]) -> Row:
    """Return the row of a live PracticeRecord that readers of these languages meet."""
    document = record.document
    municipalities = document["municipalities"][:MAX_PLACES]
    names = [place[key] for place in municipalities for key in ("name_bg", "name_en")]
    weight = standing(document)
    codes = [code["raw"] for code in document["project_codes"]] + [record.pid]
    marked = {code_marker(raw)[:LONGEST_WORD]: weight + TEXT_WORD for raw in codes}
    return Row(
        PRACTICE,
        record.pid,
        record.language,
        sum(bit(language) for language in shown_in),
        _tidy(document["title"]),
        document["slug"],
        weight,
        detail=_where(document, "bg"),
        detail_en=_where(document, "en"),
        version=record.version,
        terms=_terms([document["title"]], [name for name in names if name], weight) | marked,
    )


def _where(document: Mapping, language: str) -> str:
    """Return the places of a practice, unless its title begins with them."""
    with override(language):
        places_of = _tidy(wording.places_text(document))
    return "" if document["title"].startswith(places_of) else places_of


def _register(kind: str, row, target: str, count: int, side: Iterable[str] = (), **details) -> Row:
    """Return the row of something with two names; more practices behind it weigh more."""
    weight = BASE[kind] + min(30, round(4 * math.log2(1 + count)))
    names = [row.name_bg, row.name_en]
    return Row(
        kind,
        row.pk if kind in (MUNICIPALITY, OBLAST) else row.slug,
        "",
        everybody(),
        _tidy(row.name_bg),
        target,
        weight,
        text_en=_tidy(row.name_en or row.name_bg),
        terms=_terms([name for name in names if name], side, weight),
        further=(*SAID_BEFORE[kind], *_shortened(row.name_bg)),
        **details,
    )


def _shortened(name: str) -> Iterator[str]:
    """Yield how the first of two words is shortened: `Ст. Загора`, `В. Търново`."""
    first, _space, rest = name.lower().partition(" ")
    if rest:
        yield from (first[:length] for length in range(1, min(4, len(first))))


def theme(row: Theme, count: int) -> Row:
    parent = row.parent
    details = {"detail": parent.name_bg, "detail_en": parent.name_en} if parent else {}
    return _register(THEME, row, row.slug, count, **details)


def municipality(row: Municipality, count: int) -> Row:
    """Return the row of a municipality, found by its adjective and its inhabitants too."""
    own = [place for place in places() if place.name == row.name_bg.lower()]
    derived = [word for place in own for word in (place.adjective, place.inhabitant) if word]
    return _register(
        MUNICIPALITY,
        row,
        f"{row.oblast.slug}/{row.slug}",
        count,
        derived,
        detail=_oblast_of(row, "bg"),
        detail_en=_oblast_of(row, "en"),
    )


def _oblast_of(row: Municipality, language: str) -> str:
    """Return „обл. Смолян“, as pages of practices say it."""
    names = {name: getattr(row.oblast, name) for name in ("code", "name_bg", "name_en")}
    with override(language):
        return _tidy(wording.oblasti_text({"municipalities": [{"oblast": names}]}))


def oblast(row: Oblast, count: int) -> Row:
    return _register(OBLAST, row, row.slug, count)


def programme(row: FundingProgramme, count: int) -> Row:
    side = [text for text in (row.short, row.donor) if text]
    detail = _tidy(" · ".join(text for text in (row.short, row.period) if text))
    return _register(PROGRAMME, row, row.slug, count, side, detail=detail, detail_en=detail)


def questions(asked: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of frequent questions, the most frequent first."""
    for place, text in enumerate(asked):
        typed = _tidy(text)
        weight = BASE[QUESTION] + max(0, 30 - place)
        terms = _terms([typed], [], weight)
        if terms:
            yield Row(QUESTION, typed, "", everybody(), typed, typed, weight, typed, terms=terms)
