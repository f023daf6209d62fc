"""Generated practices as lines of a bulk request: what `source(practice.document())` says, for a
third of its time. Loading a million is bound by the processor, on both sides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from benchmarks.corpus import Practice
from benchmarks.words import Written
from search.bulgarian import is_stop_word
from search.engines.alike import STRONG, SUBJECT
from search.engines.elasticsearch import sent_to
from search.fields import FACETS, FIELD, PARTS, SECTIONS, STREAMS

NUMBER = {"lemma": 1, "exact": 0, "root": 2}  # of a stream among the forms of a Written


def lines(practices: Iterable[Practice]) -> bytes:
    """Return the body of a bulk request that writes practices."""
    return "".join(part for practice in practices for part in _lines(practice)).encode()


def _lines(practice: Practice) -> Iterator[str]:
    # No token, code or number has a character that JSON would write otherwise.
    document = practice.document_without_words()
    yield (
        f'{{"index":{{"_id":"{practice.pid}.bg","version":1,"version_type":"external_gte"}}}}\n'
        f'{{"pid":"{practice.pid}","language":"bg","shown_in":{_listed(document.shown_in)},'
        f'"version":1,"published":{practice.published},"nominations":{practice.nominations},'
        f'"merit":{document.merit},"strong":"{_strong(practice.fields)}",'
        f'"codes":"{document.codes}","facets":{{'
    )
    yield ",".join(f'"{name}":{_listed(document.facets[name])}' for name in FACETS)
    yield "}"
    texts = {name: tuple(zip(*words, strict=True)) for name, words in practice.fields.items()}
    for part in PARTS:
        fields = [(texts[name], times) for name, times in sent_to(part) if name in texts]
        yield f',"{part}":{{{",".join(_streams(fields))}}}'
    yield "}\n"


def _streams(fields: Sequence[tuple[tuple, int]]) -> Iterator[str]:
    for stream in STREAMS:
        number = NUMBER[stream]
        joined = [(f'"{" ".join(forms[number])}"', times) for forms, times in fields]
        values = ",".join(text for text, times in joined for _ in range(times))
        yield f'"{stream}":[{values}]'


def _listed(values: Sequence[str]) -> str:
    return "[" + ",".join(f'"{value}"' for value in values) + "]"


def _strong(fields: Mapping[str, list[Written]]) -> str:
    """Return what `strong_lemmas` finds in the document."""
    subject = {word[1] for name in SUBJECT for word in fields[name]}
    telling = {lemma for lemma in subject if _tells(lemma)}
    counts: Counter[str] = Counter()
    for name in SECTIONS["all"]:
        weight = FIELD[name].weight
        for word in fields[name]:
            if word[1] in telling:
                counts[word[1]] += weight
    return " ".join(sorted(counts, key=lambda token: (-counts[token], token))[:STRONG])


@cache
def _tells(lemma: str) -> bool:
    return len(lemma) > 2 and not lemma.isdigit() and not is_stop_word(lemma)
