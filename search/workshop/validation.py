"""What is wrong with a row before it is kept, in the words of an editor.

Faults keep a row from being kept; doubts are shown beside it. All of it is asked of the search
itself: how many practices have a word, what it already knows of a term.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from practices.models import PracticeRecord
from search import available, index_words
from search.bulgarian import Token, analyse, default_analyser, is_stop_word
from search.bulgarian.phrases import one_per_word
from search.query import parse
from search.understanding import Knowledge, Tables

from .choices import Kind, Relation
from .live import MAX_PROMOTED, in_force, key, live_rules
from .models import Rule
from .rules import Content

MAX_TERMS = 12
MAX_TERM_LENGTH = 80
MAX_TERM_WORDS = 7
MAX_SHORT = 15  # characters of an abbreviation
COMMON_SHARE = 0.25  # of the practices: who looks for such a word looks for no subject
FEW_PRACTICES = 20  # shares of fewer say nothing
SHORT_WORD = 3  # letters; short words mean many things
RESERVED = "\t|→"

Check = Callable[["Case"], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Findings:
    """`faults` must be mended; `doubts` an editor should know."""

    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A row to judge, with what is known without it."""

    content: Content
    terms: tuple[str, ...]
    answers: tuple[str, ...]
    others: tuple[Rule, ...]
    tables: Tables
    knowledge: Knowledge


def findings(content: Content, own: Rule | None = None) -> Findings:
    """Return what is wrong or doubtful; `own` is the row itself where it is kept already."""
    terms, answers = tuple(content.left.splitlines()), tuple(content.right.splitlines())
    if faults := [*_shape(content, terms, answers)]:
        return Findings(tuple(faults))
    others = tuple(rule for rule in live_rules() if own is None or rule.pk != own.pk)
    tables = Tables.of(in_force(others).rows)
    case = Case(content, terms, answers, others, tables, index_words.knowledge())
    faults = list(_FAULTS[content.kind](case))
    doubts = [] if faults else list(_DOUBTS[content.kind](case))
    return Findings(tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(doubts)))


# --- Every row ---------------------------------------------------------------------------------


def _shape(content: Content, terms: tuple[str, ...], answers: tuple[str, ...]) -> Iterator[str]:
    if len(terms) > MAX_TERMS or len(answers) > MAX_TERMS:
        yield _("At most %(n)s lines in a box. Make two rows of it.") % {"n": MAX_TERMS}
    checked = terms if content.kind == Kind.PROMOTED else (*terms, *answers)
    for text in checked:
        words = _words(text)
        if not words:
            yield _("There is no word in “%(term)s”.") % {"term": text}
        elif any(mark in text for mark in RESERVED):
            yield _("“%(term)s” has a character that the tables need: | or →.") % {"term": text}
        elif len(text) > MAX_TERM_LENGTH or len(words) > MAX_TERM_WORDS:
            yield _("“%(term)s” is too long; nobody types that. Name the thing in a few words.") % {
                "term": text
            }
        elif all(is_stop_word(word.exact) for word in words) and content.kind != Kind.ABBREVIATION:
            yield _("“%(term)s” is only small words that stand in every text.") % {"term": text}


def _words(text: str) -> tuple[Token, ...]:
    return one_per_word(analyse(text))


def _key(text: str) -> tuple[str, ...]:
    """Return what makes two terms the same: their words in any form."""
    return tuple(word.lemma for word in _words(text))


def _single(text: str) -> Token | None:
    """Return the only telling word of a term."""
    telling = [word for word in _words(text) if not is_stop_word(word.exact)]
    return telling[0] if len(telling) == 1 else None


def _common(case: Case, texts: Iterable[str]) -> Iterator[str]:
    """Yield a fault for each word that stands in very many practices."""
    practices = PracticeRecord.objects.live().values("pid").distinct().count()
    if practices < FEW_PRACTICES:
        return
    for text in texts:
        if _single(text) is None:
            continue
        found = available.search(replace(parse(text), page_size=1)).hits.total
        if found > COMMON_SHARE * practices:
            yield _(
                "“%(term)s” stands in %(found)s of %(all)s practices. With so common a word a "
                "question would find nearly everything; take a narrower one."
            ) % {"term": text, "found": found, "all": practices}


