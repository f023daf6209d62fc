"""How long understanding a question takes, with the words of 98, 5,000 and 100,000 practices.

python -m benchmarks.understand [--sizes 98,5000,100000] [--questions 1000]

No engine is asked. `prepare` is what a process does once for a state of the index, on a thread of
its own; `first` is the first question of a process after it, before anything is remembered.
"""

import argparse
import sys
from collections import Counter
from itertools import islice

from benchmarks.corpus import PLACES, Corpus
from benchmarks.memory import resident
from benchmarks.timing import figure, milliseconds, quantile, spread
from search.query import parse
from search.understanding import Knowledge
from search.understanding.knowledge import MAX_FORMS

MANY = 100_000


def forms_of(corpus: Corpus) -> dict[str, int]:
    """Return the forms of practices with how often they stand there, the most frequent.

    Of more than MANY practices the first are counted: there are MAX_FORMS forms in those.
    """
    counted: Counter[str] = Counter()
    for practice in islice(corpus.practices(), MANY):
        for words in practice.fields.values():
            counted.update([word.exact for word in words])
    return dict(counted.most_common(MAX_FORMS))


def knowledge_of(corpus: Corpus) -> Knowledge:
    """Return what a process knows of the words of these practices, made ready."""
    known = Knowledge(forms_of(corpus), [("municipality", c, c.title(), c) for c in PLACES])
    known.prepare()
    return known


def measure(size: int, questions: int) -> list[float]:
    """Print the figures of one size and return the times of all questions."""
    corpus = Corpus(size)
    counts = forms_of(corpus)
    places = [("municipality", code, code.title(), code) for code in PLACES]
    before = resident()
    made: list[Knowledge] = []

    def prepare() -> None:
        made.append(Knowledge(counts, places))
        made[0].prepare()

    spent = milliseconds(prepare)
    figure(f"{size} practices: forms", len(counts))
    figure(f"{size} practices: prepare", spent, "ms")
    figure(f"{size} practices: resident beside the counts", resident() - before, "MB")
    asked = corpus.questions(questions + 1)
    figure(
        f"{size} practices: first question",
        milliseconds(lambda: parse(asked[0], knowledge=made[0])),
        "ms",
    )
    times = [milliseconds(lambda text=text: parse(text, knowledge=made[0])) for text in asked[1:]]
    spread(f"{size} practices: a question", times)
    return times


def slowest(size: int, questions: int, count: int = 10) -> None:
    """Print the slowest questions, for whoever wants to mend them."""
    corpus = Corpus(size)
    knowledge = Knowledge(forms_of(corpus))
    knowledge.prepare()
    times = {
        text: milliseconds(lambda text=text: parse(text, knowledge=knowledge))
        for text in corpus.questions(questions)
    }
    for text in islice(sorted(times, key=lambda text: -times[text]), count):
        figure(text[:44], times[text], "ms")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="98,5000,100000")
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--slowest", action="store_true")
    options = parser.parse_args(arguments)
    for size in map(int, options.sizes.split(",")):
        if options.slowest:
            slowest(size, options.questions)
        else:
            times = measure(size, options.questions)
            figure(f"{size} practices: p99", quantile(times, 0.99), "ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
