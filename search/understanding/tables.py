"""The tables of meanings as one whole: those that come with the project, and rows of editors.

A row of an editor works exactly as the same row in `search/bulgarian/data/` would. An index knows
nothing of either, so none has to be rebuilt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from search.bulgarian import Analyser, default_analyser
from search.bulgarian.abbreviations import Abbreviation, Abbreviations, abbreviations
from search.bulgarian.glossary import Entry, Glossary, entries
from search.bulgarian.synonyms import Group, Synonyms, groups


@dataclass(frozen=True)
class Rows:
    """Rows of the tables. `readings`: (form, word that the form belongs to also)."""

    synonyms: tuple[Group, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    english: tuple[Entry, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    def terms(self) -> Iterable[str]:
        """Yield all that the rows write."""
        for entry in self.english:
            yield from (*entry.english, *entry.bulgarian)
        for row in self.abbreviations:
            yield from (*row.short, *row.long)
        for group in self.synonyms:
            yield from (*group.terms, *group.answers)
        for pair in self.readings:
            yield from pair


NO_ROWS = Rows()


@dataclass(frozen=True)
class Tables:
    """The look-ups of the tables; immutable. `rows` are those beside the project's own.

    `lemmas_of` leads from a form to the words it belongs to also, `forms_of` back from a word.
    """

    synonyms: Synonyms
    abbreviations: Abbreviations
    glossary: Glossary
    lemmas_of: Mapping[str, tuple[str, ...]]
    forms_of: Mapping[str, tuple[str, ...]]
    rows: Rows = NO_ROWS

    @classmethod
    def default(cls, analyser: Analyser | None = None) -> "Tables":
        """Return the tables that come with the project; made once."""
        return _default(analyser or default_analyser())

    @classmethod
    def of(cls, rows: Rows, analyser: Analyser | None = None) -> "Tables":
        """Return the project's tables with these rows as well; some hundredths of a second."""
        analyser = analyser or default_analyser()
        own = cls.default(analyser)
        if rows == NO_ROWS:
            return own
        lemmas_of, forms_of = _readings(rows.readings, analyser)
        return cls(
            Synonyms((*groups(), *rows.synonyms), analyser) if rows.synonyms else own.synonyms,
            Abbreviations((*abbreviations(), *rows.abbreviations), analyser)
            if rows.abbreviations
            else own.abbreviations,
            Glossary((*entries(), *rows.english), analyser) if rows.english else own.glossary,
            lemmas_of,
            forms_of,
            rows,
        )

    @cached_property
    def words(self) -> Mapping[str, int]:
        """The words that the tables write, each counted 0: none of them is a mistake."""
        own = Rows(groups(), abbreviations(), entries())
        return {
            word: 0
            for rows in (own, self.rows)
            for term in rows.terms()
            for word in term.lower().split()
            if word.isalpha() and len(word) > 2
        }


@lru_cache(maxsize=2)
def _default(analyser: Analyser) -> Tables:
    return Tables(
        Synonyms(groups(), analyser),
        Abbreviations(abbreviations(), analyser),
        Glossary(entries(), analyser),
        {},
        {},
    )


def _readings(
    pairs: Iterable[tuple[str, str]], analyser: Analyser
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the words of each form, and the forms of each word, as an index writes them."""
    lemmas_of: dict[str, tuple[str, ...]] = {}
    forms_of: dict[str, tuple[str, ...]] = {}
    for form, word in pairs:
        for exact in (token.exact for token in analyser.analyse(form)[:1]):
            for lemma in (token.lemma for token in analyser.analyse(word)[:1]):
                lemmas_of[exact] = (*lemmas_of.get(exact, ()), lemma)
                forms_of[lemma] = (*forms_of.get(lemma, ()), exact)
    return lemmas_of, forms_of
