"""Words written together that others write apart, and the reverse; only what the index has."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from search.bulgarian import Analyser
from search.bulgarian.compounds import (
    LOOSE,
    agreed,
    between,
    deeds,
    first_parts,
    stems,
    taken_apart,
    written_with,
)

from .draft import Draft, Workbench
from .knowledge import Knowledge
from .shapes import Alternative

WEIGHT = 0.7
REASON = "compound"
MIN_JOINED = 6  # letters
MIN_PART = 3
MIN_PLAIN_PART = 4  # where the first part is no known beginning
HEAD_WEIGHT = 0.3  # of the second part alone: a `микроферма` is a kind of farm
LINKS_APART = ("на", "от", "за")  # between a deed and its thing
ADJECTIVES = ("ски", "ен", "ов", "ев", "ящ", "ащ", "ям", "ем")
SAME, NEAR = "synonym:same", "synonym:near"


@lru_cache(maxsize=2)
def _said_otherwise(analyser: Analyser) -> dict[str, tuple[str, ...]]:
    """Return the lemma of each word that a first part stands for → those first parts."""
    found: dict[str, tuple[str, ...]] = {}
    for part, said in first_parts().items():
        for word in (*said.adjectives, *(phrase.split()[-1] for phrase in said.phrases)):
            lemma = analyser.lemmas(word.lower())[0]
            found[lemma] = (*found.get(lemma, ()), part)
    return found


def step(bench: Workbench) -> None:
    """Join neighbours, and cut a word that nobody knows in two."""
    for one, two in pairwise(bench.drafts):
        _join(bench, one, two)
    for draft in bench.drafts:
        _split(bench, draft)
        _say_otherwise(bench, draft)
        _say_deed(bench, draft)
    telling = [draft for draft in bench.drafts if _word(draft)]
    for one, two in pairwise(telling):
        _write_together(bench, one, two)
        _write_together(bench, two, one)


def _word(draft: Draft) -> str:
    """Return the form of an ordinary word that carries a subject, or an empty string."""
    if draft.stop or len(draft.meant) != 1 or draft.unit.markers:
        return ""
    form = draft.meant[0].exact
    return form if form.isalpha() else ""


def _join(bench: Workbench, one: Draft, two: Draft) -> None:
    first, second = _word(one), _word(two)
    if not first or not second or len(first) + len(second) < MIN_JOINED:
        return
    whole = first + second
    knowledge = bench.knowledge
    if first in first_parts():
        for other in _apart(knowledge, first, second):
            one.add(other)
            two.add(other)
    apart = knowledge.in_index(first) and knowledge.in_index(second)
    # What the dictionary has written together may be quite another word: „под ход“, „за бавно“.
    coined = knowledge.in_index(whole) and whole not in knowledge.analyser.lexicon
    if (knowledge.in_index(whole) or (whole in knowledge.vocabulary and not apart)) and (
        coined or first in first_parts() or not (knowledge.knows(first) and knowledge.knows(second))
    ):
        both = Alternative((knowledge.lemma(whole),), "lemma", WEIGHT, REASON, whole)
        one.add(both)
        two.add(both)


def _split(bench: Workbench, draft: Draft) -> None:
    form, knowledge = _word(draft), bench.knowledge
    if len(form) < MIN_JOINED or knowledge.in_index(form):
        return
    for at in range(len(form) - MIN_PART, MIN_PART - 1, -1):
        first, second = form[:at], form[at:]
        if (first not in first_parts() or first in LOOSE) and (
            form in knowledge.vocabulary or min(at, len(second)) < MIN_PLAIN_PART
        ):
            continue
        if (
            knowledge.in_index(first)
            and second in knowledge.vocabulary
            and (knowledge.in_index(second))
        ):
            lemmas = (knowledge.lemma(first), knowledge.lemma(second))
            draft.add(Alternative(lemmas, "lemma", WEIGHT, REASON, f"{first} {second}"))
            return


def _say_otherwise(bench: Workbench, draft: Draft) -> None:
    """Say a word written together as two: `велоалея` is „велосипедна алея“, and a kind of alley."""
    form, knowledge = _word(draft), bench.knowledge
    parts = taken_apart(form, knowledge.vocabulary.__contains__)
    if parts is None:
        return
    for other in _apart(knowledge, *parts):
        draft.add(other)
    head = knowledge.lemma(parts[1])
    if form in knowledge.analyser.lexicon:
        return  # `полуостров` and `кинотеатър` are words of their own, no kinds of something
    if not knowledge.in_index(form) and knowledge.has("lemma", (head,)):
        draft.add(Alternative((head,), "lemma", HEAD_WEIGHT, NEAR, parts[1]))


def _say_deed(bench: Workbench, draft: Draft) -> None:
    """Say apart a thing and a deed, `книгоиздаване`, „издаване на книги“, or an adjective and the
    preposition in it, `междуобщински`, „между общини“."""
    knowledge = bench.knowledge
    preposition, nouns = between(_word(draft), knowledge.vocabulary.__contains__) or ("", ())
    for noun in dict.fromkeys(map(knowledge.lemma, nouns)):
        if knowledge.has("lemma", (noun,)):
            text = f"{preposition} {noun}"
            draft.add(Alternative((preposition, noun), "lemma", WEIGHT, SAME, text))
    for deed, things in deeds(_word(draft), knowledge.vocabulary.__contains__):
        for thing in dict.fromkeys(map(knowledge.lemma, things)):
            lemmas = (knowledge.lemma(deed), thing)
            if not knowledge.counts or not knowledge.has("lemma", lemmas):
                continue
            for link in LINKS_APART:
                phrase = (lemmas[0], link, thing)
                draft.add(Alternative(phrase, "lemma", WEIGHT, SAME, f"{deed} {link} {thing}"))


def _apart(knowledge: Knowledge, first: str, second: str) -> Iterator[Alternative]:
    """Yield what says the same in two words, where the index has them; a noun wants them."""
    if knowledge.lemma(second).endswith(ADJECTIVES):
        return
    said = first_parts()[first]
    apart = [f"{agreed(word, second)} {second}" for word in said.adjectives]
    apart += [f"{second} {phrase}" for phrase in said.phrases]
    for text in apart:
        lemmas = tuple(knowledge.lemma(word) for word in text.lower().split())
        if knowledge.has("lemma", lemmas):
            yield Alternative(lemmas, "lemma", WEIGHT, SAME, text)


def _write_together(bench: Workbench, one: Draft, two: Draft) -> None:
    """Write two words as one where the index does: „алея за велосипеди“ is `велоалея`."""
    first, second = _word(one), _word(two)
    knowledge = bench.knowledge
    thing, deed = knowledge.lemma(first), knowledge.lemma(second)
    said = _said_otherwise(knowledge.analyser).get(thing, ())
    wholes = [part + second for part in said]
    wholes += [stem + other for other in written_with(deed) for stem in stems(thing)]
    for whole in dict.fromkeys(wholes):
        if knowledge.in_index(whole):
            both = Alternative((knowledge.lemma(whole),), "lemma", WEIGHT, SAME, whole)
            one.add(both)
            two.add(both)
