"""Why a practice is among the hits: a sentence of every section that answers, its words marked.

The three sections of a practice explain it best. For words that they, the title and the summary do
not have, the rest is looked through: notes, partners, numbers, at last the text of attached files.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from practices.listing import Card

from .documents import other_parts, text_of
from .highlight import Sentence, best_of_long, best_sentence, head
from .matching import Matcher
from .query import Query

SECTIONS = ("background", "practice", "results")
MAX_SNIPS = 4  # sentences of one practice


class Snip(NamedTuple):
    """A sentence of a practice that answers, and what part of it that is."""

    label: str
    text: SafeString
    in_file: bool = False


def labels() -> dict[str, str]:
    """Return what each part of a practice is called."""
    return {
        "background": _("Background"),
        "practice": _("Practice"),
        "results": _("Results"),
        "problem": _("Problem"),
        "what_failed": _("What did not work"),
        "limits": _("Conditions"),
        "adapt_notes": _("When reused"),
        "places": _("Places"),
        "themes": _("Theme"),
        "lead_organisation": _("Led by"),
        "partners": _("Partners"),
        "funding": _("Who paid"),
        "prerequisites": _("Needed before"),
        "target_groups": _("For whom"),
        "participation": _("Citizens"),
        "staff_effort": _("Labour"),
        "events": _("Events"),
        "publications": _("Publications"),
        "legal_basis": _("Legal basis"),
        "documents": _("Documents"),
        "gallery": _("Pictures"),
        "inspired_by": _("Inspired by"),
        "sources": _("Sources"),
        "innovator_name": _("Innovator"),
        "project_codes": _("Project"),
    }


class Explanation(NamedTuple):
    """Title and summary, marked, and the sentences that answer.

    `missing`: the numbers of the query's words that nothing of it says; `absent`: of them those
    that it does not even have in a relative's shape.
    """

    title: SafeString
    summary: SafeString
    snips: tuple[Snip, ...]
    missing: frozenset[int]
    absent: frozenset[int]


def explain(
    document: Mapping, card: Card, query: Query, matcher: Matcher, called: Mapping[str, str]
) -> Explanation:
    """Return why a practice answers a question, from its record's document and its card.

    `called`: the `labels` of a page.
    """
    sections = SECTIONS if query.section == "all" else (query.section,)
    best = {name: best_sentence(text_of(document, name), matcher) for name in sections}
    chosen = {name: sentence for name, sentence in best.items() if sentence}
    heads = (head(card.title, matcher), head(card.summary, matcher))
    read = [*heads, *chosen.values()]
    seen = frozenset().union(*(part.seen for part in read))
    met = frozenset().union(*(part.met for part in read))
    snips = [
        Snip(called[name], sentence.html)
        for name, sentence in chosen.items()
        if sentence.words or not seen
    ]
    if matcher.telling - seen and query.section == "all":
        for name, sentence in _elsewhere(document, matcher):
            if (sentence.words & matcher.needed) - seen and len(snips) < MAX_SNIPS:
                snips.append(Snip(called[name], sentence.html))
            seen |= sentence.seen
            met |= sentence.met
    return Explanation(
        heads[0].html, heads[1].html, tuple(snips), matcher.telling - seen, matcher.telling - met
    )


def _elsewhere(document: Mapping, matcher: Matcher) -> Iterator[tuple[str, Sentence]]:
    """Yield what answers outside the sections, part by part."""
    codes = (code.get("raw") or "" for code in document.get("project_codes") or ())
    parts = [
        ("problem", text_of(document, "problem")),
        *other_parts(document),
        *(("project_codes", code) for code in codes),
        ("themes", text_of(document, "themes")),
        ("places", text_of(document, "places")),
    ]
    # Mostly none of these many short texts has anything, and one look at all of them tells.
    if not matcher.spans("\n".join(text for _name, text in parts)):
        return
    for name, text in parts:
        if text and (sentence := best_sentence(text, matcher)):
            yield name, sentence


def from_files(
    titles: Mapping[str, str],
    texts_by_path: Mapping[str, str],
    explanation: Explanation,
    matcher: Matcher,
) -> Explanation:
    """Add the sentence of an attached document that says a word nothing else of the practice says.

    `titles` and `texts_by_path`: of the files of one practice, by their path.
    """
    best: tuple[str, Sentence] | None = None
    for path, text in texts_by_path.items():
        sentence = best_of_long(text, matcher)
        if sentence is None or not sentence.seen & explanation.missing:
            continue
        if best is None or sentence.score > best[1].score:
            best = (titles[path], sentence)
    if best is None:
        return explanation
    name, sentence = best
    snip = Snip(_("In the document “%(title)s”") % {"title": name}, sentence.html, in_file=True)
    return explanation._replace(
        snips=(*explanation.snips, snip),
        missing=explanation.missing - sentence.seen,
        absent=explanation.absent - sentence.met,
    )