def _known(found: Iterable, terms: Iterable[str]) -> set[str]:
    """Return those of some terms that a table already gives."""
    given = {(alternative.stream, alternative.tokens) for alternative in found}
    return {
        text
        for text in terms
        if ("lemma", _key(text)) in given
        or ("exact", tuple(word.exact for word in _words(text))) in given
    }


# --- Synonyms ----------------------------------------------------------------------------------


def _synonym_faults(case: Case) -> Iterator[str]:
    terms, answers = case.terms, case.answers
    if case.content.relation == Relation.PROBLEM and not answers:
        yield _("A problem needs what answers it: fill in the second box.")
        return
    if len(terms) + len(answers) < 2:
        yield _("One term alone changes nothing. Write the other name on a line of its own.")
        return
    keys: dict[tuple[str, ...], str] = {}
    for text in (*terms, *answers):
        if (before := keys.setdefault(_key(text), text)) != text:
            yield _("“%(one)s” and “%(two)s” are the same to the search already.") % {
                "one": before,
                "two": text,
            }
    yield from _common(case, (*terms, *answers))
    yield from _synonyms_known(case)


def _synonyms_known(case: Case) -> Iterator[str]:
    """Yield a fault where the tables say all of it, or the very opposite."""
    synonyms = case.tables.synonyms
    sought = case.answers or case.terms
    if all(
        _known(synonyms.alternatives(_words(text)), sought) >= {t for t in sought if t != text}
        for text in case.terms
    ):
        yield _("The search knows this already: all of it stands in the tables or in a live row.")
        return
    for answer in case.answers:
        back = _known(synonyms.alternatives(_words(answer)), case.terms)
        for text in sorted(back):
            yield _(
                "A circle: “%(answer)s” leads to “%(term)s” already. If they are the same, make a "
                "row without a second box."
            ) % {"answer": answer, "term": text}


def _synonym_doubts(case: Case) -> Iterator[str]:
    for text in case.terms:
        yield from _ambiguous(text)
        others = [
            alternative.text
            for alternative in case.tables.synonyms.alternatives(_words(text))
            if alternative.reason in ("synonym:same", "synonym:official")
        ]
        if others and case.content.relation in (Relation.SAME, Relation.OFFICIAL):
            yield _("“%(term)s” already goes together with: %(others)s.") % {
                "term": text,
                "others": ", ".join(f"„{other}“" for other in others[:4]),
            }


def _ambiguous(text: str) -> Iterator[str]:
    """Yield a doubt about a term that would catch questions about something else."""
    word = _single(text)
    if word is None or len(_words(text)) > 1:
        return
    if word.readings:
        yield _(
            "“%(term)s” may be a form of another word too (%(others)s). Look in the effect for "
            "questions that it should not touch."
        ) % {"term": text, "others": ", ".join(word.readings[:3])}
    elif len(word.exact) <= SHORT_WORD:
        yield _("“%(term)s” is very short; short words mean many things.") % {"term": text}


# --- Abbreviations -----------------------------------------------------------------------------


def _abbreviation_faults(case: Case) -> Iterator[str]:
    if not case.answers:
        yield _("Write what the abbreviation stands for.")
        return
    for short in case.terms:
        exact = [word.exact for word in _words(short)]
        if len(short) > MAX_SHORT or len(short.split()) > 1:
            yield _("“%(term)s” is no abbreviation: one word of at most %(n)s characters.") % {
                "term": short,
                "n": MAX_SHORT,
            }
        elif all(is_stop_word(form) for form in exact) and not short.endswith("."):
            yield _("“%(term)s” is a small word of every sentence, so it cannot mean more.") % {
                "term": short
            }
        elif any(exact == [w.exact for w in _words(long)] for long in case.answers):
            yield _("A circle: “%(term)s” stands for itself.") % {"term": short}
    table = case.tables.abbreviations
    if all(
        _known(table.alternatives(_words(short), f"{short} "), case.answers) >= {*case.answers}
        for short in case.terms
    ):
        yield _("The search knows this already: all of it stands in the tables or in a live row.")
    yield from _common(case, case.answers)


def _abbreviation_doubts(case: Case) -> Iterator[str]:
    lexicon = default_analyser().lexicon
    for short in case.terms:
        form = short.strip(".").lower()
        if form in lexicon or form in case.knowledge.counts:
            yield _(
                "“%(term)s” is an ordinary word too, and small letters count as capitals. Who "
                "means the word will also get the abbreviation."
            ) % {"term": short}
        known = case.tables.abbreviations.alternatives(_words(short), short)
        if known:
            yield _("“%(term)s” already stands for: %(others)s.") % {
                "term": short,
                "others": ", ".join(dict.fromkeys(f"„{other.text}“" for other in known[:4])),
            }


