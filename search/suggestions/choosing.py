"""Found entries → the few that are shown, grouped by kind, the matching parts marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from search import index_words
from search.query import clean
from search.understanding import Knowledge

from . import entries
from .entries import MUNICIPALITY, OBLAST, PRACTICE, PROGRAMME, QUESTION, THEME
from .finding import Candidate, find
from .models import Entry
from .typed import Condition, conditions
from .words import words

MOST = 8
# How many of a kind are shown at most while others have something too, in the order of the groups.
SHARES = {QUESTION: 2, PRACTICE: 4, THEME: 2, MUNICIPALITY: 2, OBLAST: 1, PROGRAMME: 1}
MOST_OF_A_KIND = 6
LABELS = {
    QUESTION: _("Others searched for"),
    PRACTICE: _("Practices"),
    THEME: _("Themes"),
    MUNICIPALITY: _("Municipalities"),
    OBLAST: _("Oblasti"),
    PROGRAMME: _("Programmes"),
}
# Who is found by a reading of what was typed only stays away where others have the very word.
FAR_BELOW = 0.3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box.

    `marked` is the text in parts, [part, whether it matches]; `language` that of the text where it
    is not the page's.
    """

    kind: str
    kind_label: str
    text: str
    detail: str
    url: str
    marked: tuple[tuple[str, bool], ...]
    language: str = ""


def suggest(text: object, knowledge: Knowledge | None = None) -> list[Suggestion]:
    """Return at most MOST suggestions for what was typed so far, in the order they are shown.

    `knowledge`: other words than those of the site's own index.
    """
    language = get_language() or settings.LANGUAGE_CODE
    asked = conditions(text, knowledge or index_words.knowledge(), language)
    if not asked:
        return []
    own = entries.bit(language)
    readers = [bits for bits in range(1, entries.everybody() + 1) if bits & own]
    chosen = choose(find(asked, readers))
    held = Entry.objects.defer("tokens").in_bulk([candidate.entry for candidate in chosen])
    typed = clean(text).lower()
    return [
        _suggestion(held[candidate.entry], asked, language)
        for candidate in chosen
        if candidate.entry in held
        # Who has typed a whole question needs no line that says the same.
        and not (candidate.kind == QUESTION and held[candidate.entry].text.lower() == typed)
    ]


def choose(found: Sequence[Candidate]) -> list[Candidate]:
    """Return what to show: of each kind its share, then what is best, grouped by kind."""
    if not found:
        return []
    least = found[0].score - FAR_BELOW
    near = [candidate for candidate in found if candidate.score >= least]
    taken = dict.fromkeys(SHARES, 0)
    chosen = set()
    for most in (SHARES, dict.fromkeys(SHARES, MOST_OF_A_KIND)):
        for candidate in near:
            if len(chosen) == MOST:
                break
            if candidate not in chosen and taken[candidate.kind] < most[candidate.kind]:
                taken[candidate.kind] += 1
                chosen.add(candidate)
    order = list(SHARES)
    return sorted(chosen, key=lambda c: (order.index(c.kind), -c.score, -c.weight, -c.entry))


def _suggestion(entry: Entry, asked: Sequence[Condition], language: str) -> Suggestion:
    english = language.startswith("en")
    text = entry.text_en if english and entry.text_en else entry.text
    return Suggestion(
        entry.kind,
        str(LABELS[entry.kind]),
        text,
        entry.detail_en if english else entry.detail,
        address(entry),
        tuple(marked(text, asked)),
        entry.language if entry.language not in ("", language) else "",
    )


def address(entry: Entry) -> str:
    """Return where a suggestion leads, on the site in the reader's language."""
    if entry.kind == QUESTION:
        return f"{reverse('search')}?{urlencode({'q': entry.target})}"
    if entry.kind == PROGRAMME:
        return f"{reverse('search')}?{urlencode({'funding': entry.target})}"
    names = {
        PRACTICE: "practice_detail",
        THEME: "theme_detail",
        MUNICIPALITY: "municipality_detail",
        OBLAST: "oblast_detail",
    }
    return reverse(names[entry.kind], args=entry.target.split("/"))


def marked(text: str, asked: Sequence[Condition]) -> Iterable[tuple[str, bool]]:
    """Yield a text in parts, and of each whether it is what was typed."""
    reached = 0
    for start, end in _spans(text, asked):
        if start > reached:
            yield text[reached:start], False
        if end > max(start, reached):
            yield text[max(start, reached) : end], True
        reached = max(reached, end)
    if reached < len(text):
        yield text[reached:], False


def _spans(text: str, asked: Sequence[Condition]) -> list[tuple[int, int]]:
    prefixes = {o.prefix for c in asked for o in c.options if o.prefix}
    whole = {word for c in asked for o in c.options for word in o.words}
    spans = []
    for word in words(text):
        begun = max((len(p) for p in prefixes if word.exact.startswith(p)), default=0)
        by_lemma = any(word.lemma.startswith(p) for p in prefixes)
        if begun and text[word.start : word.start + begun].lower() == word.exact[:begun]:
            spans.append((word.start, word.start + begun))
        elif begun or by_lemma or word.exact in whole or word.lemma in whole:
            spans.append((word.start, word.end))
    return sorted(spans)
