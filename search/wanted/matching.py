"""Whether a practice may be what a call looks for. Pure: a Query and a SearchDocument, no engine.

The rule, stricter than the search because its answer is a mail:

1. The words of the call are understood as a question to the search is (search.wanted.listening),
   with all that they may mean.
2. A word is found where one of its alternatives of at least STRONG weight stands in the practice:
   the word in any form, what it abbreviates, the same thing under another name. Its mere relatives
   (the root: община – общински) are not enough, nor is the text of an attached file. Several tokens
   stand side by side in one field.
3. As many words must be found as the search requires: all of one or two, all but one of three to
   five, 70 % of more. Places, years and words of little subject (община, малък, практика) are not
   among them: a practice from elsewhere is what one looks for. Quoted phrases must stand there,
   excluded words must not.
4. At least half of the words that were found stand in the title, the summary, the sentence of the
   problem or the themes: the practice is about it and does not only mention it.
5. Words without a subject (only a place, a year, or words like „проект“) match nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.documents import SearchDocument
from search.query import Query
from search.understanding import Word
from search.understanding.weighing import LIGHT

STRONG = 0.5
ABOUT = ("title", "summary", "problem", "themes")


@dataclass(frozen=True, slots=True)
class Found:
    """Why a practice matches: the words of the call, as they were written, that it has."""

    words: tuple[str, ...]


class Text:
    """The tokens of a practice, ready for many questions."""

    def __init__(self, document: SearchDocument):
        self.fields = {
            name: {
                stream: getattr(streams, stream).split() for stream in ("lemma", "exact", "root")
            }
            for name, streams in document.fields.items()
        }
        self.codes = frozenset(document.codes.split())
        self._sets = {
            (name, stream): frozenset(tokens)
            for name, streams in self.fields.items()
            for stream, tokens in streams.items()
        }

    def has(self, tokens: Sequence[str], stream: str, names: Iterable[str]) -> bool:
        """Whether tokens stand side by side in one of the named fields."""
        if stream == "code":
            return self.codes.issuperset(tokens)
        for name in names:
            known = self._sets.get((name, stream))
            if known is None or not known.issuperset(tokens):
                continue
            if len(tokens) == 1 or _side_by_side(self.fields[name][stream], tokens):
                return True
        return False


def match(query: Query, text: Text) -> Found | None:
    """Return why the practice matches the words of a call, None when it does not."""
    needed = [word for word in query.words if not word.optional]
    if not query.phrases and not any(_tells(word, query) for word in needed):
        return None
    everywhere = query.fields
    if _excluded(query, text, everywhere):
        return None
    if not all(_has_phrase(phrase, text, everywhere) for phrase in query.phrases):
        return None
    found = [word for word in needed if _has_word(word, text, everywhere)]
    if len(found) < query.required:
        return None
    about = [word for word in found if _has_word(word, text, ABOUT)]
    about += [phrase for phrase in query.phrases if _has_phrase(phrase, text, ABOUT)]
    if 2 * len(about) < len(found) + len(query.phrases):
        return None
    said = [word.text for word in found] + [f"„{phrase.text}“" for phrase in query.phrases]
    return Found(tuple(said))


def _tells(word: Word, query: Query) -> bool:
    """Whether a word says what a call is about; alone, a place, a year or „проект“ does not."""
    named = any(word.text in offer.typed for offer in query.offers)
    return not named and not word.text.isdigit() and word.lemma not in LIGHT


def _has_word(word: Word, text: Text, names: Iterable[str]) -> bool:
    return any(
        text.has(alternative.tokens, alternative.stream, names)
        for alternative in word.alternatives
        if alternative.weight >= STRONG and alternative.stream != "root"
    )


def _has_phrase(phrase, text: Text, names: Iterable[str]) -> bool:
    return text.has(phrase.lemma, "lemma", names)


def _excluded(query: Query, text: Text, names: Iterable[str]) -> bool:
    unwanted = [
        (alternative.tokens, alternative.stream)
        for word in query.excluded
        for alternative in word.alternatives
        if alternative.excludes
    ]
    unwanted += [(phrase.lemma, "lemma") for phrase in query.excluded_phrases]
    return any(text.has(tokens, stream, names) for tokens, stream in unwanted)


def _side_by_side(tokens: Sequence[str], run: Sequence[str]) -> bool:
    size = len(run)
    wanted = list(run)
    return any(
        tokens[at : at + size] == wanted for at, token in enumerate(tokens) if token == wanted[0]
    )