# --- Forms of words ----------------------------------------------------------------------------


def _reading_faults(case: Case) -> Iterator[str]:
    if len(case.answers) != 1:
        yield _("Write the one word that the forms belong to.")
        return
    (word,) = case.answers
    for text in (*case.terms, word):
        tokens = _words(text)
        if len(tokens) != 1 or not tokens[0].exact.isalpha():
            yield _("“%(term)s” must be a single word.") % {"term": text}
            return
    (target,) = _words(word)
    for form in case.terms:
        (token,) = _words(form)
        if target.lemma in (token.lemma, *token.readings):
            yield _("“%(form)s” is a form of “%(word)s” to the search already.") % {
                "form": form,
                "word": word,
            }
        elif target.lemma in case.tables.lemmas_of.get(token.exact, ()):
            yield _(
                "The search knows this already: all of it stands in the tables or in a live row."
            )
        elif token.lemma in case.tables.lemmas_of.get(target.exact, ()):
            yield _("A circle: “%(word)s” is a form of “%(form)s” by another row.") % {
                "word": word,
                "form": form,
            }
    yield from _common(case, (*case.terms, word))


def _reading_doubts(case: Case) -> Iterator[str]:
    lexicon = default_analyser().lexicon
    for form in case.terms:
        (token,) = _words(form)
        if token.exact in lexicon:
            yield _(
                "“%(form)s” is a word of the dictionary (%(lemma)s). Who means that one will get "
                "“%(word)s” as well."
            ) % {"form": form, "lemma": token.lemma, "word": case.answers[0]}


# --- English terms -----------------------------------------------------------------------------


def _english_faults(case: Case) -> Iterator[str]:
    if not case.answers:
        yield _("Write how it is said in Bulgarian.")
        return
    for text in case.terms:
        if not text.isascii():
            yield _("“%(term)s” is not in English letters.") % {"term": text}
    for text in case.answers:
        if not any("а" <= letter <= "я" for letter in text.lower()):
            yield _("“%(term)s” is not in Bulgarian.") % {"term": text}
    if all(
        _known(case.tables.glossary.alternatives(_words(text)), case.answers) >= {*case.answers}
        for text in case.terms
    ):
        yield _("The search knows this already: all of it stands in the tables or in a live row.")
    yield from _common(case, case.answers)


def _english_doubts(case: Case) -> Iterator[str]:
    for text in case.terms:
        if len(_words(text)) == 1 and _words(text)[0].exact in case.knowledge.counts:
            yield _("“%(term)s” stands in practices as it is; it will be found both ways.") % {
                "term": text
            }


# --- Practices on top --------------------------------------------------------------------------


def _promoted_faults(case: Case) -> Iterator[str]:
    if not 1 <= len(case.answers) <= MAX_PROMOTED:
        yield _("Write the number of one practice, at most %(n)s, a line each.") % {
            "n": MAX_PROMOTED
        }
        return
    live = set(
        PracticeRecord.objects.live().filter(pid__in=case.answers).values_list("pid", flat=True)
    )
    for pid in case.answers:
        if pid not in live:
            yield _("No published practice has the number “%(pid)s”.") % {"pid": pid}
    taken = {
        key(question): rule
        for rule in case.others
        if rule.kind == Kind.PROMOTED
        for question in rule.terms
    }
    for question in case.terms:
        if key(question) in taken:
            yield _(
                "“%(question)s” has a practice on top by another live row; undo that first."
            ) % {"question": question}


def _promoted_doubts(case: Case) -> Iterator[str]:
    yield from ()


_FAULTS: dict[str, Check] = {
    Kind.SYNONYM: _synonym_faults,
    Kind.ABBREVIATION: _abbreviation_faults,
    Kind.READING: _reading_faults,
    Kind.ENGLISH: _english_faults,
    Kind.PROMOTED: _promoted_faults,
}
_DOUBTS: dict[str, Check] = {
    Kind.SYNONYM: _synonym_doubts,
    Kind.ABBREVIATION: _abbreviation_doubts,
    Kind.READING: _reading_doubts,
    Kind.ENGLISH: _english_doubts,
    Kind.PROMOTED: _promoted_doubts,
}
